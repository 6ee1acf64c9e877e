"""How a person wishes to be told of each kind of event: at once, once a day, or in the page only."""

from dataclasses import dataclass
from typing import Any

from flask import request

from rasoat.accounts.actor import Role
from rasoat.notifying.models import WAYS
from rasoat.notifying.operations import choices_of, choose, may_choose
from rasoat.notifying.registry import Event, events
from rasoat.pages import SIGNED_IN, Room, actor, app_settings, done, redirect_to, render, session, write

room = Room("notice_choices", __name__, url_prefix="/alerts")
_FIELD = "how-"


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of event, and how the person is told of it."""

    field: str
    title: str
    how: str


def _offered(role: Role) -> list[Event]:
    return sorted((one for one in events.values() if may_choose(one) and role in one.roles), key=lambda one: one.title)


@room.get("/choices", allow=SIGNED_IN)
def show() -> str:
    """Show each kind of event with what is chosen for it."""
    me = actor()
    chosen = {row.event: row.how for row in choices_of(session(), me.user_id)}
    lines = [Line(_FIELD + one.name, one.title, chosen.get(one.name, one.usual)) for one in _offered(me.role)]
    return render("notices/choices.html", lines=lines, ways=WAYS, hour=app_settings().digest_hour)


@room.post("/choices", allow=SIGNED_IN)
def save() -> Any:
    """Keep what was chosen."""
    me = actor()
    given = {one.name: request.form.get(_FIELD + one.name, "") for one in _offered(me.role)}
    chosen = {name: how for name, how in given.items() if how}
    write(lambda db: choose(db, me.user_id, chosen))
    done("Đã lưu. Từ nay bạn được báo theo cách này.")
    return redirect_to(".show")
