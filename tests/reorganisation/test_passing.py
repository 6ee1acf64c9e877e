"""An act, its proposals, and what confirming them does."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from sqlmodel import col, select

from rasoat import clock
from rasoat.followup import closing
from rasoat.incoming import operations as incoming
from rasoat.incoming.about import Link
from rasoat.incoming.operations import Arrived
from rasoat.inspections.models import Inspection
from rasoat.problems import Problem
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.answering.models import Extension
from rasoat.recommendations.measures import Measure
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.parts import change_parts
from rasoat.reorganisation import operations, queries
from rasoat.reorganisation.models import PROPOSED, UNDECIDED
from rasoat.units import checking
from rasoat.units.models import Agency, AgencySuccession
from rasoat.workflows import CaseRef, fire, journal
from tests.incoming.samples import SCAN
from tests.reorganisation.samples import (
    FIRST,
    TODAY,
    confirm,
    department_moves,
    end,
    move_accounts,
    passings,
    record,
    reorganised,
)
from tests.world import World

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What PostgreSQL does otherwise is looked at by the races, and where the leading agency ends."""


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Problem) as caught:
        act()
    return " ".join([caught.value.what, *(one.message for one in caught.value.reasons)])


def open_of(world: World, key: str) -> list[Obligation]:
    query = select(Obligation).where(Obligation.addressee_id == world.agencies[key], Obligation.status != "transferred")
    return list(world.see(lambda db: db.exec(query.order_by(col(Obligation.source_number))).all()))


@on_sqlite
class TestProposals:
    def test_ground_goes_to_all_steering_up_and_the_office_to_its_only_successor(self, world: World) -> None:
        reorganised(world)
        act = record(world)
        found = passings(world, act.id)
        assert Counter((one.kind, one.rule) for one in found) == {
            ("obligation", "upward"): 4, ("obligation", "ground"): 3, ("obligation", "only"): 7,
            ("unit", "place"): 1, ("office", "only"): 1,
        }  # fmt: skip
        ground = [one for one in found if one.rule == "ground"]
        assert all(len(one.receivers) == 3 for one in ground)
        assert all(one.agencies == [world.agencies["province"]] for one in found if one.rule == "upward")
        assert {one.state for one in found} == {PROPOSED}

    def test_an_agency_that_goes_on_is_not_ended_by_an_act(self, world: World) -> None:
        reorganised(world)
        told = refused(lambda: record(world, "officer", "other_district"))
        assert "UBND huyện Hữu Lũng chưa kết thúc trước ngày 01/07/2025" in told
        with pytest.raises(Problem, match="quyền"):
            record(world, "clerk")

    def test_who_has_no_successor_waits_for_a_person(self, world: World) -> None:
        reorganised(world)
        end(world, "office")
        found = passings(world, record(world, "officer", "office").id)
        assert {(one.rule, one.state) for one in found} == {("none", UNDECIDED)}

    def test_a_circle_of_successors_is_nobody(self, world: World) -> None:
        reorganised(world)

        pair = {"predecessor_id": world.agencies["commune0"], "successor_id": world.agencies["office"]}
        # No page makes one: it comes from days that were changed afterwards.
        world.do(lambda db: db.add(AgencySuccession(**pair)))
        world.do(lambda db: setattr(db.get_one(Agency, world.agencies["commune0"]), "valid_to", TODAY))
        with clock.use_date(date(2025, 8, 1)):
            data = operations.ActData("NQ", FIRST, date(2025, 8, 1), "", [world.agencies["office"]])
            act = world.do(lambda db: operations.record(db, world.as_("officer"), data))
        assert {one.rule for one in passings(world, act.id)} == {"none"}
        told = world.see(lambda db: " ".join(one.told for one in checking.faults(db, date(2025, 8, 1))))
        assert "kế thừa vòng tròn" in told and "không sau cơ quan này" in told

    def test_undone_nothing_has_changed_and_it_cannot_be_confirmed(self, world: World) -> None:
        reorganised(world)
        act = record(world)
        world.do(lambda db: fire(db, CaseRef("reorganisation", act.id), "undo", world.as_("officer")))
        assert "đã kết thúc" in refused(lambda: confirm(world, act.id))
        assert len(open_of(world, "district")) == 7


