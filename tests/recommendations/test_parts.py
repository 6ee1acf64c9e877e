"""An obligation's verdict follows from its parts, whatever is done with it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.answering.models import Answer, Verification
from rasoat.recommendations.models import VERDICTS, Obligation
from rasoat.recommendations.parts import put_parts, verdict_of
from rasoat.workflows import CaseRef, fire
from tests.recommendations.samples import followed_up, obligations
from tests.world import World


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([""], ""),
        (["met"], "met"),
        (["partly_met"], "partly_met"),
        (["not_met"], "not_met"),
        (["", ""], ""),
        (["met", "met"], "met"),
        (["not_met", "not_met"], "not_met"),
        (["met", "not_met"], "partly_met"),
        (["met", ""], "partly_met"),
        (["partly_met", "not_met"], "partly_met"),
    ],
)
def test_the_verdict_of_all_parts_together(parts: list[str], whole: str) -> None:
    assert verdict_of(parts) == whole


@given(st.lists(st.sampled_from(["", *VERDICTS]), min_size=1))
def test_met_and_not_met_are_said_of_all_parts_only(parts: list[str]) -> None:
    assert (verdict_of(parts) == "met") == all(part == "met" for part in parts)
    assert (verdict_of(parts) == "not_met") == all(part == "not_met" for part in parts)
    assert verdict_of(parts) == verdict_of(parts[::-1]), "their order says nothing"


def test_an_obligation_without_a_part_cannot_be_made(world: World) -> None:
    followed = followed_up(world)
    row = obligations(world, followed.id)[0]
    with pytest.raises(ValueError, match="at least one part"):
        put_parts(Obligation(**row.model_dump()))


def _hold(session: Session) -> list[str]:
    """What is stored of every obligation, after proving that it is what its parts say."""
    rows = session.exec(select(Obligation).order_by(col(Obligation.id))).all()
    assert rows and all(row.parts for row in rows)
    assert [row.verdict for row in rows] == [verdict_of([part.verdict for part in row.parts]) for row in rows]
    return [row.verdict for row in rows]


def test_what_is_stored_is_what_the_parts_say_through_verdict_reopening_and_transfer(world: World) -> None:
    followed = followed_up(world)
    officer, district = world.as_("officer"), world.as_("district_officer")
    row = next(one for one in obligations(world, followed.id) if one.addressee_id == world.agencies["district"])
    assert set(world.see(_hold)) == {""}
    for verdict, claim in (("partly_met", "partly_met"), ("met", "met")):
        world.do(lambda s, c=claim: answering.answer(s, district, row.id, claim=c, text="Đã cắm biển."))
        world.do(lambda s, v=verdict: answering.verify(s, officer, row.id, verdict=v, evidence="Xem ảnh."))
        assert verdict in world.see(_hold)
        anew = {"due_on": date(2099, 1, 5 if verdict == "met" else 4), "reason": "Làm tiếp."}
        world.do(lambda s, p=anew: fire(s, CaseRef("obligation", row.id), "reopen", officer, payload=p))
    assert set(world.see(_hold)) == {""}, "taken up again after “met”, it waits for a verdict once more"


def test_answers_and_verdicts_are_numbered_from_one_for_each_obligation(world: World) -> None:
    followed = followed_up(world)
    officer, district = world.as_("officer"), world.as_("district_officer")
    mine = [one for one in obligations(world, followed.id) if one.addressee_id == world.agencies["district"]]
    for number, row in enumerate([mine[0], mine[1], mine[0]]):
        if number == 2:
            anew = {"due_on": date(2099, 1, 5), "reason": "Làm tiếp."}
            world.do(lambda s, i=row.id, p=anew: fire(s, CaseRef("obligation", i), "reopen", officer, payload=p))
        world.do(lambda s, i=row.id: answering.answer(s, district, i, claim="partly_met", text="Đã cắm biển."))
        world.do(lambda s, i=row.id: answering.verify(s, officer, i, verdict="partly_met", evidence="Xem ảnh."))
    for table in (Answer, Verification):
        for row, numbers in ((mine[0], [1, 2]), (mine[1], [1])):
            query = select(table.ordinal).where(table.obligation_id == row.id).order_by(col(table.ordinal))
            assert world.see(lambda s, q=query: list(s.exec(q))) == numbers
