"""Secrets that the server must be able to read again, encrypted with a key that stands neither in the database nor in a
backup: it is derived from the installation's secret key.
"""

import base64
from datetime import timedelta
from functools import lru_cache
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from rasoat import clock

OFFERED = timedelta(hours=1)
"""For this long a person may take to bring an offered secret into the application."""


class SecretBox:
    """Encrypts the secrets of accounts. Each text opens for its own account only, and for its own purpose."""

    def __init__(self, secret_key: str) -> None:
        key = HKDF(SHA256(), length=32, salt=None, info=b"rasoat second factor").derive(secret_key.encode())
        self._fernet = Fernet(base64.urlsafe_b64encode(key))

    def keep(self, account_id: UUID, secret: str) -> str:
        """The secret as it is stored."""
        return self._sealed("kept", account_id, secret)

    def kept(self, account_id: UUID, sealed: str) -> str | None:
        """The stored secret; None when it was encrypted with another key or for another account."""
        return self._opened("kept", account_id, sealed, None)

    def offer(self, account_id: UUID, secret: str) -> str:
        """A secret that the person does not use yet, for a form's hidden field: nothing is stored for it."""
        return self._sealed("offered", account_id, secret)

    def offered(self, account_id: UUID, sealed: str) -> str | None:
        """The secret that was offered to this account within the last hour; None for any other text."""
        return self._opened("offered", account_id, sealed, OFFERED)

    def _sealed(self, purpose: str, account_id: UUID, secret: str) -> str:
        at = int(clock.real_now().timestamp())
        return self._fernet.encrypt_at_time(f"{purpose}:{account_id}:{secret}".encode(), at).decode()

    def _opened(self, purpose: str, account_id: UUID, sealed: str, lasts: timedelta | None) -> str | None:
        try:
            if lasts is None:
                opened = self._fernet.decrypt(sealed.encode())
            else:
                now = int(clock.real_now().timestamp())
                opened = self._fernet.decrypt_at_time(sealed.encode(), int(lasts.total_seconds()), now)
        except (InvalidToken, UnicodeEncodeError):
            return None
        owner, _, secret = opened.decode().rpartition(":")
        return secret if owner == f"{purpose}:{account_id}" else None


@lru_cache(maxsize=4)
def box_of(secret_key: str) -> SecretBox:
    """The box of an installation with this secret key."""
    return SecretBox(secret_key)
