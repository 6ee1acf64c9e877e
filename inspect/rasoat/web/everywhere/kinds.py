"""Which kinds of things one person is led to, and where they are."""

from typing import Any
from uuid import UUID

from flask import current_app, request, url_for

from rasoat.accounts.actor import Actor
from rasoat.pages.everywhere import Hit, Kind, searched_kinds


def kinds_for(actor: Actor) -> list[Kind]:
    """The kinds whose pages this person may open, in the order of their places."""
    return [kind for kind in searched_kinds() if kind.is_for(actor.role) and may_open(actor, kind.page[0])]


def may_open(actor: Actor, endpoint: str) -> bool:
    """Whether the person's role is let into that page at all."""
    return actor.role in (getattr(current_app.view_functions[endpoint], "rasoat_allow", None) or ())


def page_of(kind: Kind, row_id: UUID, hit: Hit) -> str:
    """The address of one thing."""
    endpoint, argument = kind.page
    values: dict[str, Any] = {**kind.page_query, argument: hit.on_page_of or row_id}
    return url_for(endpoint, _anchor=f"{kind.anchor}-{row_id}" if kind.anchor else None, **values)


def all_of(actor: Actor, kind: Kind, words: str) -> str:
    """Where all things of a kind are that have the words: the kind's own list, or the page of the search for this kind."""
    if kind.list_page and may_open(actor, kind.list_page):
        query: dict[str, Any] = {**kind.list_query, "q": words}
        return url_for(kind.list_page, **query)
    return url_for("everywhere.show", q=words, kind=kind.name)


def opened(actor: Actor) -> str:
    """The thing whose page this request opens, as the browser keeps it (`plan:0197…`); empty for other pages."""
    given = request.view_args or {}
    for kind in kinds_for(actor):
        endpoint, argument = kind.page
        if request.endpoint == endpoint and argument in given and not kind.anchor:
            return f"{kind.name}:{given[argument]}"
    return ""
