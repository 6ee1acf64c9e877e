"""The whole verification, one part after the other, at one moment of the database."""

from collections.abc import Iterator, Sequence

from sqlmodel import Session, SQLModel

from rasoat.audit.answers import check_answers
from rasoat.audit.faults import Fault, readable
from rasoat.audit.files import check_files
from rasoat.audit.naming import case_name
from rasoat.audit.registers import check_incoming, check_register
from rasoat.audit.rows import check_rows
from rasoat.audit.sealing import Given, check_seals
from rasoat.db import row_seals
from rasoat.db.unsealed import OWN_CHECK
from rasoat.files.store import BlobStore
from rasoat.progress import Progress, now_and_then
from rasoat.workflows import chains, derived

UNFINDABLE = (
    "việc người có toàn quyền với cơ sở dữ liệu tính lại mọi mã băm: chỉ lộ ra khi so với niêm phong ghi lại bên ngoài"
    " (--seal), và chỉ đến lúc niêm phong đó",
    "dòng bị xóa cùng với mã băm của nó, hồ sơ bị xóa cùng với nhật ký, trước niêm phong đầu tiên có chúng",
    "việc sửa có từ trước khi hệ thống bắt đầu ghi mã băm (niêm phong số 1 của hệ thống đã dùng từ trước)",
)
"""What no part of the verification can find."""


def verify(session: Session, store: BlobStore | None, given: Sequence[Given], progress: Progress) -> Iterator[Fault]:
    """Everything that is not as the program left it. `store` is None to leave the files unread; `given` are seals that
    were written down outside.
    """
    some = now_and_then(progress)
    yield from readable("Nhật ký", _chains(session, some))
    yield from readable("Điều suy ra từ chi tiết", _derived(session))
    yield from check_rows(session, some)
    yield from readable("Sổ đăng ký văn bản đi", check_register(session, some))
    yield from readable("Sổ đăng ký văn bản đến", check_incoming(session, some))
    yield from readable("Bảng kiểm đã điền", check_answers(session, some))
    yield from readable("Niêm phong", check_seals(session, given, some))
    if store is not None:
        yield from readable("Tệp", check_files(session, store, some))


def _chains(session: Session, progress: Progress) -> Iterator[Fault]:
    for broken in chains.verify(session, progress):
        yield Fault(case_name(session, broken.ref), f"mục {broken.seq}: {broken.why}")


def _derived(session: Session) -> Iterator[Fault]:
    for ref, why in derived.untrue(session):
        yield Fault(case_name(session, ref), why)


def uncovered() -> Iterator[str]:
    """What the verification does not look at, in words for the administrator: by reason, the tables and columns."""
    reasons: dict[str, dict[str, list[str]]] = {}
    for table in SQLModel.metadata.sorted_tables:
        if not row_seals.is_sealed(table):
            reasons.setdefault(table.info["unsealed"], {}).setdefault(f"bảng {table.name}", [])
            continue
        for column in table.c:
            if "unsealed" in column.info:
                reasons.setdefault(column.info["unsealed"], {}).setdefault(column.name, []).append(table.name)
    reasons.pop(OWN_CHECK, None)
    yield from (f"{why}: {', '.join(_where(*one) for one in found.items())}" for why, found in reasons.items())
    yield from UNFINDABLE


def _where(name: str, tables: list[str]) -> str:
    """A column with its table; a column of many tables by itself."""
    return name if len(tables) != 1 else f"{tables[0]}.{name}"
