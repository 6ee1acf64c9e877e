"""What an issued paper does to obligations that were sent before: it changes, withdraws or adds them.

The papers say what and when. Each change stands in the obligation's journal with the paper that made it.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, func, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.db.locking import lock
from rasoat.inspections.models import Inspection
from rasoat.problems import Reason
from rasoat.recommendations import due, stances
from rasoat.recommendations.answering.models import Answer, Extension
from rasoat.recommendations.models import ENDED, SETTLED, Obligation, Recommendation
from rasoat.recommendations.parts import change_parts, give_verdict, put_parts
from rasoat.recommendations.sources import as_told, reword
from rasoat.workflows import CaseRef, Firing, effect, fire, guard, move, noting, start
from rasoat.workflows.editing import mark
from rasoat.workflows.registry import register_note

RETOLD = "retold"
"""Entry in an obligation's journal: a paper changed what is asked."""
BY_PAPER, AGAIN = "withdraw_by_paper", "reopen_by_paper"
register_note(RETOLD, "Thay đổi theo văn bản đã ban hành")
EXTENDED = "extended_by_letter"
"""Entry in an obligation's journal: the letter that grants more time was issued."""
register_note(EXTENDED, "Gia hạn theo công văn đã ban hành")


@dataclass(frozen=True, slots=True)
class ByPaper:
    """The paper that does it, by number and day, and its day."""

    paper: str
    day: date


@dataclass(frozen=True, slots=True)
class Terms:
    """What is asked, by when, and what must be reached (at least one measure, which may be empty)."""

    text: str
    due_on: date | None
    measures: tuple[str, ...]


@guard("a_paper_says_so")
def _a_paper_says_so(firing: Firing) -> list[Reason]:
    if firing.payload.get("_paper"):
        return []
    return [Reason("", "Chỉ một văn bản đã ban hành mới làm được việc này.")]


@effect("take_up_again")
def _take_up_again(firing: Firing) -> None:
    # No paper gets its number that changes what was met; one that an earlier release numbered may still be issued.
    row = firing.session.get_one(Obligation, firing.ref.id)
    if row.verdict == "met":
        give_verdict(row, "")


def as_seen(session: Session, obligation: Obligation) -> str:
    """A short digest of an obligation as somebody saw it: what is asked, what was answered, the verdict."""
    return all_as_seen(session, [obligation])[obligation.id]


def all_as_seen(session: Session, obligations: Sequence[Obligation]) -> dict[UUID, str]:
    """The same of several, by obligation."""
    of_these = col(Answer.obligation_id).in_([one.id for one in obligations])
    counted = select(Answer.obligation_id, func.count(col(Answer.id))).where(of_these)
    answered = dict(session.exec(counted.group_by(col(Answer.obligation_id))).all())
    back = dict(session.exec(counted.where(Answer.ended != "").group_by(col(Answer.obligation_id))).all())

    def digest(one: Obligation) -> str:
        # Without any that was taken back the digest is that of drafts from before answers could be.
        count = f"{answered.get(one.id, 0)}{f'-{back[one.id]}' if one.id in back else ''}"
        told = [one.source_text, str(one.due_on), *one.measures, count, one.verdict]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]

    return {one.id: digest(one) for one in obligations}


def current(session: Session, obligation_id: UUID) -> list[Obligation]:
    """The obligation that is owed now: itself, or those to which it was passed on; none when it ended otherwise."""
    row = session.get_one(Obligation, obligation_id)
    if not ENDED.of(row):
        return [row]
    query = select(Obligation.id).where(Obligation.parent_id == obligation_id).order_by(col(Obligation.id))
    return [one for child in session.exec(query).all() for one in current(session, child)]


def retell(session: Session, actor: Actor, by: ByPaper, obligation_id: UUID, terms: Terms) -> None:
    """Change what a sent obligation asks, by when, and what must be reached. Its answers stay, and its state, unless it was verified:
    then it goes on, so that its addressee can answer what is asked now.
    """
    row = lock(session, Obligation, obligation_id)
    before = Terms(row.source_text, row.due_on, tuple(row.measures))
    reword(row, terms.text, by.day)
    if terms.due_on is not None and terms.due_on != row.due_on:
        previous = row.due_on.isoformat() if row.due_on else None
        basis = due.set_by(actor, terms.due_on, RETOLD, act=by.paper, previous=previous)
        row.due_on, row.due_basis = terms.due_on, basis
    change_parts(session, row, *terms.measures)
    row.version += 1
    session.flush()
    stances.carry_out(session, row.id, by.paper)
    words = {"paper": f"{by.paper}: {_differences(before, row)}"}
    ref = CaseRef("obligation", row.id)
    noting.note(session, ref, RETOLD, actor, {"paper_dated": by.day.isoformat()}, words)
    if SETTLED.of(row):
        move.renew_for(session, ref, AGAIN, actor)
        fire(session, ref, AGAIN, actor, payload={"_paper": by.paper}, effective_on=by.day)


