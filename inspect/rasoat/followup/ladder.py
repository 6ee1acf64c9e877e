"""The ladder in force: published from its file, and found again by who climbs an earlier version."""

from functools import lru_cache

from sqlmodel import Session

from rasoat.definitions import operations as definitions
from rasoat.procedures.ladder import Ladder, Rungs
from rasoat.recommendations.models import Obligation

KIND, NAME = "ladder", "ladder"


def publish(session: Session, ladder: Ladder) -> None:
    """Store a version for ever. Raises Problem `definition.changed` when it was published before with another text."""
    definitions.publish(
        session, KIND, ladder.id, ladder.version, ladder.model_dump_json(by_alias=True), draft=ladder.draft
    )


def newest(session: Session) -> Ladder:
    """The version on which what is newly owed begins. Raises Problem `definition.unknown` when there is none."""
    return of_version(session, definitions.newest(session, KIND, NAME))


def of_version(session: Session, version: int) -> Ladder:
    """One stored version. Raises Problem `definition.unknown`, or `definition.changed` if it was tampered with."""
    return _read(definitions.body_of(session, KIND, NAME, version))


def rungs_of(ladder: Ladder, obligation: Obligation) -> Rungs:
    """The steps that one obligation climbs."""
    return ladder.rungs(obligation.force, obligation.priority)


@lru_cache(maxsize=8)
def _read(body: str) -> Ladder:
    return Ladder.model_validate_json(body)
