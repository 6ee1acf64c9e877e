"""Who is away, who signs, who goes on with what somebody leaves: the pages on a phone, a tablet and at the desk."""

from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import expect
from sqlmodel import Session, col, select

from rasoat.accounts.models import User
from rasoat.accounts.queries import actor_named
from rasoat.db import Database
from rasoat.plans import operations as plans
from rasoat.plans.data import PlanData
from rasoat.recommendations.conditions import open_condition
from rasoat.recommendations.models import ADDRESSEES_TURN, Obligation
from rasoat.units import operations as units
from tests.browser.person import DESK, TABLET, Person
from tests.browser.server import Site
from tests.browser.wide import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]
People = Callable[..., Person]


def sound(person: Person) -> None:
    """The page holds in each window, and axe finds nothing."""
    for window in (PHONE, TABLET, DESK):
        person.fits(window)
    assert person.faults() == []


def prepared(site: Site) -> tuple[UUID, UUID, UUID, str, str]:
    """An officer, an agency that wants its leader to release answers, an obligation of it, its officer and its leader."""
    database = Database(f"sqlite:///{site.data_dir / 'rasoat.sqlite3'}")
    with database.read() as session:
        officer = session.exec(select(User).where(User.username == "chuyenvien")).one()
        where = (open_condition(), ADDRESSEES_TURN.condition)
        found = session.exec(select(Obligation).where(*where).order_by(col(Obligation.id))).all()
        staff = [(row, *(_of(session, row.addressee_id, role) for role in ("officer", "leader"))) for row in found]
        row, clerk, leader = next(one for one in staff if all(one))
        ids = (officer.id, row.addressee_id, row.id)
    plan = PlanData(title="Kế hoạch đang soạn", year=2025, bases=[], contents=[], cosigner_ids=[], targets=[])
    database.write(lambda s: plans.draft_plan(s, actor_named(s, "chuyenvien"), plan))
    database.write(lambda s: units.edit_agency(s, ids[1], None, {"leader_releases": True}))
    database.close()
    return *ids, clerk, leader


def _of(session: Session, agency_id: UUID, role: str) -> str:
    query = select(User.username).where(User.agency_id == agency_id, User.role == f"authority_{role}")
    return session.exec(query.order_by(col(User.id))).first() or ""


def test_absences_signing_and_closing(told_site: Site, people: People) -> None:
    officer_id, agency_id, obligation_id, author, leader = prepared(told_site)
    person = people(told_site, "chuyenvien").open("/absences/new")
    person.page.get_by_label("Vắng từ ngày").fill("1/12/2024")
    person.press(person.main.get_by_role("button", name="Lưu"))
    sound(person)
    person.page.get_by_label("Đến hết ngày").fill("5/12/2024")
    person.page.get_by_label("Người làm thay").select_option(index=1)
    person.page.get_by_label("Bản thảo đang soạn").select_option("nobody")
    person.press(person.main.get_by_role("button", name="Lưu"))
    sound(person)
    admin = people(told_site, "quantri").open("/absences/")
    sound(admin)
    admin.open(f"/admin/users/{officer_id}")
    sound(admin)
    admin.open(f"/admin/users/{officer_id}/close")
    sound(admin)
    admin.open(f"/admin/users/{officer_id}/signing")
    sound(admin)
    admin.press(admin.main.get_by_role("button", name="Gửi"))
    sound(admin)
    admin.open(f"/admin/agencies/{agency_id}")
    sound(admin)
    officer = people(told_site, author).open(f"/obligations/{obligation_id}")
    sound(officer)
    officer.main.get_by_text("Đã thực hiện", exact=True).first.click()
    officer.page.get_by_role("textbox", name="Kết quả thực hiện").fill("Đã cắm 46 biển ở các điểm đã rà soát.")
    officer.press(officer.main.get_by_role("button", name="Trình lãnh đạo duyệt"))
    sound(officer)
    head = people(told_site, leader).open(f"/obligations/{obligation_id}")
    sound(head)
    head.main.get_by_text("Trả lại người soạn").click()
    head.press(head.main.get_by_role("button", name="Trả lại", exact=True))
    expect(head.page.get_by_role("textbox", name="Lý do trả lại")).to_be_visible()
    sound(head)
