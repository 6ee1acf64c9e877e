"""Days off and days worked instead: what the program knows of a year, and what a decision of this year adds."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from flask import url_for
from sqlmodel import Session, col, select
from werkzeug.wrappers import Response
from wtforms import RadioField

from rasoat import clock
from rasoat.pages import ADMIN, actor, done, redirect_to, render, save_form, session, write
from rasoat.pages.forms import DateField, Form, StringField, chosen, long_enough, required
from rasoat.pages.request import asked_year
from rasoat.web.administration.room import room
from rasoat.workflows import decided_days, working_days
from rasoat.workflows.models import DecidedDay

WORKED = "worked"


class DecidedDayForm(Form):
    """One day that a decision swapped."""

    day = DateField("Ngày", [required("Nhập ngày.")])
    kind = RadioField(
        "Ngày này",
        [chosen("Chọn một trong hai.")],
        choices={"off": "Được nghỉ, vốn là ngày làm việc", WORKED: "Làm bù, vốn là ngày nghỉ"},
    )
    decision = StringField(
        "Theo văn bản", [required("Nhập số, ngày của văn bản."), long_enough(300)], description="Ghi cạnh hạn đã tính"
    )


@room.form("/working-days", allow=ADMIN)
def calendar() -> Any:
    """Show the special days of a year (?year=), and enter one."""
    form, who = DecidedDayForm(), actor()
    year = asked_year() or clock.today().year

    def enter(db: Session) -> date:
        assert form.day.data is not None, "the field is required"
        worked = form.kind.data == WORKED
        return decided_days.enter(db, who, form.day.data, worked=worked, decision=form.decision.data or "").day

    return save_form(form, enter, partial(_page, form, year), partial(_back, "Đã ghi"))


def _page(form: DecidedDayForm, year: int, **_shown: Any) -> str:
    entered = session().exec(select(DecidedDay).order_by(col(DecidedDay.day))).all()
    return render(
        "administration/working_days.html",
        form=form,
        year=year,
        days=working_days.in_force(session()).special_days(year),
        entered={row.day: row for row in entered if row.day.year == year},
        source=working_days.title_of(working_days.Calendar().name(clock.today(), clock.today())),
        others=[(one, url_for(".calendar", year=one)) for one in (year - 1, year + 1)],
    )


@room.post("/working-days/<uuid:day_id>/remove", allow=ADMIN)
def remove_day(day_id: UUID) -> Response:
    """Remove a day that was entered here."""
    day = write(lambda db: decided_days.remove(db, day_id))
    return _back("Đã bỏ", day)


def _back(what: str, day: date) -> Response:
    done(f"{what} ngày {clock.date_text(day)}. Hạn đã tính trước đó giữ nguyên.")
    return redirect_to(".calendar", year=day.year)
