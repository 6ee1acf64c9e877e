"""Fills an empty database with the copies, some at a time, as the program's own bulk writers do."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from sqlmodel import Session, select

from bench.province import names
from bench.province.around import put_around
from bench.province.copying import Change, Copying, Rows, new_ids
from bench.province.course import Plan, Visit, course
from bench.province.names import HEIR, SPOTS, UNIT, Place
from bench.province.numbering import numbers_of, put_counters
from bench.province.pattern import Pattern, models
from bench.province.setting import Setting, set_up
from bench.province.stages import Told
from bench.province.telling import BEGUN, PLAN_NUMBER, VISITED
from rasoat.accounts.models import User
from rasoat.db import Database, row_seals, table_of
from rasoat.db.bulk import Insert, write_rows
from rasoat.db.locking import insert_once
from rasoat.files.models import Blob
from rasoat.files.store import BlobStore

SEED, COMMUNES = 20260930, 200
SOME = 100
"""Inspections written in one transaction."""
CROWDS = ("officer", "lead", "edu_member", "culture_member")
Say = Callable[[str], object]


def is_empty(database: Database) -> bool:
    """Whether nobody has an account yet."""
    with database.read() as session:
        return session.exec(select(User.id)).first() is None


class Filling:
    """One province in the making."""

    def __init__(
        self, database: Database, files: Path, told: Told, recommendations: int, communes: int = COMMUNES
    ) -> None:
        self.database, self.told, self.store = database, told, BlobStore(files)
        self.chance = Random(SEED)
        self.places = names.places(communes)
        self.communes = [place for place in self.places if not place.ended]
        self.plans, self.visits = course(recommendations, self.places, told.spans(), self.chance)
        self.setting = Setting()
        self.crowds: dict[str, list[str]] = {}
        self.base: dict[UUID, UUID] = {}
        self.plan_ids: list[UUID] = []

    def fill(self, say: Say) -> None:
        """Write everything, telling how far it is."""
        for sha256 in sorted(self.told.store.names()):
            self.store.put(self.told.store.get(sha256))
        self.setting = self.database.write(self._set_up)
        mine, theirs = self.told.setting, self.setting
        self.crowds = {key: theirs.crowd(key) for key in CROWDS}
        self.base = {own: theirs.agencies[key] for key, own in mine.agencies.items() if key in theirs.agencies}
        self.base |= {own: theirs.people[key] for key, own in mine.people.items() if key in theirs.people}
        numbers = numbers_of(self.told, [(_begun(plan) - BEGUN, "plan") for plan in self.plans],
                             [(visit.day - VISITED, visit.stage) for visit in self.visits])  # fmt: skip
        plans = [self._plan(plan, numbers[place]) for place, plan in enumerate(self.plans)]
        self._write(plans)
        say(f"{len(self.places)} authorities, {len(self.setting.people)} accounts, {len(plans)} plans")
        for begin in range(0, len(self.visits), SOME):
            some = self.visits[begin : begin + SOME]
            self._write([self._visit(one, numbers[one.plan] | numbers[len(plans) + begin + place])
                         for place, one in enumerate(some)])  # fmt: skip
            say(f"{begin + len(some)} / {len(self.visits)} inspections")
        self.database.write(put_counters)
        put_around(self.database, self.setting, self.places)

    def _set_up(self, session: Session) -> Setting:
        made = set_up(session, self.places, crowded=True)
        for sha256 in self.told.store.names():
            kind = "application/pdf" if self.store.get(sha256).startswith(b"%PDF") else "image/jpeg"
            insert_once(session, Blob, sha256=sha256, size=self.store.path(sha256).stat().st_size, kind=kind)
        return made

    def _plan(self, plan: Plan, numbers: dict[int, int]) -> Copying:
        days = _begun(plan) - BEGUN
        change = self._change(self.chance.choice(self.communes), days, days, plan.year, plan.number, numbers)
        found = self._copying(self.told.patterns["plan"], change)
        self.plan_ids.append(change.ids[self.told.ids["plan"]])
        return found

    def _visit(self, visit: Visit, numbers: dict[int, int]) -> Copying:
        plan = self.plans[visit.plan]
        days, plan_days = visit.day - VISITED, _begun(plan) - BEGUN
        change = self._change(visit.place, days, plan_days, plan.year, plan.number, numbers)
        change.ids[self.told.ids["plan"]] = self.plan_ids[visit.plan]
        return self._copying(self.told.patterns[visit.stage], change)

    def _copying(self, pattern: Pattern, change: Change) -> Copying:
        change.ids |= new_ids(pattern, change, self.chance)
        return Copying(pattern, change, self.told.loom)

    def _change(
        self, place: Place, days: timedelta, plan_days: timedelta, year: int, plan: int, numbers: dict[int, int]
    ) -> Change:
        mine, theirs, chance = self.told.setting, self.setting, self.chance
        heir = chance.choice([one for one in self.communes if one != place])
        chosen = {key: key for key in mine.people if key in theirs.people}
        chosen |= {key: chance.choice(crowd) for key, crowd in self.crowds.items()}
        for own, other in ((UNIT, place), (HEIR, heir)):
            chosen |= {f"{own.key}.{who}": f"{other.key}.{who}" for who in ("officer", "leader")}
        ids = self.base | {mine.people[key]: theirs.people[other] for key, other in chosen.items()}
        ids |= {mine.agencies[own.key]: theirs.agencies[other.key] for own, other in ((UNIT, place), (HEIR, heir))}
        said = {mine.names[key]: theirs.names[other] for key, other in chosen.items()}
        said |= {spot: names.hamlet(chance) for spot in SPOTS}
        said |= {own.title: other.title for own, other in ((UNIT, place), (HEIR, heir))}
        said |= {own.name: other.name for own, other in ((UNIT, place), (HEIR, heir))}
        return Change(ids, said, numbers | {PLAN_NUMBER: plan, 2024: year}, days, plan_days)

    def _write(self, copies: list[Copying]) -> None:
        rows: Rows = {name: [] for name in models()}
        for copying in copies:
            for one, values in copying.rows():
                rows[one.table].append(values)
        self.database.write(lambda session: _insert(session, rows))


def _insert(session: Session, rows: Rows) -> None:
    for model, some in _in_order(rows):
        write_rows(session, Insert(model, some))
        if row_seals.is_sealed(table_of(model)):
            row_seals.add(session, model, some)


def hurry(database: Database) -> None:
    """Let SQLite write faster in this process, whose one connection this is."""
    if not database.is_sqlite:
        return
    connection = database.engine.raw_connection()
    # The indexes of a large database do not fit into the few pages that SQLite keeps by itself; and what a loss of power
    # spoils here is made again.
    for setting in ("cache_size=-400000", "synchronous=OFF"):
        connection.cursor().execute(f"PRAGMA {setting}")
    connection.close()


def _in_order(rows: Rows) -> Iterator[tuple[type, list[dict[str, object]]]]:
    return ((model, rows[name]) for name, model in models().items() if rows[name])


def _begun(plan: Plan) -> date:
    return BEGUN + (date(plan.year, 1, 8) - BEGUN) // timedelta(days=7) * timedelta(days=7)
