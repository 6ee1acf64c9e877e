"""Addresses that pages had earlier, so that a bookmark, a link in a mail or a page left open still works."""

from typing import Any
from uuid import UUID

from flask import redirect, request

from rasoat.pages import SIGNED_IN, Room

room = Room("earlier_addresses", __name__)


@room.form("/notices/", allow=SIGNED_IN)
@room.form("/notices/<path:rest>", allow=SIGNED_IN)
def papers(rest: str = "") -> Any:
    """Redirect from /notices: the room of papers had this name while notices were the only papers."""
    return _now_at(f"papers/{rest}")


@room.get("/recommendations/inbox", allow=SIGNED_IN)
def inbox() -> Any:
    """Redirect to the inbox, whose address was under the recommendations."""
    return _now_at("obligations/inbox")


@room.form("/recommendations/<uuid:which>", allow=SIGNED_IN)
@room.form("/recommendations/<uuid:which>/<path:rest>", allow=SIGNED_IN)
def obligations(which: UUID, rest: str = "") -> Any:
    """Redirect to an obligation, whose page was under the recommendations; mails of that time have this address."""
    return _now_at(f"obligations/{which}/{rest}".rstrip("/"))


def _now_at(path: str) -> Any:
    query = f"?{request.query_string.decode()}" if request.query_string else ""
    # 308: the browser sends a form that was open meanwhile again unchanged.
    return redirect(f"{request.script_root}/{path}{query}", 308)
