"""Changing single questions of a draft, what is refused at which field, and a version as a file."""

import pytest
from sqlmodel import select

from rasoat import content
from rasoat.authoring import operations, queries
from rasoat.authoring.exporting import yaml_text
from rasoat.authoring.models import ChecklistDraft
from rasoat.checklists import catalog
from rasoat.checklists.definition import Definition
from tests.authoring.test_features import ITEM, add, draft
from tests.shipped import version
from tests.web.browse import words
from tests.web.conftest import app, client_for, settings

__all__ = ["app", "client_for", "settings"]
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
NAME = "safe_home"
PAGE = f"/admin/checklists/{NAME}/draft"


@pytest.fixture
def admin(world, client_for):
    client = client_for("admin")
    assert client.post(f"/admin/checklists/{NAME}/{version(NAME)}/draft").status_code == 303
    return client


def site_of(world):
    return queries.definition_of(draft(world, NAME)).section("site")


@on_sqlite
def test_a_changed_question_keeps_what_the_page_does_not_show(world, admin):
    before = site_of(world).item["ponds"]
    data = {**ITEM, "label": "Ao được rào", "allow_na": "y", "after": "yard", "version": "1", "mandatory": "y"}
    assert admin.post(f"{PAGE}/site/ponds", data).status_code == 303
    after = site_of(world).item["ponds"]
    assert (after.label, after.expect, after.mandatory, after.source_status) == (
        "Ao được rào",
        ("yes", "na"),
        True,
        "typed",
    )
    assert (after.visibility, after.id) == (before.visibility, before.id)
    ids = [item.id for item in site_of(world).items]
    assert ids.index("ponds") == ids.index("yard") + 1


@on_sqlite
@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"shortcoming": "Tại {nha}, chưa có."}, "Trong ngoặc nhọn chỉ ghi được"),
        ({"shortcoming": ""}, "Tiêu chí cần có mục này"),
        ({"due_days": "366"}, "Nhập số từ 1 đến 365."),
        ({"due_days": "một"}, "Cần số nguyên"),
        ({"source": ""}, "Ghi nguồn"),
        ({"label": " "}, "Nhập nội dung mục"),
        ({"criterion": "", "kind": "table"}, "Chọn một mục trong danh sách."),
    ],
)
def test_what_is_wrong_is_told_at_its_field(world, admin, changes, says):
    answer = add(admin, world, NAME, **{"label": "Giữ nguyên chữ này", **changes})
    assert answer.status_code == 422
    assert says in words(answer)
    assert "label" in changes or "Giữ nguyên chữ này" in answer.text
    assert draft(world, NAME).version == 1


@on_sqlite
def test_a_question_of_the_program_is_not_removed_and_one_added_here_is(world, admin):
    assert admin.post(f"{PAGE}/site/ponds/remove", {"version": "1"}).status_code == 404
    assert add(admin, world, NAME, label="Nhầm").status_code == 303
    assert admin.post(f"{PAGE}/site/own_nham/remove", {"version": "2"}).status_code == 303
    assert "own_nham" not in site_of(world).item


@on_sqlite
def test_a_table_or_an_unknown_part_has_no_form(admin):
    for path in ("/site/nothing", "/unit/ponds", "/nowhere/new", "/nowhere/preview"):
        assert admin.get(PAGE + path).status_code == 404, path
    assert admin.get(PAGE + "/site/ponds").status_code == 200


@on_sqlite
def test_a_draft_that_changes_nothing_is_not_published(admin):
    notes = catalog.load_all()[NAME, version(NAME)].source_notes
    answer = admin.post(PAGE, {"version": "1", "source_notes": notes})
    assert answer.status_code == 422
    assert "không có gì để công bố" in words(answer)


@on_sqlite
def test_a_draft_is_given_up(world, admin):
    assert admin.post(f"{PAGE}/discard", {"version": "1"}).status_code == 303
    assert world.see(lambda db: db.exec(select(ChecklistDraft)).all()) == []
    assert admin.get(PAGE).status_code == 404


@on_sqlite
def test_only_the_preview_may_stand_in_a_frame(admin):
    framed = admin.get(f"{PAGE}/site/preview").headers
    assert framed["X-Frame-Options"] == "SAMEORIGIN" and "frame-ancestors 'self'" in framed["Content-Security-Policy"]
    assert admin.get(PAGE).headers["X-Frame-Options"] == "DENY"


@on_sqlite
@pytest.mark.parametrize("key", sorted(catalog.load_all()), ids=str)
def test_a_version_as_a_file_is_the_same_version(client_for, key):
    name, number = key
    answer = client_for("admin").get(f"/admin/checklists/{name}/{number}/export")
    assert f"{name}-{number}.yaml" in answer.headers["Content-Disposition"]
    assert content.parse(answer.text, Definition, "sent.yaml") == catalog.load_all()[key]


@on_sqlite
def test_an_own_version_as_a_file_is_the_same_version(world, admin):
    assert add(admin, world, NAME, label="Có: “dấu”, #1", allow_na="y").status_code == 303
    number = world.do(lambda db: operations.publish(db, world.as_("admin"), NAME, 2, "Ghi chú"))
    made = world.see(lambda db: queries.published(db, NAME, number))
    assert content.parse(yaml_text(made), Definition, "own.yaml") == made


def test_the_numbers_of_own_versions_are_not_for_files():
    source = (content.root() / "checklists" / f"{NAME}.yaml").read_text(encoding="utf-8")
    with pytest.raises(content.ContentError, match="installation's own"):
        content.parse(source.replace(f"version: {version(NAME)}\n", "version: 1001\n"), Definition, "x.yaml")


@pytest.mark.parametrize("path", ["safe_home/999", "nothing/1"])
def test_of_what_was_never_published_no_draft_is_begun(admin, path):
    assert admin.post(f"/admin/checklists/{path}/draft", {}).status_code == 404
    assert admin.get(f"/admin/checklists/{path}/export").status_code == 404
