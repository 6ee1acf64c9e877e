"""Replacing and recalling a paper: the pages on a phone, a tablet and at the desk."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import select

from rasoat.db import Database
from rasoat.papers.models import GIVEN, PaperCase
from tests.browser.person import DESK, TABLET, Person
from tests.browser.server import Site
from tests.browser.wide import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]
People = Callable[..., Person]


def sound(person: Person, name: str = "") -> None:
    """The page holds in each window, and axe finds nothing."""
    for window in (PHONE, TABLET, DESK):
        person.fits(window)
        if os.environ.get("LOOK"):
            person.page.screenshot(path=Path(os.environ["LOOK"]) / f"{name}-{window['width']}.png", full_page=True)
    assert person.faults() == []


def test_a_notice_is_replaced_and_recalled(told_site: Site, people: People) -> None:
    database = Database(f"sqlite:///{told_site.data_dir / 'rasoat.sqlite3'}")
    with database.read() as session:
        query = select(PaperCase.id).where(PaperCase.kind == "result", GIVEN.condition)
        paper_id = session.exec(query.order_by(PaperCase.id)).first()
    database.close()
    officer = people(told_site, "chuyenvien").open(f"/papers/{paper_id}")
    officer.press(officer.main.get_by_role("button", name="Soạn văn bản thay thế"))
    sound(officer, "fates")
    officer.press(officer.main.get_by_role("link", name="Chọn").first)
    officer.page.get_by_role("radio", name="Rút").check()
    officer.press(officer.main.get_by_role("button", name="Lưu"))
    sound(officer, "refused")
    officer.page.get_by_label("Lý do rút").fill("Đã giao ở kế hoạch khác.")
    officer.press(officer.main.get_by_role("button", name="Lưu"))
    officer.press(officer.main.get_by_role("link", name="Thêm nội dung mới"))
    sound(officer, "new")
    leader = people(told_site, "lanhdao").open(f"/cases/paper/{paper_id}/recall")
    leader.page.get_by_label("Lý do thu hồi").fill("Ghi nhầm số điểm đã cắm biển.")
    leader.press(leader.main.get_by_role("button", name="Thu hồi văn bản"))
    leader.open(f"/papers/{paper_id}")
    sound(leader, "recalled")
    officer.open("/followup/?stage=")
    officer.press(officer.main.get_by_role("link", name="Kiến nghị").first)
    sound(officer, "obligation")
