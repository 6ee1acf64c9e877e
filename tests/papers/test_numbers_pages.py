"""The pages of numbers: the clerk's form, the administrator's choice, what the register offers."""

import re
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, select

from rasoat import clock
from rasoat.documents import numbering, register
from rasoat.documents.models import RegisterEntry
from rasoat.papers.models import PaperCase
from rasoat.recommendations.models import Obligation
from tests.documents import samples as documents
from tests.documents.test_register import line
from tests.papers.samples import Told, nobody_chose, print_at_once, result
from tests.papers.test_views import Browser, address, words
from tests.world import World


@pytest.fixture
def waiting(world: World, monkeypatch: pytest.MonkeyPatch) -> Told:
    """A paper of an agency whose numbers come from outside, approved."""
    print_at_once(monkeypatch)
    told = result(world)
    nobody_chose(world)
    return told.to_number()


@pytest.fixture
def of_last_year(world: World, monkeypatch: pytest.MonkeyPatch) -> Told:
    """A paper that was signed in 2024, whose numbers are typed; those of 2025 are given here. What it asks is due in 2025."""
    print_at_once(monkeypatch)
    told, issuer, admin = result(world), world.agencies["dept"], world.as_("admin")
    nobody_chose(world)

    def later(session: Session) -> None:
        for row in session.exec(select(Obligation)).all():
            row.due_on = date(2025, 6, 30)

    world.do(later)
    world.do(lambda s: register.record_number(s, issuer, 2024, "TB", 97, line()))
    own = {"together": False, "kind": numbering.OWN, "series": {"TB": numbering.OWN}}
    world.do(lambda s: numbering.choose(s, admin, issuer, **own))
    return told.to_number()


def typed(told: Told, **values: str) -> dict[str, str]:
    return {"issued_on": "5/8/2024", "version": str(told.notice.version), **values}


def test_the_clerk_types_the_number_of_the_other_system(waiting: Told, client_for: Browser) -> None:
    browser = client_for("clerk")
    page = browser.get(address(waiting, "number"))
    assert "lấy số ở hệ thống văn bản của cơ quan" in words(page)
    assert 'name="number"' in page.text
    missing = browser.post(address(waiting, "number"), typed(waiting))
    assert missing.status_code == 422
    assert "Nhập số mà hệ thống văn bản của cơ quan đã cấp." in words(missing)
    for wrong in ("abc", "12,5", "0", "9999999"):
        refused = browser.post(address(waiting, "number"), typed(waiting, number=wrong))
        assert refused.status_code == 422, wrong
        assert f'value="{wrong}"' in refused.text
    done = browser.post(address(waiting, "number"), typed(waiting, number="1.450"))
    assert done.status_code == 303
    assert "Đã ban hành thông báo 1450/TB-SLĐTBXH" in words(browser.get(done.location))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_paper_of_the_year_before_bears_the_number_of_that_years_system(
    of_last_year: Told, client_for: Browser
) -> None:
    waiting = of_last_year
    with clock.at(datetime(2025, 1, 2, 2, tzinfo=UTC)):
        browser = client_for("clerk")
        page = browser.get(address(waiting, "number"))
        assert "trong sổ năm 2025: 01" in words(page)
        assert "Ngày ban hành trong năm 2024 thì dãy TB lấy số ở hệ thống văn bản" in words(page)
        missing = browser.post(address(waiting, "number"), typed(waiting, issued_on="31/12/2024"))
        assert missing.status_code == 422
        assert "Nhập số mà hệ thống văn bản của cơ quan đã cấp." in words(missing)
        given_here = browser.post(address(waiting, "number"), typed(waiting, issued_on="2/1/2025", number="98"))
        assert given_here.status_code == 422
        assert "bỏ trống ô số" in words(given_here)
        done = browser.post(address(waiting, "number"), typed(waiting, issued_on="31/12/2024", number="98"))
        assert done.status_code == 303
    assert (waiting.notice.reference, waiting.notice.issued_on) == ("98/TB-SLĐTBXH", date(2024, 12, 31))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_paper_of_this_year_is_numbered_here_without_a_typed_number(of_last_year: Told, client_for: Browser) -> None:
    waiting = of_last_year
    with clock.at(datetime(2025, 1, 2, 2, tzinfo=UTC)):
        browser = client_for("clerk")
        assert browser.post(address(waiting, "number"), typed(waiting, issued_on="2/1/2025")).status_code == 303
    assert waiting.notice.reference == "01/TB-SLĐTBXH"


