"""Entering papers that came in, and putting right what was copied wrongly."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_
from sqlmodel import Session, col, select

from rasoat import clock, text
from rasoat.accounts.actor import Actor, Role
from rasoat.db.locking import insert_once, lock
from rasoat.files.models import Attachment
from rasoat.files.operations import StoredFile, attach
from rasoat.incoming import about, awaited, queries
from rasoat.incoming.models import IncomingCounter, IncomingPaper
from rasoat.numbers import grouped
from rasoat.problems import Problem, Reason

OWNER = "incoming"
HIGHEST = 999_999


@dataclass(frozen=True, slots=True)
class Arrived:
    """What the register says of a paper that came in, beside its number (NĐ 30/2020, Phụ lục IV)."""

    arrived_on: date
    author: str
    reference: str
    dated: date
    kind_title: str
    subject: str
    receiver: str = ""
    note: str = ""

    def identity(self) -> str | None:
        """What two entries of one paper have in common, however they were typed; None for a paper without a number."""
        reference = "".join(text.fold(self.reference).split())
        return f"{' '.join(text.words(self.author))}|{reference}|{self.dated.isoformat()}" if reference else None


def enter(
    session: Session,
    actor: Actor,
    arrived: Arrived,
    files: Sequence[StoredFile],
    belongs: about.Link | None = None,
    first: int = 1,
) -> IncomingPaper:
    """Enter a paper with its scan under the next number of the year.

    `first` is the number of the year's first entry here: above 1 when the earlier ones stand in a book of paper; later
    it says nothing. Raises Problem `forbidden` for anybody but a clerk, `not_found` for a case that the clerk does not
    see, `form.invalid`, and `incoming.known` for a paper that was entered already.
    """
    _require_clerk(actor)
    about.require_visible(session, belongs, actor)
    reasons = [*_against(arrived), *_against_new(arrived, files, first)]
    if reasons:
        raise Problem("form.invalid", reasons=reasons)
    year = arrived.arrived_on.year
    counter = _held(session, actor.agency_id, year)
    _require_new(session, actor.agency_id, arrived)
    _require_unsent(session, actor.agency_id, arrived, files)
    if not counter.last:
        counter.first, counter.last = first, first - 1
    counter.last += 1
    row = IncomingPaper(
        agency_id=actor.agency_id,
        year=year,
        number=counter.last,
        recorded_by=actor.user_id,
        **_columns(arrived, belongs),
    )
    session.add(row)
    session.flush()
    for file in files:
        attach(session, file, OWNER, row.id, actor)
    awaited.came(session, actor, row)
    return row


def correct(
    session: Session,
    actor: Actor,
    incoming_id: UUID,
    version: int | None,
    arrived: Arrived,
    files: Sequence[StoredFile] = (),
) -> IncomingPaper:
    """Put right what was copied wrongly, and add scans; the number, the year and the case stay.

    Raises Problem `not_found`, `forbidden`, `row.stale`, `form.invalid`, `incoming.known`.
    """
    row = queries.require_visible(session, incoming_id, actor)
    _require_clerk(actor, row.agency_id)
    # Whoever enters the same paper meanwhile waits for the counter.
    _held(session, row.agency_id, row.year)
    row = lock(session, IncomingPaper, incoming_id)
    row.expect_version(version, "Người khác")
    reasons = [*_against(arrived), *_against_scans(files)]
    if arrived.arrived_on.year != row.year:
        reasons.append(Reason("arrived_on", f"Văn bản đã vào sổ năm {row.year}; ngày đến phải trong năm đó."))
    if reasons:
        raise Problem("form.invalid", reasons=reasons)
    _require_new(session, row.agency_id, arrived, but=row.id)
    for name, value in {**asdict(arrived), "identity": arrived.identity()}.items():
        setattr(row, name, value)
    session.flush()
    for file in files:
        attach(session, file, OWNER, row.id, actor)
    return row


def _columns(arrived: Arrived, belongs: about.Link | None) -> dict[str, Any]:
    link = {"about_kind": belongs.kind, "about_id": belongs.id} if belongs else {}
    return {**asdict(arrived), "identity": arrived.identity(), **link}


def _require_clerk(actor: Actor, agency_id: UUID | None = None) -> None:
    if actor.role != Role.CLERK or agency_id not in (None, actor.agency_id):
        raise Problem("forbidden")


def _against(arrived: Arrived) -> list[Reason]:
    needed = (("author", "Nhập tác giả: cơ quan hoặc người gửi."), ("subject", "Nhập trích yếu."))
    reasons = [Reason(field, told) for field, told in needed if not getattr(arrived, field).strip()]
    if arrived.arrived_on > clock.today():
        reasons.append(Reason("arrived_on", "Ngày đến không thể sau hôm nay."))
    if arrived.dated > arrived.arrived_on:
        reasons.append(Reason("dated", "Ngày văn bản không thể sau ngày đến."))
    return reasons


def _against_new(arrived: Arrived, files: Sequence[StoredFile], first: int) -> list[Reason]:
    reasons, this_year = [], clock.today().year
    if arrived.arrived_on.year < this_year:
        told = (
            f"Sổ năm {arrived.arrived_on.year} đã hết; văn bản vào sổ từ 01/01/{this_year} lấy số của năm {this_year}."
        )
        reasons.append(Reason("arrived_on", told))
    if not files:
        reasons.append(Reason("scan", "Chọn tệp quét của văn bản: PDF hoặc ảnh."))
    reasons += _against_scans(files)
    if not 1 <= first <= HIGHEST:
        reasons.append(Reason("first", f"Số đến phải từ 1 đến {grouped(HIGHEST)}."))
    return reasons


def _against_scans(files: Sequence[StoredFile]) -> list[Reason]:
    if any(file.kind != "application/pdf" and not file.kind.startswith("image/") for file in files):
        return [Reason("scan", "Tệp quét phải là PDF hoặc ảnh.")]
    return []


def _require_unsent(session: Session, agency_id: UUID, arrived: Arrived, files: Sequence[StoredFile]) -> None:
    """A paper without a number is known by what was typed of it and by its scan: whoever sends the form twice enters it
    once, since a number of the register is never taken back.
    """
    if arrived.identity() is not None:
        return
    same = [getattr(IncomingPaper, name) == value for name, value in asdict(arrived).items()]
    its = col(Attachment.owner_id) == col(IncomingPaper.id), col(Attachment.owner_kind) == OWNER
    query = select(IncomingPaper).join(Attachment, and_(*its)).where(IncomingPaper.agency_id == agency_id, *same)
    query = query.where(col(Attachment.sha256).in_([file.sha256 for file in files]))
    twin = session.exec(query.order_by(col(IncomingPaper.id))).first()
    if twin is not None:
        raise Problem("incoming.known", reasons=[Reason("scan", _known(twin))])


def _known(twin: IncomingPaper) -> str:
    day = clock.date_text(twin.arrived_on)
    return f"Đã vào sổ: số đến {twin.number:02d} ngày {day}, {twin.kind_title} “{twin.subject}”."


def _require_new(session: Session, agency_id: UUID, arrived: Arrived, but: UUID | None = None) -> None:
    twin = queries.twin_of(session, agency_id, arrived.identity())
    if twin is not None and twin.id != but:
        raise Problem("incoming.known", reasons=[Reason("reference", _known(twin))])


def _held(session: Session, agency_id: UUID, year: int) -> IncomingCounter:
    """Lock the counter and return it."""
    key = {"agency_id": agency_id, "year": year}
    insert_once(session, IncomingCounter, **key)
    return lock(session, IncomingCounter, key)


def is_first(session: Session, agency_id: UUID, year: int) -> bool:
    """Whether nothing has been entered in the year's register yet."""
    query = select(IncomingCounter.last).where(IncomingCounter.agency_id == agency_id, IncomingCounter.year == year)
    return not session.exec(query).first()
