"""Moving the date of the example database."""

from flask import request
from werkzeug.wrappers import Response

from rasoat import clock, dates
from rasoat.db import installation
from rasoat.pages import SIGNED_IN, Room, done, redirect_to, write
from rasoat.problems import Problem

room = Room("example_date", __name__, url_prefix="/example")


@room.post("/date", allow=SIGNED_IN)
def move() -> Response:
    """Make another day the example's date, for everybody who uses it."""
    raw = request.form.get("date", "")
    try:
        day = dates.typed(raw)
    except dates.NotADate:
        day = None
    if day is None:
        raise Problem("date.invalid", value=raw)
    write(lambda db: installation.move_date(db, day))
    done(f"Ngày của ví dụ: {clock.date_text(day)}.", "info")
    return redirect_to("home.show")
