"""What the lists of proposals show beside each one."""

from collections.abc import Sequence
from uuid import UUID

from rasoat import clock
from rasoat.accounts import queries as accounts
from rasoat.accounts.models import User
from rasoat.pages import actor, session
from rasoat.proposals import queries
from rasoat.proposals.models import Proposal
from rasoat.units import queries as units
from rasoat.units.models import Agency


def agencies_of(rows: Sequence[Proposal]) -> dict[UUID, Agency]:
    """The agencies that the lists name."""
    return units.names(session(), {one for row in rows for one in (row.from_id, row.forwarded_to_id) if one})


def owners_of(rows: Sequence[Proposal]) -> dict[UUID, User]:
    """Who sees to the proposals of a list, for those of the agency that leads them; others are not told."""
    found = accounts.names(session(), {row.owner_id for row in rows if row.owner_id})
    return {row.id: found[row.owner_id] for row in rows if row.owner_id in found and _reads_owner(row)}


def _reads_owner(row: Proposal) -> bool:
    return actor().agency_id == row.lead_agency_id


def late_among(rows: Sequence[Proposal]) -> set[UUID]:
    """Those of a list whose last day is over."""
    return {row.id for row in rows if queries.is_late(row, clock.today())}
