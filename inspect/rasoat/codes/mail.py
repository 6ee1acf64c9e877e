"""Mailing codes. A code is made in the moment in which its mail is sent: the queue has only an id, and the database only
the digest.
"""

from typing import Any
from uuid import UUID

from rasoat import clock
from rasoat.accounts.models import User
from rasoat.accounts.operations import MIN_PASSWORD
from rasoat.chosen_settings import applied
from rasoat.codes import operations
from rasoat.db import Database, new_id
from rasoat.outbox.mail import Letter
from rasoat.outbox.mail import send as deliver
from rasoat.outbox.operations import Handler
from rasoat.problems import Problem
from rasoat.settings import Settings

ACTIVATE = "/activate"
"""The page on which a person uses the code."""


def handlers(settings: Settings) -> dict[str, Handler]:
    """What `outbox.operations.run_due` does with the items of this room."""
    return {operations.MAIL: lambda database, payload: send(database, settings, payload)}


def send(database: Database, settings: Settings, payload: dict[str, Any]) -> None:
    """Make one account's code and mail it; the outbox calls this, and calls again after a failure.

    Raises Problem `mail.no_server`, and what `outbox.mail.send` raises. Then the code is known to nobody, and the next
    attempt makes another one.
    """
    # The mail server may have been chosen in the pages since the worker began.
    settings = applied(settings)
    if not settings.smtp_host:
        raise Problem("mail.no_server")
    given_id = UUID(payload["given_id"])
    letter = database.write(lambda session: _letter(operations.code_to_mail(session, given_id), settings))
    if letter is None:
        return
    # Each attempt is another mail, with another code.
    deliver(letter, new_id(), settings)
    database.write(lambda session: operations.mailed(session, given_id))


def _letter(made: tuple[User, str] | None, settings: Settings) -> Letter | None:
    if made is None:
        return None
    user, code = made
    until = user.code_until
    body = [
        f"Kính gửi {user.full_name},",
        "",
        "Tài khoản của bạn trên hệ thống Rà Soát đã được mở.",
        f"Tên đăng nhập: {user.username}",
        f"Mã kích hoạt: {code}",
        f"Mã dùng một lần, trước {clock.time_text(until)}." if until else "",
        "",
        f"1. Mở trang {address(settings)}",
        f"2. Nhập tên đăng nhập và mã ở trên, rồi tự chọn mật khẩu, ít nhất {MIN_PASSWORD} ký tự.",
        "3. Xong thì xóa thư này. Nếu nhận được nhiều thư, mã trong thư mới nhất dùng được.",
        "",
        "Nếu bạn không biết vì sao nhận được thư này, xin báo quản trị của hệ thống.",
    ]
    return Letter(user.email, "Mã kích hoạt tài khoản Rà Soát", "\n".join(body))


def address(settings: Settings) -> str:
    """The address of the page on which a code is used."""
    return settings.public_url.rstrip("/") + ACTIVATE
