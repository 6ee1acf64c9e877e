"""What the pages of papers of before show: the parts beside the original, the head, the files."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.earlier import queries
from rasoat.earlier.models import PART_KINDS, RECOMMENDATION, SET_ASIDE, STATES, TYPES, EarlierNotice
from rasoat.earlier.operations import Head
from rasoat.earlier.queries import Part
from rasoat.earlier.scans import OWNER, scan_of
from rasoat.files.access import attached
from rasoat.files.models import Attachment
from rasoat.pages.saving import Difference
from rasoat.units import queries as units

_HEAD = {
    "type": "Loại văn bản", "number": "Số", "symbol": "Ký hiệu", "issued_on": "Ngày ban hành", "issuer_id": "Cơ quan ban hành",
    "unit_id": "Đơn vị được kiểm tra", "subject": "Trích yếu", "signer": "Người ký", "signer_office": "Chức vụ của người ký",
    "recipients": "Nơi nhận",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One part as the page shows it: the words of the original from which it came, and what is asked of whom in words."""

    part: Part
    kind: str
    original: str
    asked: list[str]
    faults: list[str]


def lines(session: Session, notices: Mapping[UUID, EarlierNotice], parts: Sequence[Part]) -> list[Line]:
    """The parts in their order, each beside the words of the original. `notices` are their papers."""
    ids = {one for part in parts for task in part.tasks for one in (task.addressee_id, task.receiver_id) if one}
    names = {key: agency.listed_name for key, agency in units.names(session, ids).items()}
    return [
        Line(
            part, PART_KINDS[part.row.kind], _original(notices[part.row.notice_id], part), [_asked(task, names) for task in part.tasks],
            list(_faults(part)),
        )
        for part in parts
    ]  # fmt: skip


def _original(notice: EarlierNotice, part: Part) -> str:
    row = part.row
    if row.starts_at is None or row.ends_at is None:
        return ""
    return notice.source[row.starts_at : row.ends_at].strip()


def _asked(task: Any, names: dict[Any, str]) -> str:
    receiver = f" (nay {names[task.receiver_id]})" if task.receiver_id else ""
    due = f", hạn {clock.date_text(task.due_on)}" if task.due_on else ""
    reason = f" ({task.due_reason})" if task.due_reason else ""
    measure = f"; phải đạt: {task.measure}" if task.measure else ""
    state = f"; {STATES[task.state][:1].lower()}{STATES[task.state][1:]}" if task.state else ""
    return f"{names[task.addressee_id]}{receiver}{due}{reason}{measure}{state}"


def _faults(part: Part) -> Iterator[str]:
    if part.row.kind != RECOMMENDATION:
        return
    if not part.tasks:
        written = part.row.addressee_written
        yield f"Chưa nhận ra đơn vị: văn bản ghi “{written}”" if written else "Chưa có đơn vị thực hiện"
    if any(task.due_on is None and task.state != "met" for task in part.tasks):
        written = part.row.due_written
        yield f"Chưa có hạn: văn bản ghi “{written}”" if written else "Chưa có hạn"


def facts(session: Session, notice: EarlierNotice) -> list[tuple[str, str]]:
    """The head of the paper in words."""
    return [(label, _said(session, notice, name)) for name, label in _HEAD.items()]


def _said(session: Session, notice: EarlierNotice | Head, name: str) -> str:
    value = getattr(notice, name)
    if name in ("issuer_id", "unit_id"):
        return units.agency(session, value).name if value else ""
    if name == "issued_on":
        return clock.date_text(value) if value else ""
    return TYPES[value] if name == "type" else str(value or "")


def head_differences(session: Session, typed: Head, stored: EarlierNotice) -> list[Difference]:
    """What somebody typed and what is stored now, where they differ."""
    both = [(label, _said(session, typed, name), _said(session, stored, name)) for name, label in _HEAD.items()]
    return [one for one in both if one[1] != one[2]]


def written(notice: EarlierNotice) -> str:
    """The beginning of the original, where the head stands."""
    return notice.source[:2_000].strip()


def waits_for_scan(session: Session, notice: EarlierNotice, actor: Actor) -> bool:
    """Whether this person may confirm that the scan shows no child."""
    waits = notice.scan_settled_by is None and not SET_ASIDE.of(notice) and queries.may_review(actor, notice)
    return waits and scan_of(session, notice.id) is not None


def files(session: Session, notice: EarlierNotice) -> list[Attachment]:
    """Its files as they came."""
    return attached(session, OWNER, notice.id)


def paragraphs(text: str) -> Iterator[list[str]]:
    """The lines of a text, parted at its empty lines."""
    some: list[str] = []
    for line in text.splitlines():
        if line.strip():
            some.append(line)
        elif some:
            yield some
            some = []
    if some:
        yield some
