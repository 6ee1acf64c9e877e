"""The weights in force: published from their file, as the ladder is."""

from functools import lru_cache

from sqlmodel import Session

from rasoat.definitions import operations as definitions
from rasoat.procedures.ranking import Weights

KIND, NAME = "ranking", "ranking"


def publish(session: Session, weights: Weights) -> None:
    """Store a version for ever. Raises Problem `definition.changed` when it was published before with another text."""
    definitions.publish(session, KIND, weights.id, weights.version, weights.model_dump_json())


def newest(session: Session) -> Weights:
    """The version by which units are ranked. Raises Problem `definition.unknown` when there is none."""
    return _read(definitions.body_of(session, KIND, NAME, definitions.newest(session, KIND, NAME)))


@lru_cache(maxsize=4)
def _read(body: str) -> Weights:
    return Weights.model_validate_json(body)
