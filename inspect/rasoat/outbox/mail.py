"""Sending mail from the outbox. Mails about cases name them by number, date and link only: no free text leaves the system.
The mail with an activation code names its own recipient.
"""

import smtplib
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from uuid import UUID

from rasoat.settings import Settings

TIMEOUT_S = 30


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

    Raises OSError or smtplib.SMTPException when the server does not accept it.
    """
    message = EmailMessage()
    message["From"] = settings.mail_from
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Message-ID"] = f"<{about}@{settings.mail_from.rpartition('@')[2] or 'localhost'}>"
    message.set_content(letter.body)
    with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT_S) as server:
        if settings.smtp_starttls:
            server.starttls()
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
        server.send_message(message)
