"""Two people conclude one meeting at once, and two clerks issue one notice: it happens once."""

from contextvars import copy_context
from functools import partial

import pytest

from rasoat.files.operations import StoredFile
from rasoat.papers import rendering
from rasoat.workflows import CaseRef, fire
from tests.meetings.samples import COMMON, prepared
from tests.races.together import together
from tests.world import World


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_one_of_two_concludes(world: World) -> None:
    held = prepared(world)
    held.step("hold")
    held.add(COMMON)
    ref, version = CaseRef("meeting", held.meeting_id), held.meeting.version

    def conclude(who: str) -> object:
        return world.database.write(lambda s: fire(s, ref, "conclude", world.as_(who), expected_version=version))

    outcomes = together([partial(copy_context().run, conclude, who) for who in ("officer", "leader")])
    assert outcomes.crashes == []
    assert len(outcomes.results) == 1, outcomes.keys
    assert held.meeting.status == "concluded"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_notice_issued_twice_sends_each_task_once(world: World) -> None:
    held = prepared(world).concluded().numbered()
    paper_id, clerk = held.notice.id, world.as_("clerk")
    file = StoredFile("e" * 64, 9, "application/pdf", "TB-BCD-1-2024.pdf")

    def issue() -> object:
        return world.database.write(lambda s: rendering._finish(s, paper_id, clerk, file, "weasyprint"))

    outcomes = together([partial(copy_context().run, issue) for _ in range(2)])
    assert outcomes.crashes == []
    assert len(held.obligations) == 4
    assert held.meeting.status == "announced"
