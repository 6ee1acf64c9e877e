"""Any sequence of reorganisations leaves nothing open without a living owner and nobody at what has ended, and changes no
issued paper.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.account_changes import queries as changes
from rasoat.db.row_seals import digest_of
from rasoat.documents.models import FrozenPaper, RegisterEntry
from rasoat.reorganisation import account_moves, operations, queries
from rasoat.reorganisation.models import PROPOSED, UNDECIDED, Passing
from rasoat.reorganisation.operations import ActData
from rasoat.units import operations as units
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, fire
from rasoat.workflows.derived import untrue
from tests.recommendations.samples import followed_up
from tests.reorganisation.samples import account_passings, passings, person
from tests.world import World

STEPS = 3


def papers(world: World) -> list[str]:
    """Every frozen paper and register line, as digests."""

    def read(db: Session) -> list[str]:
        rows: list[Any] = [
            *db.exec(select(FrozenPaper).order_by(col(FrozenPaper.id))),
            *db.exec(select(RegisterEntry).order_by(col(RegisterEntry.id))),
        ]
        return [digest_of(row.__table__, (row.id,), row.model_dump(), "") for row in rows]

    return world.see(read)


class Story:
    """Acts that end, merge, split, rename agencies, one after the other, as chance will have it."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.chance, self.day, self.number = world, Random(seed), date(2025, 1, 1), 0
        self.living = {"authority": ["district", "office"], "department": ["dept"]}
        self.lead = "dept"

    def step(self) -> None:
        """One act, gone through to its end."""
        self.day += timedelta(days=self.chance.randint(10, 60))
        kind = self.chance.choice(["authority", "authority", "department"])
        ended = self.chance.sample(self.living[kind], self.chance.randint(1, len(self.living[kind])))
        if self.number == 0:
            # Districts and their offices ended together.
            kind, ended = "authority", ["office", "district"]
        count = 1 if kind == "department" else self.chance.randint(1, 3)
        after = [self._new(kind) for _ in range(count)]
        self.living[kind] = [one for one in self.living[kind] if one not in ended] + after
        for key in ended:
            ids = [self.world.agencies[one] for one in after]
            values = {"valid_to": self.day - timedelta(days=1), "ended_by": "NQ"}
            self.world.do(
                lambda db, key=key, ids=ids, values=values: units.edit_agency(
                    db, self.world.agencies[key], None, values, ids
                )
            )
        if kind == "department":
            self._officer(after[0])
        self._go_through(ended)

    def _new(self, kind: str) -> str:
        """An office is followed by an authority here: what matters is who goes on."""
        self.number += 1
        key, name = f"new{self.number}", f"Cơ quan mới {self.number}"
        made = "department" if kind == "department" else "commune"
        values = {
            "kind": made,
            "name": name,
            "short_name": name,
            "symbol": f"M{self.number}",
            "place": name,
            "email": "",
        }
        above = self.world.agencies["province"]
        self.world.agencies[key] = self.world.do(
            lambda db: units.add_agency(db, parent_id=above, valid_from=self.day, **values).id
        )
        return key

    def _officer(self, key: str) -> None:
        person(self.world, f"{key}_officer", key, "officer")
        self.lead = key

    def _go_through(self, ended: list[str]) -> None:
        world, who = self.world, self.world.as_("officer" if self.lead == "dept" else f"{self.lead}_officer")
        after = self.day
        with clock.use_date(after):
            data = ActData(f"NQ {self.number}", self.day, after, "", [world.agencies[one] for one in ended])
            act = world.do(lambda db: operations.record(db, who, data))
            for one in passings(world, act.id, Passing.state == UNDECIDED):
                to = self.chance.choice(self.living["authority"])
                world.do(
                    lambda db, one=one, to=to: operations.change(db, who, one.id, None, [(world.agencies[to], None)])
                )
            while ids := [one.id for one in passings(world, act.id, Passing.state == PROPOSED)]:
                world.do(lambda db, ids=ids: operations.confirm(db, who, act.id, ids))
            for one in account_passings(world, act.id).values():
                self._move(one)
            world.do(lambda db: fire(db, CaseRef("reorganisation", act.id), "finish", who))
        self.day = after

    def _move(self, one: Passing) -> None:
        """An administrator moves or closes an account; a second one agrees where that is needed."""
        world, admin = self.world, self.world.as_("admin1")
        if one.state == UNDECIDED or self.chance.random() < 0.2:
            to = self.chance.choice([*self.living["authority"], None])
            agency = world.agencies[to] if to else None
            world.do(lambda db: account_moves.choose(db, admin, one.id, None, agency))
        if world.do(lambda db: account_moves.confirm(db, admin, one.id)) == account_moves.ASKED:
            asked = world.see(lambda db: changes.last_moves(db, [one.target_id]))[one.target_id]
            world.do(lambda db: fire(db, CaseRef("account_change", asked.id), "confirm", world.as_("admin2")))

    def holds(self) -> None:
        """What must be true after each act."""
        day = self.day + timedelta(days=1)
        left = self.world.see(lambda db: queries.open_with_ended(db, None, day))
        assert left == [], [one.told for one in left]
        assert self.world.see(lambda db: list(untrue(db))) == []
        assert all(
            row.valid_to is None or row.valid_to >= row.valid_from
            for row in self.world.see(lambda db: db.exec(select(Agency)).all())
        )


def told(world: World, seed: int, steps: int) -> None:
    followed_up(world)
    for name in ("admin1", "admin2"):
        person(world, name, "province", "administrator")
    before = papers(world)
    story = Story(world, seed)
    for _ in range(steps):
        story.step()
        story.holds()
    assert papers(world) == before


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_sequence_of_acts(world: World) -> None:
    told(world, 7, STEPS)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(6))
def test_many_sequences(world: World, seed: int) -> None:
    told(world, seed, 6)
