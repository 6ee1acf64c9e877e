"""Where values can be put: the addresses of all routes, with ids that exist; the names that views look for."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID

from sqlalchemy import select
from sqlmodel import SQLModel
from werkzeug.routing import Rule

import rasoat
from rasoat.workflows.registry import kinds
from tests.web.scene import Scene

ROOT = Path(rasoat.__file__).parent
TABLES = {
    "user": "account",
    "file": "attachment",
    "conflict": "response_conflict",
    "record": "submission",
    "item": "outbox",
}
"""Tables whose name is not that of the id in addresses."""
_PART = re.compile(r"<(?:(?P<converter>\w+)(?:\([^)]*\))?:)?(?P<name>\w+)>")
_READERS = {"asked_number", "asked_year", "parse_uuid"}
NOBODY = UUID("0197a000-0000-7000-8000-000000000001")


def ids(scene: Scene) -> dict[str, str]:
    """An id that exists for each table, by the name that addresses use for it."""
    found: dict[str, str] = {}
    tables = SQLModel.metadata.tables
    names = {**{name: name for name in tables}, **TABLES}
    with scene.world.database.read() as session:
        for name, table in names.items():
            if table in tables and "id" in tables[table].c:
                row = session.connection().execute(select(tables[table].c.id).limit(1)).first()
                found[f"{name}_id"] = str(row[0] if row else NOBODY)
    return {**found, **{f"{name}_id": str(row) for name, row in scene.ids.items()}}


def address(rule: Rule, known: dict[str, str], text: str, kind: str) -> str:
    """The address of a route; `text` stands where it takes a text, ids are those that are known."""

    def fill(match: re.Match[str]) -> str:
        name, converter = match["name"], match["converter"] or ""
        if name == "case_id":
            return known.get(f"{kind}_id", str(NOBODY))
        if converter == "uuid" or name.endswith("_id"):
            return known.get(name, str(NOBODY))
        if converter == "int":
            return "1"
        return kind if name == "kind" else quote(text.encode(errors="surrogatepass"), safe="")

    return _PART.sub(fill, rule.rule)


def texts(rule: Rule) -> bool:
    """Whether the address takes a text."""
    return any(m["converter"] not in ("uuid", "int") and m["name"] != "kind" for m in _PART.finditer(rule.rule))


def case_kinds(rule: Rule) -> list[str]:
    """The kinds of cases with which to try an address."""
    return list(kinds) if "<kind>" in rule.rule else [""]


@cache
def names_read(attribute: str) -> tuple[str, ...]:
    """Names that the program looks for in `request.<attribute>`, found in its source."""
    found: set[str] = set()
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            found |= set(_named(node, attribute))
    return tuple(sorted(found))


def _named(node: ast.AST, attribute: str) -> Iterator[str]:
    if isinstance(node, ast.Call):
        called = node.func
        of = called.value if isinstance(called, ast.Attribute) else None
        reads = isinstance(of, ast.Attribute) and of.attr == attribute
        helps = attribute == "args" and isinstance(called, ast.Name) and called.id in _READERS
        if (reads or helps) and node.args and isinstance(node.args[0], ast.Constant):
            yield str(node.args[0].value)
    elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute) and node.value.attr == attribute:
        yield from [str(node.slice.value)] if isinstance(node.slice, ast.Constant) else []
    elif isinstance(node, ast.Compare) and isinstance(node.left, ast.Constant):
        looks = any(isinstance(one, ast.Attribute) and one.attr == attribute for one in node.comparators)
        yield from [str(node.left.value)] if looks else []


def sample(schema: dict[str, Any], root: dict[str, Any], known: dict[str, str], name: str = "") -> Any:
    """A value that a JSON schema allows."""
    if "$ref" in schema:
        target: Any = root
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        return sample(target, root, known, name)
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return sample(schema[several][0], root, known, name)
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    kind = schema.get("type")
    if kind == "object":
        return {key: sample(part, root, known, key) for key, part in schema.get("properties", {}).items()}
    if kind == "array":
        return [sample(schema["items"], root, known, name)] if schema.get("items") else []
    if kind == "string":
        return _text(schema.get("format", ""), known, name)
    return {"integer": schema.get("minimum", 1), "number": 1.5, "boolean": True}.get(kind)


def _text(form: str, known: dict[str, str], name: str) -> str:
    if form == "uuid" or name.endswith("_id"):
        return known.get(name, str(NOBODY))
    return (
        "2024-07-17T02:00:00Z" if form == "date-time" or name.endswith("_at") else "a" * 64 if name == "sha256" else "x"
    )


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of everything in a JSON value."""
    if path:
        yield path
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from leaves(part, (*path, key))


def replaced(value: Any, path: tuple[Any, ...], by: Any) -> Any:
    """The JSON value with another one at that path."""
    if not path:
        return by
    if isinstance(value, dict):
        return {**value, path[0]: replaced(value[path[0]], path[1:], by)}
    return [replaced(part, path[1:], by) if at == path[0] else part for at, part in enumerate(value)]
