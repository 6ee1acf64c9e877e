"""What a person typed into a form that was refused without the person's fault; it is kept so that it can be sent
again.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from rasoat.pages.case import parse_uuid

CONFIRMED_BY = "confirm_password"
"""The field in which the password is given again with a form (`web.confirming`). It has "password" in its name: such
fields are not cleaned, and never shown again."""
CODE = "confirm_code"
"""The field of the second factor beside it."""
_NOT_TYPED = {"csrf_token", CONFIRMED_BY, CODE, "confirm_action"}
"""What pages of the program add to a form: it is no part of what is kept."""
LONG = 15
"""Texts longer than this are shown, to be copied; shorter ones are quickly chosen or typed again."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The fields of a refused POST. A request with files cannot be sent again, because the files would silently be
    missing.
    """

    url: str
    fields: list[tuple[str, str]]
    had_files: bool

    @property
    def texts(self) -> list[str]:
        """The long texts, which would cost most to type again. The ids of what was picked tell nobody anything."""
        return [value for _, value in self.fields if len(value) > LONG and parse_uuid(value) is None]


def kept(*, token_checked: bool = False) -> Kept | None:
    """The fields of this request. A password that was given again is left out.

    None unless a page of this site sent it: otherwise a form of another site would come back looking like one of this
    site, and one click would send it. The Origin says which site that was; it is not needed when the form's token was
    checked (`token_checked`). None, too, when another password is among the fields, or when there are none; with
    `token_checked` a form without fields is kept as well.
    """
    if request.method != "POST" or not (token_checked or _of_this_site()):
        return None
    try:
        sent = [(name, value) for name, value in request.form.items(multi=True) if name not in _NOT_TYPED]
        had_files = any(item.filename for item in request.files.values())
    except RequestEntityTooLarge:
        return None
    if not (sent or token_checked) or any("password" in name for name, _ in sent):
        return None
    return Kept(request.full_path.rstrip("?"), sent, had_files)


def _of_this_site() -> bool:
    return urlsplit(request.headers.get("Origin", "")).netloc == request.host
