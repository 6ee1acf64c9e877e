"""The desk form: what is stored comes back as it was, through the form and through a browser's page."""

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from flask import Flask, render_template_string
from hypothesis import given, settings
from jinja2 import FileSystemLoader
from werkzeug.datastructures import FileStorage, MultiDict

from rasoat import content
from rasoat.checklists import catalog
from rasoat.checklists.answers import validate, with_files
from rasoat.checklists.evaluate import evaluate
from rasoat.checklists.form import build_form, by_field, from_answers, to_raw, uploads
from tests.checklists.samples import DEFINITION, plausible

app = Flask(__name__)
app.jinja_loader = FileSystemLoader(content.root() / "templates" / "pages")
app.jinja_env.globals["asset"] = str
FORM = build_form(DEFINITION, "site")
PAGE = '{% import "checklists/_form.html" as checklist %}{{ checklist.fields(form, errors, evaluation) }}'
SHA = "0" * 64


def filled(answers: dict[str, Any]) -> Any:
    return FORM(data=from_answers(DEFINITION, "site", answers))


def sent(**fields: str) -> dict[str, Any]:
    return to_raw(
        FORM(MultiDict({"q-present": "yes", **{key.replace("__", "-"): value for key, value in fields.items()}}))
    )


def drawn(form: Any, errors: Any = (), evaluation: Any = None) -> str:
    with app.app_context():
        return render_template_string(PAGE, form=form, errors=by_field(errors), evaluation=evaluation)