def test_a_used_number_leads_to_the_paper_that_bears_it(waiting: Told, client_for: Browser) -> None:
    browser, world = client_for("clerk"), waiting.world
    world.do(lambda s: register.record_number(s, world.agencies["dept"], 2024, "TB", 97, line()))
    page = browser.post(address(waiting, "number"), typed(waiting, number="97"))
    assert page.status_code == 422
    assert "Số 97/TB-SLĐTBXH năm 2024 đã dùng: Thông báo “Lịch kiểm tra”, ngày 12/07/2024." in words(page)
    assert "đang mang số này" not in words(page), "it is no paper of this database"
    world.do(lambda s: _make_it_that_of(s, waiting))
    page = browser.post(address(waiting, "number"), typed(waiting, number="97"))
    assert f'<a href="{address(waiting)}"' in page.text
    assert "Xem Thông báo 97/TB-SLĐTBXH đang mang số này" in words(page)


def _make_it_that_of(session: Session, told: Told) -> None:
    """The line becomes that of the paper itself, which stays approved: one paper is enough to see the link."""
    entry = session.exec(select(RegisterEntry).where(RegisterEntry.number == 97, RegisterEntry.series == "TB")).one()
    frozen = register.freeze(session, entry, documents.short(number=97, issued_on=entry.dated))
    case = session.get_one(PaperCase, told.paper_id)
    case.number, case.frozen_id = 97, frozen.id


def test_the_administrator_chooses_and_is_told_when_it_holds(world: World, client_for: Browser) -> None:
    browser, issuer = client_for("admin"), world.agencies["dept"]
    url = f"/admin/agencies/{issuer}/numbering"
    assert url in browser.get(f"/admin/agencies/{issuer}").text
    page = browser.get(url)
    assert page.text.count("Cấp tại đây, không bỏ số") >= 2
    names = re.findall(r'name="(series_\d+)"', page.text)
    apart = {"how": "apart", "kind": "outside", **dict.fromkeys(names, "outside")}
    saved = browser.post(url, apart)
    assert saved.status_code == 303
    assert "Đã lưu cách cấp số." in words(browser.get(saved.location))
    assert not world.see(lambda s: numbering.of_year(s, issuer, clock.today().year)).keeps("TB")
    world.do(lambda s: register.record_number(s, issuer, clock.today().year, "TB", 97, line()))
    later = browser.get(browser.post(url, {**apart, "how": "together", "kind": "own"}).location)
    assert "dãy TB đã có số, nên lựa chọn này có hiệu lực từ 01/01/2025" in words(later)
    assert "Từ 01/01/2025" in words(later)
    assert browser.post(url, {**apart, "kind": "both"}).status_code == 422


def test_who_keeps_no_own_series_records_no_numbers_given_before(waiting: Told, client_for: Browser) -> None:
    browser = client_for("clerk")
    assert "/papers/register/outside" not in browser.get("/papers/register").text
    page = browser.get("/papers/register/outside")
    assert "Không có dãy số nào cấp tại đây" in words(page)
    assert '<form class="panel' not in page.text
    issuer, admin = waiting.world.agencies["dept"], waiting.world.as_("admin")
    waiting.world.do(
        lambda s: numbering.choose(s, admin, issuer, together=False, kind=numbering.OWN, series={"TB": numbering.OWN})
    )
    kept = {"series": "TB", "year": "2024", "last": "96", "dated": "1/8/2024", "reason": "Sổ giấy"}
    assert browser.post("/papers/register/outside", kept).status_code == 303
    assert "Số đã cấp ngoài hệ thống: từ số 1 đến số 96" in words(browser.get("/papers/register"))


def test_no_numbers_are_recorded_for_all_teams_together(waiting: Told, client_for: Browser) -> None:
    issuer, admin = waiting.world.agencies["dept"], waiting.world.as_("admin")
    own = dict.fromkeys(("TB", "ĐKT:BB"), numbering.OWN)
    waiting.world.do(lambda s: numbering.choose(s, admin, issuer, together=False, kind=numbering.OWN, series=own))
    browser = client_for("clerk")
    offered = lambda: browser.get("/papers/register/outside").text  # noqa: E731
    assert '"TB"' in offered() and '"ĐKT:BB"' not in offered()
    kept = {"series": "ĐKT:BB", "year": "2024", "last": "3", "dated": "1/8/2024", "reason": "Sổ giấy"}
    assert browser.post("/papers/register/outside", kept).status_code == 422
    waiting.world.do(lambda s: register.take_number(s, issuer, clock.today().year, "ĐKT:BB", line()))
    assert '"ĐKT:BB"' in offered()
