"""Pages of urgent dangers: the list, one danger, and reporting one at the desk."""

from functools import partial
from typing import Any
from uuid import UUID

from flask import request, url_for
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar
from werkzeug.wrappers import Response

from rasoat.accounts import queries as accounts
from rasoat.dangers import operations, presenters, queries
from rasoat.dangers.data import DangerData
from rasoat.dangers.forms import DangerForm
from rasoat.dangers.models import UNTAKEN, Danger
from rasoat.dangers.phones import PHONES, Phone
from rasoat.db import new_id
from rasoat.files.operations import StoredFile
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection, Site
from rasoat.pages import (
    OFFICE,
    SIGNED_IN,
    Room,
    actor,
    case_panel,
    done,
    paginate,
    redirect_to,
    render,
    save_form,
    session,
)
from rasoat.pages.case import parse_uuid
from rasoat.pages.paging import By, here
from rasoat.problems import Problem
from rasoat.units import queries as units
from rasoat.visits import queries as visits
from rasoat.visits.models import Visit
from rasoat.workflows import CaseRef

room = Room("dangers", __name__, url_prefix="/dangers")


@room.blueprint.app_template_global("danger_phones")
def _phones() -> tuple[Phone, ...]:
    """The telephone numbers, for any page."""
    return PHONES


@room.blueprint.app_template_global("dangers_of_visit")
def _of_visit(visit: Visit) -> dict[str, Any]:
    """For the page of a visit: its dangers, and whether this person may report one."""
    inspection = session().get_one(Inspection, visit.inspection_id)
    return {
        "lines": presenters.lines(session(), queries.of_visit(session(), visit.id, actor())),
        "may_raise": operations.may_raise(session(), inspection, actor()),
    }


@room.get("/", allow=OFFICE)
def index() -> Any:
    """List the dangers that this person may see: those that are not over, or all of them."""
    page = paginate(*in_order())
    found = presenters.told(session(), page.items)
    return _live("dangers/index.html", found, page=page, every=_every(), here=here)


def _every() -> bool:
    return bool(request.args.get("all"))


def in_order() -> tuple[SelectOfScalar[Danger], list[By]]:
    """The dangers of the list, and their order, as the request asks for them."""
    query = select(Danger).where(queries.listed(session(), actor()))
    query = query if _every() else query.where(queries.open_condition())
    # Those that nobody has taken over come first. Among all dangers of the past they do not: no index gives that order.
    first = By(col(Danger.open), True) if _every() else By(~UNTAKEN.condition)
    return query, [first, By(col(Danger.seen_at), True), By(col(Danger.id), True)]


def selects() -> list[dict[str, Any]]:
    """What the button above the list decides, in words."""
    return [{"name": "all", "label": "Hiện", "value": "", "options": [("", "Chưa hết"), ("1", "Cả đã hết")]}]


@room.get("/urgent", allow=SIGNED_IN)
def urgent() -> Any:
    """What the first page asks for every few seconds: the open dangers of this person, or that nothing has changed."""
    return _live("dangers/_strip.html", presenters.urgent(session(), actor()))


def _live(template: str, found: presenters.Told, **context: Any) -> Any:
    """The list, or 204 when the page already shows it, so that nothing moves and nothing is read out again."""
    if request.args.get("seen") == found.mark:
        return "", 204
    return render(template, told=found, **context)


@room.get("/<uuid:danger_id>", allow=SIGNED_IN)
def show(danger_id: UUID) -> str:
    """Show one danger: what and where it is, photographs, telephone numbers, who deals with it."""
    row = queries.require_visible(session(), danger_id, actor())
    who = accounts.names(session(), [row.reported_by])[row.reported_by]
    return render(
        "dangers/show.html",
        danger=row,
        inspection=session().get_one(Inspection, row.inspection_id),
        sees_inspection=inspections.visible(session(), row.inspection_id, actor()),
        visit=session().get_one(Visit, row.visit_id),
        site=session().get(Site, row.site_id) if row.site_id else None,
        who=who,
        agency=units.agency(session(), who.agency_id),
        photos=presenters.photos(session(), "danger", row.id),
        deliveries=presenters.deliveries(session(), row, actor()),
        coordinates=presenters.coordinates(row),
        map_url=presenters.map_url(row),
        panel=case_panel(CaseRef("danger", row.id)),
    )


@room.form("/at/<uuid:visit_id>/new", allow=SIGNED_IN)
def raise_danger(visit_id: UUID) -> Any:
    """Report a danger at the desk."""
    visit = visits.require_visible(session(), visit_id, actor())
    inspection = session().get_one(Inspection, visit.inspection_id)
    if not operations.may_raise(session(), inspection, actor()):
        raise Problem("forbidden")
    form = DangerForm(data=None if request.form else {"danger_id": str(new_id())})
    form.site_id.choices = [("", "Không thuộc điểm nào")] + [
        (str(site.id), site.name) for site in inspections.sites(session(), inspection.id)
    ]
    who, danger_id = actor(), parse_uuid(form.danger_id.data) or new_id()

    def save(db: Session, files: list[StoredFile]) -> Danger:
        seen = DangerData(
            what=form.what.data,
            place=form.place.data,
            site_id=parse_uuid(form.site_id.data),
            latitude=form.latitude.data,
            longitude=form.longitude.data,
        )
        return operations.raise_danger(db, who, danger_id=danger_id, visit_id=visit_id, seen=seen, files=files)

    def saved(row: Danger) -> Response:
        done("Đã báo nguy hiểm. Gọi ngay số điện thoại bên dưới nếu chưa gọi.", "danger")
        return redirect_to(".show", danger_id=row.id)

    back = url_for("visits.show", visit_id=visit_id)
    page = partial(render, "dangers/form.html", form=form, inspection=inspection, visit=visit, back_url=back)
    return save_form(form, save, page, saved, files="photos", pictures=True)
