"""The filters of every list are remembered for each person, and offered when the person comes back to the list.

They are offered and not applied: a list that hides rows by itself would make somebody miss what is overdue. An address with
filters always counts as it is, so that one that was sent to somebody else shows both the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, current_app, g, request, url_for
from werkzeug.utils import redirect

from rasoat.accounts.kept_filters import keep, kept
from rasoat.pages import SIGNED_IN, Room, actor, done, session, write
from rasoat.pages.paging import asked
from rasoat.problems import Problem

room = Room("kept_filters", __name__, url_prefix="/kept-filters")
Select = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Offer:
    """What the person last filtered the list by: in words, and the address that does it again."""

    told: str
    url: str
    page: str


def init(app: Flask) -> None:
    """Offer them above each list, and remember what a list was filtered by once it was shown."""
    app.add_template_global(_offered, "kept_filters")
    app.after_request(_remember)


def _offered(selects: Sequence[Select]) -> Offer | None:
    """For the filter of a list: what to offer, where the address has no filter."""
    # A list of one thing is another list for each thing.
    if request.method != "GET" or request.view_args:
        return None
    given, page = asked(), str(request.endpoint)
    offered = {select["name"]: _titles(select) for select in selects}
    chosen = {name: value for name, value in given.items() if value in offered.get(name, ())}
    if chosen:
        g.filtered_by = chosen
    if given:
        return None
    last = kept(session(), actor().user_id, page)
    told: list[str] = []
    again: dict[str, Any] = {}
    for select in selects:
        name, value = select["name"], last.get(select["name"])
        if value in offered[name] and value != str(select.get("value") or ""):
            told.append(f"{select['label']}: {offered[name][value]}")
            again[name] = value
    return Offer("; ".join(told), url_for(page, **again), page) if again else None


def _titles(select: Select) -> dict[str, str]:
    return {str(value): str(title) for value, title in select["options"]}


def _remember(response: Response) -> Response:
    chosen = g.pop("filtered_by", None)
    if chosen is None or response.status_code != 200:
        return response
    who, page = actor().user_id, str(request.endpoint)
    if dict(kept(session(), who, page)) != chosen:
        try:
            write(lambda db: keep(db, who, page, chosen))
        except Problem as problem:
            # The list is shown all the same when the database takes no writer now.
            current_app.logger.info("kept filters: %s", problem.key)
    return response


@room.post("/forget", allow=SIGNED_IN)
def forget() -> Any:
    """Forget what this person last filtered one list by."""
    who, page = actor().user_id, request.form.get("page", "")
    if not kept(session(), who, page):
        raise Problem("not_found")
    write(lambda db: keep(db, who, page, {}))
    done("Đã quên bộ lọc lần trước.")
    return redirect(url_for(page), code=303)
