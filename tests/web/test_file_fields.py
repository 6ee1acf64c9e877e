"""Every file field says how large a file may be, and takes every kind of picture that the server takes."""

import re
from pathlib import Path

import pytest
from flask import Flask

from rasoat.files.kinds import PICTURES
from rasoat.settings import Settings

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PAGES = Path(__file__).parents[2] / "templates/pages"
FIELD = re.compile(r'<input[^>]*type="file"')


def test_every_file_field_stands_in_its_box_and_no_page_has_a_list_of_its_own() -> None:
    for path in PAGES.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        for field in FIELD.finditer(page):
            before, after = page[: field.start()], page[field.start() :].partition(">{% endcall %}")[0]
            if "capture=" in after:
                # The camera beside a field: it is described by the limit of that field.
                assert before.rpartition("<div")[2].startswith(' class="file-box camera-box" data-file-box'), path
                assert "file_limit_id" in after.partition("<label")[0], path
                continue
            assert before.endswith("%}"), path
            assert "call file_box(" in before[before.rindex("{%") :], path
            assert "file_limit_id" in after, path
        for kind in PICTURES[:5]:
            assert kind not in page, path


@on_sqlite
def test_the_box_says_the_limits_of_the_installation(app: Flask, settings: Settings) -> None:
    settings.upload_limit_mb = 7
    app.jinja_env.globals.update(upload_limit_mb=7, files_limit_mb=settings.files_limit_mb)
    template = app.jinja_env.from_string(
        '{% from "macros/forms.html" import file_box %}{% call file_box("scan") %}<input type="file" id="scan">{% endcall %}'
    )
    with app.test_request_context():
        box = template.render()
    assert 'data-most-mb="7" data-most-together-mb="69"' in box
    assert '<div class="form-text" id="scan-limit">Mỗi tệp nhiều nhất 7 MB.</div>' in box


@on_sqlite
def test_the_files_of_one_form_leave_room_for_its_text(settings: Settings) -> None:
    assert settings.files_limit_mb < settings.form_limit_mb == 10 * settings.upload_limit_mb
