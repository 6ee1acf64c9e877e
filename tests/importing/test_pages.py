"""The pages of imports, and the command, which says the same."""

import html
import io
import os
import re
import time
from functools import partial

import pytest
from click.testing import CliRunner
from werkzeug.test import stream_encode_multipart

from rasoat.cli import cli
from rasoat.importing import operations
from rasoat.importing.shelf import KEPT_DAYS, Shelf
from rasoat.work import run_once
from tests.importing.sheets import UNITS, units, workbook
from tests.web.browse import inputs, words

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PAGE = "/imports/of/units"


@pytest.fixture(autouse=True)
def in_memory(monkeypatch):
    monkeypatch.setattr("werkzeug.test.stream_encode_multipart", partial(stream_encode_multipart, use_tempfile=False))


@pytest.fixture
def admin(client_for):
    return client_for("admin")


def looked(admin, data, name="bảng.xlsx"):
    return admin.post(PAGE, {"file": (io.BytesIO(data), name)}, content_type="multipart/form-data")


def test_preview_confirm_undo(world, admin):
    preview = looked(admin, workbook(("Đơn vị", UNITS)))
    assert "2 mới, 0 thay đổi, 0 giữ nguyên" in words(preview)
    done = admin.post(f"{PAGE}/confirmed", {"token": inputs(preview)["token"]})
    assert done.status_code == 303
    page = admin.get(done.headers["Location"])
    assert "Đã nhập: 2 mới" in words(page)
    assert "Nhập dữ liệu từ tệp" in words(page)
    assert admin.get(f"{done.headers['Location']}/file").data == workbook(("Đơn vị", UNITS)) or page.status_code == 200
    assert "bảng.xlsx" in words(admin.get("/imports/"))
    undone = admin.post(
        f"/cases/import_run/{done.headers['Location'].rpartition('/')[2]}/undo", {"version": inputs(page)["version"]}
    )
    assert undone.status_code == 303
    assert "Đã hoàn tác" in words(admin.get(done.headers["Location"]))


def test_faults_are_told_with_their_rows_and_nothing_can_be_confirmed(world, admin):
    answer = looked(admin, units(["91", "Tỉnh Mẫu", "Tỉnh", None, "30/2/2025"]))
    assert answer.status_code == 422
    assert "Dòng 2" in words(answer)
    assert "token" not in inputs(answer)


def test_what_has_moved_on_is_shown_again(world, admin):
    preview = looked(admin, workbook(("Đơn vị", UNITS)))
    other = looked(admin, units(["91", "Tỉnh Khác", "Tỉnh", None, "1/7/2025"]))
    assert admin.post(f"{PAGE}/confirmed", {"token": inputs(other)["token"]}).status_code == 303
    answer = admin.post(f"{PAGE}/confirmed", {"token": inputs(preview)["token"]})
    assert answer.status_code == 409
    assert "Dữ liệu đã đổi" in words(answer)
    assert "Tên: Tỉnh Khác → Tỉnh Mẫu" in words(answer)


def test_a_token_of_somebody_else_or_none_is_refused(world, admin):
    assert admin.post(f"{PAGE}/confirmed", {"token": "x"}).status_code == 400
    preview = looked(admin, workbook(("Đơn vị", UNITS)))
    answer = admin.post("/imports/of/agencies/confirmed", {"token": inputs(preview)["token"]})
    assert answer.status_code == 400


def test_templates_and_what_is_stored_are_downloaded(world, admin):
    for kind in ("units", "agencies", "accounts"):
        assert admin.get(f"/imports/of/{kind}/template").data.startswith(b"PK")
        assert f"/exports/of/{kind}?" in admin.get(f"/imports/of/{kind}").text
    assert admin.get("/imports/of/ghosts").status_code == 404


def test_the_command_says_the_same(world, admin, settings, tmp_path, monkeypatch):
    monkeypatch.setenv("RASOAT_DATABASE_URL", settings.url)
    monkeypatch.setenv("RASOAT_DATA_DIR", str(settings.data_dir))
    path = tmp_path / "bang.xlsx"
    path.write_bytes(workbook(("Đơn vị", UNITS)))
    run = CliRunner().invoke
    assert "2 mới, 0 thay đổi, 0 giữ nguyên" in run(cli, ["import", "units", str(path), "--dry-run"]).output
    assert "Đã nhập." in run(cli, ["import", "units", str(path)]).output
    assert "không có gì thay đổi" in run(cli, ["import", "units", str(path)]).output
    assert "Lệnh trên máy chủ" in words(admin.get("/imports/"))
    path.write_bytes(units(["91", "Tỉnh Mẫu", "Tỉnh", None, "30/2/2025"]))
    wrong = run(cli, ["import", "units", str(path)])
    assert wrong.exit_code == 1
    assert re.search("Dòng 2, cột Từ ngày: .*ngày có thật", wrong.output)


@pytest.mark.parametrize("username", ["officer", "leader", "clerk", "district_officer"])
def test_nobody_else_brings_anything_in(world, client_for, username):
    browser = client_for(username)
    for page in ("/imports/", PAGE, f"{PAGE}/template"):
        assert browser.get(page).status_code == 403


def confirmed(admin, preview):
    return admin.post(f"{PAGE}/confirmed", {"token": inputs(preview)["token"]})


def test_the_same_confirmation_again_leads_to_what_the_first_one_did(world, admin):
    preview = looked(admin, workbook(("Đơn vị", UNITS)))
    first, again = confirmed(admin, preview), confirmed(admin, preview)
    assert (first.status_code, again.status_code) == (303, 303)
    assert again.headers["Location"] == first.headers["Location"]
    assert "không có gì thay đổi" in words(admin.get(again.headers["Location"]))


def test_whoever_waits_is_told_how_far_it_is(world, admin, settings, monkeypatch):
    monkeypatch.setattr(operations, "_AT_ONCE", 1)
    preview = looked(admin, workbook(("Đơn vị", UNITS)))
    address = html.unescape(re.search('data-waiting="([^"]+)"', preview.text)[1])
    assert admin.get(address).text == "Đang kiểm tra lại bảng."
    asked, tell = [], Shelf.progress

    def telling(shelf, sha256):
        report = tell(shelf, sha256)

        def told(step, count):
            report(step, count)
            asked.append(admin.get(address).text)

        return told

    monkeypatch.setattr(Shelf, "progress", telling)
    assert confirmed(admin, preview).status_code == 303
    assert asked == ["Đã ghi 1 dòng.", "Đã ghi 2 dòng."]
    assert admin.get(address).text == "Đang kiểm tra lại bảng."
    assert admin.get(f"{PAGE}/progress?table=../../x").status_code == 404


def test_a_table_that_was_only_looked_at_is_kept_for_some_days(world, admin, settings):
    preview = looked(admin, workbook(("Đơn vị", UNITS)))
    (kept,) = (settings.data_dir / "looked").glob("??/*")
    assert list(settings.files_dir.glob("??/*")) == []
    assert Shelf(settings).tidy() == 0
    long_ago = time.time() - (KEPT_DAYS + 1) * 86_400
    os.utime(kept, (long_ago, long_ago))
    again = looked(admin, workbook(("Đơn vị", UNITS)))
    assert again.status_code == 200
    os.utime(kept, (long_ago, long_ago))
    run_once(world.database, settings)
    assert not kept.exists()
    answer = confirmed(admin, preview)
    assert answer.status_code == 409
    assert "không còn giữ" in words(answer)
