"""Rows that a person ticked in a list (see macros/ticking.html): each with the version of it that the page showed."""

from uuid import UUID

from flask import request

from rasoat.numbers import plain
from rasoat.problems import Problem

TICKED, OF_PAGE, ALL = "ticked", "page", "all"
_FIELDS = {TICKED: "row", OF_PAGE: "of_page"}


def ticked() -> dict[UUID, int] | None:
    """The ids of the rows that the form means, each with the version that was seen, in the order of the page: those that are
    ticked, or those of the page. None where it means all that match the filter, or is no form of ticked rows.

    Raises Problem `request.bad` for what this program did not write.
    """
    asked = str(request.form.get("scope", ALL))
    if asked == ALL:
        return None
    if asked not in _FIELDS:
        raise Problem("request.bad")
    return dict(_read(value) for value in request.form.getlist(_FIELDS[asked]))


def _read(value: str) -> tuple[UUID, int]:
    key, _, written = value.partition(":")
    version = plain(written)
    try:
        found = UUID(key)
    except ValueError:
        raise Problem("request.bad") from None
    if version is None:
        raise Problem("request.bad")
    return found, version
