"""The definitions as they stand in the files of /workflows."""

from pathlib import Path

from rasoat import content
from rasoat.procedures.definition import Workflow


def read_all(overlay: Path | None = None) -> list[content.Read[Workflow]]:
    """All definitions of the content folder, with their lines. Raises content.ContentError with file and line."""
    found = [content.read(path, Workflow) for path in content.files("workflows", "*.yaml", overlay)]
    seen: set[tuple[str, int]] = set()
    for one in found:
        key = (one.value.id, one.value.version)
        if key in seen:
            raise content.ContentError(f"workflows/: “{key[0]}” version {key[1]} is in two files")
        seen.add(key)
    return found
