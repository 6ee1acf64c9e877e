"""A sign-in whose password was right and whose second factor is still to be given. The signed cookie says whose it is; there
is no session yet, and the cookie alone opens nothing.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from flask import current_app, request
from flask import session as cookie
from werkzeug.wrappers import Response

from rasoat import clock
from rasoat.accounts.models import User
from rasoat.accounts.secret_box import SecretBox, box_of
from rasoat.pages import redirect_to
from rasoat.pages.request import database

LASTS = timedelta(minutes=10)
"""For this long a password that was given waits for the second factor."""
_NAME = "second_step"


@dataclass(frozen=True, slots=True)
class Pending:
    """The account as it was when its password was given."""

    account_id: UUID
    session_epoch: int


def ask_for_code(user: User) -> Response:
    """Remember the account, and lead to the page that asks for the code."""
    cookie[_NAME] = [user.id.hex, user.session_epoch, clock.real_now().timestamp()]
    return redirect_to("second_step.enter_code", next=request.args.get("next") or None)


def pending() -> User | None:
    """The account whose code this browser is asked for, as it was when the password was given; None when that is too long
    ago, or when its sessions were ended meanwhile.
    """
    told: Any = cookie.get(_NAME)
    if not told or not clock.lasts(datetime.fromtimestamp(told[2], UTC), LASTS):
        return None
    with database().read() as session:
        user = session.get(User, UUID(hex=told[0]))
        session.expunge_all()
    return user if user and user.active and user.session_epoch == told[1] else None


def box() -> SecretBox:
    """The box with the keys of this installation."""
    return box_of(str(current_app.config["SECRET_KEY"]))
