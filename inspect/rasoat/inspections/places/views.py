"""The page from which an officer, or one of the team, prints the codes of the places of one unit."""

import io
from typing import Any
from uuid import UUID

from flask import request, send_file

from rasoat.inspections import operations
from rasoat.inspections import queries as inspections
from rasoat.inspections.editing import SEEING
from rasoat.inspections.models import SITE_KINDS, Inspection
from rasoat.inspections.place_codes import shown
from rasoat.inspections.places import queries, sheets
from rasoat.pages import Room, actor, app_settings, render, session, write
from rasoat.problems import Problem

room = Room("places", __name__, url_prefix="/inspections")


@room.form("/<uuid:inspection_id>/codes", allow=SEEING)
def codes(inspection_id: UUID) -> Any:
    """Choose for which places codes are printed, and print them. A place that has none yet gets its code now."""
    inspection = inspections.require_visible(session(), inspection_id, actor())
    if not inspections.may_edit(session(), inspection, actor()):
        raise Problem("forbidden")
    if request.method == "GET":
        return _page(inspection)
    wanted, who = set(request.form.getlist("site")), actor()
    if not wanted:
        return _page(inspection, Problem("place.none_chosen")), 422
    coded = write(lambda db: operations.give_codes(db, who, inspection_id))
    chosen = [site for site in coded if str(site.id) in wanted]
    if not chosen:
        return _page(inspection, Problem("place.none_chosen")), 422
    data = sheets.printed(inspection.unit_name, chosen, app_settings())
    name = f"Ma diem kiem tra, {inspection.unit_name}.pdf"
    return send_file(io.BytesIO(data), mimetype="application/pdf", as_attachment=True, download_name=name)


def _page(inspection: Inspection, problem: Problem | None = None) -> str:
    sites, homes = queries.printable(session(), inspection.id)
    return render(
        "inspections/codes.html",
        inspection=inspection,
        problem=problem,
        sites=sites,
        homes=homes,
        kinds=SITE_KINDS,
        shown=shown,
        ticked=set(request.form.getlist("site")) if request.method == "POST" else None,
        example=sheets.address_of("…", app_settings().public_url),
    )
