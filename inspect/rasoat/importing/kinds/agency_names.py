"""Which agency a table means by a name: the full one, the short one or the symbol, and where several have it, what stands
above.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from rasoat.db.reading import remembered
from rasoat.importing.cells import as_day
from rasoat.importing.kinds import successors
from rasoat.importing.registry import Wrong
from rasoat.text import fold
from rasoat.units.models import Agency

_BETWEEN = " / "
_KINDS = ("name", "short_name", "symbol")


def _readings(typed: str) -> Iterator[tuple[str, str]]:
    """What somebody may mean: the whole as a name, or a name with that of the agency above it behind a slash. A name may
    have such a slash in itself.
    """
    yield typed, ""
    parts = typed.split(_BETWEEN)
    for place in range(1, len(parts)):
        yield _BETWEEN.join(parts[:place]), _BETWEEN.join(parts[place:])


class Names:
    """The agencies by each of their names."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self._by: dict[str, dict[str, list[UUID]]] = {kind: {} for kind in _KINDS}
        self._of: dict[UUID, dict[str, Any]] = {}
        self._above: dict[UUID, str | UUID | None] = {}
        self.spans: dict[UUID, tuple[date, date | None]] = {}
        for one in agencies:
            dates = {"valid_from": one.valid_from, "valid_to": one.valid_to}
            self._take(one.id, {**{kind: getattr(one, kind) for kind in _KINDS}, **dates}, one.parent_id)

    def add(self, agency_id: UUID, values: dict[str, Any]) -> None:
        """Know an agency of the table too."""
        self._take(agency_id, values, values["parent"] or None)

    def _take(self, agency_id: UUID, values: dict[str, Any], above: str | UUID | None) -> None:
        self._of[agency_id], self._above[agency_id] = values, above
        self.spans[agency_id] = (values["valid_from"], values["valid_to"])
        for kind in _KINDS:
            known = self._by[kind].setdefault(fold(values[kind]), [])
            if agency_id not in known:
                known.append(agency_id)

    def ids(self, typed: str) -> list[UUID]:
        """All that somebody may mean by a name: those whose full name it is, else whose short one, else whose symbol."""
        for own, above in _readings(typed):
            for kind in _KINDS:
                if found := self._by[kind].get(fold(own), []):
                    return [one for one in found if not above or self._stands_under(one, above)]
        return []

    def only(self, typed: str, day: date | None = None) -> UUID:
        """The one agency that somebody means, of several the one that exists on that day. Raises Wrong."""
        found = self.ids(typed)
        if len(found) > 1 and day is not None:
            found = [one for one in found if self._serves(one, day)] or found
        if not found:
            raise Wrong(f"Không có cơ quan “{typed}”; sửa tên, hoặc thêm cơ quan đó trước.")
        if len(found) > 1:
            raise Wrong(f"Có {len(found)} cơ quan “{typed}”; ghi “tên{_BETWEEN}tên cơ quan trên nó”.")
        return found[0]

    def written(self, agency_id: UUID) -> str:
        """The name by which the agency is found again."""
        name = str(self._of[agency_id]["name"])
        above = self._above[agency_id]
        if len(self.ids(name)) > 1 and above:
            # Of an agency of the table the one above is known by what the table calls it.
            parent = above if isinstance(above, UUID) else next(iter(self.ids(above)), None)
            return f"{name}{_BETWEEN}{self._of[parent]['name']}" if parent else name
        return name

    def heir(self, typed: str, day: date, since: date | None) -> UUID:
        """The one agency that takes over: which exists on that day, or begins on `since`. Raises Wrong."""
        known = self.ids(typed)
        found = [one for one in known if (self.spans[one][0] == since if since else self._serves(one, day))]
        if len(found) == 1:
            return found[0]
        told = f"bắt đầu ngày {as_day(since)}" if since else f"vào ngày {as_day(day)}, ngày sau khi kết thúc"
        if not found:
            raise Wrong(f"Không có cơ quan kế thừa “{typed}” {told}; sửa tên, hoặc thêm cơ quan đó trước.")
        raise Wrong(f"Có {len(found)} cơ quan “{typed}” {told}; ghi “tên{_BETWEEN}tên cơ quan trên nó”.")

    def written_with_days(self, ids: Iterable[UUID]) -> str:
        """Several names as a table has them in one cell."""
        return successors.written((self.written(one), self.spans[one][0]) for one in ids)

    def _serves(self, agency_id: UUID, day: date) -> bool:
        first, last = self.spans[agency_id]
        return first <= day and (last is None or day <= last)

    def _stands_under(self, agency_id: UUID, above: str) -> bool:
        parent = self._above[agency_id]
        if isinstance(parent, UUID):
            return fold(above) in {fold(self._of[parent][kind]) for kind in _KINDS}
        return parent is not None and fold(above) in {fold(own) for own, _ in _readings(parent)}


def names_of_all(session: Session) -> Names:
    """The names of all agencies, read once for a whole table that is taken out."""
    return remembered(session, Names, lambda: Names(session.exec(select(Agency))))
