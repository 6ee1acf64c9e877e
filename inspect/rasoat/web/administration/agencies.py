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
from rasoat.pages import ADMIN, done, redirect_to, render, save_form, session, write
from rasoat.pages.paging import Page, page_of
from rasoat.units import operations
from rasoat.units.models import AGENCY_KINDS, Agency
from rasoat.web.administration.forms import AgencyForm, NewAgencyForm
from rasoat.web.administration.removing import remove_unused
from rasoat.web.administration.room import room

PER_PAGE = 100
Branch = tuple[int, Agency]
"""An agency and how deep it stands in the tree."""


@room.get("/agencies", allow=ADMIN)
def agencies() -> str:
    """Show the tree. ?q= keeps the agencies that were found and those above them; ?ended=yes also shows agencies that
    have ended.
    """
    everybody = list(session().exec(select(Agency).order_by(col(Agency.order_text))))
    ended = request.args.get("ended") == "yes"
    shown = [agency for agency in everybody if ended or agency.valid_to is None or agency.valid_to >= clock.today()]
    page: Page[Branch] = page_of(tree(_found(shown, request.args.get("q", ""))), PER_PAGE)
    return render("administration/agencies.html", page=page, kinds=AGENCY_KINDS, today=clock.today())


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
    everybody = list(session().exec(select(Agency).order_by(col(Agency.order_text))))
    form.parent_id.choices = {
        "": "Không trực thuộc cơ quan nào trong hệ thống",
        **{str(agency.id): "— " * depth + agency.name for depth, agency in tree(everybody)},
    }

    def save(db: Session) -> Agency:
        parent = UUID(form.parent_id.data) if form.parent_id.data else None
        return operations.add_agency(db, parent_id=parent, another=form.another.data, **form.values())

    page = partial(render, "administration/agency.html", form=form, agency=None, back_url=_list_url())
    return save_form(form, save, page, partial(_saved, "Đã thêm"))


def _list_url() -> str:
    return url_for("administration.agencies")


def _saved(what: str, agency: Agency) -> Response:
    done(f"{what} {agency.short_name}.")
    return redirect_to("administration.agencies", q=agency.short_name)


@room.form("/agencies/<uuid:agency_id>", allow=ADMIN)
def edit_agency(agency_id: UUID) -> Any:
    """Change an agency's own data; earlier papers keep the data they were issued with. A stale form shows both
    versions.
    """
    agency = session().get_one(Agency, agency_id)
    form = AgencyForm(obj=agency)

    def save(db: Session) -> Agency:
        return operations.edit_agency(db, agency_id, form.seen_version, form.values())

    page = partial(render, "administration/agency.html", form=form, agency=agency, back_url=_list_url())
    return save_form(form, save, page, partial(_saved, "Đã lưu"), row=agency)


@room.post("/agencies/<uuid:agency_id>/remove", allow=ADMIN)
def remove_agency(agency_id: UUID) -> Response:
    """Remove an agency that was entered by mistake and that nothing refers to."""

    def remove(db: Session) -> str:
        agency = lock(db, Agency, agency_id)
        remove_unused(db, agency, agency.name)
        return agency.name

    done(f"Đã xóa {write(remove)}.")
    return redirect_to("administration.agencies")
