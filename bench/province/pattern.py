"""The rows that a told inspection left in each stage, with what a copy of them must change."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Table, select
from sqlmodel import Session, SQLModel

from bench.province.weaving import Loom, Woven
from rasoat.db import Json, Searchable, table_of
from rasoat.db.types import canonical
from rasoat.workflows.registry import kind_recorded_as, kinds

NOT_COPIED = {"row_seal", "audit_seal", "definition", "installation", "register_counter", "numbering", "blob"}
Known = set[tuple[str, Any]]
Values = dict[str, Any]
Found = tuple[Table, Values]


@dataclass(slots=True)
class RowPattern:
    """One row: what stays, and in which columns a copy has another id, day, text, document or number."""

    model: type[SQLModel]
    table: str
    values: Values
    early: bool
    """It belongs to the plan's year: it was written before the inspection was prepared."""
    ids: list[tuple[str, UUID]] = field(default_factory=list)
    days: list[tuple[str, Any]] = field(default_factory=list)
    texts: list[tuple[str, Woven]] = field(default_factory=list)
    documents: list[tuple[str, Woven]] = field(default_factory=list)
    numbers: list[tuple[str, int]] = field(default_factory=list)


@dataclass(slots=True)
class Pattern:
    """All rows of one stage, in the order in which they may be inserted."""

    rows: list[RowPattern]
    own: list[tuple[UUID, datetime, bool]]
    """The ids that each copy makes anew, in their order, each with its moment and whether it belongs to the plan's year."""
    numbered: dict[int, date]
    """The numbers of its papers in the register with their days."""
    until: date
    """The last day on which something happened."""


@cache
def models() -> dict[str, type[SQLModel]]:
    """Every table's model, by the table's name, in the order in which rows may be inserted."""
    found = {table_of(one).name: one for one in _subclasses(SQLModel) if hasattr(one, "__table__")}
    return {table.name: found[table.name] for table in SQLModel.metadata.sorted_tables if table.name in found}


def _subclasses(model: type[SQLModel]) -> Iterator[type[SQLModel]]:
    for one in model.__subclasses__():
        yield one
        yield from _subclasses(one)


def keys(session: Session) -> Known:
    """What there is now."""
    connection = session.connection()
    return {(table.name, tuple(key)) for table in _tables() for key in connection.execute(select(*table.primary_key))}


def _tables() -> list[Table]:
    return [table_of(model) for name, model in models().items() if name not in NOT_COPIED]


def _key(table: Table, values: Mapping[str, Any]) -> tuple[str, Any]:
    return table.name, tuple(values[column.name] for column in table.primary_key)


def rows_since(session: Session, known: Known) -> list[Found]:
    """The rows that were not there before."""
    return [
        (table, dict(row))
        for table in _tables()
        for row in session.connection().execute(select(table).order_by(*table.primary_key)).mappings()
        if _key(table, dict(row)) not in known
    ]


def read(rows: Iterable[Found], early: Known, loom: Loom) -> Pattern:
    """Make a pattern of rows. `early`: what was there when the plan was told."""
    taken = list(rows)
    patterns = [_row(table, values, _key(table, values) in early, loom) for table, values in taken]
    moments = [value for _, values in taken for value in values.values() if isinstance(value, datetime)]
    numbered = {values["number"]: values["dated"] for table, values in taken if table.name == "register_entry"}
    return Pattern(patterns, _own(taken, early), numbered, max(moments).date())


def _own(rows: list[Found], early: Known) -> list[tuple[UUID, datetime, bool]]:
    found = {}
    for table, values in rows:
        moment = values.get("created_at") or values.get("recorded_at") or values.get("received_at")
        for name in ("id", "command_id"):
            if moment is not None and isinstance(values.get(name), UUID):
                found[values[name]] = (moment, _key(table, values) in early)
    return [(one, *found[one]) for one in sorted(found)]


def _row(table: Table, values: Values, early: bool, loom: Loom) -> RowPattern:
    found = RowPattern(models()[table.name], table.name, dict(values), early)
    for column in table.c:
        value, name = values[column.name], column.name
        if isinstance(value, UUID):
            found.ids.append((name, value))
        elif isinstance(value, date):
            found.days.append((name, value))
        elif isinstance(column.type, Json) and value is not None:
            _add(found.documents, name, loom.taken_apart(canonical(value)))
        elif isinstance(value, str):
            _add(found.texts, name, None if name in _DERIVED else loom.taken_apart(value))
        elif isinstance(value, int) and name in ("number", "year"):
            found.numbers.append((name, value))
    return found


_DERIVED = {*Searchable.model_fields, "hash", "previous_hash", "journal_hash", "note_digest"}


def _add(to: list[tuple[str, Woven]], name: str, parts: Woven | None) -> None:
    if parts is not None:
        to.append((name, parts))


def of_plan(rows: Iterable[Found], inspection_id: UUID) -> list[Found]:
    """The rows of the plan itself, without those that each of its inspections has."""
    taken = list(rows)
    entries = {
        values["id"] for table, values in taken if table.name == "journal" and values["case_id"] == inspection_id
    }
    return [one for one in taken if not _of_inspection(*one, inspection_id, entries)]


def of_inspection(rows: Iterable[Found], plan: Iterable[Found]) -> list[Found]:
    """The other rows."""
    taken = {_key(*one) for one in plan}
    return [one for one in rows if _key(*one) not in taken]


def _of_inspection(table: Table, values: Mapping[str, Any], inspection_id: UUID, entries: set[UUID]) -> bool:
    return (
        table.name == "plan_target"
        or inspection_id in (values.get("id"), values.get("inspection_id"), values.get("case_id"))
        or values.get("entry_id") in entries
    )


@cache
def case_table(kind: str) -> str:
    """The table of the cases that the journal calls so."""
    return kinds[kind_recorded_as(kind)].table.name
