"""A draft that was to replace a paper is dropped: the paper in force stays, and may be replaced by another one."""

from collections.abc import Callable

import pytest

from rasoat import clock
from rasoat.papers import chain, queries
from rasoat.papers.models import GIVEN, OUT, PaperCase
from rasoat.workflows import CaseRef, journal
from tests.papers.replaced import AUGUST_12, decide, issue, issued, obligations, replacement
from tests.papers.samples import Told, attempt, messages
from tests.web.browse import Client, inputs, words
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
Browser = Callable[[str], Client]
WHY = "Đơn vị đã báo cáo đúng; không cần thay thế."


def dropped(old: Told) -> Told:
    new = replacement(old)
    decide(new, obligations(old.world)[0], "withdrawn", reason="Trùng.")
    new.fire("drop", "officer", reason=WHY)
    return new


def test_the_paper_in_force_stays_and_the_mapping_goes(world: World) -> None:
    old = issued(world)
    with clock.at(AUGUST_12):
        new = dropped(old)
        assert not (OUT.of(new.notice) or new.notice.open)
        assert world.see(lambda s: chain.fates(s, new.paper_id)) == []
        assert GIVEN.of(old.notice)
        about = new.case.inspection_id
        assert [row.id for row in world.see(lambda s: queries.papers_about(s, "inspection", about))] == [old.paper_id]
        assert [row.status for row in obligations(world)] == ["issued", "issued"]
        notes = world.see(
            lambda s: [note.texts for _, note in journal.entries(s, CaseRef("paper", new.paper_id)) if note]
        )
        assert {"reason": WHY} in notes


def test_it_is_replaced_by_another_draft_then(world: World) -> None:
    old = issued(world)
    with clock.at(AUGUST_12):
        dropped(old)
        again = replacement(old)
        for row in obligations(world):
            decide(again, row, "kept")
        issue(again, AUGUST_12.date())
        successor = world.see(lambda s: chain.successor(s, s.get_one(PaperCase, old.paper_id)))
        assert successor is not None and successor.id == again.paper_id


@pytest.mark.parametrize("who", ["leader", "clerk", "edu_officer"])
def test_only_who_may_draft_drops_it(world: World, who: str) -> None:
    old = issued(world)
    with clock.at(AUGUST_12):
        new = replacement(old)
        assert attempt(lambda: new.fire("drop", who, reason=WHY)).key == "case.not_allowed"
        assert "Cần nhập: Lý do bỏ" in messages(attempt(lambda: new.fire("drop", "officer")))


def test_the_page_of_a_replacing_draft_offers_it_and_no_other_one_does(world: World, client_for: Browser) -> None:
    old = issued(world)
    with clock.at(AUGUST_12):
        new, officer = replacement(old), client_for("officer")
        here = f"/papers/{new.paper_id}"
        assert "Bỏ bản thay thế" in words(officer.get(here))
        form = officer.get(f"/cases/paper/{new.paper_id}/drop")
        sent = officer.post(f"/cases/paper/{new.paper_id}/drop", {**inputs(form), "reason": WHY})
        assert sent.status_code == 303, words(sent)
        page = words(officer.get(here))
        assert "Đã bỏ bản thảo" in page and WHY in page
        assert "Soạn văn bản thay thế" in words(officer.get(f"/papers/{old.paper_id}"))
