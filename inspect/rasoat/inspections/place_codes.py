"""Codes that name a place over the years: a site belongs to one inspection, the place it stands for is visited again.

A new site takes over the code of the newest site of the same kind and name at the same unit, or at one that ended and for
which this unit goes on. A code says nothing by itself. Homes get none: a code on a door would tell everybody that the
department looks at this family.
"""

import secrets
from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.db.locking import lock_name
from rasoat.inspections.models import Inspection, Site
from rasoat.text import sort_key
from rasoat.units.models import AgencySuccession

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without I, O, 0 and 1, which are read for one another."""
SHOWN = 3
"""Letters of a group, as a code is printed: ABC-DEF-GHJ."""
_RANDOM = 8
CODELESS_KINDS = frozenset({"home"})


def has_code(kind: str) -> bool:
    """Whether places of this kind get a code."""
    return kind not in CODELESS_KINDS


def normal(typed: str) -> str:
    """A code as it is stored, however it was typed; empty for what is none: a slip of one letter is noticed."""
    code = "".join(char for char in typed.upper() if char.isalnum())
    sound = len(code) == _RANDOM + 1 and set(code) <= set(LETTERS) and code[-1] == _check(code[:-1])
    return code if sound else ""


def shown(code: str) -> str:
    """A code as people read it: ABC-DEF-GHJ."""
    return "-".join(code[at : at + SHOWN] for at in range(0, len(code), SHOWN))


def give(session: Session, inspection: Inspection, sites: Iterable[Site]) -> None:
    """Give those of the sites a code that have none and may have one; the inspection's row is locked.

    Sites of earlier inspections that are the same place and are older than codes get the same one.
    """
    for site in sites:
        if has_code(site.kind) and not site.place_code:
            _give(session, inspection, site)


def _give(session: Session, inspection: Inspection, site: Site) -> None:
    code, same = _of_namesakes(session, inspection, site)
    if not code:
        # Two inspections of one unit may meet the same place at once.
        lock_name(session, f"place_code/{inspection.unit_id}")
        code, same = _of_namesakes(session, inspection, site)
    site.place_code = code or _new(session)
    for other in same:
        other.place_code = site.place_code
    session.flush()


def _of_namesakes(session: Session, inspection: Inspection, site: Site) -> tuple[str, list[Site]]:
    """The code of the newest earlier site that is the same place, and the namesakes that have none. Two places of one
    inspection may have one name: what another of its sites has is not taken.
    """
    units = _unit_and_before(session, inspection.unit_id)
    query = (
        select(Site)
        .join(Inspection, col(Inspection.id) == col(Site.inspection_id))
        .where(
            col(Inspection.unit_id).in_(units),
            Site.kind == site.kind,
            Site.order_text == sort_key(site.name),
            Site.inspection_id != inspection.id,
        )
        .order_by(col(Site.created_at).desc(), col(Site.id).desc())
    )
    taken = set(session.exec(select(Site.place_code).where(Site.inspection_id == inspection.id)))
    found = [one for one in session.exec(query) if one.place_code not in taken or not one.place_code]
    # Of namesakes in several hamlets the one in the same hamlet comes first.
    found.sort(key=lambda one: sort_key(one.place) != sort_key(site.place))
    coded = next((one for one in found if one.place_code), None)
    if coded is not None:
        return coded.place_code, []
    near = [one for one in found if sort_key(one.place) == sort_key(site.place)]
    return "", near or found[:1]


def _unit_and_before(session: Session, unit_id: UUID) -> set[UUID]:
    """The unit and all that came before it."""
    found, waiting = {unit_id}, [unit_id]
    while waiting:
        query = select(AgencySuccession.predecessor_id).where(col(AgencySuccession.successor_id).in_(waiting))
        waiting = [one for one in session.exec(query) if one not in found]
        found.update(waiting)
    return found


def _new(session: Session) -> str:
    while True:
        letters = "".join(secrets.choice(LETTERS) for _ in range(_RANDOM))
        code = letters + _check(letters)
        if session.exec(select(Site.id).where(Site.place_code == code)).first() is None:
            return code


def _check(letters: str) -> str:
    """The last letter. Its weights are odd, so that one wrong letter always changes it. inspect/browser/tablet/place-code.js
    says the same.
    """
    return LETTERS[sum((2 * at + 1) * LETTERS.index(letter) for at, letter in enumerate(letters)) % len(LETTERS)]
