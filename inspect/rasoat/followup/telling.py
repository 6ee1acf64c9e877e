"""Who is told of a step of the ladder, and in what words. Mails name the obligation by number, date and link: no free text
leaves the system.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.accounts.actor import Role
from rasoat.accounts.queries import people_of_each
from rasoat.db.reading import rows_by_id
from rasoat.followup import mail
from rasoat.followup.models import STEP, STEP_INSIDE, LadderStep
from rasoat.notifying.operations import Telling, tell_each
from rasoat.notifying.registry import Words
from rasoat.procedures.ladder import Party
from rasoat.recommendations.models import ADDRESSEES_TURN, URGENT, Obligation
from rasoat.recommendations.sources import source_of
from rasoat.recommendations.told import OF_ADDRESSEE, marked
from rasoat.units.models import Agency

INSIDE: dict[Party, Role] = {"officers": Role.OFFICER, "leaders": Role.LEADER}


@dataclass(frozen=True, slots=True)
class Told:
    """One new step of which people are to be told, and whom the ladder names. `is_first_of_before`: the obligation was overdue when it
    was brought in from before the program, and nobody was told of it yet: such steps come by hundreds on one evening.
    """

    step_id: UUID
    addressee_id: UUID
    lead_agency_id: UUID
    parties: Sequence[Party]
    is_first_of_before: bool = False


def tell_steps(session: Session, steps: Sequence[Told]) -> None:
    """Tell of new steps whom the ladder names: a few statements, however many they are. Of what was overdue when it was brought in
    people hear in one mail of the day, and an agency's mailbox only where nobody else is there, once.
    """
    addressees = {one.addressee_id for one in steps if "addressee" in one.parties}
    agencies = rows_by_id(session, Agency, addressees)
    theirs = people_of_each(session, addressees, OF_ADDRESSEE) if addressees else {}
    following = {one.lead_agency_id for one in steps if INSIDE.keys() & set(one.parties)}
    inside = people_of_each(session, following, INSIDE.values()) if following else {}
    tellings, written_to = [], set[UUID]()
    for one in steps:
        if "addressee" not in one.parties:
            continue
        people, mailbox = theirs.get(one.addressee_id, []), agencies[one.addressee_id]
        has_heard = one.is_first_of_before and (bool(people) or mailbox.id in written_to)
        written_to.add(mailbox.id)
        tellings.append(Telling(one.step_id, people, None if has_heard else mailbox, one.is_first_of_before))
    tell_each(session, STEP, tellings)
    told = [
        (one, [person for person in inside.get(one.lead_agency_id, []) if person.role in _roles(one)])
        for one in steps
        if _roles(one)
    ]
    tell_each(session, STEP_INSIDE, [Telling(one.step_id, them, None, one.is_first_of_before) for one, them in told])


def _roles(one: Told) -> set[str]:
    return {INSIDE[party] for party in one.parties if party in INSIDE}


def words(session: Session, step_id: UUID, public_url: str) -> Words | None:
    """The mail of one step to its addressee; None when the obligation was answered, or its due date changed, meanwhile."""
    row = session.get_one(LadderStep, step_id)
    obligation = session.get_one(Obligation, row.case_id)
    if obligation.due_on != row.due_on:
        return None
    return mail.of_obligation(session, obligation, row.title, row.due_on, None, public_url)


def urgent_steps(session: Session, step_ids: Collection[UUID]) -> Collection[UUID]:
    """Which of these steps are about an urgent obligation."""
    query = select(LadderStep.id).join(Obligation, col(Obligation.id) == col(LadderStep.case_id))
    return set(session.exec(query.where(col(LadderStep.id).in_(step_ids), Obligation.priority == URGENT)))


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
    return Words(subject=marked(f"{row.title}: {what}", obligation), body="\n".join(body))
