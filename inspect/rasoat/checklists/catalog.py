"""The checklists of an installation: they are read from checklists/, checked, and given the form in which they are
stored.
"""

import json
from pathlib import Path
from typing import Any

from rasoat import content
from rasoat.checklists.definition import Definition

Catalog = dict[tuple[str, int], Definition]


def load_all(overlay: Path | None = None) -> Catalog:
    """Every definition by (id, version); a file of `overlay` replaces the file of the same name.

    Raises ContentError naming file and line when a file is wrong, or when two files have the same id and version.
    """
    found: Catalog = {}
    origin: dict[tuple[str, int], str] = {}
    for path in content.files("checklists", "*.yaml", overlay):
        definition = content.load(path, Definition)
        key = (definition.id, definition.version)
        if key in found:
            raise content.ContentError(f"{path.name}:1: {key[0]} version {key[1]} is already in {origin[key]}")
        found[key], origin[key] = definition, path.name
    return found


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a checklist file, for editors that complete and underline."""
    return Definition.model_json_schema()


def canonical_body(definition: Definition) -> str:
    """The text that is stored and hashed for a published version: JSON, keys sorted, defaults left out.

    Without the defaults, a later program with more keys still gives the same text for the same file.
    """
    data = definition.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_body(body: str) -> Definition:
    """Read the stored text back as a definition. Raises pydantic's ValidationError if the text is not one."""
    return Definition.model_validate_json(body)
