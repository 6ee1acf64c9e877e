"""A number whose paper no engine prints: the number is void, its line stays in the register and says why, and the text is a draft again.

A number of a series is never given twice, and an own series has no gap (NĐ 30/2020, Điều 15): so the line is neither removed nor given to
another paper. What was frozen under it stays with the line.
"""

from sqlmodel import Session, select

from rasoat import clock
from rasoat.db.locking import lock
from rasoat.documents.models import RegisterEntry
from rasoat.outbox.models import OutboxItem
from rasoat.papers import queries
from rasoat.papers.models import PaperCase
from rasoat.problems import CATALOGUE, Reason
from rasoat.workflows import Firing

RENDER = "render_paper"
MACHINES = ("pdf.engine_missing", "pdf.font_missing")
"""What is no fault of any paper: all are printed once the server is put right."""
OWN = ("pdf.failed", "paper.out_of_form")
"""Faults of one paper: whatever else stopped it, a full disk or a database that was away, is put right without touching its number."""


def key_of(case: PaperCase) -> str:
    """The key of the work that makes the file of a numbered paper. One that was numbered again is another work."""
    return f"{RENDER}:{case.frozen_id}"


def against(session: Session, case: PaperCase) -> list[Reason]:
    """Why the number stays: nobody tried to print the paper yet, it has its file, or what failed is not the paper."""
    # An earlier release named the work by the paper: what it tried says nothing of a number that was given since.
    item = _work(session, key_of(case)) or _work(session, f"{RENDER}:{case.id}")
    if item is None or item.done_at is not None or not item.error:
        return [Reason("", "Hệ thống đang tạo tệp; chỉ hủy số khi đã thử mà không in được văn bản.")]
    if not item.error.startswith(_told(OWN)):
        failed = "Máy chủ chưa in được văn bản nào" if item.error.startswith(_told(MACHINES)) else "Máy chủ đang có lỗi"
        told = (
            f"{failed}, không phải lỗi của văn bản này: báo người quản trị; in được thì văn bản ban hành với số đã cấp."
        )
        return [Reason("", told)]
    return []


def _work(session: Session, key: str) -> OutboxItem | None:
    return session.exec(select(OutboxItem).where(OutboxItem.key == key)).first()


def _told(keys: tuple[str, ...]) -> tuple[str, ...]:
    """How the error of such a problem begins."""
    return tuple(f"[{CATALOGUE[one].number}]" for one in keys)


def void(firing: Firing) -> None:
    """Write in the register that the number is void, and why; take it from the paper."""
    session = firing.session
    case = session.get_one(PaperCase, firing.ref.id)
    frozen = queries.frozen_of(session, case)
    if frozen is not None:
        entry = lock(session, RegisterEntry, frozen.register_entry_id)
        entry.note = f"Hủy số ngày {clock.date_text(clock.today())}: {' '.join(firing.payload['reason'].split())}"
    case.number, case.symbol, case.issued_on, case.frozen_id = None, "", None, None
    session.flush()
