"""Taking lists out on their pages: with the filters, only what one may see, and each time written down."""

import hashlib
import re
from datetime import date

import pytest
from sqlmodel import col, select

from rasoat import clock
from rasoat.accounts import operations as accounts
from rasoat.exporting import taking
from rasoat.exporting.models import ExportRun
from rasoat.exporting.registry import listings
from rasoat.files.store import BlobStore
from tests.exporting.taken import about_of, as_dicts, book_of, csv_of, statements, take
from tests.recommendations.samples import followed_up
from tests.recommendations.test_pages import play_on
from tests.web.browse import words
from tests.web.scene import MARKS, build
from tests.web.test_who_sees_what import PEOPLE

SOME = ("officer", "guest", "district_officer", "other_officer")
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def runs(world):
    return world.see(lambda db: list(db.exec(select(ExportRun).order_by(col(ExportRun.id)))))


def test_a_list_is_taken_out_with_its_filters_and_written_down(world, client_for):
    admin = client_for("admin")
    answer = take(admin, "accounts", role="officer", q="hoang")
    rows = as_dicts(book_of(answer))
    assert [row["Tên đăng nhập"] for row in rows] == ["officer"]
    day = clock.today().isoformat()
    assert answer.headers["Content-Disposition"] == f"attachment; filename=tai-khoan-{day}.xlsx"
    assert about_of(answer)["Điều kiện"] == "Tìm: hoang; Vai trò: Chuyên viên"
    (run,) = runs(world)
    assert (run.listing, run.form, run.row_count) == ("accounts", "xlsx", 1)
    assert (run.taken_by, run.agency_id) == (world.as_("admin").user_id, world.agencies["dept"])
    assert run.asked == "Tìm: hoang; Vai trò: Chuyên viên"
    assert (run.digest, run.size) == (hashlib.sha256(answer.data).hexdigest(), len(answer.data))


def test_a_csv_holds_the_same_in_the_same_order(world, client_for):
    admin = client_for("admin")
    book, lines = (
        book_of(take(admin, "accounts", sort="-username")),
        csv_of(take(admin, "accounts", "csv", sort="-username")),
    )
    assert [[cell or "" for cell in row] for row in book] == lines
    names = [row["Tên đăng nhập"] for row in as_dicts(book)]
    assert names == sorted(names, reverse=True)


def test_a_name_that_begins_like_a_formula_stays_a_text(world, client_for):
    world.do(
        lambda db: accounts.edit_user(db, world.as_("clerk").user_id, None, {"full_name": "=1+1", "telephone": "+84 1"})
    )
    admin = client_for("admin")
    first = book_of(take(admin, "accounts", q="1+1"))[1]
    assert (first[0], first[7]) == ("=1+1", "+84 1")
    assert csv_of(take(admin, "accounts", "csv", q="1+1"))[1][0] == "'=1+1"


@on_sqlite
def test_the_page_offers_what_it_shows(client_for):
    page = client_for("admin").get("/admin/users?role=officer&q=h&sort=-name&after=x")
    (address,) = re.findall(r'class="download no-print" method="post" action="([^"]+)"', page.text)
    assert address.replace("&amp;", "&") == "/exports/of/accounts?role=officer&q=h&sort=-name"


@on_sqlite
def test_what_is_refused(world, client_for, monkeypatch):
    admin = client_for("admin")
    assert take(admin, "ghosts").status_code == 404
    assert take(admin, "accounts", "pdf").status_code == 400
    assert take(client_for("officer"), "accounts").status_code == 403, "whoever may not open its page"
    assert admin.get("/exports/of/accounts").status_code == 405, "a look at an address takes nothing out"
    assert admin.post("/exports/of/accounts", {"form": "xlsx"}, token=None).status_code == 400
    monkeypatch.setattr(taking, "MOST_ROWS", 3)
    for form in ("xlsx", "csv"):
        answer = take(admin, "accounts", form)
        assert answer.status_code == 413
        assert "mỗi tệp chứa đến 3 dòng" in words(answer)
        assert "Lọc bớt" in words(answer)
    assert runs(world) == []


@on_sqlite
def test_rows_that_become_more_than_a_file_holds_are_refused_too(world, client_for, monkeypatch):
    source = listings()["accounts"].source
    monkeypatch.setattr(taking, "MOST_ROWS", 3)
    admin = client_for("admin")
    monkeypatch.setattr("rasoat.exporting.registry.count_up_to", lambda *_: 0)
    for form in ("xlsx", "csv"):
        assert take(admin, "accounts", form).status_code == 413
    assert source is listings()["accounts"].source


