"""Races of secretaries who write one meeting down, and of officers who end one of its tasks or record a report that is owed."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from rasoat.followup import closing
from rasoat.incoming import operations as incoming
from rasoat.incoming.about import Link
from rasoat.meetings import operations
from rasoat.meetings.data import TaskData
from rasoat.owed.desk import recording
from rasoat.recommendations.answering.queries import answers_of
from tests.incoming.samples import ARRIVED, SCAN
from tests.meetings.samples import COMMON, ISSUED_ON, JANUARY_26, TEACH, meeting_data, prepared
from tests.owed.samples import YEAR_DUE, arrived, asked, owed_by
from tests.races.race import AT_ONCE, Race, race
from tests.world import World


@race("meetings.operations.draft_meeting", at=JANUARY_26)
def _drafted(world: World) -> Race:
    officer = world.as_("officer")
    return Race(lambda s, n: operations.draft_meeting(s, officer, meeting_data(world, matter=f"việc {n}")))


@race("meetings.operations.edit_meeting", at=JANUARY_26)
def _edited(world: World) -> Race:
    """Eight write members and words of one meeting from the version that they saw: the first one does."""
    held, officer = prepared(world), world.as_("officer")
    version = held.meeting.version

    def write(session: Any, number: int) -> Any:
        members = [(world.agencies["culture"], f"Người {number}"), (world.agencies["edu"], "")]
        return operations.edit_meeting(session, officer, held.meeting_id, version, meeting_data(world, members=members))

    return Race(write, wins=1, refused=("row.stale",))


@race("meetings.operations.add_task", at=JANUARY_26)
def _added(world: World) -> Race:
    """Eight tasks at once: their numbers follow each other."""
    held, officer = prepared(world), world.as_("officer")

    def gapless(_results: list[Any]) -> None:
        assert [row.ordinal for row in held.tasks] == list(range(1, AT_ONCE + 1))

    return Race(
        lambda s, n: operations.add_task(s, officer, held.meeting_id, TaskData(f"Việc {n}", to_all=True)), then=gapless
    )


@race("meetings.operations.edit_task", at=JANUARY_26)
def _task_edited(world: World) -> Race:
    held, officer = prepared(world), world.as_("officer")
    row = held.add(TEACH, "edu")

    def write(session: Any, number: int) -> Any:
        data = TaskData(f"Việc {number}", addressee_ids=[world.agencies["culture"], world.agencies["edu"]])
        return operations.edit_task(session, officer, row.id, row.version, data)

    return Race(write, wins=1, refused=("row.stale",))


@race("meetings.operations.remove_task", at=JANUARY_26)
def _task_removed(world: World) -> Race:
    """Eight remove the first of three tasks: one does, and the numbers close up."""
    held, officer = prepared(world), world.as_("officer")
    first = [held.add(TEACH, "edu"), held.add(COMMON), held.add(TEACH, "culture")][0]

    def closed(_results: list[Any]) -> None:
        assert [row.ordinal for row in held.tasks] == [1, 2]

    return Race(lambda s, _: operations.remove_task(s, officer, first.id), wins=1, refused=("not_found",), then=closed)


@race("followup.closing.close", at=JANUARY_26)
def _closed(world: World) -> Race:
    """Eight end a task of the standing agency by one paper: it ends once."""
    held = prepared(world).concluded().issued()
    row, clerk, officer = held.task_of("dept"), world.as_("clerk"), world.as_("officer")
    arrived = replace(ARRIVED, author="UBND tỉnh", dated=ISSUED_ON, arrived_on=ISSUED_ON)
    came = world.do(lambda s: incoming.enter(s, clerk, arrived, [SCAN], Link("obligation", row.id)))
    return Race(
        lambda s, _: closing.close(s, officer, row.id, came.id, None),
        wins=1,
        refused=("case.wrong_state", "case.refused"),
    )


@race("owed.desk.recording.record", at=datetime(2024, 11, 15, 2, tzinfo=UTC))
def _report_recorded(world: World) -> Race:
    """Eight record one paper as the report that is owed: it came once."""
    [row] = owed_by(world, asked(world).id, "district")
    officer, paper = world.as_("officer"), arrived(world, YEAR_DUE)

    def once(_results: list[Any]) -> None:
        assert len(world.see(lambda s: answers_of(s, row.id))) == 1

    return Race(
        lambda s, _: recording.record(s, officer, row.id, paper.id, "Chu Văn Chi", None),
        wins=1,
        refused=("case.wrong_state", "case.refused"),
        then=once,
    )
