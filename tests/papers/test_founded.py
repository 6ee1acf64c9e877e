"""Letters name the place where their addressee finds what was asked, in the paper as it was issued."""

import pytest
from sqlmodel import Session

from rasoat.documents import register
from rasoat.papers import queries
from rasoat.papers.kinds import founded
from rasoat.papers.models import PaperCase
from rasoat.recommendations.models import Obligation
from tests.meetings.samples import COMMON, ISSUED_ON, TEACH, prepared
from tests.papers.decreed import on
from tests.papers.replaced import issue, issued, obligations
from tests.papers.test_replacing import DAY, mapped
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def cited(world: World, obligation: Obligation) -> str:
    """The place and the paper by its number."""

    def read(session: Session) -> str:
        row = session.get_one(Obligation, obligation.id)
        paper = founded.paper(session, row)
        assert paper is not None
        return founded.briefly(session, row, paper)

    return world.see(read)


def printed(world: World, paper: PaperCase, words: str) -> str:
    """The id of the block that says it in the issued paper."""
    frozen = world.see(lambda s: queries.frozen_of(s, paper))
    assert frozen is not None
    return next(one.id for one in register.snapshot_of(frozen).blocks if words in str(getattr(one, "text", "")))


def test_a_recommendation_is_cited_by_its_place_in_the_notice(world: World) -> None:
    issued(world)
    first, second = obligations(world)[:2]
    places = [cited(world, one) for one in (first, second)]
    assert all(one.endswith("mục III Thông báo số 97/TB-SLĐTBXH") for one in places), places
    assert len(set(places)) == 2


def test_what_a_replacing_paper_keeps_changes_and_adds_is_cited_from_that_paper(world: World) -> None:
    _old, new = mapped(world)
    with on(DAY):
        issue(new, DAY)
    first, *others = [one for one in obligations(world) if one.status != "withdrawn"]
    added = next(one for one in others if "Lập sổ" in one.source_text)
    for one in (first, added):
        where = cited(world, one)
        assert where.endswith(f"mục III Thông báo số {new.notice.reference}"), where
    assert printed(world, new.notice, "Lập sổ").startswith("rec.")


def test_a_task_is_cited_by_its_dash_where_there_are_several(world: World) -> None:
    with on(ISSUED_ON):
        held = prepared(world)
        held.step("hold")
        for text in (TEACH, "Dạy bơi cho học sinh."):
            held.add(text, "edu")
        held.add(COMMON)
        held.step("conclude")
        held.issued()
    said = {one.source_text: cited(world, one) for one in held.obligations}
    assert said[TEACH] == "gạch đầu dòng thứ nhất khoản 1 Thông báo số 01/TB-BCĐ"
    assert said["Dạy bơi cho học sinh."] == "gạch đầu dòng thứ hai khoản 1 Thông báo số 01/TB-BCĐ"
    assert said[COMMON] == "khoản 2 Thông báo số 01/TB-BCĐ"


def test_a_paper_that_does_not_show_it_is_cited_alone(world: World) -> None:
    told = issued(world)
    stranger = obligations(world)[0].model_copy(update={"id": told.paper_id, "source_id": told.paper_id})
    assert world.see(lambda s: founded.briefly(s, stranger, told.notice)) == "Thông báo số 97/TB-SLĐTBXH"
