"""A mail by which the administrator sees that mails arrive."""

import smtplib

from rasoat.accounts.models import User
from rasoat.chosen_settings import applied
from rasoat.db import installation, new_id
from rasoat.outbox.mail import Letter, send
from rasoat.pages import actor, app_settings, session, write
from rasoat.problems import Problem
from rasoat.settings import Settings
from rasoat.web.beginning.remaining import MAIL


def send_test() -> str:
    """Send the mail at once and note that the server took it. The address it went to.

    Raises Problem `mail.no_server`, `mail.no_address`, `mail.refused`.
    """
    settings, user = applied(app_settings()), session().get_one(User, actor().user_id)
    if not settings.smtp_host:
        raise Problem("mail.no_server")
    if not user.email:
        raise Problem("mail.no_address")
    try_out(settings, user.email)
    write(lambda db: installation.note_step(db, MAIL))
    return user.email


def try_out(settings: Settings, to: str) -> None:
    """Send a test mail with these settings. Raises Problem `mail.refused`."""
    body = f"Thư này cho biết hệ thống Rà Soát tại {settings.public_url} gửi được thư.\n"
    try:
        send(Letter(to.strip(), "Rà Soát: thư thử", body), new_id(), settings)
    except (OSError, ValueError, smtplib.SMTPException) as error:
        raise Problem("mail.refused", host=settings.smtp_host, told=str(error)[:200]) from error
