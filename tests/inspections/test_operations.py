"""Team, schedule, checklists and sites: who may, when, and what is refused."""

from typing import Any

import pytest
from sqlmodel import Session

from rasoat.accounts import operations as accounts
from rasoat.inspections import checks, operations, queries
from rasoat.inspections.models import Inspection, Site
from rasoat.problems import Problem
from rasoat.visits.models import Response, Visit
from rasoat.workflows import start
from tests.inspections.samples import drop, planned, prepared, put, put_date, scheduled, step
from tests.plans.samples import VISIT_ON
from tests.shipped import version
from tests.world import World

PHO_SAT = {
    "kind": "water_point",
    "name": "Phố Sặt",
    "place": "Thị trấn Đồng Mỏ",
    "latitude": 21.66,
    "longitude": 106.58,
}


def add(world: World, inspection: Inspection, by: str = "lead", **changes: Any) -> Site:
    values = {**PHO_SAT, **changes}
    return world.do(lambda s: operations.add_site(s, world.as_(by), inspection.id, **values))


def assignments(world: World, inspection: Inspection) -> list[tuple[str, str]]:
    names = {actor.user_id: name for name, actor in world.actors.items()}
    return [(names[m.user_id], m.assignment) for m in world.see(lambda s: queries.team(s, inspection.id))]


def test_a_new_lead_makes_the_former_one_a_member(world: World) -> None:
    inspection = prepared(world)
    put(world, inspection.id, "edu_member", "lead")
    assert assignments(world, inspection) == [("edu_member", "lead"), ("lead", "member"), ("culture_member", "member")]
    assert world.see(lambda s: queries.is_team_lead(s, inspection.id, world.as_("edu_member")))
    assert not world.see(lambda s: queries.is_team_lead(s, inspection.id, world.as_("lead")))


def test_a_team_is_told_by_assignment_whenever_they_were_named(world: World) -> None:
    inspection = planned(world)
    named = [("edu_member", "member"), ("culture_member", "secretary"), ("officer2", "deputy"), ("lead", "lead")]
    for who, assignment in named:
        put(world, inspection.id, who, assignment)
    assert assignments(world, inspection) == named[::-1]


def test_nobody_of_the_unit_or_its_office_gets_into_the_team(world: World) -> None:
    inspection = planned(world)
    for who in ("district_officer", "office_officer"):
        with pytest.raises(Problem) as refused:
            put(world, inspection.id, who)
        assert refused.value.key == "inspection.team"
        assert "đơn vị được kiểm tra" in refused.value.reasons[0].message
    assert assignments(world, inspection) == []


def test_an_unknown_assignment_or_a_closed_account_is_refused(world: World) -> None:
    inspection = planned(world)
    with pytest.raises(Problem) as refused:
        put(world, inspection.id, "lead", "chief")
    assert refused.value.reasons[0].field == "assignment"
    world.do(lambda s: accounts.edit_user(s, world.as_("lead").user_id, None, {"active": False}))
    for who in ("lead", "admin"):
        with pytest.raises(Problem) as refused:
            put(world, inspection.id, who)
        assert refused.value.reasons[0].field == "user_id"


def test_a_scheduled_inspection_keeps_a_whole_team(world: World) -> None:
    inspection = scheduled(world)
    for who, told in (("lead", "trưởng đoàn"), ("edu_member", "Sở Giáo dục và Đào tạo")):
        with pytest.raises(Problem) as refused:
            drop(world, inspection.id, who)
        assert told in refused.value.reasons[0].message
    put(world, inspection.id, "edu_leader")
    drop(world, inspection.id, "edu_member")
    assert ("edu_member", "member") not in assignments(world, inspection)


def test_only_an_officer_of_the_lead_agency_composes_the_team(world: World) -> None:
    inspection = planned(world)
    for who in ("leader", "clerk", "lead", "edu_leader"):
        with pytest.raises(Problem) as refused:
            put(world, inspection.id, "lead", "lead", by=who)
        assert refused.value.key == "forbidden", who


def test_who_may_not_see_it_learns_nothing(world: World) -> None:
    inspection = planned(world)
    with pytest.raises(Problem) as refused:
        put(world, inspection.id, "lead", by="district_officer")
    assert refused.value.key == "not_found"


def test_the_date_of_a_scheduled_inspection_changes_only_by_postponing(world: World) -> None:
    inspection = scheduled(world)
    with pytest.raises(Problem) as refused:
        put_date(world, inspection.id, VISIT_ON.replace(day=18))
    assert refused.value.key == "inspection.not_editable"
    assert "tạm hoãn" in refused.value.what


def test_a_stale_schedule_overwrites_nothing(world: World) -> None:
    inspection = planned(world)
    put_date(world, inspection.id, VISIT_ON.replace(day=18), inspection.version)
    with pytest.raises(Problem) as refused:
        put_date(world, inspection.id, VISIT_ON.replace(day=19), inspection.version)
    assert refused.value.key == "row.stale"
    assert world.see(lambda s: s.get_one(Inspection, inspection.id)).scheduled_on == VISIT_ON.replace(day=18)


@pytest.mark.parametrize("hour", ["8h", "25:00", "8:00", "08:60"])
def test_an_hour_that_does_not_exist_is_refused(hour: str) -> None:
    assert [reason.field for reason in checks.schedule(hour)] == ["scheduled_time"]


@pytest.mark.parametrize("hour", ["", "00:00", "08:00", "23:59"])
def test_hours_that_exist_are_taken(hour: str) -> None:
    assert checks.schedule(hour) == []


