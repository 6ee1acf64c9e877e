"""Agencies: the tree of those that inspect, are inspected, or have obligations."""

from collections import defaultdict
from functools import partial
from typing import Any
from uuid import UUID

from flask import request, url_for
from sqlmodel import Session, col, select
from werkzeug.wrappers import Response

from rasoat import clock, text
from rasoat.db.locking import lock
from rasoat.pages import ADMIN, done, picked_agencies, redirect_to, render, save_form, session, write
from rasoat.pages.case import parse_uuid
from rasoat.pages.paging import Page, page_of
from rasoat.problems import Problem, Reason
from rasoat.recommendations import prepared
from rasoat.units import kinds, operations, succession
from rasoat.units.models import AdministrativeUnit, Agency
from rasoat.web.administration.forms import AgencyForm, NewAgencyForm
from rasoat.web.administration.room import room
from rasoat.workflows.removing import remove_unused

PER_PAGE = 100
Branch = tuple[int, Agency]
"""An agency and how deep it stands in the tree."""


@room.get("/agencies", allow=ADMIN)
def agencies() -> str:
    """Show the tree. ?q= keeps the agencies that were found and those above them; ?ended=yes also shows agencies that
    have ended.
    """
    page: Page[Branch] = page_of(in_order(), PER_PAGE)
    return render(
        "administration/agencies.html", page=page, kinds=kinds.titles(), today=clock.today(), selects=selects()
    )


def in_order() -> list[Branch]:
    """The agencies of the list in the order of the tree, as the request asks for them."""
    ended = request.args.get("ended") == "yes"
    shown = [agency for agency in _everybody() if ended or agency.valid_to is None or agency.valid_to >= clock.today()]
    return tree(_found(shown, request.args.get("q", "")))


def selects() -> list[dict[str, Any]]:
    """The filter above the list."""
    options = [("", "Đang hoạt động"), ("yes", "Cả cơ quan đã kết thúc")]
    return [{"name": "ended", "label": "Hiện", "value": request.args.get("ended", ""), "options": options}]


def _everybody() -> list[Agency]:
    return list(session().exec(select(Agency).order_by(col(Agency.order_text), col(Agency.id))))


def tree(agencies: list[Agency]) -> list[Branch]:
    """Agencies in the order of a tree, each with its depth; one whose parent is not among them is a root."""
    known = {agency.id for agency in agencies}
    below: dict[UUID | None, list[Agency]] = defaultdict(list)
    for agency in agencies:
        below[agency.parent_id if agency.parent_id in known else None].append(agency)
    found: list[Branch] = []
    waiting = [(0, agency) for agency in reversed(below[None])]
    while waiting:
        depth, agency = waiting.pop()
        found.append((depth, agency))
        waiting += [(depth + 1, child) for child in reversed(below[agency.id])]
    return found


def _found(agencies: list[Agency], words: str) -> list[Agency]:
    asked = text.asked(words)
    hits = [agency for agency in agencies if text.found(agency.search_text, asked)]
    wanted = {step for agency in hits for step in agency.path.split("/")}
    return [agency for agency in agencies if str(agency.id) in wanted]


@room.form("/agencies/new", allow=ADMIN)
def new_agency() -> Any:
    """Record an agency."""
    form = NewAgencyForm(data={"parent_id": request.args.get("parent", ""), "valid_from": clock.today()})
    _offer(form)

    def save(db: Session) -> Agency:
        made = operations.add_agency(db, another=form.another.data, **form.values())
        succession.set_of_agency(db, made, successors_of(form))
        return made

    page = partial(render, "administration/agency.html", form=form, agency=None, back_url=_list_url())
    return save_form(form, save, page, partial(_saved, "Đã thêm"))


@room.form("/agencies/<uuid:agency_id>", allow=ADMIN)
def edit_agency(agency_id: UUID) -> Any:
    """Change an agency; what was issued keeps the data it was issued with. A stale form shows both versions."""
    agency = session().get_one(Agency, agency_id)
    form = AgencyForm(
        obj=agency, data={"successors": [str(one.id) for one in succession.of_agency(session(), agency_id)]}
    )
    _offer(form, agency)

    def save(db: Session) -> Agency:
        if form.leader_releases.data and not prepared.leaders(db, agency_id):
            told = (
                "Cơ quan này chưa có tài khoản lãnh đạo đang dùng nên không ai duyệt được; mở tài khoản lãnh đạo trước."
            )
            raise Problem("form.invalid", reasons=[Reason("leader_releases", told)])
        return operations.edit_agency(db, agency_id, form.seen_version, form.values(), successors_of(form))

    page = partial(render, "administration/agency.html", form=form, agency=agency, back_url=_list_url())
    return save_form(form, save, page, partial(_saved, "Đã lưu"), row=agency)


def successors_of(form: Any) -> list[UUID]:
    """The successors that were picked; what is no id stays out and is refused as nobody's."""
    return [found for found in (parse_uuid(row.data) for row in form.successors) if found]


def _offer(form: AgencyForm, agency: Agency | None = None) -> None:
    """What can be chosen: every agency as the one above but those below it, the units, everybody else as successor."""
    everybody = _everybody()
    inside = f"/{agency.id}/" if agency else None
    form.parent_id.choices = {
        "": "Không trực thuộc cơ quan nào trong hệ thống",
        **{
            str(one.id): "— " * depth + one.name
            for depth, one in tree(everybody)
            if not inside or inside not in one.path
        },
    }
    units = session().exec(select(AdministrativeUnit).order_by(col(AdministrativeUnit.order_text)))
    form.unit_id.choices = {"": "Không gắn với đơn vị nào", **{str(one.id): _titled(one) for one in units}}
    others = [one for one in everybody if agency is None or one.id != agency.id]
    picked_agencies.offer(session(), form.successors, picked_agencies.choices(session(), others))


def _titled(unit: AdministrativeUnit) -> str:
    ended = f", đến {clock.date_text(unit.valid_to)}" if unit.valid_to else ""
    return f"{unit.name} ({unit.code}{ended})"


def _list_url() -> str:
    return url_for("administration.agencies")


def _saved(what: str, agency: Agency) -> Response:
    done(f"{what} {agency.short_name}.")
    return redirect_to("administration.agencies", q=agency.short_name)


@room.post("/agencies/<uuid:agency_id>/remove", allow=ADMIN)
def remove_agency(agency_id: UUID) -> Response:
    """Remove an agency that was entered by mistake and that nothing refers to."""

    def remove(db: Session) -> str:
        agency = lock(db, Agency, agency_id)
        remove_unused(db, agency, agency.name)
        return agency.name

    done(f"Đã xóa {write(remove)}.")
    return redirect_to("administration.agencies")
