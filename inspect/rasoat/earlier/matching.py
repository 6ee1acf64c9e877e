"""Which agency of the installation a paper means by a name, on the paper's day; and who goes on for it since."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.text import fold
from rasoat.units.heirs import Heirs
from rasoat.units.models import Agency

_SHORT: Final = (
    (r"\bubnd\b", "uy ban nhan dan"),
    (r"\bhdnd\b", "hoi dong nhan dan"),
    (r"\bld\s?-?\s?tb\s?-?\s?(?:va\s)?xh\b", "lao dong thuong binh va xa hoi"),
    (r"\bgd\s?-?\s?dt\b|\bgd&dt\b", "giao duc va dao tao"),
    (r"\bvh\s?-?\s?tt\s?-?\s?(?:va\s|&\s?)?dl\b", "van hoa the thao va du lich"),
)
"""Abbreviations that papers use in names of agencies."""


def plain(name: str) -> str:
    """A name by which two spellings of one agency are the same."""
    said = " ".join(re.sub(r"[^\w\s&-]", " ", fold(name)).split())
    for short, whole in _SHORT:
        said = re.sub(short, whole, said)
    return " ".join(re.sub(r"[^\w\s]", " ", said).split())


class Agencies:
    """The agencies of a day by their names."""

    def __init__(self, session: Session) -> None:
        self.heirs = Heirs(session, clock.today())
        self._names: dict[str, list[Agency]] = {}
        for agency in self.heirs.agencies.values():
            for name in {plain(agency.name), plain(agency.short_name)}:
                self._names.setdefault(name, []).append(agency)

    def named(self, name: str, day: date, *, below: UUID | None = None) -> Agency | None:
        """The agency that a paper of that day means; None where there is none, or where the name fits several.

        `below`: where several have the name, the one that stands below this agency is meant.
        """
        known = [one for one in self._names.get(plain(name), ()) if one.serves_on(day)]
        if len(known) > 1 and below is not None:
            known = [one for one in known if f"/{below}/" in one.path]
        return known[0] if len(known) == 1 else None

    def all_named(self, names: Sequence[str], day: date) -> tuple[list[Agency], list[str]]:
        """Those that are known of these names, each once, and the names that nobody has."""
        found: dict[UUID, Agency] = {}
        unknown = []
        for name in names:
            agency = self.named(name, day)
            if agency is None:
                unknown.append(name)
            else:
                found[agency.id] = agency
        return list(found.values()), unknown

    def receiver(self, agency_id: UUID) -> UUID | None:
        """Who goes on for an agency that has ended, where that is exactly one; None where it exists, and where a person must
        choose.
        """
        after = self.heirs.of(agency_id)
        return after[0].id if len(after) == 1 and after[0].id != agency_id else None
