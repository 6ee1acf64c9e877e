"""Whatever is sent, wherever: an answer that says what to do, never a fault of the server."""

import json
import random
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from rasoat import clock
from rasoat.db import installation
from rasoat.files.store import BlobStore
from rasoat.settings import Settings
from tests.hostile.addresses import address, case_kinds, ids, leaves, names_read, replaced, sample, texts
from tests.hostile.values import HEADERS, VALUES
from tests.visits.samples import VISIT_DAY
from tests.web.browse import Client
from tests.web.conftest import app, client_for, settings
from tests.web.scene import Scene, build
from tests.world import World

__all__ = ["app", "client_for", "settings"]
PEOPLE = ["officer", "lead", "leader", "clerk", "admin", "district_officer"]
SENT = [
    "Accept", "Accept-Language", "Authorization", "Content-Type", "Cookie", "Host", "If-Match", "If-Modified-Since",
    "If-None-Match", "Origin", "Range", "Rasoat-Clock", "Referer", "Upload-Offset", "User-Agent", "X-Forwarded-For",
    "X-Rasoat", "X-Requested-With",
]  # fmt: skip
LOOKS = 6
"""How often a page is looked at, each time with another value in every name of its address at once."""
LEFT_OUT = {"login.sign_out", "static"}
"""Signing out would end the walk."""
JSON_VALUES: list[Any] = [
    None,
    True,
    [],
    {},
    [[]],
    -1,
    2**31,
    2**63,
    2**64,
    10**30,
    10**400,
    1.5,
    1e308,
    ["x"] * 100,
    {"x": "y"},
]


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("input", "select", "textarea", "button") and given.get("name"):
            self.fields.setdefault(str(given["name"]), given.get("value") or "")


