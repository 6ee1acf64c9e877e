"""The example's story as an installation of before has it, and a row of each table that this story does not fill."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, Date, DateTime, Float, Integer, Table, Uuid, func, insert, select
from sqlmodel import Session, SQLModel

from rasoat import clock
from rasoat.accounts.queries import actor_named
from rasoat.audit import make_seal
from rasoat.backup import restore_backup
from rasoat.commands.setup import ready
from rasoat.db import Database, Json, UtcDateTime, new_id, row_seals, table_of
from rasoat.inspections.models import Inspection
from rasoat.recommendations.answering.models import Verification
from rasoat.search.rebuilding import searched
from rasoat.settings import Settings
from rasoat.visits.revisions import digest_of
from rasoat.workflows import pins, start
from rasoat.workflows.registry import kinds
from tests.archives.installed import unpacked

ARCHIVE = "0010"
"""The last one from before rows had digests: the migration makes them."""


def fill(settings: Settings, folder: Path) -> Database:
    """An installation in which every table has a row, some digests are sealed and some are not yet."""
    restore_backup(settings, unpacked(ARCHIVE, folder))
    database = ready(settings)
    database.write(_fill_half)
    database.write(make_seal)
    database.write(_fill)
    return database


def _fill_half(session: Session) -> None:
    empty = list(_empty(session))
    for table in empty[: len(empty) // 2]:
        _add_row(session, table)


def _fill(session: Session) -> None:
    for table in _empty(session):
        _add_row(session, table)


def _empty(session: Session) -> Iterator[Table]:
    for table in SQLModel.metadata.sorted_tables:
        if not session.connection().execute(select(func.count()).select_from(table)).scalar():
            yield table


def _add_row(session: Session, table: Table) -> None:
    values = {column.name: value_for(session, column) for column in table.c}
    if {"inspection_id", "lead_agency_id"} <= values.keys():
        # A case names the agency that leads its inspection: another one is a fault.
        values["lead_agency_id"] = session.get_one(Inspection, values["inspection_id"]).lead_agency_id
    if "verification_id" in values:
        # The verdict of a verification follows from those of its parts: another one is a fault.
        values["verdict"] = session.get_one(Verification, values["verification_id"]).verdict
    kind = next((kind for kind in kinds.values() if kind.table is table), None)
    if kind is not None:
        row = kind.model(**{column.name: values[column.name] for column in row_seals.sealed_columns(table)})
        workflow = next(one.id for one in pins.load_files() if one.kind == kind.name)
        start(session, row, kind.name, workflow, actor_named(session, "chuyenvien"))
        return
    model = next((one for one in searched() if table_of(one) is table), None)
    if model is not None:
        # The session stores the words of a row that is searched.
        session.add(model(**{column.name: values[column.name] for column in row_seals.sealed_columns(table)}))
        session.flush()
        return
    if table.name == "submission":
        values["digest"] = digest_of(values["body"])
    session.connection().execute(insert(table).values(values))
    row_seals.touch(session, table, [tuple(values[column.name] for column in table.primary_key)])


def value_for(session: Session, column: Column[Any], *, other_than: Any = None) -> Any:
    """Something that the column may hold, other than what it holds."""
    for key in column.foreign_keys:
        known = select(key.column).where(key.column != other_than) if other_than is not None else select(key.column)
        found = session.connection().execute(known.limit(1)).scalar()
        if found is None and key.column.table is column.table and column.nullable:
            return None  # Of a table without a row there is none to refer to.
        return new_id() if found is None and isinstance(column.type, Uuid) else found
    return next(value for value in _values(column) if value != other_than)


def _values(column: Column[Any]) -> list[Any]:
    kind = column.type
    if isinstance(kind, Uuid):
        return [new_id(), UUID(int=7)]
    if isinstance(kind, Json):
        return [{"said": "khác"}, {"said": "khác nữa"}]
    if isinstance(kind, UtcDateTime | DateTime):
        moment = clock.now()
        return [moment, moment.replace(year=2001)]
    if isinstance(kind, Date):
        return [date(2024, 2, 29), date(2024, 3, 1)]
    if isinstance(kind, Boolean):
        return [True, False]
    if isinstance(kind, Integer | Float):
        return [41, 42]
    return ["chữ khác", "chữ khác nữa"]
