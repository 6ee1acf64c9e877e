"""features/followup_bao_cao_tinh.feature, step by step."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from pytest_bdd import parsers, scenarios, step

from rasoat import clock
from rasoat.followup import operations as followup
from rasoat.papers import compose
from rasoat.papers.models import PaperCase
from rasoat.recommendations.models import Obligation
from tests.followup.test_province_report import disagreed, draft
from tests.papers.decreed import issue
from tests.papers.samples import Told, print_at_once
from tests.recommendations.test_pages import play_on
from tests.scenes import day_of
from tests.visits.samples import ChiLang
from tests.web.browse import Client, words
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages
from tests.world import World

pytestmark = [pytest.mark.usefixtures("database"), pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)]
Browser = Callable[[str], Client]
scenarios("followup_bao_cao_tinh.feature")


@dataclass
class Story:
    """What was asked, the report, and the page that was opened last."""

    rows: list[Obligation] = field(default_factory=list)
    case: PaperCase | None = None
    page: str = ""
    today: date = date(2025, 1, 10)


@pytest.fixture
def story() -> Story:
    return Story()


@step(
    "thông báo đã ban hành ngày 15/8/2024 với 14 kiến nghị, kiến nghị 1 bị huyện không nhất trí và lãnh đạo giữ nguyên"
)
def _issued(world: World, story: Story) -> None:
    story.rows = disagreed(world)


@step(parsers.parse("chuyên viên mở trang Báo cáo UBND tỉnh ngày {today}"))
def _opened(world: World, story: Story, client_for: Browser, today: str) -> None:  # noqa: F811
    play_on(world, day_of(today))
    story.page = words(client_for("officer").get("/followup/report"))


@step(parsers.parse('trang có "{one}" và "{other}"'))
def _told(story: Story, one: str, other: str) -> None:
    assert one in story.page and other in story.page


@step(parsers.parse("hệ thống chạy rồi chuyên viên soạn báo cáo UBND tỉnh ngày {today}"))
def _drafted(world: World, story: Story, today: str) -> None:
    story.today = day_of(today)
    with clock.use_date(story.today):
        followup.remind(world.database, story.today)
    story.case = draft(world)


@step(parsers.parse('báo cáo gửi "{receiver}", nêu {late:d} việc quá hạn và {kept:d} ý kiến'))
def _said(world: World, story: Story, receiver: str, late: int, kept: int) -> None:
    assert story.case is not None
    case_id = story.case.id
    with clock.use_date(story.today):
        paper = world.see(lambda s: compose.as_paper(s, s.get_one(PaperCase, case_id)))
    assert paper.addressed_to == (receiver,)
    assert [len(block.rows) for block in paper.blocks if block.type == "table"] == [late, kept]


@step(parsers.parse("báo cáo được ký, cấp số và ban hành ngày {day}"))
def _issue(world: World, story: Story, day: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert story.case is not None
    print_at_once(monkeypatch)
    told = Told(world, ChiLang(world, story.rows[0].inspection_id), story.case.id)  # type: ignore[arg-type]
    story.case = issue(told, day_of(day), tmp_path)


@step("trang của kiến nghị 3 ghi báo cáo đã nêu việc này")
def _stands(world: World, story: Story, client_for: Browser) -> None:  # noqa: F811
    play_on(world, story.today)
    assert story.case is not None
    page = words(client_for("officer").get(f"/obligations/{story.rows[2].id}"))
    assert "Báo cáo UBND tỉnh nêu nội dung này" in page and f"Số {story.case.reference}" in page