class Walk:
    """One walk through the routes, with values drawn by a seed. `every` is 1 for all routes, 4 for each fourth."""

    def __init__(self, app: Flask, scene: Scene, client_for: Callable[[str], Client], seed: int, *, every: int) -> None:
        self.app, self.scene, self.every = app, scene, every
        self.draw = random.Random(seed)
        self.known = ids(scene)
        self.clients = {who: client_for(who) for who in PEOPLE}
        self.query, self.form = names_read("args"), names_read("form")
        self.failures: list[str] = []
        self.sent = 0

    def go(self) -> None:
        document = self.clients["admin"].get("/api/v1/openapi.json").json
        rules = sorted(self.app.url_map.iter_rules(), key=lambda rule: (rule.rule, sorted(rule.methods or ())))
        first = self.draw.randrange(self.every)
        for rule in rules[first :: self.every]:
            if rule.endpoint in LEFT_OUT:
                continue
            for kind in case_kinds(rule):
                if rule.rule.startswith("/api/"):
                    self._program(rule, kind, document)
                else:
                    self._page(rule, kind)

    def value(self) -> str:
        return self.draw.choice(VALUES)

    def _page(self, rule: Rule, kind: str) -> None:
        who, plain = self._who(rule, kind)
        client = self.clients[who]
        if "GET" in (rule.methods or ()):
            for _ in range(LOOKS):
                asked = {name: self.value() for name in self.query}
                at = address(rule, self.known, self.value() if texts(rule) else "open", kind)
                self.check(f"GET {rule.rule} ?", asked, client.get(f"{at}?{_encoded(asked)}", headers=self.headers()))
        if "POST" in (rule.methods or ()):
            self._send(rule, kind, client, plain)

    def _who(self, rule: Rule, kind: str) -> tuple[str, dict[str, str]]:
        """Who gets furthest here, and the fields of the page with what they hold."""
        allowed = self.app.view_functions[rule.endpoint].rasoat_allow  # type: ignore[attr-defined]
        people = [who for who in PEOPLE if allowed is None or self.scene.world.as_(who).role in allowed] or PEOPLE
        if "GET" not in (rule.methods or ()):
            return self.draw.choice(people), {}
        for who in people:
            answer = self.clients[who].get(address(rule, self.known, "issue", kind))
            if answer.status_code == 200 and "html" in answer.content_type:
                parser = _Fields()
                parser.feed(answer.text)
                return who, parser.fields
        return people[0], {}

    def _send(self, rule: Rule, kind: str, client: Client, plain: dict[str, str]) -> None:
        for names in ([name] for name in [*plain, *({} if plain else self.form)]):
            if names == ["csrf_token"]:
                continue
            typed = {**plain, **{name: self.value() for name in names}}
            at = address(rule, self.known, self.value() if texts(rule) and self.draw.random() < 0.3 else "issue", kind)
            self.check(f"POST {rule.rule}", {name: typed[name] for name in names}, client.post(at, _storable(typed)))

    def _program(self, rule: Rule, kind: str, document: dict[str, Any]) -> None:
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            told = document["paths"].get(_openapi(rule.rule), {}).get(method.lower(), {})
            content = told.get("requestBody", {}).get("content", {})
            schema = content.get("application/json", {}).get("schema")
            body = sample(schema, document, self.known) if schema else None
            for path in [(), *leaves(body)]:
                client = self.clients[self.draw.choice(["lead", "officer", "admin"])]
                headers = {**self.headers(), "X-Rasoat": "1"}
                options: dict[str, Any] = {}
                by = self.draw.choice([*VALUES, *JSON_VALUES])
                if body is not None:
                    options = {"data": json.dumps(replaced(body, path, by)), "content_type": "application/json"}
                    headers.pop("Content-Type", None)
                elif content:
                    options = {
                        "data": b"\xff\xd8\xff\xe0" + str(by).encode(errors="ignore"),
                        "content_type": "application/octet-stream",
                    }
                at = address(rule, self.known, self.value(), kind)
                answer = client.flask.open(at, method=method, headers=headers, buffered=True, **options)
                self.check(f"{method} {rule.rule} {path}", {"value": by, **headers}, answer)

    def headers(self) -> dict[str, str]:
        """One header with an odd value, of those that anything reads."""
        return {self.draw.choice(SENT): self.draw.choice(HEADERS)} if self.draw.random() < 0.5 else {}

    def check(self, what: str, sent: dict[str, Any], answer: TestResponse) -> None:
        self.sent += 1
        if answer.status_code >= 500:
            self.failures.append(f"{what} {answer.status_code}: " + repr({k: str(v)[:60] for k, v in sent.items()}))


def _openapi(rule: str) -> str:
    return re.sub(r"<(?:[^:<>]+:)?(\w+)>", r"{\1}", rule)


def _encoded(asked: dict[str, str]) -> str:
    parts = (f"{quote(k)}={quote(v.encode(errors='surrogatepass'))}" for k, v in asked.items())
    return "&".join(parts)


def _storable(typed: dict[str, str]) -> dict[str, str]:
    # The test's own client cannot send half a character in a form; the query carries it.
    return {name: value.encode(errors="ignore").decode() for name, value in typed.items()}


@pytest.fixture
def scene(world: World, settings: Settings) -> Iterator[Scene]:
    """In an example database, whose date people move."""
    with clock.at(VISIT_DAY):
        found = build(world, BlobStore(settings.files_dir))
        world.do(lambda s: installation.mark_example(s, VISIT_DAY.date()))
        yield found


def _walk(app: Flask, scene: Scene, client_for: Callable[[str], Client], seed: int, *, every: int) -> None:
    walk = Walk(app, scene, client_for, seed, every=every)
    walk.go()
    assert walk.sent > 50
    assert walk.failures == []


def test_no_value_fails_the_server(app: Flask, scene: Scene, client_for: Callable[[str], Client]) -> None:
    """An eighth of the routes, each of their parameters once."""
    _walk(app, scene, client_for, seed=1, every=8)


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 8))
def test_no_value_anywhere_fails_the_server(
    app: Flask, scene: Scene, client_for: Callable[[str], Client], seed: int
) -> None:
    _walk(app, scene, client_for, seed=seed, every=1)
