"""Sending mail from the outbox. Mails about cases name them by number, date and link only: no free text leaves the system.
The mail with an activation code names its own recipient.
"""

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Any
from uuid import UUID

from rasoat.settings import Settings

TIMEOUT_S = 30


class Unconfirmed(OSError):
    """The whole letter was given to the server, which did not say in time whether it took it: it may arrive, or not."""


class _Server(smtplib.SMTP):
    """A connection that knows whether the server has the whole letter and has not answered yet."""

    unanswered = False
    _asked_for_it = False

    def getreply(self) -> tuple[int, bytes]:
        answer = super().getreply()
        self._asked_for_it, self.unanswered = answer[0] == 354, False
        return answer

    def send(self, s: Any) -> None:
        super().send(s)
        self.unanswered = self._asked_for_it


@dataclass(frozen=True, slots=True)
class Letter:
    """What one mail says, and to which address."""

    to: str
    subject: str
    body: str


def is_address(text: str) -> bool:
    """Whether mail can be sent to this address: name@domain in plain letters, which every mail server accepts (RFC
    5322, addr-spec).
    """
    try:
        found = Address(addr_spec=text)
    except (HeaderParseError, ValueError, IndexError):
        return False
    return text.isascii() and bool(found.username) and "." in found.domain.strip(".") and found.addr_spec == text


def send(letter: Letter, about: UUID, settings: Settings) -> None:
    """Give a letter to the mail server. `about` identifies it: when it is sent again after a lost acknowledgement, it
    is the same mail.

    Raises OSError or smtplib.SMTPException when the server does not accept it, Unconfirmed when nobody knows.
    """
    message = EmailMessage()
    message["From"] = settings.mail_from
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Message-ID"] = f"<{about}@{settings.mail_from.rpartition('@')[2] or 'localhost'}>"
    message.set_content(letter.body)
    server = _Server(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT_S)
    try:
        if settings.smtp_starttls:
            server.starttls()
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
        _give(server, message)
        # The letter is taken. That the server is slow to say goodbye is no reason to give it again.
        with suppress(OSError, smtplib.SMTPException):
            server.quit()
    finally:
        server.close()


def _give(server: _Server, message: EmailMessage) -> None:
    try:
        server.send_message(message)
    except OSError as error:
        if server.unanswered:
            raise Unconfirmed(str(error) or type(error).__name__) from error
        raise
