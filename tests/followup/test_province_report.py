"""The report to the body above: what climbed to it and what was kept, once at a time, on record where it stands."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import literal
from sqlmodel import col, select

from rasoat import clock
from rasoat.followup import operations as followup
from rasoat.followup.models import LadderStep
from rasoat.papers import compose, operations
from rasoat.papers.kinds import province_report
from rasoat.papers.models import PaperCase, ReportLine
from rasoat.recommendations import stances
from rasoat.recommendations.models import Obligation
from rasoat.workflows import CaseRef, fire
from tests.papers.decreed import issue
from tests.papers.samples import Told, print_at_once, words_of
from tests.recommendations.samples import attempt, followed_up, obligations
from tests.recommendations.test_pages import play_on
from tests.visits.samples import ChiLang
from tests.web.browse import Client, words
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
Browser = Callable[[str], Client]
LATE = date(2025, 1, 10)
NOTE = "Phòng, chống đuối nước là việc phải làm ngay."


def disagreed(world: World) -> list[Obligation]:
    """Fourteen obligations, one of them disagreed with and kept."""
    rows = obligations(world, followed_up(world).id)
    disagree(world, rows[0], date(2024, 9, 20))
    return rows


def disagree(world: World, row: Obligation, day: date) -> None:
    """The unit does not agree, and the department's leader keeps what was asked."""
    with clock.use_date(day):
        ref, said = CaseRef("obligation", row.id), {"stance": "disagrees", "reason": "Ngân sách đã phân bổ."}
        world.do(lambda s: fire(s, ref, "take_stance", world.as_("district_officer"), payload=said))
        decided = {"decision": "kept", "note": NOTE}
        world.do(lambda s: fire(s, ref, "decide_stance", world.as_("leader"), payload=decided))


@pytest.fixture
def late(world: World) -> list[Obligation]:
    """The same, long overdue, after they climbed the ladder."""
    rows = disagreed(world)
    with clock.use_date(LATE):
        followup.remind(world.database, LATE)
    return rows


def draft(world: World, who: str = "officer") -> PaperCase:
    agency = world.agencies["dept"]
    with clock.use_date(LATE):
        return world.do(lambda s: operations.draft_paper(s, world.as_(who), province_report.NAME, agency))


def test_the_report_names_what_climbed_and_what_was_kept(world: World, late: list[Obligation]) -> None:
    case = draft(world)
    with clock.use_date(LATE):
        paper = world.see(lambda s: compose.as_paper(s, s.get_one(PaperCase, case.id)))
        climbed = world.see(lambda s: province_report.overdue(s, world.agencies["dept"]))
        kept = world.see(lambda s: stances.kept_disagreements(s, world.agencies["dept"]))
    assert len(climbed) == 14 and [row.id for _, row in kept] == [late[0].id]
    said = words_of(paper)
    assert paper.kind_title == "BÁO CÁO" and paper.addressed_to == ("Ủy ban nhân dân tỉnh Lạng Sơn",)
    assert "14 nội dung quá hạn kéo dài, 1 nội dung đơn vị có ý kiến khác" in said
    assert "Không nhất trí: Ngân sách đã phân bổ" in said and NOTE.rstrip(".") in said
    assert all(row.source_text.rstrip(" .;")[1:] in said for row in climbed)


def test_what_was_approved_is_the_same_on_the_day_of_its_number(world: World, late: list[Obligation]) -> None:
    case, later = draft(world), date(2025, 1, 14)
    with clock.use_date(later):
        paper = world.see(lambda s: compose.as_paper(s, s.get_one(PaperCase, case.id)))
    assert "tính đến ngày 10/01/2025" in words_of(paper) and "14/01/2025" not in words_of(paper)
    assert late


def test_what_climbed_is_counted_to_the_day_that_the_text_names(
    world: World, late: list[Obligation], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(province_report, "_lines", [lambda day, _until: literal(day > LATE)])
    case = draft(world)
    with clock.use_date(date(2025, 1, 14)):
        paper = world.see(lambda s: compose.as_paper(s, s.get_one(PaperCase, case.id)))
    assert not [one for one in paper.blocks if one.id == "report.overdue"]
    assert late


def test_what_climbs_later_changes_no_report_of_an_earlier_day(world: World, late: list[Obligation]) -> None:
    [step_day] = {
        step.day for step in world.see(lambda s: s.exec(select(LadderStep).where(col(LadderStep.province))).all())
    }

    def climbed(day: date) -> int:
        return len(world.see(lambda s: province_report.overdue(s, world.agencies["dept"], day)))

    assert (climbed(step_day - timedelta(days=1)), climbed(step_day)) == (0, len(late))


def test_a_step_of_before_that_is_made_up_later_and_a_later_decision_change_no_begun_report(world: World) -> None:
    rows, later = disagreed(world), LATE + timedelta(days=2)
    case = draft(world)

    def said() -> list[str]:
        with clock.use_date(later):
            paper = world.see(lambda s: compose.as_paper(s, s.get_one(PaperCase, case.id)))
        return [str(block) for block in paper.blocks]

    begun = said()
    disagree(world, rows[1], later)
    with clock.use_date(later):
        # The worker had stood still: the steps that it makes up are of days before the report.
        followup.remind(world.database, later)
    days = world.see(lambda s: s.exec(select(LadderStep.day).where(col(LadderStep.province))).all())
    assert days and max(days) < LATE
    assert said() == begun


def test_one_is_on_its_way_at_a_time_and_only_officers_of_the_agency_draft_it(
    world: World, late: list[Obligation]
) -> None:
    assert "not_found" in attempt(lambda: draft(world, "district_officer"))
    assert "not_found" in attempt(lambda: draft(world, "edu_officer"))
    assert "forbidden" in attempt(lambda: draft(world, "clerk"))
    draft(world)
    assert "Đã có báo cáo đang soạn" in attempt(lambda: draft(world))
    assert late


def test_without_anything_to_report_none_is_drafted(world: World) -> None:
    followed_up(world)
    assert "Chưa có nội dung, đề xuất nào quá hạn" in attempt(lambda: draft(world))


def test_what_was_issued_tells_where_each_stands(
    world: World,
    late: list[Obligation],
    tmp_path: Path,
    client_for: Browser,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    print_at_once(monkeypatch)
    case = draft(world)
    issue(Told(world, ChiLang(world, late[0].inspection_id), case.id), LATE, tmp_path)  # type: ignore[arg-type]
    lines = world.see(lambda s: list(s.exec(select(ReportLine).where(ReportLine.paper_id == case.id))))
    assert {one.obligation_id for one in lines if one.why == "overdue"} == {row.id for row in late}
    assert [one.obligation_id for one in lines if one.why == "disagreed"] == [late[0].id]
    play_on(world, LATE)
    page = f"/obligations/{late[3].id}"
    [row] = world.see(lambda s: province_report.standing_in(s, late[3].id))
    assert f"Số {row.reference}" in words(client_for("officer").get(page))
    assert "Báo cáo UBND tỉnh nêu" not in words(client_for("district_officer").get(page)), "it is the province's"
    board = words(client_for("officer").get("/followup/report"))
    assert row.reference in board and "Soạn báo cáo UBND tỉnh" in board and "Không nhất trí" in board
    assert client_for("district_officer").get("/followup/report").status_code == 403
    assert draft(world).id != case.id, "another one may follow"