def extend(session: Session, actor: Actor, by: ByPaper, obligation_id: UUID) -> None:
    """Carry out that more time was granted, as the letter that is issued says. What ended meanwhile keeps its due date."""
    row = lock(session, Obligation, obligation_id)
    query = select(Extension).where(Extension.obligation_id == obligation_id, Extension.outcome == "decided")
    for extension in session.exec(query.order_by(col(Extension.id))).all():
        extension.outcome = "granted"
        if extension.granted_until is None or ENDED.of(row):
            continue
        previous = row.due_on.isoformat() if row.due_on else None
        row.due_basis = due.set_by(actor, extension.granted_until, "extended_by", act=by.paper, previous=previous)
        row.due_on = extension.granted_until
        row.version += 1
        session.flush()
        words = {"paper": f"{by.paper}: hạn mới {clock.date_text(extension.granted_until)}"}
        noting.note(session, CaseRef("obligation", row.id), EXTENDED, actor, {"paper_dated": by.day.isoformat()}, words)


def _differences(before: Terms, row: Obligation) -> str:
    told = []
    if before.text != row.source_text:
        told.append(f"nội dung “{before.text}” đổi thành “{row.source_text}”")
    if before.due_on != row.due_on:
        told.append(f"hạn {_day(before.due_on)} đổi thành {_day(row.due_on)}")
    if list(before.measures) != row.measures:
        told.append(f"kết quả phải đạt “{'; '.join(before.measures)}” đổi thành “{row.measure}”")
    return "; ".join(told) or "không đổi"


def _day(day: date | None) -> str:
    return clock.date_text(day) if day else "chưa có"


def withdraw(session: Session, actor: Actor, by: ByPaper, obligation_id: UUID, reason: str) -> None:
    """Withdraw a sent obligation because an issued paper says so: its addressee owes nothing any more."""
    ref = CaseRef("obligation", obligation_id)
    move.renew_for(session, ref, BY_PAPER, actor)
    payload = {"reason": f"{by.paper}: {reason}", "_paper": by.paper}
    fire(session, ref, BY_PAPER, actor, payload=payload, effective_on=by.day)
    stances.carry_out(session, obligation_id, by.paper)


def add(
    session: Session, actor: Actor, by: ByPaper, inspection_id: UUID, addressee_id: UUID, terms: Terms
) -> Obligation:
    """Send one more recommendation of an inspection to one addressee, dated with the day of the paper that asks it."""
    inspection = lock(session, Inspection, inspection_id)
    kept = Recommendation.inspection_id == inspection_id, col(Recommendation.removed_at).is_(None)
    last = session.exec(select(func.max(Recommendation.ordinal)).where(*kept)).one()
    its = Obligation.inspection_id == inspection_id, col(Obligation.danger_id).is_(None)
    of_it = select(Obligation.force).where(*its)
    source = Recommendation(inspection_id=inspection_id, ordinal=(last or 0) + 1, text=terms.text.strip())
    mark(source, actor)
    session.add(source)
    session.flush()
    row = Obligation(
        **as_told(source),
        # It is asked as strongly as what the same inspection sent before: recommended, or demanded. A letter about a danger
        # speaks for itself only.
        force=session.exec(of_it.order_by(col(Obligation.id).desc())).first() or "recommended",
        inspection_id=inspection_id,
        lead_agency_id=inspection.lead_agency_id,
        addressee_id=addressee_id,
        due_on=terms.due_on,
        due_basis=due.set_by(actor, terms.due_on, RETOLD, act=by.paper) if terms.due_on else None,
    )
    put_parts(row, *terms.measures)
    start(session, row, "obligation", "obligation", actor, by.day)
    fire(session, CaseRef("obligation", row.id), "issue", actor, effective_on=by.day)
    return row
