"""Reading accounts."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import SYSTEM_ID, SYSTEM_NAME, Actor, Role
from rasoat.accounts.models import User
from rasoat.accounts.stand_ins import standing_in
from rasoat.db.bulk import among_these
from rasoat.db.reading import rows_by_id
from rasoat.problems import Reason
from rasoat.text import fold, one_line
from rasoat.units.models import Agency


def actor_of(session: Session, user_id: UUID) -> Actor | None:
    """The person as an actor, with those for whom he stands in today; None when the account does not exist or is closed."""
    query = select(User, Agency).join(Agency, col(Agency.id) == col(User.agency_id)).where(User.id == user_id)
    found = session.exec(query).first()
    if found is None or not found[0].active:
        return None
    return standing_in(session, as_actor(*found))


def author_of(session: Session, user_id: UUID) -> Actor:
    """The person as an actor, also when the account was closed since: what this person did or saw stays so. Raises
    NoResultFound when there never was such an account.
    """
    user = session.get_one(User, user_id)
    return as_actor(user, session.get_one(Agency, user.agency_id))


def as_actor(user: User, agency: Agency) -> Actor:
    """A person of an agency as an actor, whether the account is open or not."""
    return Actor(
        user_id=user.id,
        agency_id=agency.id,
        role=Role(user.role),
        name=user.full_name,
        title=user.title,
        agency_name=agency.name,
        agency_path=agency.path,
        username=user.username,
    )


BAR = timedelta(hours=24)
"""For this long an account signs nothing after it was set anew, so that its owner hears of it first."""


def against_signing(session: Session, actor: Actor) -> list[Reason]:
    """Why the actor may sign nothing now: the account was just set anew. Usually empty."""
    until = session.exec(select(User.signs_from).where(User.id == actor.user_id)).first()
    if until is None or not clock.waits(until, BAR):
        return []
    return [Reason("", f"Tài khoản của bạn vừa được đặt lại; ký, duyệt, cấp số được từ {clock.time_text(until)}.")]


def named(session: Session, username: str) -> User | None:
    """The account with that username, however it was typed: case, normal form and invisible characters do not count."""
    return session.exec(select(User).where(User.username == one_line(username).strip().lower())).first()


def actor_named(session: Session, username: str) -> Actor:
    """The actor with that username; raises KeyError when there is none."""
    user = named(session, username)
    actor = actor_of(session, user.id) if user else None
    if actor is None:
        raise KeyError(username)
    return actor


def system_actor(agency: Agency) -> Actor:
    """The program itself as an actor in the name of an agency, for what no person does, such as a daily reminder."""
    return Actor(
        user_id=SYSTEM_ID,
        agency_id=agency.id,
        role=Role.SYSTEM,
        name=SYSTEM_NAME,
        title="",
        agency_name=agency.name,
        agency_path=agency.path,
    )


def full_names(session: Session, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of those who are in the journal: people, and the program for what it did itself."""
    return {SYSTEM_ID: SYSTEM_NAME} | {row.id: row.full_name for row in names(session, ids).values()}


def names(session: Session, ids: Iterable[UUID]) -> dict[UUID, User]:
    """Accounts by id, so that a list needs one query and not one for each row."""
    return rows_by_id(session, User, ids)


def people(session: Session, *, agency_id: UUID | None = None, roles: Iterable[str] | None = None) -> list[User]:
    """Active accounts in Vietnamese order, of one agency or with certain roles."""
    query = select(User).where(col(User.active))
    if agency_id is not None:
        query = query.where(User.agency_id == agency_id)
    if roles is not None:
        query = query.where(col(User.role).in_(list(roles)))
    return list(session.exec(query.order_by(col(User.order_text))))


def people_of_each(session: Session, agencies: Iterable[UUID], roles: Iterable[str]) -> dict[UUID, list[User]]:
    """Active accounts with certain roles of each of these agencies by its id, in Vietnamese order, read at once; without
    agencies that have none.
    """
    query = select(User).where(
        col(User.active), among_these(col(User.agency_id), set(agencies)), col(User.role).in_(list(roles))
    )
    found: dict[UUID, list[User]] = {}
    for row in session.exec(query.order_by(col(User.order_text))):
        found.setdefault(row.agency_id, []).append(row)
    return found


def named_alike(session: Session, full_name: str, agency_id: UUID) -> User | None:
    """An account of the same agency for a person of the same name, whatever accents and capitals were typed."""
    found = session.exec(select(User).where(User.agency_id == agency_id).order_by(col(User.id)))
    return next((row for row in found if fold(row.full_name) == fold(full_name)), None)
