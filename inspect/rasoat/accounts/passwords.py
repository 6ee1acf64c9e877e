"""The one form of a password that is hashed, and the forms that were hashed before there was one.

"Mật khẩu" has one form on a phone that composes its letters and another on a computer that does not; what was pasted
from a chat brings characters that nobody sees. A person cannot tell these apart, so they are one password.
"""

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from rasoat import text


def normal(password: str) -> str:
    """NFC, without invisible characters, every kind of blank as a space; case and spaces count."""
    seen = text.clean(password).replace("\n", " ")
    return "".join(" " if unicodedata.category(char) == "Zs" else char for char in seen)


def fits(hasher: PasswordHasher, stored: str, password: str) -> bool:
    """Whether a password is the one that was hashed, in whatever form it was hashed and is typed."""
    return any(_verified(hasher, stored, form) for form in _forms(password))


def is_outdated(hasher: PasswordHasher, stored: str, password: str) -> bool:
    """Whether a hash of this password must be made anew: it is of another form, or cheaper than hashes are now."""
    plain = _forms(password) == [password]
    return hasher.check_needs_rehash(stored) or not (plain or _verified(hasher, stored, normal(password)))


def _forms(password: str) -> list[str]:
    # Hashes of before are of what was typed: composed or not, perhaps with what nobody sees.
    typed = (normal(password), password, unicodedata.normalize("NFC", password), unicodedata.normalize("NFD", password))
    return list(dict.fromkeys(form for form in typed if not any("\ud800" <= char <= "\udfff" for char in form)))


def _verified(hasher: PasswordHasher, stored: str, form: str) -> bool:
    try:
        return hasher.verify(stored, form)
    except (VerifyMismatchError, InvalidHashError):
        return False
