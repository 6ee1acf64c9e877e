"""Taking in papers of before and correcting what was read of them. What follows are steps of their procedure (bringing.py)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import Actor, Role
from rasoat.db import row_seals
from rasoat.db.locking import lock
from rasoat.db.ordinals import give_ordinals
from rasoat.earlier import queries
from rasoat.earlier.drafts import Draft, PartFound
from rasoat.earlier.matching import Agencies
from rasoat.earlier.models import PART_KINDS, RECOMMENDATION, REVIEWING, STATES, EarlierNotice, EarlierPart, EarlierTask
from rasoat.earlier.scans import OWNER
from rasoat.files.operations import StoredFile, attach
from rasoat.problems import Problem, Reason
from rasoat.text import nfc
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, pins, start
from rasoat.workflows.editing import begin_edit, mark


@dataclass(frozen=True, slots=True)
class Head:
    """What a paper says of itself, as somebody typed or corrected it."""

    type: str
    issuer_id: UUID | None
    unit_id: UUID | None
    number: int | None
    symbol: str
    issued_on: date | None
    subject: str
    signer: str
    signer_office: str
    recipients: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What one addressee is asked, and how far that had come."""

    addressee_id: UUID
    receiver_id: UUID | None = None
    measure: str = ""
    due_on: date | None = None
    due_reason: str = ""
    state: str = ""
    answer: str = ""
    answered_on: date | None = None


def receive(
    session: Session, actor: Actor, draft: Draft, file: StoredFile | None = None, known: Agencies | None = None
) -> EarlierNotice:
    """Keep a paper for review: its file, and what was read of it. Agencies are found by their names.

    Raises Problem `forbidden` for anybody but an officer.
    """
    if actor.role != Role.OFFICER:
        raise Problem("forbidden")
    known = known or Agencies(session)
    day = draft.issued_on or clock.today()
    issuer = known.named(draft.issuer, day) if draft.issuer else None
    notice = EarlierNotice(
        lead_agency_id=actor.agency_id,
        received_by=actor.user_id,
        issuer_id=issuer.id if issuer else None,
        type=draft.type,
        number=draft.number,
        symbol=draft.symbol,
        issued_on=draft.issued_on,
        subject=draft.subject,
        issuer_written=draft.issuer,
        signer=draft.signer,
        signer_office=draft.signer_office,
        recipients=draft.recipients,
        source=draft.source,
    )
    mark(notice, actor)
    start(session, notice, "earlier", "earlier", actor)
    if file is not None:
        attach(session, file, OWNER, notice.id, actor, visibility="child")
    asked: dict[UUID, Agency] = {}
    for place, part in enumerate(draft.parts, 1):
        asked |= {one.id: one for one in _part(session, notice.id, place, part, known, day)}
    # What is asked of one agency, or of it and those below it, was found there.
    over = [one for one in asked.values() if all(f"/{one.id}/" in other.path for other in asked.values())]
    notice.unit_id = over[0].id if over else None
    session.flush()
    return notice


def _part(session: Session, notice_id: UUID, ordinal: int, part: PartFound, known: Agencies, day: date) -> list[Agency]:
    row = EarlierPart(
        notice_id=notice_id,
        ordinal=ordinal,
        kind=part.kind,
        number=part.number,
        text=part.text,
        starts_at=part.place.start if part.place else None,
        ends_at=part.place.end if part.place else None,
        page=part.place.page if part.place else None,
        addressee_written=part.addressee,
        due_written=part.due_written,
    )
    session.add(row)
    session.flush()
    agencies = known.all_named(part.addressees, day)[0] if part.kind == RECOMMENDATION else []
    for agency in agencies:
        task = EarlierTask(
            part_id=row.id, addressee_id=agency.id, receiver_id=known.receiver(agency.id), due_on=part.due_on
        )
        session.add(task)
    session.flush()
    return agencies


def may_edit(actor: Actor, notice: EarlierNotice) -> bool:
    """Whether this person may correct the paper now."""
    return REVIEWING.of(notice) and queries.may_review(actor, notice)


def take(session: Session, actor: Actor, notice_id: UUID) -> EarlierNotice:
    """Say that the actor reviews the paper, so that two do not do the same. Who takes it later has it."""
    notice = held(session, actor, notice_id)
    notice.taken_by = actor.user_id
    session.flush()
    return notice


