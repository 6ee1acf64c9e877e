"""The page on which a person makes and revokes the address of the own calendar, and the feed behind it."""

import time
from typing import Any

from flask import Response, g, request, url_for

from rasoat import clock
from rasoat.accounts.queries import actor_of
from rasoat.chosen_settings import applied
from rasoat.pages import PUBLIC, SIGNED_IN, Room, actor, app_settings, done, redirect_to, render, session, write
from rasoat.problems import Problem
from rasoat.recommendations.calendar import feed, ics, operations
from rasoat.recommendations.calendar.limiting import Limit

room = Room("calendar", __name__, url_prefix="/calendar")
_asked = Limit(300, 600)
"""An office has one address for all its people."""


@room.get("/", allow=SIGNED_IN)
def show() -> str:
    """Say what the calendar is, and whether its address works."""
    return _page("")


def _page(address: str) -> str:
    row = operations.present(session(), actor().user_id)
    return render("calendar/show.html", address=address, made_at=row.made_at if row else None)


@room.post("/make", allow=SIGNED_IN)
def make() -> Any:
    """Make an address and show it, this once."""
    me = actor().user_id
    secret = write(lambda db: operations.make(db, me))
    # The browser does not keep the page either.
    g.rasoat_secret = True
    return _page(_installation() + url_for(".fetch", secret=secret))


@room.post("/revoke", allow=SIGNED_IN)
def revoke() -> Any:
    """Let the address lead nowhere."""
    me = actor().user_id
    if write(lambda db: operations.revoke(db, me)):
        done("Đã thu hồi. Từ nay địa chỉ lịch cũ không mở được gì; lịch đã thêm trên máy sẽ không cập nhật nữa.")
    return redirect_to(".show")


# A calendar program cannot sign in: the address itself is the secret. Whatever is wrong with it, the answer is the same.
@room.get("/feed/<secret>.ics", allow=PUBLIC)
def fetch(secret: str) -> Response:
    """Give the calendar of whoever made this address."""
    if not _asked.passes(request.remote_addr or "", time.monotonic()):
        raise Problem("calendar.too_often")
    owner = operations.owner_of(session(), secret)
    person = actor_of(session(), owner) if owner else None
    if person is None:
        raise Problem("not_found")
    text = ics.written("Rà Soát: hạn thực hiện", feed.entries(session(), person, _installation()), clock.real_now())
    return Response(text, mimetype="text/calendar")


def _installation() -> str:
    return applied(app_settings()).public_url.rstrip("/")
