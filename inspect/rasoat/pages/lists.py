"""Lists: search without accents, and order."""

from collections.abc import Mapping
from typing import Any

from flask import request
from sqlalchemy.sql.elements import ColumnElement

from rasoat import text
from rasoat.db import Searchable
from rasoat.pages.paging import By, here
from rasoat.pages.request import session
from rasoat.search import matching


def search(model: type[Searchable]) -> ColumnElement[bool]:
    """Rows that have every word of ?q= as a word or as the beginning of one, whatever the accents and the case."""
    return matching(session(), model, request.args.get("q", ""))


def searching() -> bool:
    """Whether ?q= asks for words: the newest rows then come first, unless another order is asked for."""
    return bool(text.asked(request.args.get("q", "")))


def ordered(columns: Mapping[str, Any], default: str, key: Any) -> list[By]:
    """The order that ?sort=name (or -name, descending) asks for among the allowed `columns`, else that of `default`;
    rows that are equal in it come in the order of their `key`.
    """
    asked = request.args.get("sort", default)
    if asked.removeprefix("-") not in columns:
        asked = default
    descending = asked.startswith("-")
    return [By(columns[asked.removeprefix("-")], descending), By(key, descending)]


def sort_link(name: str, default: str) -> tuple[str, str]:
    """(address that sorts by `name`, present direction asc, desc or "") for a column head."""
    asked = request.args.get("sort", default)
    direction = "" if asked.removeprefix("-") != name else "desc" if asked.startswith("-") else "asc"
    return here(sort=f"-{name}" if direction == "asc" else name, after=None, before=None), direction