@on_sqlite
class TestConfirming:
    def test_every_transfer_names_the_act_and_nothing_is_left(self, world: World) -> None:
        reorganised(world)
        act = record(world)
        assert confirm(world, act.id) == 16
        assert confirm(world, act.id) == 0
        assert len(open_of(world, "commune1")) == 3 and len(open_of(world, "commune0")) == 10
        assert len(open_of(world, "province")) == 4 and not open_of(world, "district")
        child = open_of(world, "commune1")[0]
        assert child.due_basis and "Nghị quyết số 1672/NQ-UBTVQH15 ngày 16/06/2025, Điều 1" in child.due_basis["act"]
        assert child.parent_id is not None and child.issued_on == FIRST
        entries = world.see(
            lambda db: [one for one, _ in journal.entries(db, CaseRef("obligation", UUID(str(child.parent_id))))]
        )
        assert entries[-1].trigger == "transfer" and entries[-1].effective_on == FIRST
        with clock.use_date(TODAY):
            left = world.see(lambda db: queries.open_with_ended(db, None, TODAY))
        assert {name for one in left for name in one.left} == {"account"}
        move_accounts(world, act.id)
        world.do(lambda db: fire(db, CaseRef("reorganisation", act.id), "finish", world.as_("officer")))

    def test_several_counts_are_not_divided(self, world: World) -> None:
        reorganised(world)
        three = open_of(world, "district")[2]
        counted = [Measure("", "count", unit, None, 10) for unit in ("biển", "lớp")]
        world.do(lambda db: change_parts(db, db.get_one(Obligation, three.id), *counted))
        act = record(world)
        one = next(row for row in passings(world, act.id) if row.target_id == three.id)
        assert (one.state, one.rule, one.receivers) == (UNDECIDED, "counts", [])
        to = [(world.agencies["commune0"], None), (world.agencies["commune1"], None)]
        with clock.use_date(TODAY):
            told = refused(lambda: world.do(lambda db: operations.change(db, world.as_("officer"), one.id, None, to)))
            assert "chọn một cơ quan" in told
            world.do(lambda db: operations.change(db, world.as_("officer"), one.id, None, to[:1]))
        assert confirm(world, act.id, ids=[one.id]) == 1
        assert len(open_of(world, "commune0")[0].parts) == 2

    def test_a_count_is_divided_and_its_parts_add_up(self, world: World) -> None:
        reorganised(world)
        three = open_of(world, "district")[2]

        counted = Measure("cảnh báo", "count", "biển", 21, 67)
        world.do(lambda db: change_parts(db, db.get_one(Obligation, three.id), counted))
        act = record(world)
        one = next(row for row in passings(world, act.id) if row.target_id == three.id)
        assert (one.state, one.rule, one.total) == (UNDECIDED, "divide", 46)
        assert confirm(world, act.id, ids=[one.id]) == 0
        communes = [world.agencies[f"commune{number}"] for number in range(3)]

        def share(*parts: int) -> None:
            with clock.use_date(TODAY):
                given = list(zip(communes, parts, strict=True))
                world.do(lambda db: operations.change(db, world.as_("officer"), one.id, None, given))

        assert "lớn hơn 0" in refused(lambda: share(40, 6, 0))
        assert "Các phần cộng lại phải bằng 46." in refused(lambda: share(20, 20, 5))
        share(20, 20, 6)
        assert confirm(world, act.id, ids=[one.id]) == 1
        got = [open_of(world, f"commune{number}")[0].measure for number in range(3)]
        assert got == ["20 biển cảnh báo", "20 biển cảnh báo", "06 biển cảnh báo"]

    def test_an_extension_asked_goes_on_with_the_successor(self, world: World) -> None:
        reorganised(world)
        ref = CaseRef("obligation", open_of(world, "office")[0].id)
        with clock.use_date(date(2024, 9, 1)):
            payload = {"until": date(2025, 12, 1), "reason": "Chờ kinh phí"}
            world.do(lambda db: fire(db, ref, "ask_extension", world.as_("office_officer"), payload=payload))
        act = record(world)
        confirm(world, act.id)
        children = [one for one in open_of(world, "commune0") if one.parent_id == ref.id]
        assert [one.extension_asked for one in children] == [True]
        waiting = select(Extension).where(Extension.obligation_id == children[0].id)
        assert [one.outcome for one in world.see(lambda db: db.exec(waiting).all())] == ["asked"]

    def test_what_was_verified_as_less_than_met_passes_on(self, world: World) -> None:
        reorganised(world)
        row = open_of(world, "office")[0]
        with clock.use_date(date(2024, 9, 1)):
            world.do(lambda db: answering.answer(db, world.as_("office_officer"), row.id, claim="met", text="Xong."))
            world.do(
                lambda db: answering.verify(db, world.as_("officer"), row.id, verdict="partly_met", evidence="Đã xem")
            )
        act = record(world)
        confirm(world, act.id)
        assert [one.id for one in open_of(world, "commune0") if one.parent_id == row.id]

    def test_what_went_meanwhile_is_not_passed_on(self, world: World) -> None:
        reorganised(world)
        act = record(world)
        row = open_of(world, "office")[0]
        payload = {"reason": "Không còn cần"}
        world.do(lambda db: fire(db, CaseRef("obligation", row.id), "withdraw", world.as_("leader"), payload=payload))
        confirm(world, act.id)
        assert [one.state for one in passings(world, act.id) if one.target_id == row.id] == ["gone"]

    def test_only_who_leads_confirms(self, world: World) -> None:
        reorganised(world)
        act = record(world)
        for who in ("edu_officer", "district_officer", "admin"):
            with pytest.raises(Problem):
                confirm(world, act.id, who)


