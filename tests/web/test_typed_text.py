"""Whatever is typed or pasted is cleaned once, on every way in: forms, addresses, programs, checklists, searches."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from flask import Flask, request
from pydantic import BaseModel, RootModel
from werkzeug.datastructures import MultiDict
from wtforms import PasswordField, StringField, TextAreaField
from wtforms.form import BaseForm

from rasoat import text
from rasoat.checklists.values import plain_text
from rasoat.documents.paper import Paragraph
from rasoat.pages.body import Body
from rasoat.pages.forms import DegreesField, Form, MeasuredField, RowForm, WholeField
from tests.web.browse import Client

CASES = json.loads((Path(__file__).parents[1] / "tablet" / "clean_cases.json").read_text(encoding="utf-8"))
PASTED = "cắm\u200b bie\u0302\u0309n\u000btrước\r\nmùa\u00ad mưa"
LINES, ONE_LINE = "cắm biển\ntrước\nmùa mưa", "cắm biển trước mùa mưa"


@pytest.mark.parametrize(("pasted", "kept"), CASES)
def test_cleaning(pasted: str, kept: str) -> None:
    """The tablet's script passes the same table (tests/tablet/clean.test.mjs)."""
    assert text.clean(pasted) == kept
    assert text.clean(kept) == kept


def test_answers_papers_and_searches_are_cleaned() -> None:
    assert plain_text(PASTED) == LINES
    assert Paragraph(id="a", text=PASTED).text == LINES
    assert text.fold("cắm\u200b biển") == text.fold("cắm biển")


def below(kind: type) -> Iterator[type]:
    for one in kind.__subclasses__():
        yield one
        yield from below(one)


def test_every_text_field_of_every_form_is_cleaned(app: Flask) -> None:
    # Forms that are built while the program runs, from a checklist, are not the module's own: whoever ran before made them.
    own = {one for one in below(BaseForm) if getattr(sys.modules[one.__module__], one.__name__, None) is one}
    own = {one for one in own if one.__module__.startswith("rasoat.")}
    kinds = {one for one in own if issubclass(one, (Form, RowForm))}
    assert len(kinds) > 20
    # An engine's own row, of numbers only: what is typed into a checklist is read by `plain_text`.
    assert {one.__qualname__ for one in own - kinds} == {"_Position"}
    seen = 0
    for kind in kinds:
        names = _text_fields(app, kind)
        with app.test_request_context("/", method="POST", data=dict.fromkeys(names, PASTED)):
            form = kind(request.form, meta={"csrf": False})
            fields = {field.name: field for field in form}
            for name in names:
                expected = LINES if isinstance(fields[name], TextAreaField) else ONE_LINE
                assert fields[name].data == expected, f"{kind.__module__}.{kind.__name__}.{name}"
                seen += 1
    assert seen > 60


def _text_fields(app: Flask, kind: type[BaseForm]) -> list[str]:
    with app.test_request_context("/"):
        form = kind(MultiDict(), meta={"csrf": False})
        # Numbers are strings too, with readers of their own, which take no words at all.
        other = (PasswordField, WholeField, MeasuredField, DegreesField)
        return [f.name for f in form if isinstance(f, StringField) and not isinstance(f, other)]


def test_what_views_read_from_the_request_is_cleaned_but_a_password(app: Flask) -> None:
    data = {"words": PASTED, "password": PASTED}
    with app.test_request_context("/?q=c\u200ba\u0302", method="POST", data=data):
        assert request.args["q"] == "câ"
        assert request.form["words"] == request.values["words"] == LINES
        assert request.form["password"] == PASTED


def models_in(kind: Any) -> set[type[BaseModel]]:
    """A model and all that its fields are made of."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        parts = [one for field in kind.model_fields.values() for one in models_in(field.annotation)]
        return {kind, *parts}
    return {one for part in get_args(kind) for one in models_in(part)}


def test_every_body_of_a_program_is_cleaned(app: Flask) -> None:
    bodies = [
        route.body
        for route in app.extensions["rasoat_api"]
        if isinstance(route.body, type) and issubclass(route.body, BaseModel)
    ]
    assert bodies
    assert {one for body in bodies for one in models_in(body) if not issubclass(one, (Body, RootModel))} == set()

    class Sent(Body):
        words: str
        other: str | None = None

    sent = Sent.model_validate_json(json.dumps({"words": PASTED, "other": PASTED}))
    assert (sent.words, sent.other) == (LINES, LINES)


def test_a_search_finds_what_was_pasted_with_invisible_signs(client_for: Callable[[str], Client]) -> None:
    browser = client_for("officer")
    page = browser.get("/followup/", query_string={"q": "cắm\u200b biển"}).get_data(as_text=True)
    assert 'value="cắm biển"' in page
    assert "\u200b" not in page
