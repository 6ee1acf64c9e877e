"""features/owed_che_do_bao_cao.feature, step by step."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from pytest_bdd import parsers, scenarios, step
from sqlmodel import col, select

from rasoat import clock
from rasoat.followup import operations as followup
from rasoat.followup.models import LadderStep
from rasoat.owed.desk import queries, recording
from rasoat.papers import compose, plan_steps
from rasoat.papers.kinds import reminder
from rasoat.papers.models import PaperCase
from rasoat.plans.data import ReportData
from rasoat.recommendations.answering.queries import answers_of
from rasoat.recommendations.models import Obligation
from rasoat.workflows import CaseRef, fire
from tests.owed.samples import REPORTS, YEAR_DUE, arrived, asked, owed_by
from tests.papers.samples import words_of
from tests.recommendations.test_pages import play_on
from tests.scenes import Refusing, day_of
from tests.web.browse import Client, words
from tests.world import World

# The rules are the same on both databases; races and migrations look at both.
pytestmark = [pytest.mark.usefixtures("database"), pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)]
Browser = Callable[[str], Client]
scenarios("owed_che_do_bao_cao.feature")
AGENCIES = {"huyện Chi Lăng": "district", "Sở": "dept"}


@dataclass
class Story(Refusing):
    """One plan, and the day on which the story stands."""

    plan_id: UUID | None = None
    today: date = field(default=date(2024, 5, 20))


@pytest.fixture
def story() -> Any:
    found = Story()
    yield found
    assert not found.refusal, f"refused, and no step expected it: {found.refusal}"


def _letters(world: World) -> list[PaperCase]:
    return world.see(lambda s: list(s.exec(select(PaperCase).where(PaperCase.kind == reminder.NAME))))


def _the_owed(world: World, story: Story, who: str) -> Obligation:
    assert story.plan_id is not None
    [row] = owed_by(world, story.plan_id, AGENCIES[who])
    return row


@step(parsers.re(r'kế hoạch 99 yêu cầu đơn vị "Báo cáo năm 2024" hạn 15/11/2024 và cơ quan chủ trì báo cáo .+'))
def _asked(world: World, story: Story) -> None:
    story.plan_id = asked(world).id


@step(parsers.parse('kế hoạch 99 yêu cầu đơn vị "{title}" hằng tháng từ {first} đến hết {until}'))
def _monthly(world: World, story: Story, title: str, first: str, until: str) -> None:
    report = ReportData(title, "units", day_of(first), repeats="month", until=day_of(until))
    story.plan_id = asked(world, report).id


@step(parsers.parse('văn bản kế hoạch có mục "{heading}" nêu "{said}"'))
def _printed(world: World, story: Story, heading: str, said: str) -> None:
    case = world.see(lambda s: plan_steps.paper_of(s, story.plan_id))
    text = words_of(world.see(lambda s: compose.as_paper(s, s.get_one(PaperCase, case.id))))
    assert heading in text and said in text


@step(parsers.parse('huyện Chi Lăng thấy "{said}" ở trang việc đến'))
def _inbox(world: World, client_for: Browser, said: str) -> None:
    play_on(world, date(2024, 8, 20))
    assert said in words(client_for("district_officer").get("/obligations/inbox"))


@step(parsers.parse('Sở thấy "{said}" ở trang theo dõi'))
def _board(client_for: Browser, said: str) -> None:
    assert said in words(client_for("officer").get("/followup/?stage="))


@step(parsers.parse("huyện Chi Lăng phải gửi báo cáo vào các ngày {days}"))
def _days(world: World, story: Story, days: str) -> None:
    assert story.plan_id is not None
    assert [row.due_on for row in owed_by(world, story.plan_id, "district")] == [
        day_of(one) for one in days.split(", ")
    ]


@step(parsers.re(r"chương trình chạy ngày (?P<today>[0-9/]+)$"))
def _run(world: World, story: Story, today: str) -> None:
    story.today = day_of(today)
    with clock.use_date(story.today):
        followup.remind(world.database, story.today)


@step(parsers.parse('huyện Chi Lăng được nhắc "{title}"'))
def _reminded(world: World, story: Story, title: str) -> None:
    row = _the_owed(world, story, "huyện Chi Lăng")
    found = world.see(lambda s: list(s.exec(select(LadderStep).where(LadderStep.case_id == row.id))))
    assert [one.title for one in found if one.told] == [title]


@step(parsers.parse('có công văn đôn đốc gửi huyện Chi Lăng nêu "{said}" theo Kế hoạch số 99'))
def _letter(world: World, story: Story, said: str) -> None:
    [letter] = _letters(world)
    with clock.use_date(story.today):
        paper = world.see(lambda s: compose.as_paper(s, s.get_one(PaperCase, letter.id)))
    assert paper.addressed_to == ("Ủy ban nhân dân huyện Chi Lăng",)
    assert said in words_of(paper) and "99/KHLN" in words_of(paper)


@step("không có công văn đôn đốc gửi chính Sở")
def _no_letter_to_itself(world: World, story: Story) -> None:
    own = _the_owed(world, story, "Sở")
    assert own.id not in {one.about_id for one in _letters(world)}


@step(parsers.parse("ngày {today} văn thư vào sổ báo cáo của huyện Chi Lăng và chuyên viên ghi là báo cáo năm"))
def _came(world: World, story: Story, client_for: Browser, today: str) -> None:
    story.today, row = day_of(today), _the_owed(world, story, "huyện Chi Lăng")
    with clock.use_date(story.today):
        paper = arrived(world, story.today)
    play_on(world, story.today)
    page = client_for("officer").get(f"/obligations/{row.id}")
    assert "Ghi báo cáo đã có" in words(page)
    form = {"paper": str(paper.id), "signer": "Chu Văn Chi", "version": str(row.version)}
    assert client_for("officer").post(f"/owed/{row.id}/record", form).status_code == 303


@step(parsers.re(r'bảng của kế hoạch ghi (?P<who>huyện Chi Lăng|Sở) "(?P<said>.+)"'))
def _table(world: World, story: Story, client_for: Browser, who: str, said: str) -> None:
    play_on(world, story.today)
    row = _the_owed(world, story, who)
    [name] = [key for key, title in queries.STANDINGS.items() if title == said]
    assert world.see(lambda s: queries.standings(s, [row], story.today)) == {row.id: name}
    shown = words(client_for("officer").get(f"/owed/plan/{story.plan_id}?standing={name}"))
    assert row.source_text in shown and said in shown


@step("huyện Chi Lăng không còn việc nào ở trang việc đến")
def _nothing_left(client_for: Browser) -> None:
    assert "Gửi báo cáo năm 2024" not in words(client_for("district_officer").get("/obligations/inbox"))


@step("chương trình chạy ngày 5/12/2024 không nhắc huyện Chi Lăng nữa")
def _quiet(world: World, story: Story) -> None:
    _run(world, story, "5/12/2024")
    row = _the_owed(world, story, "huyện Chi Lăng")
    late = select(LadderStep).where(LadderStep.case_id == row.id, col(LadderStep.day) > YEAR_DUE)
    assert not world.see(lambda s: list(s.exec(late)))


@step(parsers.parse('chuyên viên bỏ ghi nhận vì "{why}"'))
def _taken_back(world: World, story: Story, why: str) -> None:
    row, officer = _the_owed(world, story, "huyện Chi Lăng"), world.as_("officer")
    ref = CaseRef("obligation", row.id)
    world.do(lambda s: fire(s, ref, "take_back_report", officer, payload={"reason": why}))
    [kept] = world.see(lambda s: answers_of(s, row.id))
    assert (kept.ended, kept.ended_because) == ("taken_back", why)


@step('văn thư cấp số kế hoạch yêu cầu đơn vị "Báo cáo 6 tháng" hạn 19/5/2024')
def _too_late(world: World, story: Story) -> None:
    story.attempt(lambda: asked(world, ReportData("Báo cáo 6 tháng", "units", date(2024, 5, 19)), *REPORTS))


@step(parsers.parse('ngày {today} lãnh đạo thu hồi văn bản kế hoạch với lý do "{why}"'))
def _recalled(world: World, story: Story, today: str, why: str) -> None:
    story.today = day_of(today)
    case = world.see(lambda s: plan_steps.paper_of(s, story.plan_id))
    assert case is not None
    ref, leader = CaseRef("paper", case.id), world.as_("leader")
    with clock.use_date(story.today):
        world.do(lambda s: fire(s, ref, "recall", leader, payload={"reason": why}))


@step(parsers.parse('huyện Chi Lăng đọc "{said}" ở trang của báo cáo'))
def _read(world: World, story: Story, client_for: Browser, said: str) -> None:
    play_on(world, story.today)
    row = _the_owed(world, story, "huyện Chi Lăng")
    assert said in words(client_for("district_officer").get(f"/obligations/{row.id}"))
    assert "Tạm dừng vì văn bản bị thu hồi" in words(client_for("district_officer").get("/obligations/inbox"))


@step(parsers.parse('trang đầu của lãnh đạo nhắc "{said}"'))
def _first_page(client_for: Browser, said: str) -> None:
    assert said in words(client_for("leader").get("/"))


@step(
    parsers.parse('ngày {today} văn thư vào sổ báo cáo của huyện Chi Lăng và chuyên viên ghi mà không được vì "{why}"')
)
def _not_recorded(world: World, story: Story, today: str, why: str) -> None:
    story.today, row, officer = day_of(today), _the_owed(world, story, "huyện Chi Lăng"), world.as_("officer")
    with clock.use_date(story.today):
        paper = arrived(world, story.today)
        story.attempt(lambda: world.do(lambda s: recording.record(s, officer, row.id, paper.id, "Chu Văn Chi", None)))
    story.refused(why)


@step("lãnh đạo rút báo cáo của huyện Chi Lăng")
def _withdrawn(world: World, story: Story) -> None:
    row, leader = _the_owed(world, story, "huyện Chi Lăng"), world.as_("leader")
    ref = CaseRef("obligation", row.id)
    world.do(lambda s: fire(s, ref, "withdraw", leader, payload={"reason": "Không cần nữa."}))


@step(parsers.parse('bị từ chối vì "{because}"'))
def _refused(story: Story, because: str) -> None:
    story.refused(because)
