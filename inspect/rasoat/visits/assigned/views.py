"""The page on which the team's lead gives checklists and places to members, and what other pages show of it."""

from typing import Any
from uuid import UUID

from flask import request
from sqlmodel import Session

from rasoat.inspections.models import ASSIGNMENTS, Inspection
from rasoat.pages import SIGNED_IN, Room, actor, done, redirect_to, render, session, write
from rasoat.pages.case import parse_uuid
from rasoat.problems import Problem
from rasoat.visits import queries as visits
from rasoat.visits.assigned import operations, queries
from rasoat.visits.assigned.queries import Share, Sharing
from rasoat.visits.progress import Slot

room = Room("assigned", __name__, url_prefix="/visits")


@room.blueprint.app_template_global("assigned_of")
def _of_inspection(inspection: Inspection, found: list[Slot] | None = None) -> dict[str, Any] | None:
    """For the pages of inspection and visit: who has what; None for people who may not read what the team fills in."""
    if not visits.reads_answers(session(), inspection.id, actor()):
        return None
    return {
        "sharing": queries.sharing(session(), inspection.id, actor(), found),
        "may_assign": queries.may_assign(session(), inspection, actor()),
        "assignments": ASSIGNMENTS,
    }


@room.form("/of/<uuid:inspection_id>/assigned", allow=SIGNED_IN)
def share(inspection_id: UUID) -> Any:
    """Show who of the team has which checklist at which place; give it to members, or take it back."""
    inspection = visits.require_readable(session(), inspection_id, actor())
    if request.method == "GET":
        return _page(inspection)
    who, people = actor(), [user_id for each in request.form.getlist("person") if (user_id := parse_uuid(each))]
    keys, rest = request.form.getlist("slot"), "rest" in request.form
    verb = operations.take_back if request.form.get("do") == "take" else operations.give

    def save(db: Session) -> int:
        chosen = [*keys, *(_nobodys(db, inspection_id) if rest else [])]
        return verb(db, who, inspection_id, list(dict.fromkeys(chosen)), people)

    try:
        count = write(save)
    except Problem as problem:
        if problem.key != "form.invalid":
            raise
        return _page(inspection, problem), problem.entry.http
    done(f"Đã thu lại {count} phần việc." if verb is operations.take_back else f"Đã giao thêm {count} phần việc.")
    return redirect_to(".share", inspection_id=inspection_id)


def _nobodys(db: Session, inspection_id: UUID) -> list[str]:
    return [share.slot.key for share in queries.sharing(db, inspection_id, actor()).nobodys]


def _page(inspection: Inspection, problem: Problem | None = None) -> str:
    found = queries.sharing(session(), inspection.id, actor())
    return render(
        "visits/assigned/share.html",
        inspection=inspection,
        problem=problem,
        sharing=found,
        places=_by_place(found),
        assignments=ASSIGNMENTS,
        may_assign=queries.may_assign(session(), inspection, actor()),
        ticked=set(request.form.getlist("slot")),
        chosen=set(request.form.getlist("person")),
    )


def _by_place(found: Sharing) -> list[tuple[str, list[Share]]]:
    """What there is to fill: at the unit (an empty name), then at each site."""
    places: dict[UUID | None, list[Share]] = {}
    for one in found.shares:
        places.setdefault(one.slot.site_id, []).append(one)
    names = {one.slot.site_id: one.slot.site.name if one.slot.site else "" for one in found.shares}
    ordered = sorted(places, key=lambda site_id: site_id is not None)
    return [(names[site_id], places[site_id]) for site_id in ordered]
