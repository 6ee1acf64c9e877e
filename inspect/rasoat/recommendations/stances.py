"""What an addressee says of what is asked, and what the leader of whoever asks decides where it does not agree."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.models import User
from rasoat.db.reading import remembered
from rasoat.files.operations import StoredFile
from rasoat.notifying.operations import tell
from rasoat.problems import Reason
from rasoat.recommendations import queries
from rasoat.recommendations.answering.models import AWAITS_LETTER, STANCES, TO_DECIDE, Stance
from rasoat.recommendations.conditions import is_open, open_condition
from rasoat.recommendations.effects import attach_given
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.rounds import by_its_leader
from rasoat.workflows import CaseRef, Fired, Firing, effect, fire, guard

OWNER = "stance"
"""Kind of owner of the files that came with it."""
STATED, DECIDED = "stance_stated", "stance_decided"
"""Events: the leaders of whoever asks are told of the first, whoever stated it of the second."""
OF_DEMANDS = ("agrees", "explains", "complains")
OF_OTHERS = ("agrees", "agrees_partly", "disagrees")


def offered(force: str) -> dict[str, str]:
    """What an addressee may say of something asked in this way (see FORCES), to its words."""
    return {one: STANCES[one] for one in (OF_DEMANDS if force == "demanded" else OF_OTHERS)}


def state(
    session: Session,
    actor: Actor,
    obligation_id: UUID,
    *,
    stance: str,
    reason: str = "",
    files: Sequence[StoredFile] = (),
    command_id: UUID | None = None,
) -> Fired:
    """Say what the addressee thinks of what is asked (one of `offered`). Raises Problem `not_found` and those of `fire`."""
    queries.require_visible(session, obligation_id, actor)
    given = {"stance": stance, "reason": reason, "_files": list(files)}
    return fire(
        session, CaseRef("obligation", obligation_id), "take_stance", actor, command_id=command_id, payload=given
    )


def stances_of(session: Session, obligation_id: UUID) -> list[Stance]:
    """What was said of one obligation, oldest first."""
    query = select(Stance).where(Stance.obligation_id == obligation_id).order_by(col(Stance.id))
    return list(remembered(session, (Stance, obligation_id), lambda: list(session.exec(query))))


def awaits_letter(session: Session, obligation: Obligation) -> Stance | None:
    """The decision to change or to withdraw it that no letter has carried out yet."""
    if not is_open(obligation):
        return None
    return next((row for row in reversed(stances_of(session, obligation.id)) if row.outcome in AWAITS_LETTER), None)


def kept_disagreements(
    session: Session, agency_id: UUID, until: datetime | None = None
) -> list[tuple[Stance, Obligation]]:
    """What the agency recommended, an addressee did not agree with, and its leader kept, while it is open: the report to
    the province names it. By addressee, then by number. With `until` only what its leader had decided by then.
    """
    query = (
        select(Stance, Obligation)
        .join(Obligation, col(Obligation.id) == col(Stance.obligation_id))
        .where(
            Stance.outcome == "kept",
            Obligation.lead_agency_id == agency_id,
            Obligation.force == "recommended",
            open_condition(),
        )
    )
    if until is not None:
        query = query.where(col(Stance.decided_at) <= until)
    order = col(Obligation.addressee_id), col(Obligation.source_number), col(Stance.id)
    return list(session.exec(query.order_by(*order)).all())


def carry_out(session: Session, obligation_id: UUID, paper: str) -> None:
    """A letter changed or withdrew the obligation: what was decided of it has taken effect."""
    query = select(Stance).where(Stance.obligation_id == obligation_id, col(Stance.outcome).in_(AWAITS_LETTER))
    for row in session.exec(query.order_by(col(Stance.id))).all():
        row.outcome, row.carried_by = "carried_out", paper
    session.flush()


def visible(session: Session, stance_id: UUID, actor: Actor) -> bool:
    """Whether the actor may read one: whoever sees the obligation does."""
    row = session.get(Stance, stance_id)
    return row is not None and queries.reads_history(session, row.obligation_id, actor)


def _waiting(session: Session, obligation_id: UUID) -> Stance | None:
    query = select(Stance).where(Stance.obligation_id == obligation_id, Stance.outcome == "waiting")
    return session.exec(query).first()


@guard("stance_fits_what_is_asked", needs_payload=True)
def _stance_fits_what_is_asked(firing: Firing) -> list[Reason]:
    fitting, stance = offered(firing.case_row["force"]), firing.payload.get("stance")
    if stance is None or stance in fitting:
        return []
    return [Reason("stance", f"Với nội dung này chọn một trong: {', '.join(fitting.values())}.")]


@guard("stance_has_its_reason", needs_payload=True)
def _stance_has_its_reason(firing: Firing) -> list[Reason]:
    if firing.payload.get("stance") in (None, "agrees") or firing.payload.get("reason"):
        return []
    return [Reason("reason", "Nêu lý do: lãnh đạo cơ quan theo dõi xem lý do để quyết định.")]


@guard("no_stance_waits")
def _no_stance_waits(firing: Firing) -> list[Reason]:
    if _waiting(firing.session, firing.ref.id) is None:
        return []
    return [Reason("", "Ý kiến của đơn vị đang chờ lãnh đạo cơ quan theo dõi quyết định.")]


@guard("stance_waits")
def _stance_waits(firing: Firing) -> list[Reason]:
    if _waiting(firing.session, firing.ref.id) is not None:
        return []
    return [Reason("", "Đơn vị không có ý kiến nào chờ quyết định.")]


@effect("record_stance", condition=by_its_leader)
def _record_stance(firing: Firing) -> None:
    session, stance = firing.session, firing.payload["stance"]
    row = Stance(
        obligation_id=firing.ref.id,
        stance=stance,
        reason=firing.payload.get("reason", ""),
        stated_by=firing.actor.user_id,
        agency_id=firing.actor.agency_id,
        stated_at=clock.now(),
        outcome="waiting" if stance in TO_DECIDE else "said",
    )
    session.add(row)
    session.flush()
    attach_given(firing, OWNER, row.id)
    if stance != "agrees":
        lead = firing.case_row["lead_agency_id"]
        tell(session, STATED, row.id, people=accounts.people(session, agency_id=lead, roles=frozenset({Role.LEADER})))


@effect("decide_stance")
def _decide_stance(firing: Firing) -> None:
    row = _waiting(firing.session, firing.ref.id)
    assert row is not None, "the guard asked for it"
    row.outcome, row.decision_note = firing.payload["decision"], firing.payload["note"]
    row.decided_by, row.decided_at = firing.actor.user_id, clock.now()
    firing.session.flush()
    tell(firing.session, DECIDED, row.id, people=[firing.session.get_one(User, row.stated_by)])
