"""From draft to issued paper: who may, what must be true, what follows."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.documents import register
from rasoat.documents.models import RegisterEntry
from rasoat.inspections.models import Inspection
from rasoat.outbox.models import OutboxItem
from rasoat.papers import operations, queries
from rasoat.papers.models import PaperCase
from rasoat.plans.models import PlanTarget
from rasoat.problems import Problem
from rasoat.recommendations.models import Obligation
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, Firing, fire, pins
from rasoat.workflows.meanings import place
from rasoat.workflows.registry import effects
from tests.papers.samples import (
    AUGUST_5,
    ISSUED_ON,
    JULY_12,
    Told,
    attempt,
    messages,
    outside,
    prepared,
    result,
    result_numbered,
    result_to_number,
    schedule,
)
from tests.visits.samples import visiting
from tests.world import World


def drafted(session: Session, actor: Actor, told: Told) -> PaperCase:
    return operations.draft_paper(session, actor, "result", told.case.inspection_id)


def test_a_result_is_told_when_the_team_has_reviewed_it(world: World) -> None:
    case = visiting(world)
    problem = attempt(
        lambda: world.do(lambda s: operations.draft_paper(s, world.as_("officer"), "result", case.inspection_id))
    )
    assert problem.key == "paper.not_possible"
    assert "tổng hợp kết quả" in messages(problem)


def test_an_inspection_has_one_result_notice_at_a_time(world: World) -> None:
    told = result(world)
    problem = attempt(lambda: world.do(lambda s: drafted(s, world.as_("officer"), told)))
    assert "đã có thông báo kết quả" in messages(problem)


@pytest.mark.parametrize("who", ["leader", "clerk", "lead", "edu_member"])
def test_only_an_officer_of_the_lead_agency_drafts(world: World, who: str) -> None:
    case = prepared(world)
    problem = attempt(
        lambda: world.do(lambda s: operations.draft_paper(s, world.as_(who), "result", case.inspection_id))
    )
    assert problem.key == "forbidden"


@pytest.mark.parametrize("who", ["other_officer", "district_officer"])
def test_a_stranger_finds_no_draft(world: World, who: str) -> None:
    told = result(world)
    for act in (
        lambda s: queries.require_visible(s, told.paper_id, world.as_(who)),
        lambda s: operations.reset_all(s, world.as_(who), told.paper_id, None),
    ):
        assert attempt(lambda a=act: world.do(a)).key == "not_found"


def test_the_paper_is_seen_by_those_it_concerns_once_it_is_out(world: World) -> None:
    told = result(world)
    seen = ["officer", "leader", "clerk", "province_leader", "edu_leader", "culture_member"]
    received = ["district_officer", "district_leader", "office_officer"]

    def seers() -> set[str]:
        return {
            who
            for who in (*seen, *received, "other_officer", "ministry_leader")
            if world.see(lambda s, w=who: queries.visible(s, told.paper_id, world.as_(w)))
        }

    assert seers() == set(seen)
    told.numbered()
    assert seers() == set(seen)
    _put(world, told.paper_id, "issued")
    assert seers() == {*seen, *received}


def test_a_schedule_reaches_the_visited_unit_and_its_office_once_it_is_out(world: World) -> None:
    told = schedule(world)
    _put(world, told.paper_id, "issued")
    people = ("district_officer", "district_leader", "office_officer", "other_officer", "ministry_leader")
    seen = [who for who in people if world.see(lambda s, w=who: queries.visible(s, told.paper_id, world.as_(w)))]
    assert seen == ["district_officer", "district_leader", "office_officer"]

    def move_the_office(session: Session) -> None:
        for row in session.exec(select(PlanTarget)):
            row.office_id = world.agencies["other_district"]

    # An office that is not below its unit is reached by itself.
    world.do(move_the_office)
    assert world.see(lambda s: queries.visible(s, told.paper_id, world.as_("other_officer")))


def _put(world: World, paper_id: object, status: str) -> None:
    def put(session: Session) -> None:
        place(session, session.get_one(PaperCase, paper_id), status)

    world.do(put)


def test_numbering_takes_a_number_freezes_the_paper_and_queues_its_file(world: World) -> None:
    outside(world, 97, date(2024, 7, 12))
    told = result_numbered(world)
    notice = told.notice
    assert (notice.number, notice.reference, notice.issued_on) == (98, "98/TB-SLĐTBXH", ISSUED_ON)
    paper = register.snapshot_of(told.frozen)
    assert (paper.number, paper.issued_on, paper.subject) == (98, ISSUED_ON, notice.subject)
    line = world.see(lambda s: queries.entry_of(s, notice))
    assert line is not None
    assert (line.number, line.symbol, line.dated, line.signer) == (98, "TB-SLĐTBXH", ISSUED_ON, "Nông Văn Mẫu")
    assert "UBND huyện Chi Lăng" in line.recipients
    items = world.see(
        lambda s: list(
            s.exec(select(OutboxItem).where(OutboxItem.kind == "render_paper", col(OutboxItem.done_at).is_(None)))
        )
    )
    assert [item.payload["paper_id"] for item in items] == [str(notice.id)]


def test_a_paper_gets_no_second_number(world: World) -> None:
    told = result_numbered(world)
    assert attempt(lambda: told.fire("number", "clerk", issued_on=ISSUED_ON)).key == "case.wrong_state"

    def again(session: Session) -> None:
        definition = pins.newest(session, "paper")
        record = session.get_one(PaperCase, told.paper_id).model_dump()
        step = definition.transitions["number", "approved"]
        payload = {"issued_on": ISSUED_ON}
        ref = CaseRef("paper", told.paper_id)
        effects["take_number"](Firing(session, ref, record, definition.definition, step, world.as_("clerk"), payload))

    assert attempt(lambda: world.do(again)).key == "paper.numbered_already"
    assert world.see(lambda s: len(list(s.exec(select(RegisterEntry).where(RegisterEntry.series == "TB"))))) == 1


def test_the_same_command_numbers_once(world: World) -> None:
    told, command = result_to_number(world), uuid4()
    version = told.notice.version
    for _ in range(2):
        world.do(
            lambda s: fire(
                s,
                CaseRef("paper", told.paper_id),
                "number",
                world.as_("clerk"),
                expected_version=version,
                command_id=command,
                payload={"issued_on": ISSUED_ON},
            )
        )
    assert told.notice.number == 1


def test_numbers_and_days_follow_each_other(world: World) -> None:
    outside(world, 40, date(2024, 8, 2))
    told = result(world)
    with clock.at(AUGUST_5 - timedelta(days=3)):
        told.to_number()
    for day, why in (
        (date(2024, 8, 6), "sau hôm nay"),
        (date(2024, 7, 16), "trước ngày làm việc"),
        (date(2024, 8, 1), "được ký ngày 02/8/2024; ngày ban hành không thể trước đó"),
        (date(2024, 8, 1), "Số trước đó trong sổ đăng ký đề ngày 02/8/2024"),
    ):
        assert why in messages(attempt(lambda d=day: told.fire("number", "clerk", issued_on=d)))
    told.fire("number", "clerk", issued_on=date(2024, 8, 2))
    assert told.notice.number == 41


def test_the_years_of_papers_are_those_from_the_first_issue_to_the_last_the_newest_first(world: World) -> None:
    told = result(world)

    def spread(session: Session) -> None:
        one = session.get_one(PaperCase, told.paper_id)
        for year in (2021, 2023):
            values = one.model_dump(exclude={"id", "issued_on"})
            session.add(PaperCase(**values, issued_on=date(year, 5, 4)))

    world.do(spread)
    for listed in (queries.listed, lambda _s, who: queries.visible_to(who)):
        found = world.see(lambda s, seen=listed: queries.years(s, seen(s, world.as_("officer"))))
        assert found == [2024, 2023, 2022, 2021]


@pytest.mark.parametrize(("kind", "of_it"), [("inspection", True), ("obligation", False)])
def test_only_a_paper_about_an_inspection_is_its_teams(kind: str, of_it: bool) -> None:
    about = uuid4()
    assert queries.inspection_of({"about_kind": kind, "about_id": about}) == (about if of_it else None)


def test_a_schedule_is_not_older_than_its_plan(world: World) -> None:
    told = schedule(world).to_number()
    with clock.at(JULY_12):
        problem = attempt(lambda: told.fire("number", "clerk", issued_on=date(2024, 5, 19)))
        assert "trước ngày ký kế hoạch (20/5/2024)" in messages(problem)


@pytest.mark.parametrize(("trigger", "who"), [("check", "leader"), ("approve", "officer"), ("number", "leader")])
def test_one_drafts_another_approves_a_third_numbers(world: World, trigger: str, who: str) -> None:
    told = result(world)
    if trigger != "check":
        told.fire("check", "officer")
    if trigger == "number":
        told.fire("approve", "leader")
    payload = {"issued_on": ISSUED_ON} if trigger == "number" else {}
    assert attempt(lambda: told.fire(trigger, who, **payload)).key == "case.not_allowed"


def test_who_approves_signs(world: World) -> None:
    told = result(world)
    told.fire("check", "officer")
    told.fire("approve", "leader")
    assert told.notice.approved_by == world.as_("leader").user_id
    told.fire("return_paper", "clerk", reason="Sai nơi nhận")
    assert told.notice.approved_by is None


def test_nothing_is_issued_without_its_file(world: World) -> None:
    told = result_numbered(world)
    assert "Chưa có tệp" in messages(attempt(lambda: told.fire("issue", "clerk")))


def test_a_result_needs_every_shortcoming_answered(world: World) -> None:
    from rasoat.findings import operations as findings

    case = prepared(world)
    lead, officer = world.as_("lead"), world.as_("officer")
    text = "Còn thiếu sổ theo dõi."
    world.do(lambda s: findings.add_finding(s, lead, case.inspection_id, kind="shortcoming", text=text))
    notice = world.do(lambda s: operations.draft_paper(s, officer, "result", case.inspection_id))
    told = Told(world, case, notice.id)
    assert text in messages(attempt(lambda: told.fire("check", "officer")))


def test_the_inspection_waits_for_the_number(world: World) -> None:
    case = prepared(world)
    ref = CaseRef("inspection", case.inspection_id)
    with pytest.raises(Problem, match="Chưa thể") as refused:
        world.do(lambda s: fire(s, ref, "report", world.as_("officer")))
    assert "Chưa có thông báo kết quả được cấp số" in messages(refused.value)


def test_issuing_sends_the_obligations_and_moves_the_inspection(world: World) -> None:
    told = result_numbered(world)

    def put_file(session: Session) -> None:
        notice = session.get_one(PaperCase, told.paper_id)
        assert notice.frozen_id is not None
        register.record_file(session, notice.frozen_id, "0" * 64, "pdfkit")

    world.do(put_file)
    told.fire("issue", "clerk")
    obligations = world.see(lambda s: list(s.exec(select(Obligation))))
    assert {(obligation.status, obligation.issued_on) for obligation in obligations} == {("issued", ISSUED_ON)}
    assert world.see(lambda s: s.get_one(Inspection, told.case.inspection_id).status) == "following_up"


def test_what_was_approved_is_what_gets_the_number(world: World) -> None:
    told = result_to_number(world)

    def rename(session: Session) -> None:
        session.get_one(Agency, world.agencies["office"]).name = "Phòng Nội vụ huyện Chi Lăng"

    world.do(rename)
    assert "đã đổi sau khi duyệt" in messages(attempt(lambda: told.fire("number", "clerk", issued_on=ISSUED_ON)))
    told.fire("return_paper", "clerk", reason="Tên phòng đã đổi")
    told.numbered()
    assert "Phòng Nội vụ huyện Chi Lăng" in str(told.frozen.snapshot["blocks"])