def test_checklists_are_chosen_until_the_visit_begins(world: World) -> None:
    inspection = prepared(world)
    officer = world.as_("officer")
    world.do(lambda s: operations.set_checklists(s, officer, inspection.id, ["fund_use", "safe_home"]))
    assert {c.checklist for c in world.see(lambda s: queries.checklists(s, inspection.id))} == {"fund_use", "safe_home"}
    with pytest.raises(Problem) as refused:
        world.do(lambda s: operations.set_checklists(s, officer, inspection.id, ["no_such"]))
    assert refused.value.reasons[0].field == "checklists"
    step(world, inspection.id, "schedule", "officer")
    # The minutes alone are no check.
    for names in ([], ["minutes"]):
        with pytest.raises(Problem) as refused:
            world.do(lambda s, names=names: operations.set_checklists(s, officer, inspection.id, names))
        assert refused.value.key == "form.invalid"


def test_minutes_alone_do_not_make_an_inspection_ready(world: World) -> None:
    inspection, officer = prepared(world), world.as_("officer")
    world.do(lambda s: operations.set_checklists(s, officer, inspection.id, ["minutes"]))
    with pytest.raises(Problem) as refused:
        step(world, inspection.id, "schedule", "officer")
    assert "checklists" in {reason.field for reason in refused.value.reasons}
    world.do(lambda s: operations.set_checklists(s, officer, inspection.id, ["minutes", "fund_use"]))
    used = world.see(lambda s: queries.checklists(s, inspection.id))
    assert {row.checklist: row.required for row in used} == {"minutes": False, "fund_use": True}


def test_team_and_officers_keep_the_list_of_sites(world: World) -> None:
    inspection = prepared(world)
    site = add(world, inspection)
    assert site.search_text == "pho sat thi tran dong mo"
    changed = {**PHO_SAT, "name": "Đập Bãi Hào", "latitude": None, "longitude": None}
    world.do(lambda s: operations.edit_site(s, world.as_("officer"), site.id, site.version, **changed))
    with pytest.raises(Problem) as refused:
        world.do(lambda s: operations.edit_site(s, world.as_("lead"), site.id, site.version, **PHO_SAT))
    assert refused.value.key == "row.stale"
    assert world.as_("officer").name in refused.value.what
    world.do(lambda s: operations.drop_site(s, world.as_("lead"), site.id))
    assert world.see(lambda s: queries.sites(s, inspection.id)) == []


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"kind": "volcano", "name": " "}, ["kind", "name"]),
        ({"latitude": None}, ["latitude"]),
        ({"longitude": None}, ["longitude"]),
        ({"latitude": 106.58, "longitude": 21.66}, ["latitude", "longitude"]),
    ],
)
def test_wrong_sites_are_refused(changes: dict[str, Any], fields: list[str]) -> None:
    with pytest.raises(Problem) as refused:
        checks.site_values({**PHO_SAT, **changes})
    assert [reason.field for reason in refused.value.reasons] == fields


@pytest.mark.parametrize(
    ("position", "told"),
    [
        ((6, 101), ""),
        ((24, 118), ""),
        ((5.9, 106.58), "Vĩ độ ở Việt Nam nằm từ 6 đến 24."),
        ((24.1, 106.58), "Vĩ độ ở Việt Nam nằm từ 6 đến 24."),
        ((21.66, 100.9), "Kinh độ ở Việt Nam nằm từ 101 đến 118."),
        ((21.66, 118.1), "Kinh độ ở Việt Nam nằm từ 101 đến 118."),
        ((None, None), ""),
    ],
)
def test_a_site_lies_in_the_country_or_has_no_position(position: tuple[float | None, float | None], told: str) -> None:
    site = {**PHO_SAT, "latitude": position[0], "longitude": position[1]}
    if not told:
        assert checks.site_values(site)["latitude"] == position[0]
        return
    with pytest.raises(Problem) as refused:
        checks.site_values(site)
    assert [reason.message for reason in refused.value.reasons] == [told]


def test_others_do_not_touch_the_sites(world: World) -> None:
    inspection = prepared(world)
    for who in ("leader", "edu_leader", "clerk"):
        with pytest.raises(Problem) as refused:
            add(world, inspection, by=who)
        assert refused.value.key == "forbidden", who


def test_a_site_with_answers_stays(world: World) -> None:
    inspection = prepared(world)
    site = add(world, inspection)
    lead = world.as_("lead")

    def fill(session: Session) -> None:
        visit = Visit(inspection_id=inspection.id, lead_agency_id=inspection.lead_agency_id, happens_on=VISIT_ON)
        start(session, visit, "visit", "visit", lead)
        session.add(
            Response(
                visit_id=visit.id,
                inspection_id=inspection.id,
                checklist="warning_signs",
                checklist_version=version("warning_signs"),
                scope="site",
                site_id=site.id,
                saved_by=lead.user_id,
            )
        )

    world.do(fill)
    with pytest.raises(Problem) as refused:
        world.do(lambda s: operations.drop_site(s, lead, site.id))
    assert refused.value.key == "inspection.site_used"
    assert [s.name for s in world.see(lambda s: queries.sites(s, inspection.id))] == ["Phố Sặt"]


def test_a_cancelled_inspection_is_left_alone(world: World) -> None:
    inspection = prepared(world)
    site = add(world, inspection)
    step(world, inspection.id, "cancel", "leader", reason="Không còn cần")
    for attempt in (
        lambda: add(world, inspection),
        lambda: world.do(lambda s: operations.drop_site(s, world.as_("lead"), site.id)),
        lambda: put(world, inspection.id, "edu_leader"),
        lambda: drop(world, inspection.id, "lead"),
        lambda: put_date(world, inspection.id, VISIT_ON),
    ):
        with pytest.raises(Problem) as refused:
            attempt()
        assert refused.value.key == "inspection.not_editable"
