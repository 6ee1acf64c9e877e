"""The accounts of agencies that acts end: who is to have them, and what is still to be done."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from rasoat.account_changes import queries as changes
from rasoat.account_changes.models import WAITING
from rasoat.accounts.models import User
from rasoat.reorganisation.holdings import of_open_acts
from rasoat.reorganisation.models import ACCOUNT, PASSED, PROPOSED, UNDECIDED, Passing
from rasoat.units import queries as units
from rasoat.units.heirs import Heirs
from rasoat.units.models import Agency


def there() -> ColumnElement[bool]:
    """Proposals whose account nobody has moved or closed yet."""
    still = select(User.id).where(col(User.active).is_(True), col(User.agency_id) == col(Passing.from_id))
    return col(Passing.target_id).in_(still)


def left(*where: ColumnElement[bool]) -> SelectOfScalar[Passing]:
    """The accounts that administrators have still to move or close because of acts that are gone through."""
    undone = col(Passing.state).in_((PROPOSED, UNDECIDED)), of_open_acts(), there()
    return select(Passing).where(Passing.kind == ACCOUNT, *undone, *where)


def count_left(session: Session, *where: ColumnElement[bool]) -> int:
    """How many accounts are left."""
    found = left(*where).with_only_columns(col(Passing.id)).subquery()
    return session.exec(select(func.count()).select_from(found)).one()


def count_passed(session: Session, act_id: UUID) -> int:
    """How many accounts were moved or closed because of an act, or will be when a second person confirms it."""
    of_act = col(Passing.reorganisation_id) == act_id
    passed = select(func.count()).where(of_act, Passing.kind == ACCOUNT, Passing.state == PASSED)
    waiting = changes.last_moves(session, [one.target_id for one in session.exec(left(of_act))])
    return session.exec(passed).one() + sum(WAITING.of(one) for one in waiting.values())


def of_account(session: Session, account_id: UUID) -> Passing | None:
    """What an act proposes for an account that is still there."""
    query = left(col(Passing.target_id) == account_id).order_by(col(Passing.id))
    return session.exec(query).first()


def offered(session: Session, one: Passing, day: date) -> tuple[list[Agency], list[Agency]]:
    """To whom an account may go: the successors of its agency, and the others that exist."""
    heirs = {agency.id for agency in Heirs(session, day).of(one.from_id)} | set(one.agencies)
    serving = units.serving(session, day)
    return [one for one in serving if one.id in heirs], [one for one in serving if one.id not in heirs]
