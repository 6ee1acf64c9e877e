"""A paper that came in as the answer of an agency: one paper may answer several obligations at once.

Who signed it gave the answer, for the agency that owes it; the officer who types it here did not, and may verify it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, union
from sqlmodel import Session, col, select

from rasoat import clock, text
from rasoat.accounts.actor import Actor, Role
from rasoat.files.access import attached
from rasoat.incoming import operations, queries
from rasoat.incoming.citing import cited
from rasoat.incoming.models import IncomingPaper
from rasoat.problems import Problem, Reason
from rasoat.recommendations.answering.models import Answer
from rasoat.recommendations.conditions import open_condition
from rasoat.recommendations.data import PartReport
from rasoat.recommendations.effects import add_answer, close_extension, overtake
from rasoat.recommendations.models import ADDRESSEES_TURN, Obligation
from rasoat.recommendations.queries import visible_to as obligations_of
from rasoat.recommendations.rounds import stored_of
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, Fired, Firing, effect, fire, guard, move

TRIGGER = "answer_on_paper"
MOST = 60
"""Of what a paper may answer, so many are offered, those that are due first."""


@dataclass(frozen=True, slots=True)
class PaperAnswer:
    """What the paper says of one obligation, and of its parts; `claim` is one of VERDICTS."""

    obligation_id: UUID
    claim: str
    text: str
    parts: tuple[PartReport, ...] = ()


def may_record(actor: Actor, paper: IncomingPaper) -> bool:
    """Whether the actor may type what the paper answers: an officer of the agency that received it."""
    return actor.role == Role.OFFICER and actor.agency_id == paper.agency_id


def candidates(session: Session, actor: Actor, paper: IncomingPaper) -> list[Obligation]:
    """What the paper may answer, the urgent first, then those that are due first: what its receiver follows up and waits for, from before the
    day of the paper, of the inspection or of the agency that the paper is about or comes from.
    """
    waits = and_(open_condition(), ADDRESSEES_TURN.condition, col(Obligation.issued_on) <= paper.dated)
    mine = and_(col(Obligation.lead_agency_id) == paper.agency_id, waits)
    query = select(Obligation).where(mine, _concerned(session, paper, mine), obligations_of(actor))
    order = col(Obligation.queue), col(Obligation.source_number), col(Obligation.id)
    return list(session.exec(query.order_by(*order).limit(MOST)))


def _concerned(session: Session, paper: IncomingPaper, mine: ColumnElement[bool]) -> ColumnElement[bool]:
    owed_by = select(Obligation.addressee_id).where(mine)
    agencies = session.exec(select(Agency).where(col(Agency.id).in_(owed_by)).order_by(col(Agency.id))).all()
    author = _folded(paper.author)
    ids = {one.id for one in agencies if author in (_folded(one.name), _folded(one.short_name))}
    parts: list[ColumnElement[bool]] = [col(Obligation.addressee_id).in_(ids)]
    if paper.about_kind == "inspection":
        parts.append(col(Obligation.inspection_id) == paper.about_id)
    if paper.about_kind == "obligation" and paper.about_id is not None:
        parts.append(col(Obligation.addressee_id) == session.get_one(Obligation, paper.about_id).addressee_id)
    return or_(*parts)


def _folded(name: str) -> str:
    return " ".join(text.words(name))


def answered_by(session: Session, actor: Actor, incoming_id: UUID) -> list[Obligation]:
    """The obligations that the paper answered, among those that the actor may see."""
    answered = select(Answer.obligation_id).where(Answer.incoming_id == incoming_id)
    # One list of ids: two lists with “or” between them would make PostgreSQL read all obligations.
    either = union(answered, queries.answered_by_sent(incoming_id))
    query = select(Obligation).where(col(Obligation.id).in_(either), obligations_of(actor))
    return list(session.exec(query.order_by(col(Obligation.source_number), col(Obligation.id))))


def record_answers(
    session: Session, actor: Actor, incoming_id: UUID, signer: str, answers: Sequence[PaperAnswer]
) -> list[Fired]:
    """Record a registered paper as the answer to these obligations: to all of them, or to none.

    Raises Problem `not_found` for a paper that the actor does not see, `forbidden` for anybody but an officer of its
    receiver, `form.invalid` with a reason for each obligation that it cannot answer.
    """
    paper = queries.require_visible(session, incoming_id, actor)
    if not may_record(actor, paper):
        raise Problem("forbidden")
    reasons = [] if signer.strip() else [Reason("signer", "Nhập họ tên người ký văn bản.")]
    if not answers:
        reasons.append(Reason("answers", "Chọn ít nhất một nội dung mà văn bản này trả lời."))
    if reasons:
        raise Problem("form.invalid", reasons=reasons)
    scans = attached(session, operations.OWNER, paper.id)
    files = stored_of(session, operations.OWNER, paper.id, [scan.id for scan in scans])
    common = {"signer": signer.strip(), "_incoming": paper, "_files": files}
    # The rows are locked in one order, whatever the order on the page: two officers at once do not wait for each other.
    places = sorted(enumerate(answers), key=lambda pair: pair[1].obligation_id)
    return [_record(session, actor, number, one, common) for number, one in places]


def _record(session: Session, actor: Actor, number: int, one: PaperAnswer, common: dict[str, object]) -> Fired:
    ref = CaseRef("obligation", one.obligation_id)
    try:
        if session.exec(select(Obligation.id).where(Obligation.id == one.obligation_id, obligations_of(actor))).first():
            # Cases that began before answers on paper could be recorded have no other way for them.
            move.renew_for(session, ref, TRIGGER, actor)
            given = {**common, "claim": one.claim, "text": one.text, "_parts": list(one.parts)}
            return fire(session, ref, TRIGGER, actor, payload=given)
        raise Problem("not_found")
    except Problem as problem:
        if any(reason.field.startswith("parts-") for reason in problem.reasons):
            at_parts = [Reason(f"answers-{number}-{reason.field}", reason.message) for reason in problem.reasons]
            raise Problem("form.invalid", reasons=at_parts) from problem
        told = " ".join(reason.message for reason in problem.reasons) or f"{problem.what} {problem.todo}"
        raise Problem("form.invalid", reasons=[Reason(f"answers-{number}-obligation_id", told)]) from problem


@guard("answer_is_a_registered_paper", needs_payload=True)
def _answer_is_a_registered_paper(firing: Firing) -> list[Reason]:
    paper = firing.payload.get("_incoming")
    if not isinstance(paper, IncomingPaper) or paper.agency_id != firing.case_row["lead_agency_id"]:
        return [Reason("", "Văn thư vào sổ văn bản đến trước, rồi ghi báo cáo từ trang của văn bản đó.")]
    if firing.case_row["issued_on"] and paper.dated < firing.case_row["issued_on"]:
        day = clock.date_text(firing.case_row["issued_on"])
        return [Reason("", f"Văn bản có ngày trước ngày gửi nội dung này ({day}) nên không trả lời nội dung này.")]
    return []


@effect("record_paper_answer")
def _record_paper_answer(firing: Firing) -> None:
    """It is the addressee's answer, of the day of the paper; the scan goes with it, so that both sides read it."""
    paper: IncomingPaper = firing.payload["_incoming"]
    add_answer(
        firing,
        agency_id=firing.case_row["addressee_id"],
        answered_on=paper.dated,
        signer=firing.payload["signer"],
        incoming_id=paper.id,
        paper=cited(paper),
    )
    overtake(firing.session, firing.ref.id)
    close_extension(firing, "dropped")
