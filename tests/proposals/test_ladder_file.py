"""What the ladder's file may say of proposals."""

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from rasoat.procedures import source
from rasoat.procedures.ladder import WAITS, Ladder

[SHIPPED] = [one.value for one in source.read_ladders()]


def test_each_thing_that_a_proposal_waits_for_has_its_steps() -> None:
    assert [rungs.waits_for for rungs in SHIPPED.proposals] == list(WAITS)
    names = [step.step for rungs in SHIPPED.proposals for step in rungs.steps]
    # What waits for something else is told anew, also on the same day: its steps are others.
    assert len(names) == len(set(names))


def test_versions_before_the_second_have_no_steps_for_proposals() -> None:
    earlier = Ladder.model_validate({**SHIPPED.model_dump(by_alias=True), "proposals": []})
    assert all(earlier.proposal_rungs(one) is None for one in WAITS)


def _one_less(said: dict[str, Any]) -> None:
    said["proposals"].pop()


def _told_to_an_addressee(said: dict[str, Any]) -> None:
    said["proposals"][0]["steps"][0]["tell"] = ["addressee"]


def _owner_of_an_obligation(said: dict[str, Any]) -> None:
    said["ladders"][0]["steps"][0]["tell"] = ["owner"]


def _letter_to_the_department(said: dict[str, Any]) -> None:
    said["proposals"][1]["steps"][-2]["letter"] = True


def _line_for_the_province(said: dict[str, Any]) -> None:
    said["proposals"][2]["steps"][-2]["province"] = True


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (_one_less, "letter: 0 times"),
        (_told_to_an_addressee, "nobody is “addressee” here; expected one of leaders, owner, proposer"),
        (_owner_of_an_obligation, "nobody is “owner” here; expected one of addressee, leaders, officers"),
        (_letter_to_the_department, "step “keep_leaders” of proposals tells, drafts a letter"),
        (_line_for_the_province, "step “answer_letter” of proposals tells, drafts a letter"),
    ],
)
def test_what_proposals_do_not_know_is_refused(wrong: Callable[[dict[str, Any]], None], told: str) -> None:
    said = SHIPPED.model_dump(by_alias=True)
    wrong(said)
    with pytest.raises(ValidationError, match=told.replace("(", "\\(")):
        Ladder.model_validate(said)
