"""Codes that are given out once, on paper or by word of mouth, and of which only a digest is stored."""

import hashlib
import secrets

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without I, O, 0 and 1, which are read for one another."""
_GROUPS, _GROUP = 4, 4


def new_code() -> str:
    """A code of 80 random bits: ABCD-EFGH-JKMN-PQRS."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))


def digest(code: str) -> str:
    """What is stored of a code, however its owner types it: small letters, without the dashes."""
    # 80 random bits cannot be guessed from a fast digest either.
    plain = "".join(char for char in code.upper() if char.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()
