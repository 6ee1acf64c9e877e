"""A room's routes. Each states who may use it; a route that does not state this cannot be made."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint

from rasoat.accounts.actor import AUTHORITY_ROLES, ROLE_TITLES, Role

F = TypeVar("F", bound=Callable[..., Any])
Allow = frozenset[Role] | set[Role] | None

PUBLIC: Allow = None
"""Nobody has to sign in: the sign-in page, the health check, static files."""
SIGNED_IN: Allow = frozenset(ROLE_TITLES)
OFFICE: Allow = frozenset({Role.OFFICER, Role.LEADER, Role.CLERK, Role.MEMBER})
"""Departments and teams, not the inspected authorities."""
AUTHORITY: Allow = frozenset(AUTHORITY_ROLES)
ADMIN: Allow = frozenset({Role.ADMINISTRATOR})


class Room:
    """The pages of one room. `room.get` and `room.post` take the path and, always, `allow`."""

    def __init__(self, name: str, import_name: str, url_prefix: str | None = None) -> None:
        self.blueprint = Blueprint(name, import_name, url_prefix=url_prefix)

    def get(self, rule: str, *, allow: Allow) -> Callable[[F], F]:
        """A route for a page."""
        return self._route(rule, ["GET"], allow)

    def post(self, rule: str, *, allow: Allow) -> Callable[[F], F]:
        """A route for an action."""
        return self._route(rule, ["POST"], allow)

    def form(self, rule: str, *, allow: Allow) -> Callable[[F], F]:
        """A route for a form: GET shows it, POST sends it."""
        return self._route(rule, ["GET", "POST"], allow)

    def _route(self, rule: str, methods: list[str], allow: Allow) -> Callable[[F], F]:
        def register(view: F) -> F:
            return self.blueprint.route(rule, methods=methods)(guarded(view, allow))

        return register


def guarded(view: F, allow: Allow) -> F:
    """Mark a view with who may use it; the application refuses views without the mark."""
    view.rasoat_allow = allow  # type: ignore[attr-defined]  # functions take attributes; mypy does not model it
    return view
