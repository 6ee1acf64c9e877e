"""Versions are pinned: what was published stays, a running case goes on from there, moving it is an explicit act."""

from pathlib import Path
from shutil import copy

import pytest
from sqlmodel import Session, select

from rasoat import content, publishing
from rasoat.checklists import catalog
from rasoat.db import Database
from rasoat.definitions.models import Definition
from rasoat.followup import ladder
from rasoat.problems import Problem
from rasoat.ranking import weights
from rasoat.workflows import CaseRef, chains, fire, journal, may, pins
from rasoat.workflows.check import check_database
from rasoat.workflows.move import move_cases
from tests import errand
from tests.errand import SOURCE, Errand
from tests.world import World

SECOND = (
    SOURCE.replace("version: 1", "version: 2")
    .replace("doing: {title: Đang làm", "working: {title: Đang tiến hành")
    .replace("to: doing", "to: working")
    .replace("from: doing", "from: working")
    .replace("[asked, doing]", "[asked, working]")
)


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A content folder with nothing in it but the errand's workflow, the ladder, the ranking and the kinds of agencies."""
    folder = tmp_path / "content"
    (folder / "workflows").mkdir(parents=True)
    (folder / "units").mkdir()
    for needed in ("workflows/ladder.yaml", "workflows/ranking.yaml", "units/kinds.yaml"):
        copy(content.root() / needed, folder / needed)
    (folder / "workflows" / "errand.yaml").write_text(SOURCE, encoding="utf-8")
    monkeypatch.setattr(content, "root", lambda: folder)
    monkeypatch.setattr(catalog, "load_all", lambda _overlay=None: {})
    return folder / "workflows"


def bodies(database: Database) -> dict[tuple[str, int], str]:
    with database.read() as session:
        return {
            (row.name, row.number): row.digest
            for row in session.exec(select(Definition))
            if row.kind not in (ladder.KIND, weights.KIND)
        }


def test_publishing_the_same_again_changes_nothing(database: Database, files: Path) -> None:
    before = bodies(database)
    publishing.publish(database)
    assert bodies(database) == before
    assert set(before) == {("errand", 1)}


def test_a_changed_published_file_stops_with_a_clear_message(database: Database, files: Path) -> None:
    before = bodies(database)
    (files / "errand.yaml").write_text(SOURCE.replace("Được giao", "Mới giao"), encoding="utf-8")
    # Sorted before the changed one, so it would have been stored had the whole not been one transaction.
    (files / "another.yaml").write_text(SOURCE.replace("id: errand", "id: another"), encoding="utf-8")
    with pytest.raises(Problem) as caught:
        publishing.publish(database)
    assert caught.value.key == "definition.changed"
    assert "“errand” bản 1" in caught.value.what
    assert "Nâng số version" in caught.value.todo
    assert bodies(database) == before


def test_a_comment_or_another_order_of_keys_is_no_change(database: Database, files: Path) -> None:
    (files / "errand.yaml").write_text("# một ghi chú\n" + SOURCE.replace(
        "id: errand\nkind: errand", "kind: errand\nid: errand"
    ), encoding="utf-8")  # fmt: skip
    publishing.publish(database)


def test_an_unsound_file_stops_and_nothing_is_stored(database: Database, files: Path) -> None:
    (files / "broken.yaml").write_text(
        SOURCE.replace("id: errand", "id: broken").replace("errand_has_title", "no_such_guard"), encoding="utf-8"
    )
    (files / "another.yaml").write_text(SOURCE.replace("id: errand", "id: another"), encoding="utf-8")
    with pytest.raises(content.ContentError, match="broken v1: transition “begin”: unknown guard “no_such_guard”"):
        publishing.publish(database)
    assert set(bodies(database)) == {("errand", 1)}


def test_a_wrong_file_names_file_line_and_what_is_expected(database: Database, files: Path) -> None:
    wrong = SOURCE.replace("to: doing", "to: dooing", 1).replace("id: errand", "id: wrong")
    (files / "wrong.yaml").write_text(wrong, encoding="utf-8")
    with pytest.raises(content.ContentError, match=r"wrong.yaml:\d+: .*unknown state “dooing”"):
        publishing.publish(database)
    (files / "wrong.yaml").write_text(SOURCE.replace("tone: ok", "tone: lovely"), encoding="utf-8")
    with pytest.raises(content.ContentError, match=r"wrong.yaml:10: states.done.tone: .*'ok'"):
        publishing.publish(database)


def test_a_version_in_two_files_is_refused(database: Database, files: Path) -> None:
    (files / "twin.yaml").write_text(SOURCE, encoding="utf-8")
    with pytest.raises(content.ContentError, match="“errand” version 1 is in two files"):
        publishing.publish(database)


