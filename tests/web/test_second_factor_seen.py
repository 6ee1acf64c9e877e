"""The administrator sees who has a second factor, and who of those that must have one has none."""

import re

import pytest

from tests.web.telephone import box_for, telephone_of

PAGE = "/admin/users"
CELL = re.compile(r"<code>(\w+)</code>.*?Xác thực hai bước\">(.*?)</td>", re.DOTALL)


@pytest.fixture
def listed(world, app, client_for):
    telephone_of(world, box_for(app), "clerk")
    client = client_for("admin")

    def names(query=""):
        page = client.get(f"{PAGE}{query}")
        assert page.status_code == 200
        return page.text, {name for name in ("officer", "leader", "clerk") if f"<code>{name}</code>" in page.text}

    return names


def test_the_list_is_narrowed_by_who_has_one(listed):
    assert listed("?second_factor=yes")[1] == {"clerk"}
    assert listed("?second_factor=no")[1] == {"officer", "leader"}
    assert listed("?second_factor=missing")[1] == set(), "nobody must have one"


def test_who_must_have_one_and_has_none_is_marked(listed, app):
    settings = app.extensions["rasoat_settings"]
    app.extensions["rasoat_settings"] = settings.model_copy(update={"second_factor": "leader,clerk"})
    assert listed("?second_factor=missing")[1] == {"leader"}
    marked = {name for name, cell in CELL.findall(listed()[0]) if "Phải bật mà chưa bật" in cell}
    assert marked & {"officer", "leader", "clerk"} == {"leader"}
