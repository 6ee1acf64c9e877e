"""The pages of codes for many."""

import io

import pytest
from pypdf import PdfReader
from sqlmodel import select

from rasoat.accounts.models import User
from rasoat.codes import queries, slips
from rasoat.codes.models import CodeRound
from rasoat.documents import pdf
from rasoat.importing.models import ImportRun
from rasoat.problems import Problem
from tests.codes.people import newcomers, user
from tests.importing.carrying import brought
from tests.importing.sheets import workbook
from tests.web.browse import inputs, words
from tests.web.test_administration import activating

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PAGE = "/codes/new"


@pytest.fixture
def admin(client_for):
    return client_for("admin")


def asked(admin, ids, way="eight", page=PAGE, **more):
    round_id = inputs(admin.get(page))["round"]
    fields = {"round": round_id, "account": [str(one) for one in ids], "way": way, **more}
    return admin.post(page, fields)


def rounds(world):
    return world.see(lambda db: db.exec(select(CodeRound).order_by(CodeRound.id)).all())


def text_of(answer):
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)


def test_slips_are_printed_once_and_their_codes_open_the_accounts(world, admin, client_for):
    ids = newcomers(world, "an", "binh")
    page = admin.get(PAGE)
    assert "Người nhận: 2" in words(page)
    assert "Mã cũ của những người được đánh dấu hết hiệu lực" in words(page)
    answer = asked(admin, ids.values())
    assert (answer.status_code, answer.mimetype, answer.headers["Cache-Control"]) == (
        200,
        "application/pdf",
        "no-store",
    )
    code = next(word for word in text_of(answer).split() if word.count("-") == 3)
    assert client_for().post("/activate", activating("an", code)).status_code == 303
    (made,) = rounds(world)
    shown = words(admin.get(f"/codes/{made.id}"))
    assert "Đã kích hoạt" in shown
    assert "Chưa dùng, đến" in shown
    assert code not in admin.get(f"/codes/{made.id}").text
    assert "In phiếu" in words(admin.get("/codes/"))


def test_the_same_form_again_makes_nothing(world, admin):
    ids = newcomers(world, "an")
    fields = {"round": inputs(admin.get(PAGE))["round"], "account": [str(ids["an"])], "way": "one"}
    assert admin.post(PAGE, fields).status_code == 200
    before = user(world, ids["an"]).code_hash
    again = admin.post(PAGE, fields)
    assert again.status_code == 409
    assert "đã làm xong rồi" in words(again)
    assert inputs(again)["round"] != fields["round"]
    assert user(world, ids["an"]).code_hash == before


def test_nothing_is_given_when_the_slips_cannot_be_printed(world, admin, monkeypatch):
    ids = newcomers(world, "an")

    def broken(*_args):
        raise Problem("pdf.failed", engine="pdfkit", why="hỏng")

    monkeypatch.setattr(slips, "printed", broken)
    assert asked(admin, ids.values()).status_code >= 500
    assert rounds(world) == []
    assert user(world, ids["an"]).code_hash == ""


@pytest.mark.parametrize(("many", "words_"), [(0, "Chưa chọn ai"), (queries.MOST + 1, "nhiều nhất 500 người")])
def test_nobody_or_too_many(world, admin, many, words_):
    ids = newcomers(world, "an")
    answer = asked(admin, [*ids.values()] * many)
    assert (answer.status_code, words_ in words(answer)) == (422, True)


def test_more_than_one_round_takes_are_to_be_filtered(world, admin, monkeypatch):
    newcomers(world, "an", "binh", "chi")
    monkeypatch.setattr(queries, "MOST", 2)
    assert "Nhiều hơn 2 người" in words(admin.get(PAGE))
    assert "Người nhận: 1" in words(admin.get(f"{PAGE}?q=chi"))


def test_the_accounts_of_an_import_and_nobody_else(world, admin):
    newcomers(world, "khac")
    heads = ["Họ và tên", "Tên đăng nhập", "Cơ quan", "Vai trò"]
    rows = [["Trần Thị Một", "mot", "Sở LĐTBXH", "Chuyên viên"], ["Trần Thị Hai", "hai", "Sở LĐTBXH", "Lãnh đạo"]]
    run = brought(world, "accounts", workbook(("Tài khoản", [heads, *rows])))
    assert f"/codes/new?run={run.id}" in admin.get(f"/imports/{run.id}").text
    page = words(admin.get(f"{PAGE}?run={run.id}"))
    assert "Người nhận: 2" in page
    assert "khac" not in page
    world.do(lambda db: setattr(db.exec(select(User).where(User.username == "mot")).one(), "password_hash", "x"))
    page = words(admin.get(f"{PAGE}?run={run.id}"))
    assert "Người nhận: 1" in page
    assert "mot : đã kích hoạt, không cần mã" in page
    assert world.see(lambda db: db.get_one(ImportRun, run.id)).added == 2


def test_mails_only_where_there_is_a_server_and_an_address(world, admin, app):
    ids = newcomers(world, "an") | newcomers(world, "binh", mail=False)
    assert "Chưa có máy chủ thư" in words(admin.get(PAGE))
    assert asked(admin, ids.values(), "mail").status_code == 409
    app.extensions["rasoat_settings"] = app.extensions["rasoat_settings"].model_copy(update={"smtp_host": "x.example"})
    assert "1 người chưa có" in words(admin.get(PAGE))
    answer = asked(admin, ids.values(), "mail")
    assert answer.status_code == 303
    shown = words(admin.get(answer.headers["Location"]))
    assert "Sẽ gửi 1 thư" in shown
    assert "Không gửi cho 1 người chưa có địa chỉ thư: Người binh" in shown
    assert "Chờ gửi thư" in shown
    assert asked(admin, [ids["binh"]], "mail").status_code == 409


def test_the_list_of_accounts_finds_those_without_a_password(world, admin):
    newcomers(world, "an")
    found = words(admin.get("/admin/users?password=no"))
    assert "Người an" in found
    assert "1 tài khoản" in found


@pytest.mark.parametrize("username", ["officer", "leader", "clerk", "district_officer"])
def test_nobody_else_gives_codes(world, client_for, username):
    ids, browser = newcomers(world, "an"), client_for(username)
    for page in ("/codes/", PAGE):
        assert browser.get(page).status_code == 403
    assert browser.post(PAGE, {"account": str(ids["an"])}).status_code == 403


def test_a_missing_font_is_told(world, admin, monkeypatch):
    monkeypatch.setattr(pdf, "_has_font", lambda _config: False)
    assert asked(admin, newcomers(world, "an").values()).status_code >= 500
    assert rounds(world) == []
