"""The bell in the head of every page: how many notices its person has not read. It is one counting query, on an index."""

from dataclasses import dataclass

from flask import url_for

from rasoat.accounts.actor import Actor
from rasoat.notifying.queries import MOST_UNREAD, unread
from rasoat.pages.request import session


@dataclass(frozen=True, slots=True)
class Bell:
    """What the head of the page shows: `count` is empty when everything was read, and ends at 99+."""

    url: str
    count: str
    words: str


def of(person: Actor) -> Bell:
    """The bell of one person."""
    count = unread(session(), person.user_id)
    shown = "" if not count else f"{MOST_UNREAD}+" if count > MOST_UNREAD else str(count)
    words = f"Thông báo: {shown} chưa đọc" if shown else "Thông báo"
    return Bell(url_for("notices.index"), shown, words)
