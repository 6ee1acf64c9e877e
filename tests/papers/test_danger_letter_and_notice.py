"""The letter about a danger and the result notice at once: whichever is numbered second waits, and nothing begins twice."""

from contextvars import copy_context
from functools import partial

import pytest

from rasoat import clock
from rasoat.workflows import CaseRef, fire
from tests.papers.at_once import (
    ASKED,
    JULY_18,
    LETTER_DAY,
    notice,
    reviewed,
    sent,
)
from tests.papers.replaced import decide, let_out, obligations, replacement
from tests.papers.samples import AUGUST_5, ISSUED_ON, Told, attempt, messages
from tests.races.together import together
from tests.world import World

once = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class TestBoth:
    def test_the_second_gets_its_number_only_after_the_first_is_issued(self, world: World) -> None:
        letter = reviewed(world)
        with clock.at(JULY_18):
            told = notice(letter).to_number()
            letter.numbered(LETTER_DAY)
            assert "vừa được cấp số" in messages(attempt(lambda: told.fire("number", "clerk", issued_on=LETTER_DAY)))
            let_out(letter, LETTER_DAY)
            # What the leader approved asked it himself.
            assert "trả lại để duyệt" in messages(attempt(lambda: told.fire("number", "clerk", issued_on=LETTER_DAY)))

    def test_a_numbered_notice_goes_first(self, world: World) -> None:
        letter = reviewed(world)
        with clock.at(JULY_18):
            letter.to_number()
            told = notice(letter).numbered(LETTER_DAY)
            assert "vừa được cấp số" in messages(attempt(lambda: letter.fire("number", "clerk", issued_on=LETTER_DAY)))
            let_out(told, LETTER_DAY)
            assert "đã gửi đơn vị" in messages(attempt(lambda: letter.fire("number", "clerk", issued_on=LETTER_DAY)))

    @once
    def test_one_in_its_place_waits_for_a_numbered_notice_too(self, world: World) -> None:
        letter = sent(reviewed(world))
        with clock.at(AUGUST_5):
            told = notice(letter).to_number()
            new = replacement(letter)
            decide(new, letter.obligation, "changed", text="Lấp giếng.", due_on=ISSUED_ON.replace(day=20))
            new.to_number()
            told.fire("number", "clerk", issued_on=ISSUED_ON)
            assert "vừa được cấp số" in messages(attempt(lambda: new.fire("number", "clerk", issued_on=ISSUED_ON)))

    @pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
    def test_of_both_at_once_one_gets_its_number_and_it_begins_once(self, world: World) -> None:
        letter = reviewed(world)
        clerk = world.as_("clerk")

        def number(told: Told) -> Told:
            ref = CaseRef("paper", told.paper_id)
            world.database.write(lambda s: fire(s, ref, "number", clerk, payload={"issued_on": LETTER_DAY}))
            return told

        with clock.at(JULY_18):
            both = [letter.to_number(), notice(letter).to_number()]
            outcomes = together([partial(copy_context().run, number, told) for told in both])
            assert outcomes.crashes == []
            assert (len(outcomes.results), outcomes.keys) == (1, ["case.refused"])
            for told in outcomes.results:
                let_out(told, LETTER_DAY)
        assert letter.obligation.status == "issued"
        assert len([row for row in obligations(world) if row.source_text == ASKED]) == 1
