"""Ticking rows and sending what is done to them, as a browser without scripts does."""

import re
from typing import Any

from rasoat.db import new_id
from tests.web.browse import Client


def rows_on(client: Client, address: str) -> list[str]:
    """What the boxes of a list's page send."""
    page = client.get(address).text
    rows = re.findall(r'form="bulk" name="row" value="([^"]+)"', page)
    assert rows == re.findall(r'name="of_page" value="([^"]+)"', page)
    return rows


def chosen(client: Client, listing: str, action: str, rows: list[str]) -> Any:
    """The page that asks, for these rows."""
    return client.post(f"/bulk/{listing}", {"scope": "ticked", "row": rows, "action": action})


def done_to(
    client: Client, listing: str, action: str, rows: list[str], command: str = "", *, follow: bool = True, **given: str
) -> Any:
    """What comes of it: the page of the result, or the answer itself."""
    sent = {"scope": "ticked", "row": rows, "bulk_command": command or str(new_id()), **given}
    answer = client.post(f"/bulk/{listing}/{action}", sent)
    return client.get(answer.headers["Location"]) if follow else answer
