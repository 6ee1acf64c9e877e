"""features/importing_dua_vao.feature, step by step, through the pages."""

import io
import re
from datetime import date
from functools import partial

import pdfplumber
import pytest
from pytest_bdd import given, parsers, scenarios, then, when
from sqlmodel import select
from werkzeug.test import stream_encode_multipart

from rasoat import clock
from rasoat.accounts.models import User
from tests.importing.sheets import workbook
from tests.web.browse import Client, inputs, words

pytestmark = pytest.mark.usefixtures("world")  # steps ask too late for its two kinds
PAGE = "/imports/of/accounts"
PASSWORD = "mat-khau-dai-va-kho"

scenarios("importing_dua_vao.feature")


@pytest.fixture(autouse=True)
def in_memory(monkeypatch):
    monkeypatch.setattr("werkzeug.test.stream_encode_multipart", partial(stream_encode_multipart, use_tempfile=False))


@pytest.fixture
def story():
    return {}


@given("hôm nay là ngày 4/8/2025")
def today():
    clock.set_date(date(2025, 8, 4))


@given("quản trị mở trang nhập từ bảng", target_fixture="admin")
def opened(client_for):
    admin = client_for("admin")
    assert "Nhập từ bảng" in words(admin.get("/imports/"))
    return admin


@when("gửi bảng tài khoản:")
def sent(admin, story, datatable):
    data = workbook(("Tài khoản", datatable))
    story["page"] = admin.post(PAGE, {"file": (io.BytesIO(data), "tài khoản.xlsx")}, content_type="multipart/form-data")


@when('bấm "Nhập"')
def confirmed(admin, story):
    done = admin.post(f"{PAGE}/confirmed", {"token": inputs(story["page"])["token"]})
    assert done.status_code == 303, words(done)
    story["run"] = done.location
    story["page"] = admin.get(done.location)


@when("hoàn tác lần nhập")
def undone(admin, story):
    version = inputs(admin.get(story["run"]))["version"]
    answer = admin.post(f"/cases/import_run/{story['run'].rpartition('/')[2]}/undo", {"version": version})
    story["page"] = admin.get(answer.location) if answer.status_code == 303 else answer


@when(parsers.parse('"{name}" dùng phiếu để đặt mật khẩu'))
def activated(world, app, admin, story, name):
    user = named(world, name)
    asked = f"/codes/new?run={story['run'].rpartition('/')[2]}"
    form = inputs(admin.get(asked))
    slips = admin.post(asked, {"round": form["round"], "account": str(user.id), "way": "one"})
    assert slips.mimetype == "application/pdf", words(slips)
    with pdfplumber.open(io.BytesIO(slips.data)) as sheets:
        [(username, code)] = re.findall(r"Tên đăng nhập: (\S+)\s+Mã kích hoạt: (\S+)", sheets.pages[0].extract_text())
    chosen = {"username": username, "code": code, "password": PASSWORD, "again_password": PASSWORD}
    assert Client(app).post("/activate", chosen).status_code == 303


@then(parsers.parse('trang nêu lỗi ở các dòng "{rows}"'))
def faults(story, rows):
    assert story["page"].status_code == 422
    assert re.findall(r"<td>Dòng (\d+)</td>", story["page"].text) == rows.split(", ")


@then("không nhập được bảng này")
def refused(story):
    assert "token" not in inputs(story["page"])


@then(parsers.parse('không có tài khoản của "{name}"'))
def nobody(world, name):
    assert named(world, name) is None


@then(parsers.parse('trang cho xem trước "{told}"'))
@then(parsers.parse('trang báo "{told}"'))
def told(story, told):
    assert told in words(story["page"])


def named(world, name):
    return world.see(lambda db: db.exec(select(User).where(User.full_name == name)).first())
