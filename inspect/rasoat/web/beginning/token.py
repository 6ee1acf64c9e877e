"""The address by which an empty installation is begun. It follows from the installation's key, so that nothing is stored;
it opens nothing any more when there is an account.
"""

import hashlib
import hmac

_WHAT_FOR = b"rasoat: the first day of an installation"


def token(secret_key: str) -> str:
    """The secret part of the address."""
    return hmac.new(secret_key.encode(), _WHAT_FOR, hashlib.sha256).hexdigest()[:32]


def fits(secret_key: str, given: str) -> bool:
    """Whether an address has the right secret part."""
    return hmac.compare_digest(token(secret_key).encode(), given.encode())