def test_a_draft_may_change_until_it_is_published(database: Database, files: Path, world: World) -> None:
    draft = SECOND.replace("version: 2", "version: 2\ndraft: true")
    for title in ("Nháp một", "Nháp hai"):
        (files / "second.yaml").write_text(draft.replace("Việc thử", title), encoding="utf-8")
        publishing.publish(database)
        assert world.see(lambda s: pins.newest(s, "errand").definition.title) == title
    (files / "second.yaml").write_text(SECOND, encoding="utf-8")
    publishing.publish(database)
    (files / "second.yaml").write_text(SECOND.replace("Việc thử", "Khác"), encoding="utf-8")
    with pytest.raises(Problem, match="2007"):
        publishing.publish(database)


def test_a_running_case_stays_on_its_version(database: Database, files: Path, world: World) -> None:
    old = world.do(lambda s: errand.ask(s, world.as_("officer")))
    (files / "errand.yaml").write_text(SECOND, encoding="utf-8")
    publishing.publish(database)
    new = world.do(lambda s: errand.ask(s, world.as_("officer")))
    (files / "errand.yaml").unlink()
    # Another process, which never saw the first file.
    later = Database(database.url)
    states = [
        later.write(lambda s, ref=ref: fire(s, ref, "begin", world.as_("officer")).to_state) for ref in (old, new)
    ]
    later.close()
    assert states == ["doing", "working"]


def test_a_tampered_stored_body_is_not_run(database: Database, world: World) -> None:
    ref = world.do(lambda s: errand.ask(s, world.as_("officer")))

    def tamper(session: Session) -> None:
        row = session.exec(select(Definition)).one()
        row.body = row.body.replace("errand_has_title", "errand_is_open")

    world.do(tamper)
    database.close()  # what a process knew is gone with its connections
    later = Database(database.url)
    with pytest.raises(Problem, match="2007"), later.read() as session:
        may(session, ref, world.as_("officer"))
    later.close()


def in_use(world: World, *statuses: str) -> list[CaseRef]:
    """Cases on version 1 in these states; version 2 is published beside it."""
    refs = [world.do(lambda s: errand.ask(s, world.as_("officer"))) for _ in statuses]
    for ref, status in zip(refs, statuses, strict=True):
        if status == "doing":
            world.do(lambda s, ref=ref: fire(s, ref, "begin", world.as_("officer")))
    world.do(lambda s: pins.publish(s, errand.workflow(SECOND)))
    return refs


def test_moving_takes_every_case_and_tells_the_journal(world: World) -> None:
    refs = in_use(world, "asked", "doing")
    mapping = {"asked": "asked", "doing": "working"}
    moved = world.do(lambda s: move_cases(s, "errand", 1, 2, mapping, world.as_("admin")))
    assert moved == 2
    rows = world.see(lambda s: [s.get_one(Errand, ref.id) for ref in refs])
    assert [(row.status, row.workflow_version) for row in rows] == [("asked", 2), ("working", 2)]
    last = world.see(lambda s: journal.entries(s, refs[1])[-1][0])
    assert (last.trigger, last.from_state, last.to_state) == ("move_definition", "doing", "working")
    assert (last.workflow_version, last.facts, last.actor_id) == (2, {"from_version": 1}, world.as_("admin").user_id)
    assert world.see(lambda s: list(chains.verify(s))) == []
    assert world.do(lambda s: fire(s, refs[1], "finish", world.as_("leader"))).to_state == "done"
    assert world.do(lambda s: move_cases(s, "errand", 1, 2, mapping, world.as_("admin"))) == 0


@pytest.mark.parametrize("mapping", [{"asked": "asked"}, {"asked": "asked", "doing": "doing"}, {}])
def test_moving_needs_a_state_for_each_in_use(world: World, mapping: dict[str, str]) -> None:
    refs = in_use(world, "asked", "doing")
    with pytest.raises(Problem) as caught:
        world.do(lambda s: move_cases(s, "errand", 1, 2, mapping, world.as_("admin")))
    assert caught.value.key == "migration.mapping"
    assert "doing" in caught.value.what
    assert world.see(lambda s: {s.get_one(Errand, ref.id).workflow_version for ref in refs}) == {1}


def test_the_stored_versions_in_use_are_checked(world: World) -> None:
    ref = in_use(world, "doing")[0]
    assert world.see(check_database) == []
    world.do(lambda s: setattr(s.get_one(Errand, ref.id), "status", "lost"))
    assert [f.message for f in world.see(check_database)] == ["cases are in state “lost”, which it does not have"]
    world.do(lambda s: setattr(s.get_one(Errand, ref.id), "workflow_version", 9))
    found = world.see(check_database)
    assert [(f.workflow, f.version) for f in found] == [("errand", 9)]
    assert "bản 9" in found[0].message
