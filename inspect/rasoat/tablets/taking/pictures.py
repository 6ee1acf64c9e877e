"""The last picture that was taken for a question at the same place before: small copies that a tablet shows beside the camera."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import exists, or_
from sqlmodel import Session, col, select

from rasoat import text
from rasoat.accounts.actor import Actor
from rasoat.db.reading import rows_by_id
from rasoat.files.models import Attachment, Blob
from rasoat.inspections.models import Inspection, Site
from rasoat.tablets.taking.schemas import PicturePart
from rasoat.visits import queries as visits
from rasoat.visits.models import Response, Visit

PAST = 3
"""Inspections that are looked at besides the present one, the newest. Who comes each year sees three years back."""
MOST_READ = 200
MOST = 60
"""Pictures in a bundle. A small copy has at most 60 kB, so that they add at most 3.6 MB to what is taken along."""

Place = tuple[str, str]
"""Kind and name of a site, with its accents: “Ao Bà” and “Ao Bá” are two ponds. Another inspection of the unit has the same place
under another id.
"""


def pictured_before(
    session: Session, visit: Visit, past: Sequence[Inspection], sites: Sequence[Site], actor: Actor
) -> list[PicturePart]:
    """For each question at each place of the visit the last picture of the newest earlier visit that has one, at most MOST,
    of inspections whose answers the member may read. What tablets have announced and not yet sent is left out.
    """
    rows = _with_pictures(session, visit, [one.id for one in past[:PAST]], actor)
    theirs = rows_by_id(session, Site, {row.site_id for row, _ in rows if row.site_id})
    same = _same(sites)
    here = {row.id: same(theirs[row.site_id]) if row.site_id else None for row, _ in rows}
    taken = [
        (row, day, item, key)
        for row, day in rows
        if (here[row.id] is None) == (row.site_id is None)
        for item, key in _last_pictures(row.answers)
    ]
    there = _arrived(session, {key for _, _, _, key in taken}, here)
    found: dict[tuple[str, str, UUID | None], PicturePart] = {}
    for row, day, item, key in taken:
        if key in there:
            place = row.checklist, item, here[row.id]
            url = f"/api/v1/files/{key}/small"
            found.setdefault(
                place, PicturePart(id=key, checklist=row.checklist, item=item, site_id=place[2], date=day, url=url)
            )
    return list(found.values())[:MOST]


def _with_pictures(session: Session, visit: Visit, past: Sequence[UUID], actor: Actor) -> list[tuple[Response, date]]:
    """The responses of earlier visits that have files, with the day, the newest first."""
    read = visits.answers_read(session, past, actor)
    filed = exists().where(col(Attachment.owner_kind) == "response", col(Attachment.owner_id) == col(Response.id))
    # One list of inspections for the index of the responses; a choice between two tables would read them all.
    among = col(Response.inspection_id).in_([*read, visit.inspection_id])
    earlier = or_(col(Response.inspection_id) != visit.inspection_id, col(Visit.ordinal) < visit.ordinal)
    query = (
        select(Response, Visit)
        .join(Visit, col(Visit.id) == col(Response.visit_id))
        .where(among, earlier, filed)
        .order_by(col(Visit.happens_on).desc(), col(Response.id).desc())
        .limit(MOST_READ)
    )
    return [(response, earlier_visit.happens_on) for response, earlier_visit in session.exec(query)]


def _same(sites: Sequence[Site]) -> Callable[[Site], UUID | None]:
    """Which of these sites a site of another inspection is: the one with its code; by kind and name where either has no code."""
    by_code = {site.place_code: site.id for site in sites if site.place_code}
    by_name = {_place(site): site for site in sites}

    def find(theirs: Site) -> UUID | None:
        if theirs.place_code in by_code:
            return by_code[theirs.place_code]
        named = by_name.get(_place(theirs))
        return named.id if named and not (named.place_code and theirs.place_code) else None

    return find


def _place(site: Site) -> Place:
    return site.kind, text.sort_key(site.name)


def _last_pictures(answers: Mapping[str, Any]) -> Iterator[tuple[str, UUID]]:
    """The last photograph of each question that has any; of what tablets write beside the questions none."""
    for item, value in answers.items():
        if not item.startswith("_") and isinstance(value, list) and value and isinstance(value[-1], dict):
            key = value[-1].get("attachment", "")
            if len(value[-1]) == 1 and isinstance(key, str) and len(key) == 36:
                yield item, UUID(key)


def _arrived(session: Session, wanted: set[UUID], owners: Iterable[UUID]) -> set[UUID]:
    query = (
        select(Attachment.id)
        .join(Blob, col(Blob.sha256) == col(Attachment.sha256))
        .where(
            col(Attachment.id).in_(wanted),
            Attachment.owner_kind == "response",
            col(Attachment.owner_id).in_(owners),
            col(Blob.kind).startswith("image/"),
        )
    )
    return set(session.exec(query)) if wanted else set()
