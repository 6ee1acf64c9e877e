"""Addresses that pages had earlier: a bookmark, a link in a mail or a page left open still leads on."""

from typing import Any
from uuid import UUID

from flask import redirect, request

from rasoat.pages import SIGNED_IN, Room

room = Room("earlier_addresses", __name__)


@room.form("/notices/", allow=SIGNED_IN)
@room.form("/notices/<path:rest>", allow=SIGNED_IN)
def papers(rest: str = "") -> Any:
    """The room of papers was called notices while notices were the only papers."""
    return _now_at(f"papers/{rest}")


@room.get("/recommendations/inbox", allow=SIGNED_IN)
def inbox() -> Any:
    """What an authority owes stood among the recommendations."""
    return _now_at("obligations/inbox")


@room.form("/recommendations/<uuid:which>", allow=SIGNED_IN)
@room.form("/recommendations/<uuid:which>/<path:rest>", allow=SIGNED_IN)
def obligations(which: UUID, rest: str = "") -> Any:
    """Obligations had their pages among the recommendations, and mails of that time say so."""
    return _now_at(f"obligations/{which}/{rest}".rstrip("/"))


def _now_at(path: str) -> Any:
    query = f"?{request.query_string.decode()}" if request.query_string else ""
    # 308: a form that was open meanwhile is sent again as it is.
    return redirect(f"{request.script_root}/{path}{query}", 308)
