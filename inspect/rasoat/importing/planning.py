"""What a table would do, before anything is written: each row's fault, what is new, changed, unchanged."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.db import Row, new_id
from rasoat.files.opening import Table
from rasoat.importing.reading import Fault, read
from rasoat.importing.registry import LINKS, ImportKind, Wanted, Wrong

_HEX = re.compile("[0-9a-f]{32}")


@dataclass(slots=True)
class Change:
    """A thing that is new, or the columns that differ: as they are and as they would be."""

    wanted: Wanted
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        """Whether the thing is not there yet."""
        return self.wanted.present is None


@dataclass(slots=True)
class Plan:
    """What the whole table would do. With any fault nothing of it is done."""

    kind: ImportKind
    faults: list[Fault]
    notices: list[str]
    new: list[Change]
    changed: list[Change]
    unchanged: int

    @property
    def digest(self) -> str:
        """The same for the same changes: what is carried out is what somebody looked at."""
        told = [
            (one.wanted.line.number, one.is_new, encoded(one.before), encoded(one.after))
            for one in [*self.changed, *self.new]
        ]
        found = json.dumps(told, sort_keys=True, default=str)
        # Ids of things that are new are others each time; the row that each comes from stays.
        places = {one.wanted.new_id.hex: f"line {one.wanted.line.number}" for one in self.new if one.wanted.new_id}
        found = _HEX.sub(lambda match: places.get(match[0], match[0]), found)
        return hashlib.sha256(found.encode()).hexdigest()


def plan(session: Session, kind: ImportKind, table: Table) -> Plan:
    """What the table would do now. Raises the Problems of `reading.read`."""
    given = read(kind, table)
    known = kind.know(session, given.lines)
    found = Plan(kind, given.faults, given.notices, [], [], 0)
    for line in given.lines:
        try:
            wanted = known.wanted(line)
        except Wrong as wrong:
            found.faults.append(Fault(line.number, "", str(wrong)))
            continue
        found.notices.extend(f"Dòng {line.number}: {told}" for told in line.notices)
        _sort_in(found, wanted)
    found.new.sort(key=lambda one: (one.wanted.depth, one.wanted.line.number))
    found.faults.sort(key=lambda one: one.row)
    return found


def _sort_in(found: Plan, wanted: Wanted) -> None:
    present = wanted.present
    if present is None:
        wanted.new_id = wanted.new_id or new_id()
        found.new.append(Change(wanted, {}, dict(wanted.values)))
        return
    different = dict(_different(present, wanted))
    if different:
        after = {name: wanted.values[name] for name in different}
        found.changed.append(Change(wanted, different, after))
    else:
        found.unchanged += 1


def _different(present: Row, wanted: Wanted) -> Iterator[tuple[str, Any]]:
    for name, value in wanted.values.items():
        stored = wanted.linked.get(name, ()) if name in LINKS else getattr(present, name)
        if wanted.line.gives(name) and stored != value:
            yield name, stored


def encoded(values: dict[str, Any]) -> dict[str, Any]:
    """Values of columns as JSON has them."""
    return {name: _as_json(value) for name, value in values.items()}


def decoded(values: dict[str, Any]) -> dict[str, Any]:
    """The reverse of `encoded`."""
    return {name: _from_json(value) for name, value in values.items()}


def _as_json(value: Any) -> Any:
    if isinstance(value, UUID):
        return ["uuid", value.hex]
    if isinstance(value, tuple):
        return ["uuids", [one.hex for one in value]]
    return ["day", value.isoformat()] if isinstance(value, date) else value


def _from_json(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    kind, told = value
    if kind == "uuids":
        return tuple(UUID(hex=one) for one in told)
    return UUID(hex=told) if kind == "uuid" else date.fromisoformat(told)
