"""Addresses that pages had earlier: a bookmark, a link in a mail or a page left open still leads on."""

from typing import Any

from flask import redirect, request

from rasoat.pages import SIGNED_IN, Room

room = Room("earlier_addresses", __name__)


@room.form("/notices/", allow=SIGNED_IN)
@room.form("/notices/<path:rest>", allow=SIGNED_IN)
def papers(rest: str = "") -> Any:
    """The room of papers was called notices while notices were the only papers."""
    query = f"?{request.query_string.decode()}" if request.query_string else ""
    # 308: a form that was open meanwhile is sent again as it is.
    return redirect(f"{request.script_root}/papers/{rest}{query}", 308)
