"""A verdict given on the spot, at the next visit to whoever still owes something.

It is as good as one given at the desk, by the same rules, when its author may verify and nothing that bears on it happened to
the obligation since the tablet took it along. Otherwise it is what the team saw: evidence for whoever verifies at the desk.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.problems import Problem, Reason
from rasoat.recommendations import figures, observing
from rasoat.recommendations.answering.models import Observation, Verification
from rasoat.recommendations.data import PartVerdict
from rasoat.recommendations.models import VERDICTS, Obligation
from rasoat.visits import membership
from rasoat.workflows import CaseRef, Firing, fire, guard, journal, may, move, rows

TRIGGER = "verify_on_site"
AS_SEEN = {"met": "done", "partly_met": "partly", "not_met": "not_done"}
"""What a verdict says when it is taken as something that was seen: see VERDICTS and SEEN."""

BESIDE = frozenset({"acknowledge", "report_progress", "take_stance", "change_priority", move.TRIGGER})
"""Steps that change nothing of what is judged: a verdict of somebody who had not seen them is as good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotVerdict:
    """What somebody of the team concludes on the spot. `version` is that of the obligation when the tablet took it along;
    `parts` has one verdict for each part. `pictures`: how many photographs come with it.
    """

    id: UUID
    obligation_id: UUID
    visit_id: UUID
    version: int
    parts: Sequence[PartVerdict]
    evidence: str
    pictures: int
    made_at: datetime


def conclude(session: Session, actor: Actor, verdict: SpotVerdict) -> Problem | None:
    """Make it a verification, or else an observation, under the id that the sender gave it; the same id again changes
    nothing. Returns what prevented a verification; None when it is one.

    Raises Problem `not_found` for whoever does not belong to the visit, and for an obligation of another unit; `record.other`
    when the id is that of what somebody else concluded, or of another visit or obligation.
    """
    visit = membership.locked_visit(session, verdict.visit_id, actor)
    observing.require_of_unit(session, visit, verdict.obligation_id)
    given, seen = session.get(Verification, verdict.id), session.get(Observation, verdict.id)
    if given is not None:
        _require_own(actor, verdict, given.visit_id, given.obligation_id, given.verified_by)
        return None
    if seen is not None:
        _require_own(actor, verdict, seen.visit_id, seen.obligation_id, seen.observed_by)
        return Problem("record.other")
    try:
        # What a refusal had begun, such as moving the case to a newer version of its procedure, is undone with it.
        with session.begin_nested():
            _verify(session, actor, verdict)
    except Problem as problem:
        observing.put(
            session,
            actor,
            observation_id=verdict.id,
            obligation_id=verdict.obligation_id,
            visit_id=visit.id,
            seen=AS_SEEN[_whole(verdict.parts)],
            note=_as_note(session, verdict, problem),
            observed_at=verdict.made_at,
        )
        return problem
    return None


def _require_own(
    actor: Actor, verdict: SpotVerdict, visit_id: UUID | None, obligation_id: UUID, author_id: UUID
) -> None:
    """Photographs follow the id: those of one person never come to what another concluded."""
    if (visit_id, obligation_id, author_id) != (verdict.visit_id, verdict.obligation_id, actor.user_id):
        raise Problem("record.other")


def _verify(session: Session, actor: Actor, verdict: SpotVerdict) -> None:
    ref = CaseRef("obligation", verdict.obligation_id)
    # Obligations that began before there were verdicts on the spot had no way to get one.
    expected = move.renew_expected(session, ref, TRIGGER, actor, _as_seen(session, ref, verdict.version))
    given = {
        "verdict": figures.check_verdicts(verdict.parts),
        "evidence": verdict.evidence,
        "_parts": list(verdict.parts),
        "_pictures": verdict.pictures,
        "_visit": verdict.visit_id,
        "_id": verdict.id,
    }
    day = min(clock.local(verdict.made_at).date(), clock.today())
    fire(session, ref, TRIGGER, actor, expected_version=expected, payload=given, effective_on=day)


def _as_seen(session: Session, ref: CaseRef, version: int) -> int:
    """The version that stands for what the tablet took along: the present one, when every step since is one of BESIDE."""
    present: int = rows.lock_with_above(session, ref)["version"]
    beside = {entry.row_version for entry, _ in journal.entries(session, ref) if entry.trigger in BESIDE}
    # What raised the version without a step, such as a letter that changes what is asked, is in no such entry.
    return present if version <= present and beside.issuperset(range(version + 1, present + 1)) else version


def _whole(parts: Sequence[PartVerdict]) -> str:
    found = {one.verdict for one in parts}
    return found.pop() if len(found) == 1 else "partly_met"


def _as_note(session: Session, verdict: SpotVerdict, problem: Problem) -> str:
    """Everything that was concluded, and why it is no verdict."""
    parts = {part.ordinal: part for part in session.get_one(Obligation, verdict.obligation_id).parts}
    lines = [verdict.evidence.strip()]
    for one in verdict.parts:
        part = parts.get(one.ordinal)
        counted = part.as_measure.reached(one.reached) if part else ""
        said = [VERDICTS[one.verdict].lower(), counted, one.reason.strip()]
        name = part.measure if part and part.measure else f"Phần {one.ordinal}"
        lines.append(f"{name}: {'; '.join(word for word in said if word)}")
    why = " ".join([problem.what, *(reason.message for reason in problem.reasons)])
    lines.append(f"Kết luận tại chỗ này được ghi là điều đoàn thấy, vì: {why}")
    return "\n".join(line for line in lines if line)


def why_not(session: Session, obligation: Obligation, actor: Actor) -> list[str]:
    """What stands against a verdict of this person on the spot, as things are; nothing when he may give one."""
    for option in may(session, CaseRef("obligation", obligation.id), actor, newest=True, only=TRIGGER):
        return [reason.message for reason in option.reasons]
    return ["Bạn không phải là người được xác minh nội dung này."]


@guard("is_still_open")
def _is_still_open(firing: Firing) -> list[Reason]:
    if firing.case_row["verdict"] != "met":
        return []
    return [Reason("", "Nội dung này đã được xác minh là đã thực hiện.")]


@guard("is_seen_at_a_visit", needs_payload=True)
def _is_seen_at_a_visit(firing: Firing) -> list[Reason]:
    if firing.payload.get("_visit") is not None:
        return []
    return [Reason("", "Kết luận tại chỗ được ghi từ buổi làm việc của đoàn; ở Sở thì dùng “Xác minh kết quả”.")]