def edit_head(session: Session, actor: Actor, notice_id: UUID, version: int | None, head: Head) -> EarlierNotice:
    """Correct what the paper says of itself.

    Raises Problem `not_found`, `forbidden`, `earlier.not_open`, `row.stale`, `form.invalid` for a day that is ahead.
    """
    notice = held(session, actor, notice_id)
    begin_edit(session, notice, version, actor, case=CaseRef("earlier", notice.id))
    if head.issued_on and head.issued_on > clock.today():
        raise Problem("form.invalid", reasons=[Reason("issued_on", "Ngày ban hành không thể sau hôm nay.")])
    for name in Head.__slots__:
        setattr(notice, name, getattr(head, name))
    session.flush()
    return notice


def edit_part(
    session: Session, actor: Actor, part_id: UUID, version: int | None, *, kind: str, text: str, asked: Sequence[Asked]
) -> EarlierPart:
    """Give a part another kind, other words, and say whom it asks for what. Only a recommendation asks somebody.

    What was changed is no longer settled. Raises what `edit_head` raises.
    """
    notice, row = _held_part(session, actor, part_id)
    begin_edit(session, row, version, actor)
    words = nfc(text).strip()
    reasons = [] if words else [Reason("text", "Nhập nội dung; không cần phần này thì gộp vào phần trước.")]
    if kind not in PART_KINDS:
        reasons.append(Reason("kind", "Chọn một loại."))
    reasons += _wrong(session, notice, asked)
    if reasons:
        raise Problem("form.invalid", reasons=reasons)
    if words != row.text:
        _unsettle(row)
    row.kind, row.text = kind, words
    put_tasks(session, actor, row, asked if kind == RECOMMENDATION else [])
    return row


def _wrong(session: Session, notice: EarlierNotice, asked: Sequence[Asked]) -> list[Reason]:
    reasons, seen, day = [], set(), notice.issued_on or clock.today()
    for place, one in enumerate(asked):
        agency, at = session.get(Agency, one.addressee_id), f"asked-{place}"
        if agency is None or not agency.serves_on(day):
            reasons.append(Reason(f"{at}-addressee_id", "Chọn một cơ quan có vào ngày của văn bản."))
        elif one.addressee_id in seen:
            reasons.append(Reason(f"{at}-addressee_id", "Đơn vị này đã được chọn ở trên."))
        seen.add(one.addressee_id)
        if one.state not in STATES:
            reasons.append(Reason(f"{at}-state", "Chọn một mức."))
        if one.answered_on and one.answered_on > clock.today():
            reasons.append(Reason(f"{at}-answered_on", "Ngày báo cáo không thể sau hôm nay."))
        if one.state and not one.answered_on:
            reasons.append(Reason(f"{at}-answered_on", "Nhập ngày của báo cáo hoặc lần xác minh."))
        receiver = session.get(Agency, one.receiver_id) if one.receiver_id else None
        if one.receiver_id and (receiver is None or not receiver.serves_on(clock.today())):
            reasons.append(Reason(f"{at}-receiver_id", "Chọn một cơ quan đang hoạt động."))
    return reasons


def put_tasks(session: Session, actor: Actor, part: EarlierPart, asked: Iterable[Asked]) -> None:
    """Make what a part asks be exactly this. What an addressee was asked before keeps its row."""
    query = select(EarlierTask).where(EarlierTask.part_id == part.id)
    present = {row.addressee_id: row for row in session.exec(query.order_by(col(EarlierTask.id)))}
    for one in asked:
        row = present.pop(one.addressee_id, None) or EarlierTask(part_id=part.id, addressee_id=one.addressee_id)
        for name in Asked.__slots__:
            setattr(row, name, getattr(one, name))
        mark(row, actor)
        session.add(row)
    for row in present.values():
        row_seals.remove(session, EarlierTask, col(EarlierTask.id) == row.id)
    session.flush()


def add_part(session: Session, actor: Actor, notice_id: UUID, *, kind: str, text: str) -> EarlierPart:
    """Add a part at the end: of a scan nothing was read, and people type it."""
    notice = held(session, actor, notice_id)
    words = nfc(text).strip()
    if not words or kind not in PART_KINDS:
        raise Problem("form.invalid", reasons=[Reason("text", "Chọn loại và nhập nội dung.")])
    rows = _ordered(session, notice.id)
    row = EarlierPart(notice_id=notice.id, ordinal=rows[-1].ordinal + 1 if rows else 1, kind=kind, text=words)
    mark(row, actor)
    session.add(row)
    session.flush()
    return row


