"""A telephone with an authenticator application, and the paper with the recovery codes."""

from dataclasses import dataclass, field

import pyotp
from flask import Flask
from werkzeug.test import TestResponse

from rasoat import clock
from rasoat.accounts import second_factor
from rasoat.accounts.models import User
from rasoat.accounts.secret_box import SecretBox, box_of
from tests.web.browse import Client, inputs
from tests.world import PASSWORD, World

WRONG = "000000"


@dataclass
class Telephone:
    """What a person has who turned on the second factor."""

    username: str
    secret: str
    codes: list[str] = field(default_factory=list)

    def code(self, *, steps: int = 0) -> str:
        """What it shows now, or so many steps of 30 s from now."""
        return pyotp.TOTP(self.secret).at(int(clock.real_now().timestamp()), counter_offset=steps)

    def wrong(self) -> str:
        """Six digits that no step near now has."""
        near = {self.code(steps=step) for step in range(-3, 4)}
        return next(code for code in ("000000", "111111", "222222", "333333") if code not in near)

    def sign_in(self, client: Client, code: str | None = None, *, following: str = "") -> TestResponse:
        """Give the password, and then the code on the page to which it leads."""
        asked = client.sign_in(self.username, PASSWORD, path=f"/sign-in{following}")
        assert asked.status_code == 303, asked.text
        assert asked.headers["Location"].startswith("/sign-in/code"), asked.headers["Location"]
        return give_code(client, asked.headers["Location"], self.code() if code is None else code)


def give_code(client: Client, path: str, code: str) -> TestResponse:
    """Send the second page of signing in."""
    return client.post(path, {"code": code}, token=inputs(client.get(path))["csrf_token"])


def box_for(app: Flask) -> SecretBox:
    """The box of this installation."""
    return box_of(app.config["SECRET_KEY"])


def telephone_of(world: World, box: SecretBox, username: str, *, steps: int = -1) -> Telephone:
    """Turn on the second factor of an account, by a code of the step before, so that the present one is unused."""
    user = world.see(lambda db: db.get_one(User, world.as_(username).user_id))
    offered = second_factor.offer(box, user)
    phone = Telephone(username, offered.secret)
    # On a busy machine the step after the next one may begin in between.
    with clock.at(clock.real_now()):
        code = phone.code(steps=steps)
        _, phone.codes = world.do(lambda db: second_factor.turn_on(db, box, user.id, offered.sealed, code))
    return phone
