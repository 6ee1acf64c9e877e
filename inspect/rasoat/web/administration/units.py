"""Administrative units: provinces, districts and communes with their dates and what became of them."""

from functools import partial
from typing import Any
from uuid import UUID

from flask import request, url_for
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar
from werkzeug.wrappers import Response

from rasoat import clock
from rasoat.pages import ADMIN, done, paginate, redirect_to, render, save_form, search, session, write
from rasoat.pages.lists import ordered, sort_link
from rasoat.pages.paging import By
from rasoat.pages.picking import Choice
from rasoat.problems import Problem
from rasoat.units import bringing, operations, provinces, succession
from rasoat.units import queries as units
from rasoat.units.models import UNIT_LEVELS, AdministrativeUnit
from rasoat.web.administration.agencies import successors_of
from rasoat.web.administration.forms import UnitForm
from rasoat.web.administration.room import room

_SORTS = {"name": col(AdministrativeUnit.order_text), "code": col(AdministrativeUnit.code)}
_HEADS = [("name", "Tên"), ("code", "Mã")]


@room.get("/units", allow=ADMIN)
def administrative_units() -> str:
    """The units that exist today, or with ?ended=yes all; ?level= keeps one level, ?q= searches."""
    page = paginate(*in_order())
    return render(
        "administration/units.html",
        page=page,
        above=units.units(session(), (one.parent_id for one in page.items)),
        levels=UNIT_LEVELS,
        selects=selects(),
        heads=[(title, *sort_link(name, "name")) for name, title in _HEADS],
        today=clock.today(),
    )


def in_order() -> tuple[SelectOfScalar[AdministrativeUnit], list[By]]:
    """The units of the list, and their order, as the request asks for them."""
    query = select(AdministrativeUnit).where(search(AdministrativeUnit))
    if request.args.get("ended") != "yes":
        last = col(AdministrativeUnit.valid_to)
        query = query.where(or_(last.is_(None), last >= clock.today()))
    if request.args.get("level") in UNIT_LEVELS:
        query = query.where(AdministrativeUnit.level == request.args["level"])
    return query, ordered(_SORTS, "name", col(AdministrativeUnit.id))


def selects() -> list[dict[str, Any]]:
    """The filters above the list."""
    return [
        {"name": "level", "label": "Cấp", "options": [("", "Tất cả"), *UNIT_LEVELS.items()]},
        {"name": "ended", "label": "Hiện", "options": [("", "Đang hoạt động"), ("yes", "Cả đơn vị đã kết thúc")]},
    ]


@room.form("/units/new", allow=ADMIN)
def new_unit() -> Any:
    """Record a unit."""
    form = UnitForm(data={"valid_from": clock.today()})
    _offer(form)

    def save(db: Session) -> AdministrativeUnit:
        made = operations.add_unit(db, **form.values())
        succession.set_of_unit(db, made, successors_of(form))
        return made

    page = partial(render, "administration/unit.html", form=form, unit=None)
    return save_form(form, save, page, partial(_saved, "Đã thêm"))


@room.form("/units/<uuid:unit_id>", allow=ADMIN)
def edit_unit(unit_id: UUID) -> Any:
    """Change a unit. A stale form shows both versions."""
    unit = session().get_one(AdministrativeUnit, unit_id)
    form = UnitForm(obj=unit, data={"successors": [str(one.id) for one in succession.of_unit(session(), unit_id)]})
    _offer(form, unit)

    def save(db: Session) -> AdministrativeUnit:
        return operations.edit_unit(db, unit_id, form.seen_version, form.values(), successors_of(form))

    page = partial(render, "administration/unit.html", form=form, unit=unit)
    return save_form(form, save, page, partial(_saved, "Đã lưu"), row=unit)


def _saved(what: str, unit: AdministrativeUnit) -> Response:
    done(f"{what} {unit.name}.")
    return redirect_to("administration.administrative_units", q=unit.code, ended="yes" if unit.valid_to else None)


def _offer(form: UnitForm, unit: AdministrativeUnit | None = None) -> None:
    others = [one for one in units.all_units(session()) if unit is None or one.id != unit.id]
    above = [one for one in others if one.level != "commune"]
    form.parent_id.choices = {"": "Không thuộc đơn vị nào", **{str(one.id): _named(one) for one in above}}
    form.successors.offer([Choice(str(one.id), one.name, _dates(one)) for one in others])


def _named(unit: AdministrativeUnit) -> str:
    return f"{unit.name} ({_dates(unit)})"


def _dates(unit: AdministrativeUnit) -> str:
    ends = f", đến {clock.date_text(unit.valid_to)}" if unit.valid_to else ""
    return f"mã {unit.code}, từ {clock.date_text(unit.valid_from)}{ends}"


@room.get("/units/provinces", allow=ADMIN)
def provinces_to_bring() -> str:
    """The provinces whose units come with the program; ?province= shows what it would bring."""
    offered = provinces.offered()
    chosen = request.args.get("province", "")
    province = provinces.read(chosen) if chosen in offered else None
    return render(
        "administration/provinces.html",
        offered=offered,
        province=province,
        districts=sum(len(before.districts) for before in province.before) if province else 0,
        communes=sum(len(d.communes) for before in province.before for d in before.districts) if province else 0,
        back_url=url_for("administration.administrative_units"),
    )


@room.post("/units/provinces", allow=ADMIN)
def bring_province() -> Response:
    """Record the units of a province; what is there already stays as it is."""
    code = request.form.get("province", "")
    if code not in provinces.offered():
        raise Problem("not_found")
    province = provinces.read(code)
    brought = write(lambda db: bringing.bring(db, province))
    known = f"; {brought.known} đơn vị đã có từ trước, giữ nguyên" if brought.known else ""
    done(f"Đã đưa vào {brought.new} đơn vị của {province.name}{known}.")
    return redirect_to("administration.administrative_units", ended="yes")
