"""Who is told of a step of the ladder, and in what words. Mails name the obligation by number, date and link: no free text
leaves the system.
"""

from collections.abc import Sequence
from functools import cache
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import AUTHORITY_ROLES, Role
from rasoat.accounts.models import User
from rasoat.accounts.queries import people
from rasoat.followup import mail
from rasoat.followup.models import STEP, STEP_INSIDE, LadderStep
from rasoat.notifying.operations import Telling, tell_each
from rasoat.notifying.registry import Words
from rasoat.procedures.ladder import Party
from rasoat.recommendations.models import ADDRESSEES_TURN, Obligation
from rasoat.recommendations.sources import source_of
from rasoat.units.models import Agency

INSIDE: dict[Party, Role] = {"officers": Role.OFFICER, "leaders": Role.LEADER}


def tell_steps(session: Session, steps: Sequence[tuple[Obligation, LadderStep, Sequence[Party]]]) -> None:
    """Tell of new steps whom the ladder names."""

    @cache
    def those(agency_id: UUID, roles: tuple[Role, ...]) -> list[User]:
        return people(session, agency_id=agency_id, roles=roles)

    outside, inside = [], []
    for obligation, row, parties in steps:
        if "addressee" in parties:
            addressee = session.get_one(Agency, obligation.addressee_id)
            outside.append(Telling(row.id, those(addressee.id, tuple(AUTHORITY_ROLES)), addressee))
        roles = tuple(INSIDE[one] for one in parties if one in INSIDE)
        if roles:
            inside.append(Telling(row.id, those(obligation.lead_agency_id, roles), None))
    tell_each(session, STEP, outside)
    tell_each(session, STEP_INSIDE, inside)


def words(session: Session, step_id: UUID, public_url: str) -> Words | None:
    """The mail of one step to its addressee; None when the obligation was answered, or its due date changed, meanwhile."""
    row = session.get_one(LadderStep, step_id)
    obligation = session.get_one(Obligation, row.case_id)
    if obligation.due_on != row.due_on:
        return None
    return mail.of_obligation(session, obligation, row.title, row.due_on, None, public_url)


def words_inside(session: Session, step_id: UUID, public_url: str) -> Words | None:
    """The mail of one step to those who follow the obligation up; None when it was answered, or its due date changed,
    meanwhile.
    """
    row = session.get_one(LadderStep, step_id)
    obligation = session.get_one(Obligation, row.case_id)
    if obligation.due_on != row.due_on or not ADDRESSEES_TURN.of(obligation):
        return None
    source, addressee = source_of(obligation), session.get_one(Agency, obligation.addressee_id)
    what = f"{source.title.lower()} số {source.number}, hạn {mail.day(row.due_on)}"
    body = [f"{row.title}: {addressee.listed_name}, {what}.", mail.when(row.due_on), "", "Xem tại:"]
    body.append(
        f"{public_url}/papers/{row.letter_id}" if row.letter_id else f"{public_url}/obligations/{obligation.id}"
    )
    return Words(subject=f"{row.title}: {what}", body="\n".join(body))
