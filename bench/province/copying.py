"""Copies of a pattern: other ids, days, places, people and numbers; search columns, digests and journals made anew."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import orjson

from bench.province.pattern import Pattern, RowPattern, Values, case_table
from bench.province.weaving import Loom, woven
from rasoat.db import Searchable
from rasoat.db.base import folded
from rasoat.documents.paper import digest_of as paper_digest
from rasoat.visits.revisions import digest_of
from rasoat.workflows import journal

Rows = dict[str, list[Values]]
FIRST = ("journal_note", "journal", "frozen_paper")
"""Tables whose rows are copied before the others, in this order: the others name their digests."""


@dataclass(slots=True)
class Change:
    """What is different in one copy."""

    ids: dict[UUID, UUID]
    names: dict[str, str]
    numbers: dict[int, int]
    days: timedelta
    plan_days: timedelta
    """The difference for what happened in the year's plan."""


def new_ids(pattern: Pattern, change: Change, chance: Random) -> dict[UUID, UUID]:
    """New ids in the order of the old ones, each with its moment in front (UUIDv7)."""
    made = {}
    for place, (own, moment, early) in enumerate(pattern.own):
        then = moment + (change.plan_days if early else change.days)
        milliseconds = int(then.timestamp() * 1000) + place
        made[own] = UUID(
            int=milliseconds << 80 | 7 << 76 | chance.getrandbits(12) << 64 | 2 << 62 | chance.getrandbits(62)
        )
    return made


class Copying:
    """One copy of one pattern, in the making."""

    def __init__(self, pattern: Pattern, change: Change, loom: Loom) -> None:
        self.pattern, self.change = pattern, change
        self.said = loom.said(change.names, change.ids, change.numbers, change.days)
        self._notes: dict[UUID, str] = {}
        self._ends: dict[tuple[str, UUID], Values] = {}
        self._drafts: dict[UUID, str] = {}

    def rows(self) -> Iterator[tuple[RowPattern, Values]]:
        """Every row with its columns. The first ones are those whose digests the others name."""
        ordered = [one for name in FIRST for one in self.pattern.rows if one.table == name]
        ordered.sort(key=lambda one: (FIRST.index(one.table), one.values.get("seq", 0)))
        others = [one for one in self.pattern.rows if one.table not in FIRST]
        for one in [*ordered, *others]:
            row = self._changed(one)
            self._settle(one, row)
            yield one, row

    def _changed(self, one: RowPattern) -> Values:
        row, ids, said = dict(one.values), self.change.ids, self.said
        for name, own in one.ids:
            row[name] = ids.get(own, own)
        for name, value in one.days:
            row[name] = value + self._days(one, name, value)
        for name, parts in one.texts:
            row[name] = woven(parts, said)
        for name, parts in one.documents:
            row[name] = orjson.loads(woven(parts, said))
        for name, number in one.numbers:
            row[name] = self.change.numbers.get(number, number)
        return row

    def _days(self, one: RowPattern, name: str, value: date) -> timedelta:
        # What the plan's year says of the inspection is dated with the plan; for which day it is planned, with the visit.
        with_plan = one.early and name in ("created_at", "recorded_at", "effective_on")
        return self.change.plan_days if with_plan else self.change.days

    def _settle(self, one: RowPattern, row: Values) -> None:
        """Make anew what follows from the other columns."""
        if one.table == "journal_note" and row["texts"] is not None:
            self._notes[row["entry_id"]] = journal.note_digest(row["salt"], row["texts"])
        elif one.table == "journal":
            self._chain(row)
        elif one.table == "frozen_paper":
            row["snapshot_sha256"] = paper_digest(row["snapshot"])
            self._drafts[row["id"]] = paper_digest({**row["snapshot"], "number": None, "issued_on": None})
        elif one.table == "paper" and row["frozen_id"] is not None:
            row["approved_sha256"] = self._drafts[row["frozen_id"]]
        elif one.table == "register_entry":
            row["year"] = row["dated"].year
        elif one.table == "response_revision" and one.documents:
            row["digest"] = digest_of(row["answers"])
        if "journal_hash" in row:
            end = self._ends[one.table, row["id"]]
            row |= {"journal_seq": end["seq"], "journal_hash": end["hash"], "last_event_at": end["recorded_at"]}
        if issubclass(one.model, Searchable) and (one.texts or one.numbers):
            row |= folded(_searchable(one.model, row))

    def _chain(self, row: Values) -> None:
        place = (case_table(row["case_kind"]), row["case_id"])
        row["previous_hash"] = self._ends[place]["hash"] if place in self._ends else ""
        row["note_digest"] = self._notes.get(row["id"], "")
        row["hash"] = journal.entry_hash(row)
        self._ends[place] = row


def _searchable(model: type[Searchable], row: Values) -> list[str]:
    # Making a whole object of the model for each row would take longer than everything else.
    own: Any = SimpleNamespace(**row)
    return model.searchable(own)
