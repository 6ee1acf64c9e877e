"""Who goes on for an agency that has ended: its successors, and theirs, until those that exist."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.units.models import Agency, AgencySuccession


class Heirs:
    """All agencies and their successors on one day, read once: a province has hundreds."""

    def __init__(self, session: Session, day: date) -> None:
        self.day = day
        self.agencies = {row.id: row for row in session.exec(select(Agency).order_by(col(Agency.id)))}
        self._after: dict[UUID, list[UUID]] = {}
        self._before: dict[UUID, list[UUID]] = {}
        pairs = select(AgencySuccession.predecessor_id, AgencySuccession.successor_id)
        for before, after in session.exec(pairs.order_by(col(AgencySuccession.id))):
            self._after.setdefault(before, []).append(after)
            self._before.setdefault(after, []).append(before)

    def of(self, agency_id: UUID) -> list[Agency]:
        """Who goes on for it, in the order of their names: itself while it exists; nobody where a circle or nothing comes
        after it.
        """
        found = {one.id: one for one in self._living(agency_id, set())}
        return sorted(found.values(), key=lambda one: (one.order_text, str(one.id)))

    def after(self, agency_id: UUID) -> list[Agency]:
        """Those that came directly after it, whether they exist or not."""
        return [self.agencies[one] for one in self._after.get(agency_id, ())]

    def _living(self, agency_id: UUID, seen: set[UUID]) -> Iterator[Agency]:
        if agency_id in seen:
            return
        seen.add(agency_id)
        agency = self.agencies[agency_id]
        if agency.serves_on(self.day):
            yield agency
            return
        for after in self._after.get(agency_id, ()):
            yield from self._living(after, seen)

    def ended_before(self, agency_id: UUID) -> set[UUID]:
        """The ended agencies for which it goes on, also through others."""
        found: set[UUID] = set()
        waiting = [agency_id]
        while waiting:
            for before in self._before.get(waiting.pop(), ()):
                if before not in found and self.agencies[before].has_ended(self.day):
                    found.add(before)
                    waiting.append(before)
        return found
