"""Numbers in addresses and hidden fields: what this program would not have written never fails the server."""

import pytest
from flask import Flask

from rasoat.pages import request as asked
from rasoat.pages.forms import YearField
from rasoat.problems import Problem
from tests.web.browse import inputs, words
from tests.web.conftest import app, client_for, settings
from tests.web.test_routes import SOMEBODY, allowed, rules

__all__ = ["app", "client_for", "settings"]

ODD = ["²", "99999999999", "9" * 30, "9999-12"]
NAMES = ("page", "year", "month", "due", "version", "seen")


def test_no_number_in_an_address_fails_the_server(app, client_for):
    role = next(role for role in SOMEBODY if role.name == "OFFICER")
    client = client_for(SOMEBODY[role])
    paths = [path for rule, path in rules(app, "GET") if not rule.arguments and role in (allowed(app, rule) or ())]
    assert len(paths) > 5
    for odd in ODD:
        for path in paths:
            answer = client.get(path, query_string=dict.fromkeys(NAMES, odd))
            assert answer.status_code < 500, (path, odd)


def test_no_version_in_a_page_s_own_address_fails_the_server(client_for):
    admin = client_for("admin")
    for odd in ("99999999999", "9" * 30, "٣"):
        for kind in ("workflows/plan", "checklists/warning_signs"):
            assert admin.get(f"/administration/{kind}/{odd}").status_code == 404


@pytest.mark.parametrize("version", ["²", "٣", "-1", "1.0", "9" * 30, "x"])
def test_a_version_that_no_page_held_is_refused_not_left_out(app: Flask, version: str) -> None:
    with app.test_request_context(method="POST", data={"version": version}), pytest.raises(Problem) as refused:
        asked.sent_version()
    assert refused.value.key == "request.bad"


@pytest.mark.parametrize(("version", "seen"), [("", None), ("0", 0), ("12", 12)])
def test_a_version_is_read_as_it_was_written(app: Flask, version: str, seen: int | None) -> None:
    with app.test_request_context(method="POST", data={"version": version}):
        assert asked.sent_version() == seen


@pytest.mark.parametrize(
    ("year", "said"),
    [
        ("20.5", "không có phần lẻ"),
        ("9" * 30, "Số quá lớn"),
        ("24", "Nhập năm từ 1900 đến 2199."),
        ("²", "chỉ ghi các"),
    ],
)
def test_a_year_that_is_none_stays_in_its_field_with_the_sentence(client_for, year: str, said: str) -> None:
    page = client_for("officer").post("/plans/new", {"title": "Kế hoạch", "year": year})
    assert page.status_code == 422
    assert inputs(page)["year"] == year
    assert said in words(page)
    assert YearField.least == 1900
