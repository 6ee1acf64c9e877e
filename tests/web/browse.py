"""A simulated browser for tests: it signs in as the real page does and sends a token as the real forms do."""

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from flask import Flask, session
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse

from tests.world import PASSWORD

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
HOST = "http://localhost"


@dataclass
class Client:
    """One person's browser."""

    app: Flask
    flask: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.flask = self.app.test_client()

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.flask.get(path, buffered=True, **options)

    def post(
        self, path: str, data: dict[str, Any] | None = None, *, token: str | None = "", **options: Any
    ) -> TestResponse:
        """Send a form as one of the site's pages would. token: None sends none; "" fetches one first."""
        fields = dict(data or {})
        if token is not None:
            fields["csrf_token"] = token or self.token()
        headers = {"Origin": HOST, **options.pop("headers", {})}
        return self.flask.post(path, data=fields, headers=headers, **options)

    def token(self) -> str:
        """The CSRF token of this browser's session, as a page with a form would hold it; no page is made for it."""
        with self.flask.session_transaction() as kept, self.app.test_request_context():
            session.update(kept)
            token = generate_csrf()
            kept.update(session)
        return str(token)

    def token_of(self, path: str) -> str:
        """The token that the form of a page holds."""
        found = TOKEN.search(self.get(path).text)
        assert found, f"{path} holds no form with a token"
        return html.unescape(found.group(1))

    def sign_in(self, username: str, password: str = PASSWORD, path: str = "/sign-in", **options: Any) -> TestResponse:
        return self.post(path, {"username": username, "password": password}, token=self.token(), **options)

    def cookie(self) -> str:
        """The session cookie's value; empty for none."""
        found = self.flask.get_cookie("rasoat")
        return found.value if found else ""


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.fields: dict[str, str] = {}
        self.templates = 0

    def handle_data(self, data: str) -> None:
        if not self.templates:
            self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.templates += tag == "template"
        given = dict(attrs)
        unticked = given.get("type") == "checkbox" and "checked" not in given
        if tag == "input" and given.get("name") and not unticked and not self.templates:
            self.fields[str(given["name"])] = given.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        self.templates -= tag == "template"


def words(response: TestResponse) -> str:
    """What a person reads on a page, in one line."""
    parser = _Words()
    parser.feed(response.text)
    return " ".join(" ".join(parser.words).split())


def inputs(response: TestResponse) -> dict[str, str]:
    """The input fields that the page would send, and what they hold; of a name that stands twice, the last."""
    parser = _Words()
    parser.feed(response.text)
    return parser.fields
