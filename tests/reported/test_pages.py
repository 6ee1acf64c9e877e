"""Reports of units: two people at once, what nobody else may, shares, the files, the mail, what a tablet of before gets."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from sqlmodel import select

from rasoat import clock
from rasoat.checklists.definition import Section
from rasoat.checklists.items import Item
from rasoat.findings.queries import findings_of
from rasoat.incoming import operations as incoming
from rasoat.notifying.registry import events
from rasoat.problems import Problem
from rasoat.reported import asked, queries
from rasoat.reported.desk import operations, questions
from rasoat.reported.desk.questions import Asked, Typed
from rasoat.reported.models import ReportedFigures
from rasoat.tablets.taking import bundle
from rasoat.visits import queries as visits
from tests.incoming.samples import ARRIVED, SCAN, link
from tests.incoming.test_pages import PNG
from tests.reported.samples import NOTHING_SEEN, POINTS, seen_now, sent
from tests.visits.samples import JULY_12, VISIT_DAY, scheduled
from tests.web.browse import Client, inputs, words
from tests.world import World

Browser = Callable[[str], Client]


def rows(world: World) -> list[ReportedFigures]:
    return world.see(lambda s: list(s.exec(select(ReportedFigures).order_by(ReportedFigures.ordinal))))


def typed(points: str, **more: str) -> dict[str, Any]:
    return {"q-warning_signs-points": points, "sent": "0", "reference": "15/BC-UBND", "dated": "11/7/2024", **more}


def test_of_two_people_of_the_unit_the_second_one_sees_both(world: World, client_for: Browser) -> None:
    case, unit = scheduled(world), client_for("district_officer")
    page = f"/reported/of/{case.inspection_id}/give"
    assert unit.post(page, typed("66")).status_code == 303
    opened = inputs(unit.get(page))
    assert (opened["q-warning_signs-points"], opened["version"], opened["sent"]) == ("66", "1", "0")
    assert client_for("district_leader").post(page, typed("67", version="1")).status_code == 303
    late = unit.post(page, typed("68", version="1"))
    assert late.status_code == 409
    assert "Số điểm có nguy cơ đuối nước đã rà soát 68 67" in words(late)
    assert inputs(late)["q-warning_signs-points"] == "68"
    assert unit.post(page, typed("68", version=inputs(late)["version"])).status_code == 303
    assert [row.figures["warning_signs"]["points"] for row in rows(world)] == [68]


def test_a_report_is_sent_once_however_often_the_button_is_pressed(world: World, client_for: Browser) -> None:
    case, unit = scheduled(world), client_for("district_officer")
    page = f"/reported/of/{case.inspection_id}/give"
    for expected in (303, 409):
        answer = unit.post(page, typed("67", send="1"))
        assert answer.status_code == expected
    assert "đã được gửi lúc" in words(answer)
    assert len(rows(world)) == 1
    assert unit.post(page, typed("67", send="1", sent="x")).status_code == 400


def test_files_come_with_it_and_words_are_words(world: World, client_for: Browser) -> None:
    case, unit = scheduled(world), client_for("district_officer")
    values = typed(
        "67", send="1", **{"note-warning_signs-points": "<b>chưa kể</b> 2 đập mới", "reference": "<i>15</i>/BC"}
    )
    values["files"] = (io.BytesIO(PNG), "trang 1.png")
    answer = unit.post(f"/reported/of/{case.inspection_id}/give", values, content_type="multipart/form-data")
    assert answer.status_code == 303
    shown = client_for("officer").get(answer.location)
    assert "trang 1.png" in words(shown)
    assert "<b>chưa kể</b> 2 đập mới" in words(shown)
    assert "&lt;b&gt;" in shown.text


@pytest.mark.parametrize("who", ["officer", "lead", "clerk", "leader", "province_leader"])
def test_nobody_sends_for_the_unit(world: World, who: str) -> None:
    case, actor = scheduled(world), world.as_(who)
    for verb in (operations.send, operations.save_draft):
        with pytest.raises(Problem) as refused:
            world.do(lambda s, verb=verb: verb(s, actor, case.inspection_id, NOTHING_SEEN, POINTS))
        assert refused.value.key == "forbidden"
    assert rows(world) == []


def test_an_officer_types_only_a_paper_of_this_inspection(world: World) -> None:
    case, clerk = scheduled(world), world.as_("clerk")
    arrived = replace(ARRIVED, arrived_on=JULY_12.date(), dated=JULY_12.date())
    elsewhere = world.do(lambda s: incoming.enter(s, clerk, arrived, [SCAN]))
    here = world.do(
        lambda s: incoming.enter(s, clerk, replace(arrived, reference="9/BC"), [SCAN], link(case.inspection_id))
    )

    def record(who: str, paper: Any, given: Typed = POINTS) -> ReportedFigures:
        return world.do(lambda s: operations.record(s, world.as_(who), case.inspection_id, paper, 0, given))

    for who, paper, key in (
        ("officer", elsewhere.id, "form.invalid"), ("officer", uuid4(), "form.invalid"),
        ("district_officer", here.id, "forbidden"), ("leader", here.id, "forbidden"),
        ("other_officer", here.id, "not_found"),
    ):  # fmt: skip
        with pytest.raises(Problem) as refused:
            record(who, paper)
        assert refused.value.key == key, who
    with pytest.raises(Problem):
        record("officer", here.id, Typed({}))
    row = record("officer", here.id)
    assert (row.reference, row.dated, row.source) == ("9/BC", JULY_12.date(), "báo cáo 9/BC ngày 12/07/2024")


def test_a_draft_that_an_officer_overtook_is_the_newer_report_once_it_is_sent(world: World) -> None:
    case, clerk, unit = scheduled(world), world.as_("clerk"), world.as_("district_officer")
    world.do(lambda s: operations.save_draft(s, unit, case.inspection_id, NOTHING_SEEN, POINTS))
    arrived = replace(ARRIVED, arrived_on=JULY_12.date(), dated=JULY_12.date())
    paper = world.do(lambda s: incoming.enter(s, clerk, arrived, [SCAN], link(case.inspection_id)))
    officer, other = world.as_("officer"), Typed({"warning_signs": {"points": 60}})
    world.do(lambda s: operations.record(s, officer, case.inspection_id, paper.id, 0, other))
    with pytest.raises(Problem) as refused:
        world.do(lambda s: operations.send(s, unit, case.inspection_id, replace(NOTHING_SEEN, draft=1), POINTS))
    assert refused.value.key == "reported.sent"
    assert seen_now(world, case.inspection_id).sent == 2
    sent(world, case.inspection_id)
    last = world.see(lambda s: queries.figures_in(s, case.inspection_id))
    assert last["warning_signs"]["points"].value == 67


def test_a_share_ends_at_a_hundred_and_a_stranger_is_left_out() -> None:
    share = Item(id="covered", type="decimal", label="Tỷ lệ", unit="%")
    bounded = Item(id="done", type="number", label="Tỷ lệ", unit="%", max=100)
    here = [Asked("one", "Một", (share, bounded))]
    for value, wrong in ((140, True), (100.5, True), (100, False), (-1, True), ("mười", True)):
        _, _, reasons = questions.read(here, Typed({"one": {"covered": value}}))
        assert bool(reasons) is wrong, value
    assert [r.field for r in questions.read(here, Typed({"one": {"done": 140}}))[2]] == ["q-one-done"]
    figures, notes, reasons = questions.read(here, Typed({"one": {"other": 5}, "two": {"covered": 5}}))
    assert (figures, notes, reasons) == ({}, {}, [])


def test_nothing_about_a_child_is_asked(world: World) -> None:
    case = scheduled(world)
    known = world.see(lambda s: questions.asked_in(s, case.inspection_id))
    assert {one.checklist for one in known} == {"warning_signs", "safe_home", "fund_use"}
    assert all(item.is_number and item.visibility != "child" for one in known for item in one.items)
    item = Item(id="children", type="number", label="Số trẻ", visibility="child")
    section = Section(
        scope="unit", title="Tại đơn vị", items=(item, item.model_copy(update={"id": "x", "visibility": "public"}))
    )
    definition = next(iter(world.see(lambda s: _definitions(s, case)))).model_copy(update={"sections": (section,)})
    assert [one.id for one in asked.figures(definition)] == ["x"]


def _definitions(session: Any, case: Any) -> list[Any]:
    used = visits.inspections.checklists(session, case.inspection_id)
    return list(visits.definitions_of(session, used).values())


def test_the_mail_names_unit_and_place_and_no_figure(world: World) -> None:
    row = sent(world, scheduled(world).inspection_id)
    mail = world.see(lambda s: events[operations.EVENT].words(s, row.id, "https://vidu.example"))
    assert mail is not None
    link = f"https://vidu.example/reported/of/{row.inspection_id}"
    assert link in mail.body
    assert "67" not in mail.body.replace(link, "")
    assert "Chi Lăng" in mail.subject


def test_what_a_tablet_took_along_before_is_old_only_when_figures_came(world: World) -> None:
    case, lead = scheduled(world), world.as_("lead")

    def digest() -> str:
        return world.see(lambda s: bundle.prepared_digest(s, lead, case.visit.id))

    before = digest()
    assert world.see(lambda s: bundle.bundle_of(s, lead, case.visit.id)).reported == []
    sent(world, case.inspection_id)
    assert digest() != before


def test_figures_are_no_answers_and_no_findings(world: World, client_for: Browser) -> None:
    """What was reported stands in no response, no score and no drafted finding, and goes when the team agrees."""
    case = scheduled(world)
    sent(world, case.inspection_id, Typed({"warning_signs": {"points": 999_999, "signs": 21}}))
    with clock.at(VISIT_DAY):
        case.visit_step("open")
        case.fill_unit()
        case.visit_step("close")
        case.step("begin_review")
    page = words(client_for("officer").get(f"/findings/of/{case.inspection_id}"))
    before, title, behind = page.partition("Số liệu đơn vị báo cáo khác số liệu đoàn ghi")
    assert title
    assert "999.999 điểm" in behind
    assert "999.999" not in before
    assert "21 biển" not in behind.partition("Chênh lệch không tự thành tồn tại")[0], "both say the same there"
    assert "999.999" not in "".join(world.see(lambda s: [row.text for row in findings_of(s, case.inspection_id)]))
    answers = world.see(lambda s: visits.unit_answers(s, case.inspection_id))["warning_signs"].answers
    assert answers["points"] == 67
