"""The page of the search across everything, and what the person opened last."""

from uuid import UUID

from flask import request

from rasoat import text
from rasoat.pages import SIGNED_IN, Room, actor, render, session
from rasoat.pages.case import parse_uuid
from rasoat.problems import Problem
from rasoat.web.everywhere import finding
from rasoat.web.everywhere.kinds import kinds_for

room = Room("everywhere", __name__, url_prefix="/search")
LONGEST = 200
"""Characters of a search. Nobody types more; what was pasted by mistake is cut off."""
MOST_OPENED = 20


@room.get("/", allow=SIGNED_IN)
def show() -> str:
    """Show what has the words of ?q=, by kind; with ?kind= all of one kind, page by page."""
    words = request.args.get("q", "")[:LONGEST].strip()
    chosen = request.args.get("kind", "")
    kinds = kinds_for(actor())
    if not chosen or not text.asked(words):
        groups = finding.find(session(), actor(), words)
        return render("everywhere/show.html", words=words, asked=text.asked(words), kinds=kinds, groups=groups)
    kind = next((one for one in kinds if one.name == chosen), None)
    if kind is None:
        raise Problem("not_found")
    page, lines = finding.of_kind(session(), actor(), kind, words)
    return render("everywhere/of_kind.html", words=words, kind=kind, page=page, lines=lines)


@room.get("/recent", allow=SIGNED_IN)
def recent() -> str:
    """Tell the things that the person's browser says were opened last (?of=plan:0197…, the latest first), as far as the person
    may see them.
    """
    things = [thing for one in request.args.getlist("of")[:MOST_OPENED] if (thing := _thing(one))]
    return render("everywhere/_recent.html", lines=finding.of_things(session(), actor(), things))


def _thing(written: str) -> tuple[str, UUID] | None:
    name, _, row_id = written.partition(":")
    found = parse_uuid(row_id)
    return (name, found) if found else None