@on_sqlite
def test_everybody_sees_his_own_and_administrators_all(world, client_for):
    officer, admin = client_for("officer"), client_for("admin")
    take(officer, "plans", year="2024")
    take(admin, "accounts")
    assert "Tài khoản" not in words(officer.get("/exports/")).partition("Các lần tải về")[2].partition("Rà Soát:")[0]
    shown = words(admin.get("/exports/"))
    assert "Hoàng Thị Thử" in shown
    assert "Quản Trị Thử" in shown
    assert [row["Danh sách"] for row in as_dicts(book_of(take(officer, "exports")))] == ["Kế hoạch"]


@pytest.mark.slow
@on_sqlite
@pytest.mark.parametrize("people", [SOME, pytest.param(PEOPLE, marks=pytest.mark.long)])
def test_nobody_takes_out_what_the_page_does_not_show(world, settings, app, client_for, people):
    ids = {_SILENT: str(build(world, BlobStore(settings.files_dir)).ids[_SILENT])}
    lists = [one for one in listings().values() if one.page in PLAIN]
    found = 0
    for person in people:
        client = client_for(person)
        for listing in lists:
            page = client.get(PLAIN[listing.page])
            answer = take(client, listing.name, "csv", **SHOWS_ALL.get(listing.name, {}))
            assert (answer.status_code == 200) == (page.status_code == 200), (person, listing.name)
            if page.status_code == 200:
                taken = {name for name, mark in MARKS.items() if mark in answer.text}
                # The page of inspections tells the unit, and the title only in the file.
                shown = {
                    name for name, mark in MARKS.items() if mark in words(page) or ids.get(name, "no id") in page.text
                }
                assert taken == shown, (person, listing.name)
                found += len(taken)
    assert found > 6


_SILENT = "inspection that was never announced"
PLAIN = {
    "followup.board": "/followup/?stage=",
    "dangers.index": "/dangers/?all=1",
    "proposals.index": "/proposals/",
    "obligations.inbox": "/obligations/inbox",
    "inspections.index": "/inspections/",
    "plans.index": "/plans/",
    "papers.index": "/papers/",
}
SHOWS_ALL = {"followup": {"stage": ""}, "dangers": {"all": "1"}}


@pytest.mark.slow
@on_sqlite
def test_results_of_checklists_go_to_the_inspecting_side_only(world, settings, client_for):
    scene = build(world, BlobStore(settings.files_dir))
    of = {"inspection": scene.inspection_id}
    rows = as_dicts(book_of(take(client_for("officer"), "results", **of)))
    assert {row["Điểm kiểm tra"] for row in rows} > {"Đơn vị được kiểm tra"}
    assert {(row["Cuộc kiểm tra"], row["Ngày"].date()) for row in rows} == {
        (rows[0]["Cuộc kiểm tra"], date(2024, 7, 17))
    }
    answered = [row for row in rows if row["Trả lời"]]
    numbers = [row for row in answered if row["Số"] is not None]
    assert numbers and all(isinstance(row["Số"], int | float) for row in numbers)
    assert len({(row["Bảng kiểm"], row["Điểm kiểm tra"], row["Mã mục"]) for row in rows}) == len(rows)
    assert take(client_for("district_officer"), "results", **of).status_code == 404
    assert take(client_for("admin"), "results", **of).status_code == 404
    across = as_dicts(book_of(take(client_for("officer"), "results_of", checklist="warning_signs")))
    assert across == [row for row in rows if row["Bảng kiểm"] == across[0]["Bảng kiểm"]]
    assert across
    assert as_dicts(book_of(take(client_for("edu_officer"), "results_of", checklist="ghosts"))) == []
    assert "Câu về một cháu bé." in {
        row["Nội dung"] for row in as_dicts(book_of(take(client_for("officer"), "findings", **of)))
    }
    assert "Câu về một cháu bé." not in take(client_for("district_officer"), "findings", "csv", **of).text
    # There, but not called an authority's account: this one may see the inspection, and is inspected.
    civil = client_for("office_civil")
    assert "Chi Lăng" in take(civil, "inspections", "csv").text
    assert as_dicts(book_of(take(civil, "results_of", checklist="warning_signs"))) == []
    assert as_dicts(book_of(take(civil, "findings_of_all"))) == []


@on_sqlite
def test_one_row_more_asks_the_database_nothing_more(world, client_for):
    """With the stage that all of them are in, and with what only one of the two agencies has to do."""
    followed_up(world)
    play_on(world, date(2024, 11, 7))
    officer, asked = client_for("officer"), []
    # What a process reads once, as the ladder's definition, is read before the counting.
    take(officer, "followup", "csv", stage="overdue")
    for filters in ({"addressee": ""}, {"addressee": str(world.agencies["office"])}):
        with statements() as made:
            rows = csv_of(take(officer, "followup", "csv", stage="overdue", **filters))
        asked.append((len(rows) - 1, len(made)))
    (most, queries), (fewer, as_many) = asked
    assert (most, fewer) == (14, 7)
    assert queries == as_many