class Browser(HTMLParser):
    """Collects what a browser would send from a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pairs: list[tuple[str, str]] = []
        self._menu = self._area = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        kind = found.get("type")
        if tag == "input" and kind != "file" and (kind not in ("radio", "checkbox") or "checked" in found):
            self.pairs.append((found["name"], found.get("value", "")))
        elif tag == "select":
            self._menu = found["name"]
        elif tag == "option" and "selected" in found:
            self.pairs.append((self._menu, found["value"]))
        elif tag == "textarea":
            self._area = found["name"]
            self.pairs.append((self._area, ""))

    def handle_data(self, data: str) -> None:
        if self._area:
            # WTForms begins a text area with a line break, which browsers drop.
            self.pairs[-1] = (self._area, data.removeprefix("\r\n").removeprefix("\n").replace("\n", "\r\n"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""


@given(plausible)
def test_what_is_stored_comes_back_from_the_form(raw: dict[str, Any]) -> None:
    answers = validate(DEFINITION, "site", raw, partial=True).answers
    assert to_raw(filled(answers)) == answers


@settings(max_examples=40, deadline=None)
@given(plausible)
def test_what_is_stored_comes_back_through_a_page(raw: dict[str, Any]) -> None:
    answers = validate(DEFINITION, "site", raw, partial=True).answers
    page = Browser(drawn(filled(answers)))
    posted = to_raw(FORM(MultiDict(page.pairs)))
    assert validate(DEFINITION, "site", posted, partial=True).answers == answers


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("9.969", 9969),
        ("9969", 9969),
        (" 1 234 ", 1234),
        ("0", 0),
        ("-5", -5),
        ("1.5", "1.5"),
        ("9,969", "9,969"),
        ("mười", "mười"),
    ],
)
def test_numbers_as_people_type_them(typed: str, number: int | str) -> None:
    assert sent(q__data=typed)["data"] == number


@pytest.mark.parametrize(
    ("typed", "day"),
    [("2024-07-17", "2024-07-17"), ("17/7/2024", "2024-07-17"), ("7.8.2024", "2024-08-07"), ("hôm qua", "hôm qua")],
)
def test_dates_as_people_type_them(typed: str, day: str) -> None:
    assert sent(q__validate=typed)["validate"] == day


@pytest.mark.parametrize(
    ("field", "typed", "answer"),
    [
        ("depth", "12,5", 12.5),
        ("depth", "12.5", 12.5),
        ("depth", "1.250", "1.250"),
        ("depth", "1 250", 1250),
        ("depth", "sâu", "sâu"),
        ("seen_at", "7h30", "07:30"),
        ("seen_at", "7 giờ 5", "7 giờ 5"),
        ("seen_at", "19:05", "19:05"),
    ],
)
def test_decimals_and_times_as_people_type_them(field: str, typed: str, answer: Any) -> None:
    form = FORM(MultiDict({"q-present": "yes", f"q-{field}": typed}))
    assert to_raw(form)[field] == answer
    shown = {12.5: "12,5"}.get(answer, answer)
    assert f'value="{shown}"' in drawn(form)


def test_several_answers_are_ticked_taken_back_and_shown() -> None:
    form = FORM(MultiDict([("q-dangers", "buoy"), ("q-dangers", "rail")]))
    answers = validate(DEFINITION, "site", to_raw(form), partial=True).answers
    assert answers == {"dangers": ["rail", "buoy"]}
    assert re.findall(r'<input[^>]*type="checkbox"[^>]*>', drawn(filled(answers)))
    assert [
        box for box in re.findall(r"<input[^>]*name=\"q-dangers\"[^>]*>", drawn(filled(answers))) if "checked" in box
    ] == [
        box for box in re.findall(r"<input[^>]*name=\"q-dangers\"[^>]*>", drawn(filled(answers))) if "sign" not in box
    ]
    assert to_raw(FORM(MultiDict({"q-present": ""}), data=from_answers(DEFINITION, "site", answers))) == {}
    wrong = FORM(MultiDict([("q-dangers", "buoy"), ("q-dangers", "gone")]))
    (reason,) = validate(DEFINITION, "site", to_raw(wrong), partial=True).errors
    assert (reason.field, reason.message) == ("dangers", "Chọn một hay nhiều trong: Rào, Biển, Phao.")


def test_what_cannot_be_read_is_shown_again_with_what_is_expected() -> None:
    form = FORM(
        MultiDict(
            {
                "q-present": "yes",
                "q-data": "mười",
                "q-validate": "31/2/2024",
                "q-lines-0-c-meta": "",
                "q-lines-1-c-amount": "5",
            }
        )
    )
    result = validate(DEFINITION, "site", to_raw(form), partial=True)
    html = drawn(form, result.errors)
    assert {"data", "validate", "lines.1.meta"} <= set(by_field(result.errors))
    assert re.search(r'<input[^>]*aria-describedby="q-data-error"[^>]*aria-invalid="true"[^>]*value="mười"', html)
    assert 'id="q-data-error">Cần số nguyên' in html
    assert "31/02/2024 không phải là ngày có thật." in html
    assert 'id="q-lines-1-c-meta-error">Dòng 2, Nội dung: chưa nhập.' in html


def test_a_posted_form_without_an_answer_takes_it_back() -> None:
    stored = from_answers(
        DEFINITION, "site", {"present": "yes", "owner": "commune", "data": 5, "photo": [{"sha256": SHA}]}
    )
    assert to_raw(FORM(MultiDict({"q-present": "", "q-data": ""}), data=stored)) == {}


def test_there_are_always_blank_rows_up_to_the_most() -> None:
    rows = [{"meta": "a"}, {"meta": "b"}]
    assert len(filled({})["q-lines"].entries) == 3
    assert len(filled({"lines": rows})["q-lines"].entries) == 4
    full = MultiDict([(f"q-lines-{n}-c-meta", "x") for n in range(2)])
    assert len(FORM(full)["q-lines"].entries) == 4


def test_rows_beyond_the_most_are_told_not_dropped() -> None:
    raw = to_raw(FORM(MultiDict([(f"q-lines-{n}-c-meta", "x") for n in range(6)])))
    assert len(raw["lines"]) == 6
    assert [r.field for r in validate(DEFINITION, "site", raw, partial=True).errors] == ["lines"]


def test_new_files_are_added_and_old_ones_kept_or_dropped() -> None:
    form = FORM(MultiDict([("q-photo", f"sha256:{SHA}"), ("q-signed", f"sha256:{SHA}")]))
    files = MultiDict([("q-photo-files", FileStorage(filename="a.jpg")), ("q-signed-files", FileStorage(filename=""))])
    assert list(uploads(form, files)) == ["photo"]
    new = {"attachment": "00000000-0000-7000-8000-000000000000"}
    raw = with_files(form.section, with_files(form.section, to_raw(form), "photo", [new]), "signed", [new])
    assert raw["photo"] == [{"sha256": SHA}, new]
    assert raw["signed"] == new
    assert with_files(form.section, raw, "photo", []) == raw


def test_the_page_needs_no_inline_script_or_style_and_carries_conditions() -> None:
    html = drawn(filled({}))
    assert not re.search(r"<script|\sstyle=|\son\w+=|javascript:", html)
    conditions = dict(re.findall(r"data-item=\"(\w+)\" data-show-if='([^']+)'", html))
    assert {key: json.loads(value) for key, value in conditions.items()} == {
        "legible": {"present": ["yes"]},
        "why_not": {"legible": ["no"]},
        "what_buoy": {"dangers": ["buoy"]},
    }


def test_stored_text_cannot_break_out_of_the_page() -> None:
    html = drawn(filled({"why_not": '"><script>alert(1)</script>', "lines": [{"meta": "</td><b>"}]}))
    assert "<script>" not in html
    assert "</td><b>" not in html


def test_a_contradiction_asks_for_an_explanation() -> None:
    answers = {"present": "yes", "errors": 5, "lines": [{"meta": "a", "amount": 3}]}
    assert "explain-adds_up" in drawn(filled(answers), evaluation=evaluate(DEFINITION, "site", answers))
    assert "explain-adds_up" not in drawn(filled({}), evaluation=evaluate(DEFINITION, "site", {}))
    assert "explain-adds_up" in drawn(filled({"_explanations": {"adds_up": "vì"}}))


def test_own_words_are_offered_when_an_item_fails_and_stay() -> None:
    failing = {"present": "no"}
    html = drawn(filled(failing), evaluation=evaluate(DEFINITION, "site", failing))
    assert 'name="words-present-shortcoming"' in html
    assert "chưa có biển." in html
    assert "words-legible" not in html
    kept = drawn(filled({"_wordings": {"legible": {"recommendation": "Sơn lại toàn bộ."}}}))
    assert "Sơn lại toàn bộ." in kept


def test_a_check_that_can_fail_has_own_words_too() -> None:
    definition = next(d for d in catalog.load_all().values() for s in d.sections if any(c.on_fail for c in s.checks))
    section = next(s for s in definition.sections if any(c.on_fail for c in s.checks))
    name = next(check.id for check in section.checks if check.on_fail)
    answers = {"_wordings": {name: {"shortcoming": "Theo lời đoàn."}}}
    kind = build_form(definition, section.scope)
    form = kind(data=from_answers(definition, section.scope, answers))
    assert to_raw(form) == answers
    assert "Theo lời đoàn." in drawn(form)


@pytest.mark.parametrize("key", sorted(catalog.load_all()))
def test_every_checklist_can_be_drawn_and_labels_every_control(key: tuple[str, int]) -> None:
    definition = catalog.load_all()[key]
    for section in definition.sections:
        html = drawn(build_form(definition, section.scope)())
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids))
        labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', html))
        controls = re.findall(r"<(?:input|select|textarea)[^>]*>", html)
        assert controls
        for control in controls:
            found = re.search(r'\sid="([^"]+)"', control)
            assert "aria-label=" in control or (found and found[1] in labelled), control
        assert ("Bảng kiểm chưa đủ tiêu chí" in html) == (key[0] == "safe_home" and section.scope == "site")
        described = re.findall(r'aria-describedby="([^"]+)"', html)
        assert all(name in ids for names in described for name in names.split())


def test_a_missing_scope_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="every_type has no unit section"):
        build_form(DEFINITION, "unit")


def test_the_result_tells_verdict_figures_and_drafts() -> None:
    page = '{% import "checklists/_form.html" as checklist %}{{ checklist.result(definition, section, evaluation) }}'
    answers = {"present": "no", "errors": 9969, "lines": [{"meta": "a", "amount": 1000}]}
    evaluation = evaluate(DEFINITION, "site", answers)
    with app.app_context():
        html = render_template_string(
            page, definition=DEFINITION, section=DEFINITION.section("site"), evaluation=evaluation
        )
    for words in (
        "Không đạt",
        "8.969",
        "Chưa có giải thích",
        "Kiến nghị: Cắm biển tại điểm kiểm tra. Thời hạn 30 ngày",
    ):
        assert words in html
