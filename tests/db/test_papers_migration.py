"""Migration 0005 on a filled database: notices are papers, nothing of them is lost, and those under way go on."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from rasoat import clock, content, publishing
from rasoat.db import Database, schema
from rasoat.definitions import operations as definitions
from rasoat.files.models import Attachment
from rasoat.outbox.models import OutboxItem
from rasoat.papers import operations
from rasoat.papers.kinds import reminder, schedule
from rasoat.papers.models import PaperCase
from rasoat.procedures.definition import Workflow
from rasoat.recommendations.models import Obligation
from rasoat.workflows import CaseRef, fire
from rasoat.workflows.chains import verify
from rasoat.workflows.journal import entries
from rasoat.workflows.meanings import tell_rows
from tests.papers import samples
from tests.postgres import Server
from tests.world import World

DOWN = "0007"
EARLIER = Path(__file__).parents[1] / "papers" / "earlier" / "notice_v1.yaml"


# A landed migration never changes (migrations.sha256): the other database is of `make long`.
@pytest.fixture(params=[pytest.param("sqlite", marks=pytest.mark.long), "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """A province of its own, whose shape may change."""
    server: Server | None = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    database = Database(server.create("papers") if server else f"sqlite:///{tmp_path / 'x.sqlite3'}")
    schema.upgrade(database)
    publishing.publish(database)
    yield World.build(database)
    database.close()
    if server:
        server.drop("papers")


def _papers(session: Session) -> list[dict[str, object]]:
    # The day of approval came later: a paper of before has none, and may be numbered on any day that its kind allows.
    left_out = {"workflow", "workflow_version", "approved_on"}
    rows = [row.model_dump(exclude=left_out) for row in session.exec(select(PaperCase).order_by(col(PaperCase.id)))]
    return [{**row, "means": set(row["means"].split())} for row in rows]


def test_notices_go_down_and_up_and_those_under_way_are_issued(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples.print_at_once(monkeypatch)
    settings, store = samples.settings_in(tmp_path)
    told = samples.result(world)
    # Stored as the first release did: without a word of what states mean.
    first = content.load(EARLIER, Workflow)
    body = first.model_dump_json(by_alias=True, exclude_unset=True)
    world.do(lambda s: definitions.publish(s, "workflow", first.id, first.version, body, draft=False))
    with clock.at(samples.AUGUST_5):
        plan_id, officer = told.case.inspection.plan_id, world.as_("officer")
        assert plan_id is not None
        drafted = world.do(lambda s: operations.draft_paper(s, officer, schedule.NAME, plan_id))
        other = samples.Told(world, told.case, drafted.id).numbered(date(2024, 8, 5))
        told.to_number()
        before = world.see(_papers)
        approved = told.notice.approved_sha256
        schema.downgrade(world.database, DOWN)
        with world.database.engine.connect() as link:
            rows = link.exec_driver_sql("SELECT kind, plan_id, inspection_id, paper_id FROM notice ORDER BY kind").all()
            waiting = link.exec_driver_sql("SELECT kind, payload FROM outbox WHERE done_at IS NULL").all()
        assert [(row[0], row[1] is None, row[2] is None, row[3] is None) for row in rows] == [
            ("joint_plan", False, True, False),
            ("result", False, False, True),
            ("schedule", False, True, False),
        ]
        assert {(row[0], "notice_id" in row[1]) for row in waiting if "render" in row[0]} == {("render_notice", True)}
        # As the first release left them: on its definition, whose states had no meaning yet.
        with world.database.engine.begin() as link:
            link.exec_driver_sql("UPDATE notice SET workflow_version = 1, means = '' WHERE kind <> 'joint_plan'")
        schema.upgrade(world.database)
        world.database.write(tell_rows)

        assert schema.differences(world.database) == []
        after = world.see(_papers)
        assert [
            (key, old[key], new[key])
            for old, new in zip(before, after, strict=True)
            for key in old
            if old[key] != new[key]
        ] == []
        assert {row["about_kind"] for row in before} == {"plan", "inspection"}
        assert (told.notice.workflow, told.notice.approved_sha256) == ("notice", approved)
        # What was approved before is numbered after it, on the procedure it began with; the waiting file is made.
        told.fire("number", "clerk", issued_on=date(2024, 8, 5))
        for one in (other, told):
            operations.render_and_issue(world.database, store, settings, one.paper_id, world.as_("clerk"))
            assert one.notice.status == "issued"
    kept = world.see(lambda s: list(s.exec(select(Attachment.owner_kind))))
    assert "paper" in kept and "notice" not in kept
    sent = world.see(lambda s: list(s.exec(select(Obligation.status))))
    assert set(sent) == {"issued"}
    waiting_now = world.see(lambda s: list(s.exec(select(OutboxItem).where(col(OutboxItem.kind) == "render_paper"))))
    assert {row.payload["paper_id"] for row in waiting_now} >= {str(other.paper_id), str(told.paper_id)}
    assert world.see(lambda s: list(verify(s))) == []
    story = world.see(lambda s: [entry.case_kind for entry, _ in entries(s, CaseRef("paper", told.paper_id))])
    assert len(story) > 4 and set(story) == {"notice"}


def test_a_paper_that_the_earlier_shape_cannot_hold_stops_the_way_down(world: World) -> None:
    told = samples.result(world)
    obligation = world.see(lambda s: s.exec(select(Obligation)).first())
    assert obligation is not None
    with clock.at(samples.AUGUST_5):
        told.to_number()
        told.fire("number", "clerk", issued_on=date(2024, 8, 5))
    clerk = world.as_("clerk")
    world.do(lambda s: fire(s, CaseRef("obligation", obligation.id), "issue", clerk))
    with clock.use_date(date(2024, 11, 9)):
        world.do(lambda s: operations.draft_paper(s, world.as_("officer"), reminder.NAME, obligation.id))
    with pytest.raises(RuntimeError, match="1 papers"):
        schema.downgrade(world.database, DOWN)
    assert len(world.see(_papers)) == 3
