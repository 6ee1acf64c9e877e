"""Notices in the page: what a person was told, the newest first, read or unread, each leading to its case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import request
from sqlmodel import Session
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from rasoat.notifying import queries
from rasoat.notifying.models import ToldLine
from rasoat.notifying.operations import mark_all_read, mark_read
from rasoat.notifying.registry import Words, events
from rasoat.notifying.wording import words_of
from rasoat.pages import SIGNED_IN, Room, actor, done, redirect_to, render, session, write
from rasoat.pages.case import parse_uuid
from rasoat.pages.paging import By, paginate
from rasoat.problems import Problem

room = Room("notices", __name__, url_prefix="/alerts")
PER_PAGE = 15


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice as the list shows it. `over`: nobody needs to be told of it any more."""

    id: UUID
    title: str
    subject: str
    at: datetime
    unread: bool
    over: bool


@room.get("/", allow=SIGNED_IN)
def index() -> str:
    """List what the person was told."""
    page = paginate(queries.of_person(actor().user_id), [By(ToldLine.id, descending=True)], PER_PAGE)
    return render("notices/index.html", page=page, notices=_shown(session(), page.items))


def _shown(db: Session, lines: Sequence[ToldLine]) -> list[Notice]:
    words = words_of(db, lines, "")
    return [_notice(line, said) for line, said in zip(lines, words, strict=True)]


def _notice(line: ToldLine, words: Words | None) -> Notice:
    return Notice(
        id=line.id,
        title=events[line.event].title,
        subject=words.subject if words else "",
        at=line.created_at,
        unread=line.read_at is None,
        over=words is None,
    )


@room.get("/<uuid:line_id>", allow=SIGNED_IN)
def open_notice(line_id: UUID) -> Response:
    """Lead to what a notice is about, and mark it as read."""
    me = actor().user_id
    line = write(lambda db: mark_read(db, me, line_id))
    words = events[line.event].words(session(), line.event_id, "")
    if words is None or not words.path:
        done("Thông báo này nói về việc đã xong hoặc đã thay đổi; không còn gì phải làm.", "info")
        return redirect_to(".index")
    return redirect(words.path, code=303)


@room.post("/read", allow=SIGNED_IN)
def read_all() -> Any:
    """Mark everything that the page could show as read."""
    me, newest = actor().user_id, parse_uuid(request.form.get("newest"))
    if newest is None:
        raise Problem("not_found")
    count = write(lambda db: mark_all_read(db, me, newest))
    done(f"Đã đánh dấu {count} thông báo là đã đọc." if count else "Không còn thông báo nào chưa đọc.")
    return redirect_to(".index")
