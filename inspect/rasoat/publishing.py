"""Publishing the content folders into a database at start: workflows, ladders, the ranking and checklists are checked before they apply."""

from pathlib import Path

from sqlmodel import Session

from rasoat import content
from rasoat.checklists import catalog
from rasoat.db import Database
from rasoat.definitions import operations as definitions
from rasoat.followup import ladder
from rasoat.procedures import source
from rasoat.ranking import weights
from rasoat.workflows import check, meanings, pins


def publish(database: Database, overlay: Path | None = None) -> None:
    """Store every definition of the content folders that is not stored yet.

    Raises content.ContentError for a wrong file and for one that nothing reads, Problem `definition.changed` for a published one that was altered.
    Nothing is then stored, not even the definitions that are correct.
    """
    if overlay is not None:
        content.expect_read(overlay)
    workflows = pins.load_files(overlay)
    check.require_sound(workflows)
    ladders = [one.value for one in source.read_ladders(overlay)]
    rankings = [one.value for one in source.read_rankings(overlay)]
    checklists = catalog.load_all(overlay)

    def store(session: Session) -> None:
        for workflow in workflows:
            pins.publish(session, workflow)
        meanings.tell_rows(session)
        for one in ladders:
            ladder.publish(session, one)
        for ranking in rankings:
            weights.publish(session, ranking)
        for definition in checklists.values():
            definitions.publish(
                session,
                "checklist",
                definition.id,
                definition.version,
                catalog.canonical_body(definition),
                draft=definition.draft,
            )

    database.write(store)
