"""Telling a danger: by whom, with what, once."""

import math
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from rasoat.dangers import operations, queries
from rasoat.dangers.data import DangerData
from rasoat.dangers.models import Danger
from rasoat.db import new_id
from rasoat.notifying.models import ToldLine
from rasoat.problems import Problem
from rasoat.visits import membership
from rasoat.visits.models import Visit
from rasoat.workflows import CaseRef, fire
from rasoat.workflows.meanings import place
from tests.inspections.samples import drop, put
from tests.visits.samples import ChiLang, scheduled, visiting
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WELL = {
    "what": "Giếng không nắp ngay sân trường",
    "place": "Thôn Mẫu",
    "latitude": 21.65,
    "longitude": 106.56,
    "accuracy": 12.0,
}


def tell(case: ChiLang, who: str = "lead", danger_id: UUID | None = None, **values: Any) -> Danger:
    files = values.pop("files", ())
    seen, visit_id, actor = DangerData(**{**WELL, **values}), case.visit.id, case.world.as_(who)
    return case.world.do(
        lambda s: operations.raise_danger(
            s, actor, danger_id=danger_id or new_id(), visit_id=visit_id, seen=seen, files=files
        )
    )


def seen_by(world: World, who: str) -> list[str]:
    return [row.what for row in world.see(lambda s: queries.urgent(s, world.as_(who)))]


def refused(case: ChiLang, who: str = "lead", **values: Any) -> Problem:
    with pytest.raises(Problem) as caught:
        tell(case, who, **values)
    return caught.value


def test_told_once_however_often_it_is_sent(world: World) -> None:
    case, danger_id = visiting(world), new_id()
    first = tell(case, danger_id=danger_id)
    again = tell(case, danger_id=danger_id, what="Lời khác của cùng mã")
    assert (again.id, again.what, again.journal_seq) == (first.id, WELL["what"], 1)
    lines = world.see(lambda s: list(s.exec(select(ToldLine).where(ToldLine.event == operations.EVENT))))
    assert {line.event_id for line in lines} == {danger_id}
    assert len(lines) == 4, "two officers, the leader and the department's mailbox, each once"
    assert refused(case, "edu_member", danger_id=danger_id).key == "record.other"


def test_on_the_first_page_of_lead_agency_and_team_and_of_nobody_else(world: World) -> None:
    case = visiting(world)
    row = tell(case, "edu_member")
    for who in ("officer", "officer2", "leader", "lead", "edu_member", "culture_member"):
        assert seen_by(world, who) == [WELL["what"]], who
    for who in ("clerk", "edu_leader", "province_leader", "district_officer", "district_leader", "other_officer"):
        assert seen_by(world, who) == [], who
    # A co-signing agency and the province may open it; the unit that is inspected may not.
    for who, may in (("edu_leader", True), ("province_leader", True), ("district_leader", False), ("admin", False)):
        assert world.see(lambda s, w=who: queries.visible(s, row.id, world.as_(w))) is may, who


@pytest.mark.parametrize("who", ["edu_leader", "clerk", "district_officer", "other_officer", "admin"])
def test_strangers_tell_nothing(world: World, who: str) -> None:
    assert refused(visiting(world), who).key == "not_found"


def test_who_left_the_team_still_tells_what_was_seen_with_the_visit_taken_along(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = visiting(world)
    put(world, case.inspection_id, "clerk")
    drop(world, case.inspection_id, "clerk")
    assert refused(case, "clerk").key == "not_found"
    took = {(case.visit.id, world.as_("clerk").user_id)}
    monkeypatch.setattr(membership, "_checks", [lambda _s, visit_id, user_id: (visit_id, user_id) in took])
    row = tell(case, "clerk")
    assert world.see(lambda s: queries.visible(s, row.id, world.as_("clerk")))
    assert refused(case, "edu_leader").key == "not_found"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"what": "  "}, "what"),
        ({"what": "x" * 4001}, "what"),
        ({"place": "x" * 1001}, "place"),
        ({"latitude": None}, "latitude"),
        ({"latitude": 91.0}, "latitude"),
        ({"longitude": math.nan}, "longitude"),
        ({"accuracy": -1.0}, "accuracy"),
    ],
)
def test_wrong_words_and_places(world: World, values: dict[str, Any], field: str) -> None:
    assert field in [reason.field for reason in refused(visiting(world), **values).reasons]


def test_a_site_counts_only_when_it_is_of_this_inspection(world: World) -> None:
    case = visiting(world)
    site = case.site("water_point", "Phố Sặt")
    assert tell(case, site_id=site.id).site_id == site.id
    assert tell(case, site_id=new_id()).site_id is None


def test_told_whatever_the_state_of_the_visit(world: World) -> None:
    case = scheduled(world)
    assert tell(case).status == "reported"
    world.do(lambda s: place(s, s.get_one(Visit, case.visit.id), "closed"))
    assert tell(case).status == "reported"


def test_received_handed_over_and_ended(world: World) -> None:
    case = visiting(world)
    row = tell(case)
    ref = CaseRef("danger", row.id)

    def step(trigger: str, who: str, **payload: object) -> Danger:
        world.do(lambda s: fire(s, ref, trigger, world.as_(who), payload=payload))
        return world.see(lambda s: s.get_one(Danger, row.id))

    assert step("receive", "officer", taken_by="Trực ban Công an xã").taken_by == "Trực ban Công an xã"
    assert step("hand_over", "leader", taken_by="UBND xã").taken_by == "UBND xã"
    for day, why in (("2024-07-18", "chưa đến"), ("2024-07-16", "trước ngày phát hiện")):
        with pytest.raises(Problem) as caught:
            step("end", "lead", ended_on=day, outcome="Đã đậy nắp")
        assert why in caught.value.reasons[0].message
    ended = step("end", "lead", ended_on="2024-07-17", outcome="Đã đậy nắp giếng")
    assert (ended.status, ended.outcome, str(ended.ended_on)) == ("ended", "Đã đậy nắp giếng", "2024-07-17")
    assert seen_by(world, "leader") == []


def test_a_member_may_tell_but_not_end(world: World) -> None:
    row = tell(visiting(world), "edu_member")
    with pytest.raises(Problem) as caught:
        world.do(
            lambda s: fire(
                s,
                CaseRef("danger", row.id),
                "end",
                world.as_("edu_member"),
                payload={"ended_on": "2024-07-17", "outcome": "Xong"},
            )
        )
    assert caught.value.key == "case.not_allowed"
