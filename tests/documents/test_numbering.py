"""How an issuer numbers: one series or several, given here or outside, and when a choice begins to hold."""

from collections.abc import Mapping
from datetime import date
from typing import cast
from uuid import UUID

import pytest
from sqlmodel import Session, select
from tests.documents.test_register import line
from tests.world import World

from rasoat import clock
from rasoat.documents import numbering, register
from rasoat.documents.models import Numbering, RegisterCounter, RegisterEntry
from rasoat.documents.numbering import ALL, OUTSIDE, OWN, Arrangement, Chosen, Kind
from rasoat.problems import Problem

TODAY = date(2024, 7, 12)
EACH_OUTSIDE: Mapping[str, Kind] = {"TB": OUTSIDE, "CV": OUTSIDE}


def unchosen(world: World) -> UUID:
    """An agency of which nobody has chosen anything."""
    issuer = world.agencies["dept"]
    world.do(lambda s: s.delete(s.get_one(Numbering, (issuer, 2010))))
    return issuer


def choose(
    world: World, issuer: UUID, series: Mapping[str, Kind], *, kind: Kind = OUTSIDE, one: bool = False
) -> Chosen:
    admin = world.as_("admin")
    return world.do(lambda s: numbering.choose(s, admin, issuer, together=one, kind=kind, series=series))


def of(world: World, issuer: UUID, year: int) -> Arrangement:
    return world.see(lambda s: numbering.of_year(s, issuer, year))


def number(world: World, issuer: UUID, series: str = "TB", typed: int | None = None) -> int:
    def give(session: Session) -> int:
        if typed is None:
            return register.take_number(session, issuer, 2024, series, line(TODAY)).number
        return register.record_number(session, issuer, 2024, series, typed, line(TODAY)).number

    return world.do(give)


def test_numbers_come_from_outside_until_somebody_chooses(world: World) -> None:
    found = of(world, unchosen(world), 2024)
    assert found == Arrangement(together=False, kind=OUTSIDE)
    assert (found.name_of("TB"), found.keeps("TB")) == ("TB", False)


def test_who_was_given_numbers_here_before_goes_on_with_them(world: World) -> None:
    issuer = unchosen(world)
    world.do(lambda s: s.add(RegisterCounter(issuer_id=issuer, year=2023, series="TB", last=80)))
    assert of(world, issuer, 2024).keeps("CV")
    assert not of(world, world.agencies["edu"], 2009).keeps("TB"), "another agency's numbers say nothing of this one"


def test_a_choice_holds_at_once_before_the_first_number(world: World) -> None:
    issuer = unchosen(world)
    with clock.use_date(TODAY):
        assert choose(world, issuer, {"TB": OWN, "CV": OUTSIDE}) == Chosen(at_once=True)
        found = of(world, issuer, 2024)
        assert (found.keeps("TB"), found.keeps("CV")) == (True, False)
        assert world.see(lambda s: numbering.planned(s, issuer)) is None
        assert choose(world, issuer, {"TB": OWN, "CV": OUTSIDE}) == Chosen(at_once=False)


def test_a_series_with_a_number_changes_on_1_january_and_the_others_at_once(world: World) -> None:
    issuer = unchosen(world)
    with clock.use_date(TODAY):
        choose(world, issuer, {"TB": OWN, "CV": OUTSIDE})
        number(world, issuer)
        assert choose(world, issuer, {"TB": OUTSIDE, "CV": OWN}) == Chosen(at_once=True, later=("TB",))
        now, then = of(world, issuer, 2024), of(world, issuer, 2025)
        assert (now.keeps("TB"), now.keeps("CV")) == (True, True)
        assert (then.keeps("TB"), then.keeps("CV")) == (False, True)
        assert world.see(lambda s: numbering.planned(s, issuer)) == then
        # Who goes back to what holds leaves nothing for 1 January.
        assert choose(world, issuer, {"TB": OWN, "CV": OWN}) == Chosen(at_once=False)
        assert world.see(lambda s: numbering.planned(s, issuer)) is None
        assert of(world, issuer, 2026).keeps("TB")


def test_one_series_for_all_kinds(world: World) -> None:
    issuer = unchosen(world)
    with clock.use_date(TODAY):
        choose(world, issuer, {}, kind=OWN, one=True)
        found = of(world, issuer, 2024)
        assert {found.name_of(kind) for kind in ("TB", "CV", "KH")} == {ALL}
        assert (found.keeps(ALL), found.keeps("TB")) == (True, False)
        assert [number(world, issuer, found.name_of(kind)) for kind in ("TB", "CV", "TB")] == [1, 2, 3]
        # Any number stands against having several series, or none, in the same year.
        assert choose(world, issuer, EACH_OUTSIDE) == Chosen(at_once=False, later=(ALL,))
        assert choose(world, issuer, {}, kind=OUTSIDE, one=True) == Chosen(at_once=False, later=(ALL,))
        assert (of(world, issuer, 2024).keeps(ALL), of(world, issuer, 2025).keeps(ALL)) == (True, False)


def test_a_body_has_a_series_of_its_own_either_way() -> None:
    apart, together = Arrangement(kind=OWN), Arrangement(together=True, kind=OWN)
    assert [one.name_of("BCĐ:TB") for one in (apart, together)] == ["BCĐ:TB", "BCĐ:*"]
    assert apart.keeps("BCĐ:TB")
    assert together.keeps("BCĐ:*")
    assert [numbering.title_of(name) for name in ("TB", "*", "BCĐ:TB", "BCĐ:*")] == [
        "TB", "mọi loại văn bản", "TB của BCĐ", "mọi loại văn bản của BCĐ"
    ]  # fmt: skip


