"""The plan's units are picked in the browser: searched for, all at once, taken out and put back, at the desk and on a phone."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Locator, expect
from sqlmodel import Session, col, select

from rasoat.commands.setup import ready
from rasoat.plans import queries
from rasoat.plans.models import Plan
from rasoat.settings import Settings
from rasoat.units import operations as units
from rasoat.units.models import Agency
from tests.browser.person import Person
from tests.browser.server import Site
from tests.browser.wide import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PLACES = ("Đồng Mỏ", "Vân Thủy", "Chiến Thắng", "Hữu Kiên", "Bằng Mạc", "Thượng Cường")
COMMUNES = 40


def settle(session: Session) -> None:
    """Communes below the province, the first ones with names of their own."""
    province = session.exec(select(Agency).where(Agency.kind == "province")).one()
    for number in range(COMMUNES):
        name = PLACES[number] if number < len(PLACES) else f"Mẫu {number}"
        units.add_agency(session, parent_id=province.id, valid_from=date(2010, 1, 1), kind="commune", symbol="UBND",
                         name=f"Ủy ban nhân dân xã {name}", short_name=f"UBND xã {name}")  # fmt: skip


def rows(box: Locator) -> Locator:
    return box.locator(".picked-rows > li:not(.picked-undo)")


def test_all_communes_are_picked_and_saved(begun_site: Site, people: Callable[..., Person]) -> None:
    database = ready(Settings(data_dir=begun_site.data_dir, database_url=""))
    database.write(settle)
    officer = people(begun_site, "chuyenvien").go("Kế hoạch").go_in_page("Lập kế hoạch đầu tiên")
    officer.fill(title="Kiểm tra mọi xã")
    box = officer.main.locator("#targets")
    find, count = box.get_by_role("searchbox"), box.locator(".picked-count")

    # By the keyboard alone: without accents, and Enter adds the only one that is left.
    find.fill("dong mo")
    expect(box.locator(".picker-list li:visible")).to_have_count(1)
    find.press("Enter")
    expect(rows(box)).to_have_text([re.compile("Ủy ban nhân dân xã Đồng Mỏ")])
    expect(find).to_be_focused()
    expect(find).to_have_value("")
    expect(rows(box).get_by_role("button", name="Chọn ngày")).to_have_count(1)
    officer.write("targets-0-planned_on", "17/7/2024").write("targets-0-place", "Hội trường")
    expect(officer.main.locator(".unsaved-note")).to_be_visible()

    # What was ticked stays ticked while something else is searched for.
    officer.pick("targets", "van thuy", "chien thang")
    expect(count).to_have_text("Đã chọn 3 đơn vị.")
    box.get_by_role("button", name="Hoàn tác").click()
    expect(count).to_have_text("Đã chọn 1 đơn vị.")

    box.get_by_role("button", name="Thêm tất cả các xã").click()
    expect(count).to_have_text(f"Đã chọn {COMMUNES} đơn vị.")
    expect(box.get_by_label("Ngày dự kiến", exact=True)).to_have_count(COMMUNES)

    # Taken out, put back with what was typed, taken out for good.
    first = rows(box).first
    first.get_by_role("button", name="Bỏ").click()
    expect(box.get_by_text("Đã bỏ Ủy ban nhân dân xã Đồng Mỏ.")).to_be_visible()
    expect(box.get_by_role("button", name="Hoàn tác")).to_be_focused()
    officer.page.keyboard.press("Enter")
    expect(rows(box).first).to_contain_text("xã Đồng Mỏ")
    expect(rows(box).first.get_by_label("Địa điểm")).to_have_value("Hội trường")
    rows(box).filter(has_text="xã Hữu Kiên").get_by_role("button", name="Bỏ").click()
    expect(count).to_have_text(f"Đã chọn {COMMUNES - 1} đơn vị.")
    assert officer.faults() == []

    # Of the rest nobody typed a day: the common one serves all.
    officer.do("Lưu kế hoạch").is_refused(422).sees("Và 26 mục khác")
    expect(rows(officer.main.locator("#targets"))).to_have_count(COMMUNES - 1)
    officer.fill(day="1/8/2024").do("Lưu kế hoạch").sees("Đã lưu kế hoạch.")
    with database.read() as session:
        plan = session.exec(select(Plan).order_by(col(Plan.created_at).desc())).first()
        assert plan is not None
        stored = queries.data_of(session, plan).targets
    database.close()
    assert len(stored) == COMMUNES - 1
    assert [(row.planned_on, row.place) for row in stored if row.place] == [(date(2024, 7, 17), "Hội trường")]
    assert {row.planned_on for row in stored if not row.place} == {date(2024, 8, 1)}


def test_units_are_picked_by_touch_on_a_phone(begun_site: Site, people: Callable[..., Person]) -> None:
    officer = people(begun_site, "chuyenvien", size=PHONE).open("/plans/new").fill(title="Kiểm tra hai huyện")
    officer.pick("targets", "uy ban chi lang", "uy ban bac son")
    box = officer.main.locator("#targets")
    expect(rows(box)).to_have_count(2)
    office = rows(box).filter(has_text="huyện Chi Lăng").get_by_label("Phòng chuyên môn")
    expect(office.locator("option")).to_have_count(2)
    expect(rows(box).filter(has_text="huyện Bắc Sơn").get_by_label("Phòng chuyên môn")).to_have_count(0)
    rows(box).first.get_by_role("button", name="Bỏ").click()
    box.get_by_role("button", name="Hoàn tác").click()
    assert officer.look().faults() == []
    officer.fill(day="1/8/2024").do("Lưu kế hoạch").sees("Đã lưu kế hoạch.").sees("Ủy ban nhân dân huyện Chi Lăng")
