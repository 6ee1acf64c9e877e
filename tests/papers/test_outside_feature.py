"""Steps of the story of papers that are signed outside of the system."""

import io
import re
from datetime import UTC, datetime
from functools import cache

import pytest
from pytest_bdd import given, parsers, scenarios, step, then
from sqlmodel import select

from rasoat import clock
from rasoat.accounts.models import User
from rasoat.db import new_id
from rasoat.documents import pdf
from rasoat.documents.models import RegisterEntry
from rasoat.documents.paper import Paper, Paragraph
from rasoat.files.operations import StoredFile
from rasoat.notifying.models import ToldLine
from rasoat.papers import comparing, signing_outside
from rasoat.papers.models import PaperCase
from rasoat.papers.signed_copies import Scan
from rasoat.papers.signing_outside import SignedFile
from rasoat.problems import Problem
from rasoat.units.models import Agency
from rasoat.workflows.pins import runtime
from tests.documents.samples import short
from tests.papers.samples import messages, outside, result
from tests.scenes import day_of
from tests.web.browse import words

pytestmark = pytest.mark.usefixtures("database")

scenarios("papers_ky_ngoai.feature")


@pytest.fixture
def story():
    return {"refusal": ""}


@given(parsers.parse("hôm nay là ngày {text}"))
def today(request, text):
    day = day_of(text)
    moved = clock.at(datetime(day.year, day.month, day.day, 2, tzinfo=UTC))
    moved.__enter__()
    request.addfinalizer(lambda: moved.__exit__(None, None, None))


@given(parsers.parse("sổ đăng ký năm 2024 đã cấp đến số {last:d} ngày {text}"))
def given_before(world, last, text):
    outside(world, last, day_of(text))


@given("chuyên viên đã soạn thông báo kết quả và trình duyệt")
def checked(world, story):
    story["told"] = result(world)
    story["told"].fire("check", "officer")


def attempt(story, action):
    story["refusal"] = ""
    try:
        action()
    except Problem as problem:
        story["refusal"] = messages(problem)


@step("chuyên viên trình giám đốc ký ngoài hệ thống")
def sent(world, story):
    told, leader = story["told"], world.as_("leader").user_id
    world.do(
        lambda s: signing_outside.send_to_sign(s, world.as_("officer"), told.paper_id, leader, told.notice.version)
    )
    row = world.see(lambda s: signing_outside.to_sign(s, s.get_one(PaperCase, told.paper_id)))
    story["frozen"] = signing_outside.frozen_text(row)


@cache
def printed(paper: Paper) -> bytes:
    return pdf.paper_to_pdf(paper, pdf.usable()[0], stamped=False)


@step("chuyên viên rút trình")
def taken_back(story):
    story["told"].fire("take_back", "officer")


@step(parsers.parse('tên huyện trong hồ sơ đổi thành "{name}"'))
def renamed(world, name):
    world.do(lambda s: setattr(s.get_one(Agency, world.agencies["district"]), "name", name))


@step(parsers.parse("văn thư ghi nhận giám đốc ký tay ngày {text}, kèm {which}"))
def recorded(world, story, text, which):
    told, frozen = story["told"], story["frozen"]
    more = Paragraph(id="x", text="Giao thêm cho huyện một việc không có trong bản trình ký. " * 9, visibility="public")
    paper = {
        "tệp đã ký của bản trình ký": frozen,
        "tệp của văn bản khác": short(),
        "tệp có thêm một đoạn": frozen.model_copy(update={"blocks": (more, *frozen.blocks)}),
    }[which]
    number = new_id().hex
    scan = Scan(
        StoredFile(number * 2, 9, "application/pdf", "ký.pdf"), StoredFile(f"{number}" * 2, 8, "image/png", "ký.png")
    )

    def record():
        found = comparing.compare(frozen, printed(paper))
        comparing.refuse(found)
        world.do(
            lambda s: signing_outside.record_signature(
                s, world.as_("clerk"), told.paper_id, told.notice.version, SignedFile(scan, found),
                signed_on=day_of(text), how="hand",
            )
        )  # fmt: skip

    attempt(story, record)


@step(parsers.parse("văn thư cấp số với ngày {text}"))
def numbered(story, text):
    assert not story["refusal"], story["refusal"]
    story["told"].fire("number", "clerk", issued_on=day_of(text))


@then(parsers.parse('thông báo "{title}"'))
def state(world, story, title):
    case = story["told"].notice
    states = world.see(lambda s: runtime(s, case.workflow, case.workflow_version).definition.states)
    assert states[case.status].title == title


@then("bản trình ký để trống số, ngày và không có dấu dự thảo")
def blanks(story):
    from pypdf import PdfReader

    text = re.sub(r"\s+", " ", PdfReader(io.BytesIO(printed(story["frozen"]))).pages[0].extract_text())
    assert "DỰ THẢO" not in text
    assert re.search(r"Số: +/TB", text), text[:300]


@then("giám đốc được báo là chữ ký đã được ghi nhận")
def leader_told(world, story):
    assert not story["refusal"], story["refusal"]
    leader = world.as_("leader").user_id
    lines = world.see(lambda s: s.exec(select(ToldLine).where(ToldLine.event == signing_outside.SIGNED)).all())
    assert [one.account_id for one in lines] == [leader]


@then("sổ đăng ký ghi người ký là giám đốc, ký tay")
def registered(world, story):
    name = world.see(lambda s: s.get_one(User, world.as_("leader").user_id).full_name)
    entries = world.see(lambda s: s.exec(select(RegisterEntry).where(RegisterEntry.number == 97)).all())
    assert [one.signer for one in entries] == [f"{name} (ký tay)"]


@then("trang văn bản nói là ký tay")
def page(client_for, story):
    assert "(ký tay)" in words(client_for("officer").get(f"/papers/{story['told'].paper_id}"))


@then(parsers.parse('bị từ chối vì "{why}"'))
def refused(story, why):
    assert why in story["refusal"], story["refusal"]