def test_of_several_bodies_with_one_sign_each_has_its_own_and_all_are_chosen_for_together(world: World) -> None:
    issuer, first, second = unchosen(world), "ĐKT@215/QĐ-SYT (2024):BB", "ĐKT@9/QĐ-SYT (2024):BB"
    with clock.use_date(TODAY):
        choose(world, issuer, {"ĐKT:BB": OWN}, kind=OUTSIDE)
        entered = [
            world.do(lambda s, n=one: register.enter(s, issuer, n, line(TODAY)).number)
            for one in (first, second, first)
        ]
        assert entered == [1, 1, 2]
        assert choose(world, issuer, {"ĐKT:BB": OUTSIDE}) == Chosen(at_once=True, later=(first, second))
        found = of(world, issuer, 2024)
        assert [found.keeps(one) for one in (first, second, "ĐKT@3/QĐ-SYT (2024):BB")] == [True, True, False]
        assert not of(world, issuer, 2025).keeps(first)
    assert [numbering.title_of(one) for one in (first, found.name_of(first))] == [
        "BB của ĐKT theo 215/QĐ-SYT (2024)"
    ] * 2
    assert Arrangement(together=True).name_of(first) == "ĐKT@215/QĐ-SYT (2024):*"
    lines = world.see(lambda s: len(s.exec(select(RegisterEntry).where(register.in_series("ĐKT:BB"))).all()))
    assert lines == 3
    assert world.see(lambda s: register.series_of(s, issuer, 2024)) == ["ĐKT:BB"]


def test_bodies_that_shared_a_series_this_year_go_on_with_it_until_the_next(world: World) -> None:
    issuer, team = unchosen(world), "ĐKT@215/QĐ-SYT (2024):BB"
    with clock.use_date(TODAY):
        choose(world, issuer, {"ĐKT:BB": OWN})
        assert number(world, issuer, "ĐKT:BB") == 1
        assert world.do(lambda s: register.enter(s, issuer, team, line(TODAY)).number) == 2
    following = TODAY.replace(year=2025)
    with clock.use_date(following):
        assert world.do(lambda s: register.enter(s, issuer, team, line(following)).number) == 1


def test_a_common_series_that_begins_later_gives_no_body_a_number_again(world: World) -> None:
    issuer, clerk, team = unchosen(world), world.as_("clerk"), "ĐKT@215/QĐ-SYT (2024):BB"
    enter = lambda: world.do(lambda s: register.enter(s, issuer, team, line(TODAY)).number)  # noqa: E731
    with clock.use_date(TODAY):
        choose(world, issuer, {"ĐKT:BB": OWN})
        assert [enter() for _ in range(5)] == [1, 2, 3, 4, 5]
        world.do(lambda s: register.reserve_up_to(s, clerk, issuer, 2024, "ĐKT:BB", 3))
        assert enter() == 6


def test_typed_numbers_may_have_gaps_and_come_in_any_order(world: World) -> None:
    issuer = unchosen(world)
    assert [number(world, issuer, typed=one) for one in (1450, 97, 1452)] == [1450, 97, 1452]
    assert world.see(lambda s: register.last_number(s, issuer, 2024, "TB")) == 1452


def test_a_typed_number_that_is_used_names_its_twin(world: World) -> None:
    issuer = unchosen(world)
    number(world, issuer, typed=97)
    with pytest.raises(Problem) as refused:
        number(world, issuer, typed=97)
    assert refused.value.key == "paper.number_taken"
    told = "Số 97/TB-SLĐTBXH năm 2024 đã dùng: Thông báo “Lịch kiểm tra”, ngày 12/07/2024."
    assert [(one.field, one.message) for one in refused.value.reasons] == [("number", told)]


@pytest.mark.parametrize("typed", [0, -3, 1_000_000])
def test_what_is_no_number_of_a_paper_is_refused(world: World, typed: int) -> None:
    issuer = unchosen(world)
    with pytest.raises(Problem) as refused:
        number(world, issuer, typed=typed)
    assert [one.field for one in refused.value.reasons] == ["number"]


def test_numbers_given_before_belong_to_series_that_are_numbered_here(world: World) -> None:
    issuer, clerk = unchosen(world), world.as_("clerk")
    with clock.use_date(TODAY), pytest.raises(Problem) as refused:
        world.do(lambda s: register.reserve_up_to(s, clerk, issuer, 2024, "TB", 96))
    assert [one.field for one in refused.value.reasons] == ["series"]


def test_only_an_administrator_chooses(world: World) -> None:
    for who in ("clerk", "leader", "officer", "district_leader"):
        actor, issuer = world.as_(who), world.agencies["dept"]
        with pytest.raises(Problem) as refused:
            world.do(lambda s, a=actor, i=issuer: numbering.choose(s, a, i, together=True, kind=OWN, series={}))
        assert refused.value.key == "forbidden"


def test_nothing_else_than_own_or_outside_can_be_chosen(world: World) -> None:
    admin, issuer = world.as_("admin"), world.agencies["dept"]
    with pytest.raises(Problem) as refused:
        world.do(lambda s: numbering.choose(s, admin, issuer, together=False, kind=OWN, series={"TB": cast(Kind, "")}))
    assert refused.value.key == "form.invalid"