def join_part(session: Session, actor: Actor, part_id: UUID, version: int | None) -> EarlierPart:
    """Put a part's words behind those of the one before it. Whom it asked is asked by that one. Returns that one."""
    notice, row = _held_part(session, actor, part_id)
    begin_edit(session, row, version, actor)
    rows = _ordered(session, notice.id)
    place = rows.index(row)
    if place == 0:
        raise Problem("form.invalid", reasons=[Reason("", "Đây là phần đầu tiên, không có phần nào ở trước.")])
    before = rows[place - 1]
    before.text = f"{before.text}\n{row.text}"
    _unsettle(before)
    before.version += 1
    mark(before, actor)
    had = set(session.exec(select(EarlierTask.addressee_id).where(EarlierTask.part_id == before.id)))
    tasks = session.exec(select(EarlierTask).where(EarlierTask.part_id == row.id).order_by(col(EarlierTask.id))).all()
    for task in tasks:
        if before.kind == RECOMMENDATION and task.addressee_id not in had:
            task.part_id = before.id
        else:
            row_seals.remove(session, EarlierTask, col(EarlierTask.id) == task.id)
    if before.ends_at is not None and row.ends_at is not None:
        before.ends_at = max(before.ends_at, row.ends_at)
    session.flush()
    row_seals.remove(session, EarlierPart, col(EarlierPart.id) == row.id)
    give_ordinals(session, [(one, ordinal) for ordinal, one in enumerate(_ordered(session, notice.id), 1)])
    return before


def split_part(
    session: Session, actor: Actor, part_id: UUID, version: int | None, pieces: Sequence[str]
) -> EarlierPart:
    """Make several parts of one, all of its kind and asking the same of the same. Nothing of its words may be lost.

    Raises Problem `form.invalid` when the pieces are not the part's words.
    """
    notice, row = _held_part(session, actor, part_id)
    begin_edit(session, row, version, actor)
    said = [nfc(one).strip() for one in pieces if one.strip()]
    if "".join("".join(said).split()) != "".join(row.text.split()):
        raise Problem(
            "form.invalid", reasons=[Reason("text", "Tách thì giữ đủ chữ của phần này; muốn sửa chữ thì bấm Lưu.")]
        )
    if len(said) < 2:
        told = "Để một dòng trống ở chỗ muốn tách."
        raise Problem("form.invalid", reasons=[Reason("text", told)])
    row.text = said[0]
    _unsettle(row)
    asked = [_asked(task) for task in session.exec(select(EarlierTask).where(EarlierTask.part_id == row.id))]
    rows = _ordered(session, notice.id)
    place, last = rows.index(row), rows[-1].ordinal
    made = []
    for step, words in enumerate(said[1:], 1):
        kept: dict[str, Any] = {"kind": row.kind, "page": row.page, "addressee_written": row.addressee_written}
        where: dict[str, Any] = {"starts_at": row.starts_at, "ends_at": row.ends_at, "due_written": row.due_written}
        piece = EarlierPart(notice_id=notice.id, ordinal=last + step, text=words, **kept, **where)
        mark(piece, actor)
        session.add(piece)
        session.flush()
        put_tasks(session, actor, piece, asked)
        made.append(piece)
    rows[place + 1 : place + 1] = made
    give_ordinals(session, [(one, ordinal) for ordinal, one in enumerate(rows, 1)])
    return row


def _asked(task: EarlierTask) -> Asked:
    return Asked(**{name: getattr(task, name) for name in Asked.__slots__})


@dataclass(frozen=True, slots=True)
class Change:
    """What is done to many parts at once. What is empty stays as it is. A day comes to what has none; with `every_due` to all."""

    kind: str = ""
    addressee_id: UUID | None = None
    measure: str = ""
    due_on: date | None = None
    due_reason: str = ""
    every_due: bool = False
    settle: bool = False


