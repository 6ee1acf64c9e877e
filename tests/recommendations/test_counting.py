"""Progress against a measure by what checklists count: the real figures were 67 points and 21 signs."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from rasoat import clock
from rasoat.findings import operations as findings
from rasoat.findings.models import Finding
from rasoat.inspections.models import Inspection
from rasoat.problems import Problem
from rasoat.recommendations import counting, operations, suggesting
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.data import PartReport
from rasoat.recommendations.measures import Measure, faults
from rasoat.recommendations.models import Obligation
from rasoat.workflows import CaseRef, fire
from tests.recommendations.samples import REVIEWED_ON, count_signs, issue_all, obligations
from tests.recommendations.test_pages import play_on
from tests.visits.samples import HOMES, reviewing
from tests.web.browse import Client, inputs, words
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
Browser = Callable[[str], Client]
MEASURE = Measure("cảnh báo đã cắm", "count", "biển", 21, 67, "warning_signs.signs")
LATER = date(2024, 11, 20)


def _accepted(world: World, inspection_id: UUID, item: str) -> Finding:
    """The shortcoming that the checklist drafts, taken over by the team."""
    lead = world.as_("lead")
    with clock.use_date(REVIEWED_ON):
        world.do(lambda s: findings.draft_from_checklists(s, lead, inspection_id))
        query = select(Finding).where(Finding.inspection_id == inspection_id, Finding.item == item)
        finding = world.see(lambda s: s.exec(query).one())
        if finding.status != "accepted":
            world.do(lambda s: findings.accept_finding(s, lead, finding.id))
    return finding


def _taken(world: World) -> Obligation:
    """What the district has to do about its 46 points without a sign, as the checklist proposes it."""
    inspection = reviewing(world).inspection
    finding = _accepted(world, inspection.id, "every_point_has_sign")
    with clock.use_date(REVIEWED_ON):
        world.do(lambda s: suggesting.take_over(s, world.as_("officer"), inspection.id, finding.id))
    return obligations(world, inspection.id)[0]


def _issued(world: World) -> Obligation:
    row = _taken(world)
    assert row.inspection_id
    issue_all(world, row.inspection_id)
    return obligations(world, row.inspection_id)[0]


def _of(world: World, row: Obligation, who: str = "officer") -> list[tuple[int, date]]:
    found = world.see(lambda s: counting.counts(s, s.get_one(Obligation, row.id), world.as_(who)))
    return [(one.number, one.on) for one in found.get(MEASURE.counted_by, [])]


def _inspection_of(world: World, unit: str) -> UUID:
    lead = world.agencies["dept"]
    row = Inspection(lead_agency_id=lead, unit_id=world.agencies[unit], title="Kiểm tra lại", unit_name="Hữu Lũng")
    return world.do(lambda s: (s.add(row), s.flush(), row.id)[-1])


def test_the_shortcomings_own_figures_give_the_measure(world: World) -> None:
    row = _taken(world)
    assert [part.as_measure for part in row.parts] == [MEASURE]
    assert row.measures == ["Từ 21 lên 67 biển cảnh báo đã cắm"]


def test_homes_are_counted_up_to_those_with_children(world: World) -> None:
    inspection = reviewing(world).inspection
    finding = _accepted(world, inspection.id, "every_home_recognised")
    found = world.see(lambda s: counting.suggested(s, s.get_one(Finding, finding.id)))
    assert found is not None and not faults(found)
    assert (found.start, found.target, found.unit) == (HOMES["recognised"], HOMES["with_children"], "hộ")
    assert found.counted_by == "safe_home.recognised"


def test_what_no_figure_says_gives_no_measure(world: World) -> None:
    inspection = reviewing(world).inspection
    finding = _accepted(world, inspection.id, "not_hidden")
    assert world.see(lambda s: counting.suggested(s, s.get_one(Finding, finding.id))) is None
    typed = Finding(inspection_id=inspection.id, kind="shortcoming", ordinal=90, text="Còn thiếu biển.")
    assert world.see(lambda s: counting.suggested(s, typed)) is None


def test_only_questions_of_the_inspections_checklists_may_count(world: World) -> None:
    row, officer = _taken(world), world.as_("officer")
    assert row.inspection_id
    names = world.see(lambda s: counting.offered(s, row.inspection_id))  # type: ignore[arg-type]  # asserted
    assert names["warning_signs.signs"].endswith(": Số biển cảnh báo đã cắm")
    assert "warning_signs.uncovered" in names, "what the checklist computes may count too"
    assert "warning_signs.map_exists" not in names, "yes or no is no figure"
    strange = Measure("", "count", "biển", 21, 67, "warning_signs.map_exists")
    with pytest.raises(Problem) as caught:
        world.do(lambda s: operations.set_measures(s, officer, row.id, None, [strange]))
    assert [reason.field for reason in caught.value.reasons] == ["parts-0-counted_by"]
    assert [name for name, _ in faults(Measure("Kế hoạch", "paper", counted_by="warning_signs.signs"))] == [
        "counted_by"
    ]


def test_then_and_at_later_visits_the_oldest_first(world: World) -> None:
    row = _issued(world)
    assert row.inspection_id
    assert _of(world, row) == [(21, date(2024, 7, 17))]
    count_signs(world, row.inspection_id, LATER, 53)
    count_signs(world, _inspection_of(world, "district"), date(2025, 3, 5), 67)
    # One before the notice was issued, of another inspection, says nothing of what became of it.
    count_signs(world, _inspection_of(world, "district"), date(2024, 8, 1), 22)
    count_signs(world, _inspection_of(world, "culture"), date(2025, 3, 6), 1)
    assert _of(world, row) == [(21, date(2024, 7, 17)), (53, LATER), (67, date(2025, 3, 5))]
    assert _of(world, row, "district_officer") == [], "what the team answered stays inside"


def test_a_visit_to_whoever_took_it_over_counts(world: World) -> None:
    row = _issued(world)
    passed = {"to_agency": world.agencies["other_district"], "act": "Nghị quyết 1"}
    world.do(lambda s: fire(s, CaseRef("obligation", row.id), "transfer", world.as_("officer"), payload=passed))
    [child] = [one for one in obligations(world, row.inspection_id) if one.parent_id]  # type: ignore[arg-type]  # asserted
    assert [part.as_measure for part in child.parts] == [MEASURE]
    count_signs(world, _inspection_of(world, "other_district"), LATER, 60)
    assert _of(world, child)[-1] == (60, LATER)


def test_the_page_tells_what_was_typed_from_what_wascount_signs(world: World, client_for: Browser) -> None:  # noqa: F811
    row = _issued(world)
    assert row.inspection_id
    told: dict[str, Any] = {"claim": "partly_met", "text": "Đã cắm.", "parts": [PartReport(1, 40)]}
    with clock.use_date(date(2024, 10, 1)):
        world.do(lambda s: answering.answer(s, world.as_("district_officer"), row.id, **told))
    response = count_signs(world, row.inspection_id, LATER, 53)
    play_on(world, LATER)
    page = client_for("officer").get(f"/obligations/{row.id}")
    shown = words(page)
    assert "17/07/2024: 21/67 biển đếm tại chỗ Bảng kiểm tại chỗ" in shown
    assert "01/10/2024: 40/67 biển số tự nhập Đơn vị báo cáo" in shown
    assert "20/11/2024: 53/67 biển đếm tại chỗ" in shown
    assert f"/visits/responses/{response.id}" in page.text
    theirs = client_for("district_officer").get(f"/obligations/{row.id}")
    assert "40/67 biển số tự nhập" in words(theirs)
    assert "đếm tại chỗ" not in words(theirs) and str(response.id) not in theirs.text


def test_the_forms_offer_the_measure_and_keep_its_question(world: World, client_for: Browser) -> None:  # noqa: F811
    inspection = reviewing(world).inspection
    finding = _accepted(world, inspection.id, "every_point_has_sign")
    play_on(world, REVIEWED_ON)
    officer, new = client_for("officer"), f"/recommendations/of/{inspection.id}/new?finding={finding.id}"
    shown = officer.get(new)
    assert MEASURE.words in words(shown)
    form = {**inputs(shown), "text": "Cắm biển tại 46 điểm còn lại.", "obligations-0-measures": MEASURE.words}
    assert officer.post(new, form).status_code == 303
    [row] = obligations(world, inspection.id)
    assert [part.as_measure for part in row.parts] == [MEASURE]
    page = f"/recommendations/measures/{row.id}"
    shown = officer.get(page)
    assert f'<option selected value="{MEASURE.counted_by}">' in shown.text
    form = inputs(shown)
    kept = {**form, "parts-0-thing": MEASURE.thing, "parts-0-kind": "count", "parts-0-counted_by": ""}
    assert officer.post(page, kept).status_code == 303
    assert obligations(world, inspection.id)[0].parts[0].counted_by == ""
    world.do(lambda s: operations.set_measures(s, world.as_("officer"), row.id, None, []))
    assert inputs(officer.get(page))["parts-0-target"] == "67", "without a measure it is proposed again"
