"""How the tablet's page ends the office's session that the browser still has."""

from rasoat.pages import SIGNED_IN
from rasoat.pages.api import ApiRoom, tablet
from rasoat.problems import Problem
from rasoat.web import login

room = ApiRoom("session", __name__)


@room.delete("/session", allow=SIGNED_IN, summary="Sign this browser out; a token ends with its tablet")
def end() -> None:
    """End the browser's session, as the button on the pages does."""
    if tablet() is not None:
        raise Problem("forbidden")
    login.leave()
