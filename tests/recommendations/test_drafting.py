"""Writing recommendations: who may, from what, with which due dates."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest

from rasoat import clock
from rasoat.problems import Problem
from rasoat.recommendations import coverage, operations, queries, suggesting
from rasoat.recommendations.data import ObligationData
from rasoat.recommendations.models import Obligation
from rasoat.workflows import derived
from tests.recommendations.samples import (
    REVIEWED_ON,
    SHORTCOMINGS,
    TO_DISTRICT,
    add,
    add_all,
    followed_up,
    obligations,
    reviewing,
    shortcoming,
)
from tests.world import World

DRAFT = {"recommendation": "Phát quang cây che biển.", "addressee": "office", "due_days": 20}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.use_date(REVIEWED_ON):
        yield


def test_fourteen_in_two_groups(world: World) -> None:
    inspection = reviewing(world)
    add_all(world, inspection.id)
    told = world.see(lambda s: queries.recommendations_of(s, inspection.id))
    assert [one.recommendation.ordinal for one in told] == list(range(1, 15))
    groups = queries.by_addressee(told)
    assert [(key, len(rows)) for key, rows in groups] == [
        (world.agencies["district"], 7),
        (world.agencies["office"], 7),
    ]
    assert {one.status for one in told} == {"drafted"}


def test_a_computed_due_date_says_how(world: World) -> None:
    inspection = reviewing(world)
    add(world, inspection.id, TO_DISTRICT[0], "district")
    [row] = obligations(world, inspection.id)
    # Sixty working days after 12/8/2024, two of them lost to the National Day.
    assert row.due_on == date(2024, 11, 6)
    assert row.due_basis is not None
    assert row.due_basis["how"] == "computed"
    assert row.due_basis["counted_from"] == "2024-08-12"
    assert [day for day, _why in row.due_basis["days_off"]] == ["2024-09-02", "2024-09-03"]


def test_a_date_set_by_a_person_says_who(world: World) -> None:
    inspection = reviewing(world)
    obligation = ObligationData(world.agencies["district"], due_on=date(2024, 9, 30), measures=("46 biển được cắm",))
    world.do(
        lambda s: operations.add_recommendation(
            s, world.as_("officer"), inspection.id, text="Cắm biển.", finding_ids=[], obligations=[obligation]
        )
    )
    [row] = obligations(world, inspection.id)
    assert (row.due_on, row.measure) == (date(2024, 9, 30), "46 biển được cắm")
    assert row.due_basis == {
        "how": "set",
        "due_on": "2024-09-30",
        "by": str(world.as_("officer").user_id),
        "on": "2024-08-12",
    }


def test_a_suggestion_is_taken_over_with_its_addressee_and_days(world: World) -> None:
    inspection = reviewing(world)
    finding = shortcoming(world, inspection.id, SHORTCOMINGS[0], draft=DRAFT)
    shortcoming(world, inspection.id, SHORTCOMINGS[1])
    [found] = world.see(lambda s: suggesting.suggest(s, inspection.id))
    assert (found.finding_id, found.addressee_id) == (finding.id, world.agencies["office"])
    world.do(lambda s: suggesting.take_over(s, world.as_("lead"), inspection.id, finding.id))
    [row] = obligations(world, inspection.id)
    assert row.due_on == found.due_on == date(2024, 9, 11)
    assert row.due_basis is not None
    assert row.due_basis["working_days"] == 20
    assert world.see(lambda s: suggesting.suggest(s, inspection.id)) == []
    with pytest.raises(Problem, match="1001"):
        world.do(lambda s: suggesting.take_over(s, world.as_("lead"), inspection.id, finding.id))


def test_what_is_not_covered_is_told_one_by_one(world: World) -> None:
    inspection = reviewing(world)
    first = shortcoming(world, inspection.id, SHORTCOMINGS[0])
    shortcoming(world, inspection.id, SHORTCOMINGS[1])
    shortcoming(world, inspection.id, "Chỉ là gợi ý.", status="drafted")
    reasons = world.see(lambda s: coverage.reasons(s, inspection.id))
    assert [SHORTCOMINGS[0][:30] in r.message for r in reasons] == [True, False, False]
    assert "1 tồn tại do bảng kiểm gợi ý" in reasons[2].message
    add(world, inspection.id, "Phát quang.", "district", findings=(first.id,))
    assert len(world.see(lambda s: coverage.reasons(s, inspection.id))) == 2


def test_a_merged_shortcoming_is_covered_through_the_one_merged_into_it(world: World) -> None:
    inspection = reviewing(world)
    into = shortcoming(world, inspection.id, SHORTCOMINGS[0])
    merged = shortcoming(world, inspection.id, SHORTCOMINGS[1], status="merged", merged_into_id=into.id)
    add(world, inspection.id, "Khắc phục.", "district", findings=(merged.id,))
    assert world.see(lambda s: coverage.uncovered(s, inspection.id)) == []


def test_a_stated_reason_covers_too(world: World) -> None:
    inspection = reviewing(world)
    shortcoming(world, inspection.id, SHORTCOMINGS[0], no_recommendation_reason="Đã khắc phục ngay tại buổi kiểm tra.")
    assert world.see(lambda s: coverage.reasons(s, inspection.id)) == []


@pytest.mark.parametrize(
    ("text", "owed", "field"),
    [
        ("  ", [("district", None)], "text"),
        ("Cắm biển.", [], "obligations"),
        ("Cắm biển.", [("district", None), ("district", None)], "obligations-1-addressee_id"),
        ("Cắm biển.", [("dept", None)], "obligations-0-addressee_id"),
        ("Cắm biển.", [("district", REVIEWED_ON)], "obligations-0-due_on"),
    ],
)
def test_what_is_wrong_is_said_on_its_field(
    world: World, text: str, owed: list[tuple[str, date | None]], field: str
) -> None:
    inspection = reviewing(world)
    given = [ObligationData(world.agencies[key], due_on=due) for key, due in owed]
    with pytest.raises(Problem) as caught:
        world.do(
            lambda s: operations.add_recommendation(
                s, world.as_("officer"), inspection.id, text=text, finding_ids=[], obligations=given
            )
        )
    assert [reason.field for reason in caught.value.reasons] == [field]
    assert obligations(world, inspection.id) == []


def test_a_shortcoming_of_another_inspection_is_not_taken(world: World) -> None:
    inspection = reviewing(world)
    with pytest.raises(Problem) as caught:
        add(world, inspection.id, "Cắm biển.", "district", findings=(inspection.id,))
    assert [reason.field for reason in caught.value.reasons] == ["finding_ids"]


def test_editing_keeps_the_obligation_of_an_addressee_and_replaces_the_rest(world: World) -> None:
    inspection = reviewing(world)
    row = add(world, inspection.id, TO_DISTRICT[0], "district", "office")
    kept = obligations(world, inspection.id, Obligation.addressee_id == world.agencies["district"])[0]
    given = [
        ObligationData(world.agencies["district"], due_on=date(2024, 10, 1), measures=("Có nghị quyết",)),
        ObligationData(world.agencies["other_district"]),
    ]

    def edit(version: int) -> None:
        world.do(
            lambda s: operations.edit_recommendation(
                s, world.as_("officer2"), row.id, version, text="Sửa lại.", finding_ids=[], obligations=given
            )
        )

    edit(row.version)
    found = obligations(world, inspection.id)
    assert {obligation.addressee_id for obligation in found} == {
        world.agencies["district"],
        world.agencies["other_district"],
    }
    again = next(obligation for obligation in found if obligation.id == kept.id)
    assert (again.due_on, again.measure) == (date(2024, 10, 1), "Có nghị quyết")
    assert again.due_basis is not None
    assert again.due_basis["by"] == str(world.as_("officer2").user_id)
    with pytest.raises(Problem, match=r"1004.*Lý Văn Nháp"):
        edit(row.version)


def test_editing_gives_a_draft_more_parts_and_fewer(world: World) -> None:
    """The first measure stays with the first part; nothing else of the obligation is lost."""
    inspection = reviewing(world)
    row = add(world, inspection.id, TO_DISTRICT[0], "district")

    def edit(*measures: str) -> list[tuple[UUID, int, str]]:
        given = [ObligationData(world.agencies["district"], date(2024, 10, 1), measures)]
        world.do(
            lambda s: operations.edit_recommendation(
                s, world.as_("officer"), row.id, None, text="Cắm biển.", finding_ids=[], obligations=given
            )
        )
        [obligation] = obligations(world, inspection.id)
        assert world.see(lambda s: list(derived.untrue(s))) == []
        return [(part.id, part.ordinal, part.measure) for part in obligation.parts]

    [(first, *_rest)] = edit("46 biển")
    three = edit("46 biển", " 1 quy chế ", "2 lớp bơi")
    assert [(ordinal, measure) for _id, ordinal, measure in three] == [
        (1, "46 biển"),
        (2, "1 quy chế"),
        (3, "2 lớp bơi"),
    ]
    assert three[0][0] == first
    assert edit("50 biển", "1 quy chế") == [(first, 1, "50 biển"), (three[1][0], 2, "1 quy chế")]
    assert edit("") == [(first, 1, "")]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_addressees_keep_their_order_when_one_of_them_is_changed(world: World) -> None:
    """PostgreSQL returns a changed row behind the others; the form would show the addressees in another order each time,
    and a stale edit would tell of a difference that there is not."""
    inspection = reviewing(world)
    row = add(world, inspection.id, TO_DISTRICT[0], "district", "office", "other_district")
    wanted = [world.agencies[key] for key in ("district", "office", "other_district")]
    for version, first in enumerate((60, 61, 62), start=1):
        asked = [ObligationData(one, working_days=first if one == wanted[0] else 60) for one in wanted]
        world.do(
            lambda s, asked=asked, version=version: operations.edit_recommendation(
                s, world.as_("officer"), row.id, version, text=row.text, finding_ids=[], obligations=asked
            )
        )
        told = world.see(lambda s: queries.told(s, row.id))
        assert [one.addressee_id for one in told.obligations] == wanted


def test_moving_and_removing_keep_the_numbers_whole(world: World) -> None:
    inspection = reviewing(world)
    rows = [add(world, inspection.id, text, "district") for text in TO_DISTRICT[:4]]
    officer = world.as_("officer")
    world.do(lambda s: operations.move_recommendation(s, officer, rows[3].id, -1))
    world.do(lambda s: operations.move_recommendation(s, officer, rows[0].id, -1))
    world.do(lambda s: operations.remove_recommendation(s, officer, rows[1].id))
    told = world.see(lambda s: queries.recommendations_of(s, inspection.id))
    assert [(one.recommendation.ordinal, one.recommendation.id) for one in told] == [
        (1, rows[0].id),
        (2, rows[3].id),
        (3, rows[2].id),
    ]
    assert len(obligations(world, inspection.id)) == 3


@pytest.mark.parametrize(
    ("who", "problem"), [("leader", "1002"), ("district_officer", "1002"), ("other_officer", "1001")]
)
def test_others_do_not_write_recommendations(world: World, who: str, problem: str) -> None:
    inspection = reviewing(world)
    with pytest.raises(Problem, match=problem):
        add(world, inspection.id, "Cắm biển.", "district", who=who)


def test_issued_recommendations_stay_as_they_are(world: World) -> None:
    inspection = followed_up(world)
    told = world.see(lambda s: queries.recommendations_of(s, inspection.id))
    assert {one.status for one in told} == {"open"}
    officer = world.as_("officer")
    with pytest.raises(Problem, match="3401"):
        add(world, inspection.id, "Thêm.", "district")
    with pytest.raises(Problem, match="3401"):
        world.do(lambda s: operations.remove_recommendation(s, officer, told[0].recommendation.id))
