"""Recording the agencies of many units at once: they are proposed by rule and looked over before they are saved."""

from datetime import date
from functools import partial
from typing import Any

from flask import request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response
from wtforms import FieldList, FormField, HiddenField

from rasoat import clock
from rasoat.pages import ADMIN, done, redirect_to, render, save_form, session
from rasoat.pages.case import parse_uuid
from rasoat.pages.forms import Form, RowForm, StringField, long_enough, required
from rasoat.units import proposing
from rasoat.units.kinds import all_kinds, kind_of
from rasoat.units.models import Agency
from rasoat.units.proposing import Proposal, Wanted
from rasoat.web.administration.room import room


class ProposedRow(RowForm):
    """One agency."""

    unit_id = HiddenField("Đơn vị")
    name = StringField("Tên đầy đủ", [required("Nhập tên cơ quan."), long_enough(300)])
    short_name = StringField("Tên gọn", [required("Nhập tên gọn."), long_enough(100)])
    symbol = StringField("Ký hiệu", [required("Nhập ký hiệu."), long_enough(50)])
    place = StringField("Địa danh", [long_enough(100)])


class ProposedForm(Form):
    """The agencies of one kind."""

    rows = FieldList(FormField(ProposedRow), "Cơ quan")


@room.form("/agencies/proposed", allow=ADMIN)
def proposed_agencies() -> Any:
    """Show the agencies of ?kind= that units lack, and record those that were looked over, kind after kind; without ?kind=
    begin with the first one. ?ended=yes also proposes those of units that have ended. The button “rest” records the kinds
    behind this one, too, as they are proposed.
    """
    kinds = proposing.proposable()
    day = None if request.values.get("ended") == "yes" else clock.today()
    kind = request.values.get("kind") or proposing.next_kind(session(), day)
    found = proposing.proposals(session(), kind, day) if kind in kinds else []
    form = ProposedForm(data={"rows": [{"unit_id": str(one.unit.id), **one.names} for one in found]})
    by_unit = {str(one.unit.id): one for one in found}

    def save(db: Session) -> list[Agency]:
        made = proposing.record(db, kind, _wanted(form))
        return made + proposing.record_rest(db, kind, day) if "rest" in request.form else made

    page = partial(
        render,
        "administration/proposed.html",
        form=form,
        kinds=kinds,
        kind=kind,
        ended=day is None,
        following=_following(kind, day) if found else [],
        unattached=sum(one.parent is None for one in found) if kind in kinds and all_kinds()[kind].under else 0,
        above=[kind_of(name).title for name in kind_of(kind).under],
        notes={unit_id: _note(one) for unit_id, one in by_unit.items()},
        back_url=url_for("administration.agencies"),
    )
    return save_form(form, save, page, partial(_saved, kind, day))


def _following(kind: str, day: date | None) -> list[str]:
    """The titles of the kinds behind this one of which units lack agencies."""
    found, after = [], kind
    while after := proposing.next_kind(session(), day, after):
        found.append(kind_of(after).title)
    return found


def _wanted(form: ProposedForm) -> list[Wanted]:
    # Of the row's form and not of the row: a FormField has a name and a short name of its own.
    found = [(parse_uuid(row.form.unit_id.data), row.form) for row in form.rows]
    return [
        Wanted(unit_id, one.name.data, one.short_name.data, one.symbol.data, one.place.data or "")
        for unit_id, one in found
        if unit_id
    ]


def _note(one: Proposal) -> str:
    """What is said beside a row: where it will stand and when it exists."""
    parent = f"thuộc {one.parent.listed_name}" if one.parent else "không trực thuộc cơ quan nào"
    ends = f" đến {clock.date_text(one.valid_to)}" if one.valid_to else ""
    return f"{parent}, từ {clock.date_text(one.valid_from)}{ends}"


def _saved(kind: str, day: date | None, made: list[Agency]) -> Response:
    following = proposing.next_kind(session(), day, kind)
    if not following:
        done(f"Đã lập {len(made)} cơ quan.")
        return redirect_to("administration.agencies")
    done(f"Đã lập {len(made)} cơ quan. Tiếp theo: {kind_of(following).title}.")
    return redirect_to(".proposed_agencies", kind=following, ended="yes" if day is None else None)