class TestTheLeadingAgencyEnds:
    def test_its_successor_leads_verifies_and_passes_on(self, world: World) -> None:
        reorganised(world)
        department_moves(world)
        act = record(world, "health_officer", "dept", "district", "office")
        assert confirm(world, act.id, "health_officer") > 14
        lead = world.agencies["health"]
        cases = world.see(lambda db: db.exec(select(Inspection.lead_agency_id).distinct()).all())
        assert cases == [lead]
        row = open_of(world, "commune1")[0]
        assert row.lead_agency_id == lead
        with clock.use_date(TODAY):
            world.do(lambda db: answering.answer(db, world.as_("commune1_officer"), row.id, claim="met", text="Xong."))
            world.do(
                lambda db: answering.verify(db, world.as_("health_officer"), row.id, verdict="met", evidence="Đã xem")
            )
        left = world.see(lambda db: queries.open_with_ended(db, None, TODAY))
        assert {name for one in left for name in one.left} == {"account"}


@on_sqlite
class TestAboveTheLeadingAgency:
    def test_its_own_paper_ends_it_and_no_verdict(self, world: World) -> None:
        reorganised(world)
        act = record(world)
        confirm(world, act.id)
        row = open_of(world, "province")[0]
        with clock.use_date(TODAY):
            world.do(lambda db: answering.answer(db, world.as_("province_leader"), row.id, claim="met", text="Xong."))
            told = refused(
                lambda: world.do(
                    lambda db: answering.verify(db, world.as_("officer"), row.id, verdict="met", evidence="Xem")
                )
            )
            assert "Việc của cơ quan cấp trên" in told
            for number, author in enumerate(("Ủy ban nhân dân tỉnh Lạng Sơn", "Sở Giáo dục và Đào tạo"), 1):
                paper = Arrived(TODAY, author, f"{number}/CV", TODAY, "Công văn", "Cân đối kinh phí")
                link, clerk = Link("obligation", row.id), world.as_("clerk")
                world.do(lambda db, paper=paper, link=link, clerk=clerk: incoming.enter(db, clerk, paper, [SCAN], link))
            papers = world.see(lambda db: closing.choices(db, world.as_("officer"), db.get_one(Obligation, row.id)))
            assert [one.author for one in papers] == ["Ủy ban nhân dân tỉnh Lạng Sơn"]
            world.do(lambda db: closing.close(db, world.as_("officer"), row.id, papers[0].id, None))
        assert world.see(lambda db: db.get_one(Obligation, row.id).verdict) == "met"
