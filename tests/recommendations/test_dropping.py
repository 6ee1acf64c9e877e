"""What is removed while it is drafted disappears for people, and never from the books: a case ends in a state."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlmodel import select, update

from rasoat import clock
from rasoat.followup import queries as followup
from rasoat.problems import Problem
from rasoat.recommendations import operations, queries, totals
from rasoat.recommendations.data import ObligationData
from rasoat.recommendations.models import Obligation, Recommendation
from rasoat.workflows import chains, journal, pins
from rasoat.workflows.registry import CaseRef
from tests.recommendations.samples import REVIEWED_ON, TO_DISTRICT, add, issue_all, obligations, reviewing
from tests.world import World


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.use_date(REVIEWED_ON):
        yield


def all_of(world: World, recommendation_id: UUID) -> list[Obligation]:
    """Obligations as they lie in the table, dropped ones too."""
    query = select(Obligation).where(Obligation.source_id == recommendation_id)
    return world.see(lambda s: list(s.exec(query)))


def triggers(world: World, obligation: Obligation) -> list[str]:
    ref = CaseRef("obligation", obligation.id)
    return world.see(lambda s: [entry.trigger for entry, _ in journal.entries(s, ref)])


def remove(world: World, recommendation_id: UUID, who: str = "officer") -> None:
    world.do(lambda s: operations.remove_recommendation(s, world.as_(who), recommendation_id))


def assert_whole(world: World) -> None:
    assert world.see(lambda s: list(chains.verify(s))) == []


def test_a_removed_recommendation_ends_its_obligations(world: World) -> None:
    inspection = reviewing(world)
    row = add(world, inspection.id, TO_DISTRICT[0], "district", "office")
    remove(world, row.id)
    gone = all_of(world, row.id)
    assert [one.status for one in gone] == ["dropped", "dropped"]
    assert [triggers(world, one) for one in gone] == [["create", "drop"]] * 2
    assert_whole(world)


def test_an_addressee_left_out_ends_its_obligation_and_may_come_back(world: World) -> None:
    inspection = reviewing(world)
    row = add(world, inspection.id, TO_DISTRICT[0], "district", "office")

    def edit(*to: str) -> None:
        obligations = [ObligationData(world.agencies[key]) for key in to]
        world.do(
            lambda s: operations.edit_recommendation(
                s, world.as_("officer"), row.id, None, text="Sửa lại.", finding_ids=[], obligations=obligations
            )
        )

    edit("district")
    edit("district", "office")
    found = sorted((one.status, one.addressee_id == world.agencies["office"]) for one in all_of(world, row.id))
    assert found == [("drafted", False), ("drafted", True), ("dropped", True)]
    assert_whole(world)


def test_a_draft_begun_before_it_could_be_dropped_goes_on_to_the_newest_version(world: World) -> None:
    inspection = reviewing(world)
    row = add(world, inspection.id, TO_DISTRICT[0], "district")
    newest = world.see(lambda s: pins.newest(s, "obligation").definition)
    first = newest.model_copy(
        update={
            "version": 1,
            "states": {name: state for name, state in newest.states.items() if name != "dropped"},
            "transitions": [one for one in newest.transitions if one.trigger != "drop"],
        }
    )
    world.do(lambda s: pins.publish(s, first))
    world.do(lambda s: s.connection().execute(update(Obligation).values(workflow_version=1)))
    remove(world, row.id)
    [gone] = all_of(world, row.id)
    assert (gone.status, gone.workflow_version) == ("dropped", newest.version)
    assert triggers(world, gone) == ["create", "move_definition", "drop"]
    assert_whole(world)


def test_what_was_removed_is_shown_to_nobody(world: World) -> None:
    inspection = reviewing(world)
    rows = [add(world, inspection.id, text, "district") for text in TO_DISTRICT[:3]]
    remove(world, rows[0].id)
    [gone] = all_of(world, rows[0].id)
    for who in ("officer", "leader", "clerk", "district_officer", "district_leader"):
        actor = world.as_(who)
        with pytest.raises(Problem, match="1001"):
            world.see(lambda s, actor=actor: queries.require_visible(s, gone.id, actor))
        lines = world.see(lambda s, actor=actor: followup.table(s, actor, [inspection.id]))
        assert gone.id not in {line.obligation.id for line in lines}
    told = world.see(lambda s: queries.recommendations_of(s, inspection.id))
    assert [(one.recommendation.ordinal, one.recommendation.id) for one in told] == [(1, rows[1].id), (2, rows[2].id)]
    with pytest.raises(Problem, match="1001"):
        world.see(lambda s: queries.told(s, rows[0].id))
    with pytest.raises(Problem, match="1001"):
        remove(world, rows[0].id)
    assert add(world, inspection.id, TO_DISTRICT[3], "district").ordinal == 3


def test_what_was_removed_is_neither_sent_nor_counted(world: World) -> None:
    inspection = reviewing(world)
    rows = [add(world, inspection.id, text, "district") for text in TO_DISTRICT[:2]]
    remove(world, rows[0].id)
    issue_all(world, inspection.id)
    assert [one.status for one in all_of(world, rows[0].id)] == ["dropped"]
    assert [one.status for one in obligations(world, inspection.id)] == ["issued"]
    for who in ("officer", "district_officer"):
        seen = queries.visible_to(world.as_(who))
        counted = world.see(lambda s, seen=seen: totals.counts(s, seen, clock.today()))
        assert counted.open == 1
        assert world.see(lambda s, seen=seen: totals.count_stage(s, seen, "done", clock.today())) == 0
    nobody = queries.visible_to(world.as_("other_officer"))
    nothing = world.see(lambda s: totals.counts(s, nobody, clock.today()))
    assert nothing == totals.Counts(open=0, overdue=0, soon=0, waiting=0)
    assert world.see(lambda s: len(s.exec(select(Recommendation)).all())) == 2