def change_many(
    session: Session, actor: Actor, notice_id: UUID, parts: Collection[UUID] | Mapping[UUID, int | None], change: Change
) -> int:
    """Do the same to many parts of a paper; returns to how many. Only recommendations have addressees and due dates; a day that
    the paper does not say has its reason. `parts` may say which version of each the person has read.

    Raises Problem `not_found`, `forbidden`, `earlier.not_open`, `form.invalid`, also when somebody changed one of them since.
    """
    notice = held(session, actor, notice_id)
    if change.kind and change.kind not in PART_KINDS:
        raise Problem("form.invalid", reasons=[Reason("kind", "Chọn một loại.")])
    if change.due_on and not change.due_reason.strip():
        told = "Nêu lý do của hạn này: văn bản không ghi, hoặc ghi khác."
        raise Problem("form.invalid", reasons=[Reason("due_reason", told)])
    wrong = _wrong(session, notice, [Asked(change.addressee_id)]) if change.addressee_id else []
    if wrong:
        raise Problem("form.invalid", reasons=[Reason("addressee_id", wrong[0].message)])
    chosen = [one for one in queries.parts_of(session, notice_id) if one.row.id in parts]
    if isinstance(parts, Mapping):
        _require_seen([one.row for one in chosen], parts)
    known = Agencies(session) if change.addressee_id else None
    for part in chosen:
        _change(session, actor, part, change, known)
    session.flush()
    return len(chosen)


def _require_seen(rows: Sequence[EarlierPart], seen: Mapping[UUID, int | None]) -> None:
    """Nobody confirms words that were changed while the page was open."""
    if changed := [str(row.ordinal) for row in rows if seen[row.id] not in (None, row.version)]:
        told = f"Phần {', '.join(changed)} vừa được sửa; đọc lại rồi đánh dấu lại."
        raise Problem("form.invalid", reasons=[Reason("", told)])


def _change(session: Session, actor: Actor, part: queries.Part, change: Change, known: Agencies | None) -> None:
    row = part.row
    row.kind = change.kind or row.kind
    asked = [_asked(task) for task in part.tasks] if row.kind == RECOMMENDATION else []
    wanted, had = change.addressee_id, {one.addressee_id for one in asked}
    if known and wanted and row.kind == RECOMMENDATION and wanted not in had:
        asked.append(Asked(wanted, known.receiver(wanted)))
    put_tasks(session, actor, row, asked)
    if change.due_on or change.measure:
        for task in session.exec(
            select(EarlierTask).where(EarlierTask.part_id == row.id).order_by(col(EarlierTask.id))
        ):
            task.measure = change.measure.strip() or task.measure
            lacks_day = task.due_on is None and task.state != "met"
            if change.due_on and (lacks_day or change.every_due):
                task.due_on, task.due_reason = change.due_on, change.due_reason.strip()
    if change.settle:
        row.settled_by, row.settled_at = actor.user_id, clock.now()
    row.version += 1
    mark(row, actor)


def _unsettle(row: EarlierPart) -> None:
    row.settled_by, row.settled_at = None, None


def held(session: Session, actor: Actor, notice_id: UUID) -> EarlierNotice:
    """The paper, locked for whoever corrects it. Raises Problem `not_found`, `forbidden`, `earlier.not_open`."""
    queries.require_visible(session, notice_id, actor)
    notice = lock(session, EarlierNotice, notice_id)
    require_open(session, notice, actor)
    return notice


def require_open(session: Session, notice: EarlierNotice, actor: Actor) -> None:
    """Raise Problem `forbidden` or `earlier.not_open` when this person may not correct the paper now."""
    if not queries.may_review(actor, notice):
        raise Problem("forbidden")
    if not REVIEWING.of(notice):
        states = pins.runtime(session, notice.workflow, notice.workflow_version).definition.states
        raise Problem("earlier.not_open", state=states[notice.status].title)


def _held_part(session: Session, actor: Actor, part_id: UUID) -> tuple[EarlierNotice, EarlierPart]:
    found = session.get(EarlierPart, part_id)
    if found is None:
        raise Problem("not_found")
    notice = held(session, actor, found.notice_id)
    # It may have been joined to another one while this writer waited.
    row = session.exec(select(EarlierPart).where(EarlierPart.id == part_id)).first()
    if row is None:
        raise Problem("not_found")
    session.refresh(row)
    return notice, row


def _ordered(session: Session, notice_id: UUID) -> list[EarlierPart]:
    query = select(EarlierPart).where(EarlierPart.notice_id == notice_id)
    return list(session.exec(query.order_by(col(EarlierPart.ordinal))))
