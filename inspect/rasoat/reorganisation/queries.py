"""What is still open with agencies that have ended. Passing it on to their successors is a decision of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from rasoat.accounts.actor import Actor, Role
from rasoat.inspections import queries as inspections
from rasoat.recommendations import queries as recommendations
from rasoat.reorganisation.holdings import BY_NAME, HOLDINGS, Holding, counts
from rasoat.units.models import Agency


@dataclass(frozen=True, slots=True)
class OpenWith:
    """How much of an agency that has ended is still open: by the names of `holdings`, without those of which nothing is."""

    agency: Agency
    left: Mapping[str, int]

    @property
    def obligations(self) -> int:
        """Sent obligations that it owes."""
        return self.left.get("obligation", 0)

    @property
    def inspections(self) -> int:
        """Inspections of it."""
        return self.left.get("unit", 0)

    @property
    def accounts(self) -> int:
        """Accounts that can be used."""
        return self.left.get("account", 0)

    @property
    def told(self) -> str:
        """All of it in words: 7 nội dung phải thực hiện, 1 cuộc kiểm tra."""
        return ", ".join(f"{self.left[one.name]} {one.title}" for one in HOLDINGS if self.left.get(one.name))


def open_with_ended(session: Session, actor: Actor | None, day: date) -> list[OpenWith]:
    """The agencies that had ended before `day` and with which something is still open, in the order of their names.

    Without an actor, and for administrators, everything is counted; others count the obligations and inspections that
    they may see.
    """
    asked: list[tuple[Holding, list[ColumnElement[bool]]]] = [(one, []) for one in HOLDINGS]
    if actor is not None and actor.role != Role.ADMINISTRATOR:
        asked = [
            (BY_NAME["obligation"], [recommendations.listed(session, actor)]),
            (BY_NAME["unit"], [inspections.listed(session, actor)]),
        ]
    ended = select(Agency.id).where(col(Agency.valid_to) < day)
    something = or_(
        *(
            col(Agency.id).in_(select(col(one.agency)).where(col(one.agency).in_(ended), one.where, *seen))
            for one, seen in asked
        )
    )
    query = select(Agency).where(col(Agency.valid_to) < day, something)
    agencies = list(session.exec(query.order_by(col(Agency.order_text), col(Agency.id))))
    ids = [agency.id for agency in agencies]
    found = {one.name: counts(session, one, ids, *seen) for one, seen in asked} if ids else {}
    left = {key: {name: of[key] for name, of in found.items() if of.get(key)} for key in ids}
    return [OpenWith(agency, left[agency.id]) for agency in agencies]
