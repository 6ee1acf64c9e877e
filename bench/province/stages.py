"""Tells the inspection in a database of its own and takes a pattern of each stage."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from sqlalchemy import Table

from bench.province import fates, pattern, telling
from bench.province.names import HEIR, SPOTS, UNIT
from bench.province.pattern import Known, Pattern, Values
from bench.province.setting import Setting, set_up
from bench.province.weaving import Loom
from rasoat.commands.setup import ready
from rasoat.db import Database
from rasoat.example.teller import Teller
from rasoat.files.store import BlobStore
from rasoat.settings import Settings

STAGES = {
    "planned": telling.plan,
    "scheduled": telling.prepare,
    "visiting": telling.visit,
    "reviewing": telling.review,
    "drafted": telling.write_up,
    "approved": telling.sign,
    "issued": telling.notify,
}
ENDS = {"mixed": fates.mixed, "settled": fates.settled}


@dataclass
class Told:
    """The patterns by stage, `plan` among them; the ids of the told agencies and people; the files that rows name."""

    setting: Setting
    loom: Loom
    store: BlobStore
    patterns: dict[str, Pattern] = field(default_factory=dict)
    ids: dict[str, UUID] = field(default_factory=dict)
    """What the story calls the things it made."""

    def spans(self) -> dict[str, int]:
        """Days from the visit to the last event of each stage."""
        return {name: (one.until - telling.VISITED).days for name, one in self.patterns.items()}


def tell(folder: Path) -> Told:
    """Tell everything in an empty folder."""
    settings = Settings(data_dir=folder)
    database = ready(settings)
    setting = database.write(lambda session: set_up(session, [UNIT, HEIR], crowded=False))
    teller = Teller(database, settings, folder, lambda _line: None, ids={**setting.agencies, **setting.people})
    names = [*(each for place in (UNIT, HEIR) for each in (place.title, place.name)), *SPOTS, *setting.names.values()]
    told = Told(setting, Loom(names), teller.store)
    stages = _Stages(told, teller, _known(database))
    for name, step in STAGES.items():
        step(teller)
        stages.take(name)
    database.close()
    for name, step in ENDS.items():
        # Both go on from the same stage, so each in its own copy.
        copy = folder / f"{name}.sqlite3"
        shutil.copyfile(folder / "rasoat.sqlite3", copy)
        teller.database = Database(f"sqlite:///{copy}")
        step(teller)
        stages.take(name)
        teller.database.close()
    return told


def _known(database: Database) -> Known:
    with database.read() as session:
        return pattern.keys(session)


class _Stages:
    def __init__(self, told: Told, teller: Teller, before: Known) -> None:
        self.told, self.teller, self.before = told, teller, before
        self.early: Known = set()
        self.of_plan: list[pattern.Found] = []

    def take(self, name: str) -> None:
        """Keep what there is now as the pattern of one stage."""
        inspection_id = self.teller.ids["inspection"]
        with self.teller.database.read() as session:
            rows = pattern.rows_since(session, self.before)
        rows = [(table, _done(table, values)) for table, values in rows if not _is_reserved(table, values)]
        if not self.early:
            self.early = _known(self.teller.database)
            self.of_plan = pattern.of_plan(rows, inspection_id)
            self.told.ids = self.teller.ids
            self._keep("plan", self.of_plan)
        self._keep(name, pattern.of_inspection(rows, self.of_plan))

    def _keep(self, name: str, rows: Iterable[pattern.Found]) -> None:
        self.told.patterns[name] = pattern.read(rows, self.early, self.told.loom)


def _is_reserved(table: Table, values: Values) -> bool:
    # The line of the register by which the pattern's papers have numbers of their own.
    return table.name == "register_entry" and values["number"] == telling.PAPERS_BEFORE


def _done(table: Table, values: Values) -> Values:
    """What had to be mailed was mailed at once."""
    return values | {"done_at": values["not_before"], "attempts": 1} if table.name == "outbox" else values
