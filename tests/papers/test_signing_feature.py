"""Steps of the stories about who signs for whom."""

from datetime import UTC, date, datetime

import pytest
from pytest_bdd import given, parsers, scenarios, then, when
from sqlmodel import select

from rasoat import clock
from rasoat.account_changes.models import WAITING, AccountChange
from rasoat.accounts import operations, signing
from rasoat.accounts.models import SigningAuthority, User
from rasoat.documents import layout, pdf
from rasoat.documents.paper import BETWEEN_LINES, Paper, Paragraph, Signing
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, fire
from tests.scenes import day_of
from tests.web.browse import words
from tests.web.conftest import app, client_for, settings

__all__ = ["app", "client_for", "settings"]
pytestmark = pytest.mark.usefixtures("database")

scenarios("papers_the_thuc_ky.feature")


@pytest.fixture
def story():
    return {"people": {}}


@pytest.fixture
def on(request):
    def to(text):
        day = day_of(text)
        moved = clock.at(datetime(day.year, day.month, day.day, 2, tzinfo=UTC))
        moved.__enter__()
        request.addfinalizer(lambda: moved.__exit__(None, None, None))

    return to


@given(parsers.parse("hôm nay là ngày {day}"))
def today(on, day):
    on(day)


def add(world, story, agency, title, role="officer", position=""):
    number = len(story["people"])
    story["people"][title] = world.do(
        lambda s: operations.add_user(
            s, username=f"ky{number}", full_name=f"Người Ký {number}", agency_id=world.agencies[agency], role=role,
            title=title, position=position, email="",
        ).id
    )  # fmt: skip
    return story["people"][title]


@given(parsers.parse('"{agency}" có người đứng đầu là "{title}"'))
def headed(world, story, agency, title):
    add(world, story, agency, title, *(("leader", "head") if title != "Chuyên viên" else ()))


@given(parsers.parse('"{agency}" có "{one}", "{two}" và "{three}"'))
def staffed(world, story, agency, one, two, three):
    for title in (one, two, three):
        add(world, story, agency, title, position="unit_deputy" if title.startswith("Phó") else "")


def line(world, user_id, agency, kind, day):
    def found(session):
        return signing.line(session, session.get_one(Agency, agency), session.get_one(User, user_id), kind, day)

    return world.see(found)


@when(parsers.parse('"{title}" của "{agency}" với vị trí "{position}" ký'))
def signs(world, story, title, agency, position):
    user_id = add(world, story, agency, title, "leader", position)
    story["line"] = line(world, user_id, world.agencies[agency], "schedule", clock.today())


def joined(found):
    return BETWEEN_LINES.join((*found.capacity, found.position))


@then(parsers.parse('dòng ký là "{text}"'))
def reads(story, text):
    assert joined(story["line"]) == text


@then("đo trên tệp PDF không sai thể thức")
def measured(story):
    found = story["line"]
    paper = Paper(
        kind="TB", kind_title="Thông báo", issuer_parent="UBND TỈNH LẠNG SƠN", issuer=("Cơ quan thử nghiệm",),
        number=7, symbol="TB-CQTN", place="Lạng Sơn", issued_on=date(2024, 8, 5), subject="Kết quả kiểm tra",
        blocks=(Paragraph(id="one", text="Nội dung văn bản."),), recipients=("Đơn vị được kiểm tra",),
        signing=Signing(capacity=BETWEEN_LINES.join(found.capacity), position=found.position, name="Nguyễn Văn Mẫu"),
    )  # fmt: skip
    assert layout.measure(pdf.paper_to_pdf(paper, pdf.choose()), paper) == []


def ask(world, client_for, story, title, capacity, first, last="", passed=""):
    story["page"] = client_for("admin").post(
        f"/admin/users/{story['people'][title]}/signing",
        {
            "capacity": capacity, "head_title": "Giám đốc", "act": "Quyết định 12/QĐ-SLĐTBXH", "act_day": "1/8/2024",
            "kinds": "schedule", "valid_from": first, "valid_to": last, "passed_from": passed,
        },
    )  # fmt: skip


@when(parsers.re('giao "(?P<title>[^"]*)" ký "(?P<capacity>[^"]*)" từ (?P<first>[0-9/]+)(?: đến (?P<last>[0-9/]+))?$'))
def is_given(world, client_for, story, title, capacity, first, last):
    ask(world, client_for, story, title, capacity, first, last or "")


@when(
    parsers.re(
        'giao lại cho "(?P<title>[^"]*)" ký "(?P<capacity>[^"]*)" từ (?P<first>[0-9/]+)(?: đến (?P<last>[0-9/]+))?$'
    )
)
def is_passed(world, client_for, story, title, capacity, first, last):
    latest = select(SigningAuthority.id).order_by(SigningAuthority.created_at.desc(), SigningAuthority.id.desc())
    passed = world.see(lambda s: s.exec(latest).first())
    ask(world, client_for, story, title, capacity, first, last or "", str(passed))


@when("văn thư xác nhận việc giao ký")
def confirmed(world, story):
    assert story["page"].status_code == 303, words(story["page"])
    row = world.see(lambda s: s.exec(select(AccountChange).where(WAITING.condition)).one())
    world.do(lambda s: fire(s, CaseRef("account_change", row.id), "confirm", world.as_("clerk")))


@then(parsers.parse('bị từ chối vì "{text}"'))
def refused(story, text):
    assert story["page"].status_code == 422
    assert text in words(story["page"])


@when(parsers.parse('quản trị thu hồi việc giao ký của "{title}"'))
def taken_back(world, client_for, story, title):
    user_id = story["people"][title]
    row = world.see(lambda s: s.exec(select(SigningAuthority).where(SigningAuthority.account_id == user_id)).one())
    assert client_for("admin").post(f"/admin/signing/{row.id}/end", {}).status_code == 303


def reasons(world, story, title, kind, day):
    user_id, agency = story["people"][title], world.agencies["dept"]
    return world.see(lambda s: signing.reasons_to_refuse(s, s.get_one(User, user_id), agency, kind, day_of(day)))


@then(parsers.parse('"{title}" ký "{kind}" ngày {day} là "{text}"'))
def signs_so(world, story, title, kind, day, text):
    assert reasons(world, story, title, kind, day) == []
    assert joined(line(world, story["people"][title], world.agencies["dept"], kind, day_of(day))) == text


@then(parsers.parse('"{title}" không ký được "{kind}" ngày {day} vì "{text}"'))
def may_not_sign(world, story, title, kind, day, text):
    found = reasons(world, story, title, kind, day)
    assert found and text in found[0]
