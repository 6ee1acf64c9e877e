"""The definitions as they stand in the files of /workflows."""

from pathlib import Path

from rasoat import content
from rasoat.procedures.definition import Workflow
from rasoat.procedures.ladder import Ladder
from rasoat.procedures.ranking import Weights

LADDERS = "ladder"
"""A file whose name begins so says how what is owed is chased."""
RANKINGS = "ranking"
"""A file whose name begins so says whom to visit next; every other one is a procedure."""


def files(overlay: Path | None = None) -> list[Path]:
    """The files of procedures."""
    others = (LADDERS, RANKINGS)
    return [path for path in content.files("workflows", "*.yaml", overlay) if not path.name.startswith(others)]


def read_all(overlay: Path | None = None) -> list[content.Read[Workflow]]:
    """All definitions of the content folder, with their lines. Raises content.ContentError with file and line."""
    found = [content.read(path, Workflow) for path in files(overlay)]
    _require_each_once([(one.value.id, one.value.version) for one in found])
    return found


def read_ladders(overlay: Path | None = None) -> list[content.Read[Ladder]]:
    """All versions of the ladder in the content folder. Raises content.ContentError with file and line."""
    found = [content.read(path, Ladder) for path in content.files("workflows", f"{LADDERS}*.yaml", overlay)]
    _require_each_once([(one.value.id, one.value.version) for one in found])
    if not found:
        raise content.ContentError(f"workflows/: no {LADDERS}.yaml; it says how what is owed is chased")
    return found


def read_rankings(overlay: Path | None = None) -> list[content.Read[Weights]]:
    """All versions of the ranking in the content folder. Raises content.ContentError with file and line."""
    found = [content.read(path, Weights) for path in content.files("workflows", f"{RANKINGS}*.yaml", overlay)]
    _require_each_once([(one.value.id, one.value.version) for one in found])
    if not found:
        raise content.ContentError(f"workflows/: no {RANKINGS}.yaml; it says whom to visit next")
    return found


def _require_each_once(versions: list[tuple[str, int]]) -> None:
    for name, version in versions:
        if versions.count((name, version)) > 1:
            raise content.ContentError(f"workflows/: “{name}” version {version} is in two files")
