"""Units, agencies and accounts come out in the form in which they go in: brought in again, they change nothing."""

import random
from datetime import date, timedelta

import pytest
from sqlmodel import select

from rasoat.accounts import operations as accounts
from rasoat.accounts.actor import ROLE_TITLES, Role
from rasoat.accounts.positions import POSITIONS
from rasoat.files.opening import table_in
from rasoat.importing.planning import plan
from rasoat.importing.registry import kinds
from rasoat.units import operations as units
from rasoat.units.models import Agency, AgencySuccession, UnitSuccession
from tests.exporting.taken import take

SEEDS = (1, 2, 3)
"""Each makes another province of awkward names."""
MORE = [pytest.param(seed, marks=pytest.mark.long) for seed in range(4, 60)]
BEGINNINGS = ("", "=", "+84 ", "-", "@", "'", "'=", "  ", "“", "0")
WORDS = ("Xã", "Đường", "chi", "LĂNG", "Ân", "An", "nhất;", 'a"b', "c,d", "1.5", "06433", "ʼ", "x / y")
FIRST = date(2005, 1, 1)


class Awkward:
    """Names, days and places as people and old programs leave them."""

    def __init__(self, seed):
        self.some = random.Random(seed)

    def name(self, number):
        words = " ".join(self.some.choice(WORDS) for _ in range(self.some.randint(1, 4)))
        return f"{self.some.choice(BEGINNINGS)}{words} {number if self.some.random() < 0.8 else ''}".strip() or "Tên"

    def day(self):
        return FIRST + timedelta(days=self.some.randrange(7000))

    def units(self, db):
        made = []
        for number in range(12):
            above = self.some.choice([*made, None]) if made else None
            first = self.some.choice([self.day(), above.valid_from if above else FIRST])
            level = "commune" if above else "province"
            made.append(
                units.add_checked_unit(
                    db, code=self.some.choice([f"{number:05d}", f"0{number}", f"=9{number}"]), name=self.name(number),
                    level=level, parent_id=above.id if above and above.valid_from <= first else None,
                    valid_from=first, valid_to=self.some.choice([None, first + timedelta(days=90)]),
                    ended_by=self.some.choice(["", "NQ 1", "-"]),
                )
            )  # fmt: skip
        self.succeed(db, UnitSuccession, [one.id for one in made])
        return made

    def succeed(self, db, model, ids):
        """Some took over from others, as nobody checked before."""
        db.flush()
        for one in self.some.sample(ids, 4):
            for other in self.some.sample([each for each in ids if each != one], 2):
                db.add(model(predecessor_id=one, successor_id=other))
        db.flush()

    def agencies(self, db, world, known):
        above, taken = [("province", world.agencies["province"])], set()
        for number in range(14):
            (kind, parent), first = self.some.choice(above), self.day()
            below = "department" if kind == "province" else "centre"
            # Several may have one name, each under another agency.
            name = self.some.choice([self.name(number), "Trung tâm" if below == "centre" else self.name(number)])
            unit = self.some.choice([None, *known])
            if (parent, name) in taken:
                continue
            taken.add((parent, name))
            made = units.add_agency(
                db, parent_id=parent, kind=below, name=name, valid_from=first,
                short_name=self.some.choice([name, self.name(number)]), symbol=self.some.choice(["SYT", "-2", "=x"]),
                place=self.some.choice(["", "@nơi", "Lạng Sơn"]), unit_id=unit.id if unit else None,
                email=self.some.choice(["", f"a{number}@vidu.example"]),
            )  # fmt: skip
            above += [(below, made.id)] if below == "department" else []
        self.succeed(db, AgencySuccession, list(db.exec(select(Agency.id).order_by(Agency.id))))

    def accounts(self, db):
        agencies = [one.id for one in db.exec(select(Agency).order_by(Agency.id))]
        for number in range(14):
            accounts.add_user(
                db, username=f"nguoi{number}", full_name=self.name(number), agency_id=self.some.choice(agencies),
                role=self.some.choice([role for role in ROLE_TITLES if role != Role.ADMINISTRATOR]),
                title=self.some.choice(["", "-", "Chủ tịch"]), email=self.some.choice(["", f"n{number}@vidu.example"]),
                telephone=self.some.choice(["", "0900000001", "+84 900 000 002", "912345678"]),
                position=self.some.choice(["", *POSITIONS]),
            )  # fmt: skip


@pytest.mark.parametrize("seed", [*SEEDS, *MORE])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_taken_out_and_brought_in_again_changes_nothing(world, client_for, seed):
    awkward = Awkward(seed)
    world.do(lambda db: awkward.agencies(db, world, awkward.units(db)))
    world.do(awkward.accounts)
    admin = client_for("admin")
    for kind in kinds().values():
        for form in ("xlsx", "csv"):
            data = take(admin, kind.name, form, ended="yes").data
            found = world.see(lambda db, kind=kind, data=data, form=form: plan(db, kind, table_in(f"ra.{form}", data)))
            assert [(one.row, one.told) for one in found.faults] == [], (kind.name, form)
            changed = [(one.wanted.name, one.before, one.after) for one in found.changed]
            assert (changed, [one.wanted.name for one in found.new]) == ([], []), (kind.name, form)
            assert found.unchanged > 11
