"""The administrator sees the days off of a year and enters what a decision swapped."""

from datetime import date

import pytest
from sqlmodel import select

from rasoat import clock
from rasoat.recommendations import due
from rasoat.workflows.models import DecidedDay
from tests.web.browse import words

PAGE = "/admin/working-days?year=2027"
SWAPPED = {"day": "12/3/2027", "kind": "off", "decision": "Thông báo 15/TB-UBND ngày 1/3/2027"}


@pytest.fixture
def admin(client_for):
    return client_for("admin")


def test_what_is_entered_counts_in_due_dates_from_then_on(world, admin):
    before = words(admin.get(PAGE))
    assert "02/09/2027" in before and "12/03/2027" not in before
    assert admin.post(PAGE, SWAPPED).status_code == 303
    assert admin.post(PAGE, {**SWAPPED, "day": "13/3/2027", "kind": "worked"}).status_code == 303
    page = words(admin.get(PAGE))
    assert "Thứ sáu, 12/03/2027 Nghỉ Thông báo 15/TB-UBND ngày 1/3/2027" in page
    assert "Thứ bảy, 13/03/2027 Làm bù" in page
    with world.database.read() as session, clock.use_date(date(2027, 3, 11)):
        due_on, basis = due.default(session, 1)
        assert due_on == date(2027, 3, 13)
        assert "Thông báo 15/TB-UBND" in due.explain(basis)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"day": "13/3/2027"}, "Ngày này vốn đã nghỉ (cuối tuần)."),
        ({"day": "2/9/2027"}, "Ngày này vốn đã nghỉ (Quốc khánh)."),
        ({"kind": "worked"}, "Ngày này vốn là ngày làm việc."),
        ({"kind": ""}, "Chọn một trong hai."),
        ({"day": ""}, "Nhập ngày."),
        ({"decision": " "}, "Nhập số, ngày của văn bản."),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(world, admin, changes, says):
    answer = admin.post(PAGE, {**SWAPPED, **changes})
    assert answer.status_code == 422
    assert says in words(answer)
    with world.database.read() as session:
        assert session.exec(select(DecidedDay)).all() == []


def test_a_day_is_entered_once_and_can_be_taken_back(world, admin):
    admin.post(PAGE, SWAPPED)
    assert "Ngày này đã nhập" in words(admin.post(PAGE, SWAPPED))
    with world.database.read() as session:
        row_id = session.exec(select(DecidedDay.id)).one()
    assert admin.post(f"/admin/working-days/{row_id}/remove", {}).status_code == 303
    assert admin.post(f"/admin/working-days/{row_id}/remove", {}).status_code == 404
    assert "12/03/2027" not in words(admin.get(PAGE))


def test_only_the_administrator_enters_days(client_for):
    assert client_for("officer").post(PAGE, SWAPPED).status_code == 403
