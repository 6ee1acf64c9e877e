"""A room's addresses for programs, under /api/v1. Each route states who may use it, what it takes and what it returns.

/api/v1/openapi.json is made from these statements, so no route can be left out of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any, TypeVar

from flask import Blueprint, Response, request
from pydantic import BaseModel
from pydantic_core import to_json

from rasoat import clock, dates
from rasoat.pages.body import LIMIT, Body, parsed, raw
from rasoat.pages.request import tablet
from rasoat.pages.room import Allow, guarded

__all__ = ["LIMIT", "ApiRoom", "ApiRoute", "Body", "clock_skew", "put_right", "tablet"]

F = TypeVar("F", bound=Callable[..., Any])
Kind = type[BaseModel] | type[bytes] | type[dict[str, Any]]
PREFIX = "/api/v1"
TOLERATED_S = 300
"""A tablet's clock this many seconds off counts as right: requests take time, and nobody reads records to the minute."""
_MOST_SKEW_S = 2**31 - 1


@dataclass(frozen=True, slots=True)
class ApiRoute:
    """What /api/v1/openapi.json says of one route: `body` and `answer` are models, `bytes` for raw bytes, None for
    none.

    An answer that is JSON without a model is a `dict`.
    """

    endpoint: str
    method: str
    rule: str
    summary: str
    allow: Allow
    body: Kind | None
    answer: Kind | None
    statuses: tuple[int, ...]
    headers: dict[str, str]


class ApiRoom:
    """The API of one room. Its blueprint is named `<name>_api`, so that it does not clash with that of the room's
    pages.
    """

    def __init__(self, name: str, import_name: str) -> None:
        self.blueprint = Blueprint(f"{name}_api", import_name, url_prefix=PREFIX)
        self.routes: list[ApiRoute] = []

    def get(self, rule: str, *, allow: Allow, summary: str, **options: Any) -> Callable[[F], F]:
        """A route for reading. The options are those of `route`."""
        return self.route("GET", rule, allow=allow, summary=summary, **options)

    def put(self, rule: str, *, allow: Allow, summary: str, **options: Any) -> Callable[[F], F]:
        """A route for storing something under its address; doing it twice is the same as doing it once."""
        return self.route("PUT", rule, allow=allow, summary=summary, **options)

    def patch(self, rule: str, *, allow: Allow, summary: str, **options: Any) -> Callable[[F], F]:
        """A route for continuing something."""
        return self.route("PATCH", rule, allow=allow, summary=summary, **options)

    def post(self, rule: str, *, allow: Allow, summary: str, **options: Any) -> Callable[[F], F]:
        """A route for an action."""
        return self.route("POST", rule, allow=allow, summary=summary, **options)

    def delete(self, rule: str, *, allow: Allow, summary: str, **options: Any) -> Callable[[F], F]:
        """A route for removing something."""
        return self.route("DELETE", rule, allow=allow, summary=summary, **options)

    def route(
        self,
        method: str,
        rule: str,
        *,
        allow: Allow,
        summary: str,
        body: Kind | None = None,
        answer: Kind | None = None,
        statuses: tuple[int, ...] = (),
        limit: int = LIMIT,
        headers: dict[str, str] | None = None,
    ) -> Callable[[F], F]:
        """Make a route of a view.

        With `body` the view gets the keyword `body`: that model, validated, or with `bytes` the raw bytes of an
        `application/octet-stream`; never more than `limit` bytes. The view returns a model, anything JSON can hold
        (UUIDs and instants too), None (204), a Response, or (one of those, status) or (…, status, headers).
        `statuses`: of success, when not 200 (204 without `answer`). `headers`: request headers it reads, described.
        """

        def register(view: F) -> F:
            served = _served(view, body, limit)
            self.routes.append(
                ApiRoute(
                    endpoint=f"{self.blueprint.name}.{view.__name__}",
                    method=method,
                    rule=PREFIX + rule,
                    summary=summary,
                    allow=allow,
                    body=body,
                    answer=answer,
                    statuses=statuses or ((200,) if answer else (204,)),
                    headers=headers or {},
                )
            )
            self.blueprint.route(rule, methods=[method])(guarded(served, allow))
            return view

        return register


def _served(view: Callable[..., Any], body: Kind | None, limit: int) -> Callable[..., Response]:
    @wraps(view)
    def run(**values: Any) -> Response:
        if body is bytes:
            values["body"] = raw(limit)
        elif body is not None:
            values["body"] = parsed(body, limit)  # type: ignore[type-var]  # bytes were dealt with above
        else:
            request.max_content_length = limit
        return _answer(view(**values))

    return run


def _answer(given: Any) -> Response:
    status, headers = 200, {}
    if isinstance(given, tuple):
        given, status, headers = (*given, {})[:3]
    if isinstance(given, Response):
        return given
    if given is None:
        return Response(status=204 if status == 200 else status, headers=headers, mimetype="application/json")
    return Response(to_json(given), status=status, headers=headers, mimetype="application/json")


def clock_skew() -> int:
    """The number of seconds by which the tablet's clock is behind the server's (negative: ahead), by its header
    `Rasoat-Clock`.

    0 when the clock is right to within five minutes, or when the header is missing or cannot be read.
    """
    try:
        there = datetime.fromisoformat(request.headers.get("Rasoat-Clock", ""))
    except ValueError:
        return 0
    if there.tzinfo is None:
        there = there.replace(tzinfo=UTC)
    skew = round((clock.real_now() - there).total_seconds())
    return max(-_MOST_SKEW_S, min(_MOST_SKEW_S, skew)) if abs(skew) > TOLERATED_S else 0


def put_right(instant: datetime, skew: int) -> datetime:
    """A time by a tablet's clock, corrected to the server's clock and moved to the example's date.

    In the example, which takes place in July 2024, a record made an hour ago gets the time an hour ago in July 2024. A
    time outside all calendars counts as now.
    """
    moved = timedelta(days=round((clock.now() - clock.real_now()) / timedelta(days=1)))
    try:
        found = instant + timedelta(seconds=skew) + moved
        dates.in_range(found.date())
    except (OverflowError, dates.NotADate):
        return clock.now()
    return found
