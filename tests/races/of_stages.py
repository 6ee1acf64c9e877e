"""Races along the path of an inspection: plans, inspections, visits, dangers."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import select

from rasoat.dangers import operations as dangers
from rasoat.dangers.data import DangerData
from rasoat.dangers.models import Danger
from rasoat.db import new_id
from rasoat.files.operations import StoredFile
from rasoat.inspections import operations as inspections
from rasoat.inspections.models import Inspection, Site, TeamMember
from rasoat.papers import plan_steps, rendering
from rasoat.plans import operations as plans
from rasoat.plans import reminding
from rasoat.plans.models import CosignReminder, Plan, PlanTarget
from rasoat.ranking import operations as ranking
from rasoat.visits import operations as visits
from rasoat.visits.models import Response
from rasoat.workflows import CaseRef, fire
from tests.inspections.samples import planned
from tests.plans.samples import SIGNED_ON, draft, joint_plan, step
from tests.races.race import AT_ONCE, Race, race
from tests.visits.samples import SIGNS, scheduled, visiting
from tests.world import World


@race("plans.operations.draft_plan")
def _plans(world: World) -> Race:
    return Race(lambda s, _: plans.draft_plan(s, world.as_("officer"), joint_plan(world)))


@race("plans.operations.edit_plan")
def _edited_plan(world: World) -> Race:
    plan = draft(world)

    def write(session: Any, number: int) -> Plan:
        data = replace(joint_plan(world), title=f"Kế hoạch {number}")
        return plans.edit_plan(session, world.as_("officer"), plan.id, plan.version, data)

    return Race(write, wins=1, refused=("row.stale",))


@race("ranking.operations.new_plan")
def _plans_of_ranked(world: World) -> Race:
    units = [world.agencies["district"]]
    return Race(lambda s, n: ranking.new_plan(s, world.as_("officer"), f"Kế hoạch {n}", units, date(2024, 8, 1)))


@race("ranking.operations.add_to_plan")
def _filled_plan(world: World) -> Race:
    """Eight put two units, of which it has one, into one plan at once: each unit comes into it once, none is lost."""
    plan = draft(world)
    units = [world.agencies[one] for one in ("district", "other_district")]

    def whole(_: object) -> None:
        rows = world.see(lambda s: s.exec(select(PlanTarget).where(PlanTarget.plan_id == plan.id)).all())
        assert sorted(row.agency_id for row in rows) == sorted(units)

    def write(session: Any, number: int) -> Any:
        return ranking.add_to_plan(session, world.as_("officer"), plan.id, units[number % 2 :], date(2024, 8, 1))

    return Race(write, then=whole)


def _waits_for_two(world: World) -> Plan:
    plan = draft(world)
    step(world, plan.id, "submit", "officer")
    return plan


def _each_once(world: World, plan: Plan) -> None:
    rows = world.see(lambda s: s.exec(select(CosignReminder).where(CosignReminder.plan_id == plan.id)).all())
    assert sorted(row.agency_id for row in rows) == sorted([world.agencies["edu"], world.agencies["culture"]])


@race("plans.reminding.remind_now", at=datetime(2024, 5, 20, 2, tzinfo=UTC))
def _asked_again(world: World) -> Race:
    """Eight ask again at once: each agency is asked once."""
    plan = _waits_for_two(world)
    return Race(
        lambda s, n: reminding.remind_now(s, world.as_(("officer", "officer2", "leader")[n % 3]), plan.id),
        wins=1,
        refused=("cosigning.asked_today",),
        then=lambda _: _each_once(world, plan),
    )


@race("plans.reminding.remind_slow", at=datetime(2024, 5, 20, 2, tzinfo=UTC))
def _asked_by_itself(world: World) -> Race:
    """Eight workers on one day: each agency is asked once."""
    plan, later = _waits_for_two(world), SIGNED_ON.replace(day=28)
    return Race(lambda s, _: reminding.remind_slow(s, later, 3), then=lambda _: _each_once(world, plan))


@race("inspections.operations.create_inspection", at=datetime(2024, 5, 20, 2, tzinfo=UTC))
def _approved(world: World) -> Race:
    """The paper of one plan is issued eight times at once: its inspections are made once."""
    plan = draft(world, joint_plan(world, cosigner_ids=[]))
    step(world, plan.id, "submit", "officer")
    step(world, plan.id, "approve", "leader")
    paper = world.see(lambda s: plan_steps.paper_of(s, plan.id))
    assert paper is not None
    ref, clerk = CaseRef("paper", paper.id), world.as_("clerk")
    world.do(lambda s: fire(s, ref, "number", clerk, payload={"issued_on": SIGNED_ON}))
    file = StoredFile("e" * 64, 9, "application/pdf", "KH-1.pdf")

    def write(session: Any, _number: int) -> Any:
        return rendering._finish(session, paper.id, clerk, file, "weasyprint")

    def one(_results: list[Any]) -> None:
        assert len(world.see(lambda s: s.exec(select(Inspection)).all())) == 1

    return Race(write, then=one)


@race("inspections.operations.set_schedule")
def _put_off(world: World) -> Race:
    inspection = planned(world)
    return Race(
        lambda s, n: inspections.set_schedule(
            s, world.as_("officer"), inspection.id, inspection.version, scheduled_on=date(2024, 7, 1 + n),
            scheduled_time="08:00", place="",
        ),
        wins=1, refused=("row.stale",),
    )  # fmt: skip


@race("inspections.operations.name_member")
def _named(world: World) -> Race:
    """Eight name four people, each of them as the lead: there is one lead at the end."""
    inspection, people = planned(world), ("lead", "edu_member", "culture_member", "officer2")

    def write(session: Any, number: int) -> TeamMember:
        user_id = world.as_(people[number % 4]).user_id
        return inspections.name_member(session, world.as_("officer"), inspection.id, user_id, "lead")

    def one_lead(_results: list[Any]) -> None:
        query = select(TeamMember).where(TeamMember.inspection_id == inspection.id)
        rows = world.see(lambda s: s.exec(query).all())
        assert len(rows) == 4
        assert [row.assignment for row in rows].count("lead") == 1

    return Race(write, then=one_lead)


@race("inspections.operations.set_team")
def _team_replaced(world: World) -> Race:
    """Eight put other teams: at the end it is one of them as a whole."""
    inspection = planned(world)
    lead, edu, culture = (world.as_(one).user_id for one in ("lead", "edu_member", "culture_member"))
    teams = ({lead: "lead", edu: "member"}, {culture: "lead", edu: "deputy"})

    def write(session: Any, number: int) -> Inspection:
        return inspections.set_team(session, world.as_("officer"), inspection.id, teams[number % 2])

    def whole(_results: list[Any]) -> None:
        query = select(TeamMember).where(TeamMember.inspection_id == inspection.id)
        assert {row.user_id: row.assignment for row in world.see(lambda s: s.exec(query).all())} in teams

    return Race(write, then=whole)


@race("inspections.operations.drop_member")
def _dropped(world: World) -> Race:
    inspection, user_id = planned(world), world.as_("lead").user_id
    world.do(lambda s: inspections.name_member(s, world.as_("officer"), inspection.id, user_id, "member"))
    return Race(
        lambda s, _: inspections.drop_member(s, world.as_("officer"), inspection.id, user_id),
        wins=1,
        refused=("not_found",),
    )


@race("inspections.operations.set_checklists")
def _checklists(world: World) -> Race:
    inspection = planned(world)

    def write(session: Any, number: int) -> None:
        names = ["warning_signs", "fund_use"] if number % 2 else ["safe_home", "fund_use"]
        inspections.set_checklists(session, world.as_("officer"), inspection.id, names)

    return Race(write)


@race("inspections.operations.add_site")
def _sites(world: World) -> Race:
    case, site_id = scheduled(world), new_id()
    return Race(
        lambda s, _: inspections.add_site(
            s, world.as_("lead"), case.inspection_id, site_id=site_id, kind="water_point", name="Phố Sặt", place=""
        )
    )


@race("inspections.operations.give_codes")
def _codes(world: World) -> Race:
    """Eight print at once what is older than codes: each place has one code, and each sheet tells the same."""
    case = scheduled(world)
    case.site("water_point", "Phố Sặt")

    def forget(session: Any) -> None:
        for site in session.exec(select(Site)):
            site.place_code = ""

    def told_alike(results: list[Any]) -> None:
        stored = world.see(lambda s: s.exec(select(Site.place_code)).all())
        assert {tuple(codes) for codes in results} == {tuple(stored)}
        assert stored != [""]

    world.do(forget)
    return Race(
        lambda s, _: [one.place_code for one in inspections.give_codes(s, world.as_("lead"), case.inspection_id)],
        then=told_alike,
    )


@race("inspections.operations.edit_site")
def _edited_site(world: World) -> Race:
    site = scheduled(world).site("water_point", "Phố Sặt")
    return Race(
        lambda s, n: inspections.edit_site(
            s, world.as_("lead"), site.id, site.version, kind="water_point", name=f"Phố {n}", place=""
        ),
        wins=1,
        refused=("row.stale",),
    )


@race("inspections.operations.drop_site")
def _dropped_site(world: World) -> Race:
    site = scheduled(world).site("water_point", "Phố Sặt")
    return Race(lambda s, _: inspections.drop_site(s, world.as_("lead"), site.id), wins=1, refused=("not_found",))


@race("visits.operations.plan_visit", "visits.operations.add_visit")
def _further_visits(world: World) -> Race:
    case = scheduled(world)
    return Race(lambda s, n: visits.plan_visit(s, world.as_("lead"), case.inspection_id, date(2024, 7, 18 + n), ""))


@race("visits.operations.move_visit")
def _moved_visit(world: World) -> Race:
    visit = scheduled(world).visit
    return Race(
        lambda s, n: visits.move_visit(s, world.as_("lead"), visit.id, visit.version, date(2024, 7, 18 + n), ""),
        wins=1,
        refused=("row.stale",),
    )


@race("visits.operations.cancel_planned")
def _called_off(world: World) -> Race:
    case = scheduled(world)
    return Race(lambda s, _: visits.cancel_planned(s, world.as_("officer"), case.inspection_id), wins=None,
                refused=("case.wrong_state",))  # fmt: skip


@race("visits.operations.save_response", "visits.revisions.save_revision")
def _filled(world: World) -> Race:
    case = visiting(world)
    visit = case.visit

    def write(session: Any, number: int) -> Response:
        answers = {**SIGNS, "points": 60 + number}
        return visits.save_response(
            session, world.as_("lead"), visit.id, checklist="warning_signs", scope="unit", site_id=None, raw=answers,
            based_on=None,
        )  # fmt: skip

    def once(_results: list[Any]) -> None:
        assert len(world.see(lambda s: s.exec(select(Response)).all())) == 1

    return Race(write, wins=1, refused=("answers.stale",), then=once)


@race("dangers.operations.raise_danger")
def _danger(world: World) -> Race:
    """The same danger, sent for two visits: it belongs to one of them."""
    case = scheduled(world)
    world.do(lambda s: visits.plan_visit(s, world.as_("lead"), case.inspection_id, date(2024, 7, 19), ""))
    ids, danger_id = [visit.id for visit in case.visits()], new_id()

    def write(session: Any, number: int) -> Danger:
        return dangers.raise_danger(
            session,
            world.as_("lead"),
            danger_id=danger_id,
            visit_id=ids[number % 2],
            seen=DangerData("Giếng không có nắp."),
        )

    return Race(write, wins=4, refused=("record.other",))


@race("dangers.operations.put_at")
def _placed(world: World) -> Race:
    case, danger_id = scheduled(world), new_id()
    sites = [case.site("water_point", f"Phố {number}") for number in range(AT_ONCE)]
    visit_id = case.visit.id
    world.do(
        lambda s: dangers.raise_danger(
            s, world.as_("lead"), danger_id=danger_id, visit_id=visit_id, seen=DangerData("Giếng.")
        )
    )

    def write(session: Any, number: int) -> Any:
        dangers.put_at(session, danger_id, sites[number].id)
        return session.get_one(Danger, danger_id).site_id

    def the_first_stays(results: list[Any]) -> None:
        assert len(set(results)) == 1

    return Race(write, then=the_first_stays)
