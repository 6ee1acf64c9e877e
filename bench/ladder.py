"""How long the ladder's day takes: `python -m bench.ladder [OBLIGATIONS] [OPEN_PERCENT] [DATABASE_URL]`. On an SQLite file of
its own, or in an empty database.

The obligations are those of five years, so many of them open, half of these late. Two days are measured: the first one, on which
everything open begins to climb, and an ordinary one after it.
"""

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session, func, select

from rasoat import clock, publishing, rooms
from rasoat.accounts.actor import Role
from rasoat.accounts.models import User
from rasoat.db import Database, new_id, schema
from rasoat.db.bulk import Insert, new_row, write_rows
from rasoat.followup import operations
from rasoat.followup.models import LadderStep
from rasoat.recommendations.models import Obligation
from rasoat.units.operations import add_agency

TODAY = date(2026, 9, 30)
"""A Wednesday."""
UNITS = 200


def main() -> None:
    """Make the obligations, and do two days."""
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    share = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    rooms.load()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(sys.argv[3] if len(sys.argv) > 3 else f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        schema.upgrade(database)
        publishing.publish(database)
        lead, units = database.write(_agencies)
        rows = list(_obligations(lead, units, every, share))
        for start in range(0, len(rows), 20_000):
            database.write(
                lambda session, some=rows[start : start + 20_000]: write_rows(session, Insert(Obligation, some))
            )
        database.write(lambda session: session.connection().execute(text("ANALYZE")))
        print(f"{every} obligations, {sum(row['open'] for row in rows)} of them open")
        for name, day in (
            ("the first day", TODAY),
            ("an ordinary day", TODAY + timedelta(days=1)),
            ("again that day", TODAY + timedelta(days=1)),
        ):
            _measure(database, name, day)
        database.close()


def _measure(database: Database, name: str, day: date) -> None:
    before, begun, used = _count(database), time.perf_counter(), time.process_time()
    with clock.use_date(day):
        operations.remind(database, day)
    took, used, steps = time.perf_counter() - begun, time.process_time() - used, _count(database) - before
    each = f", {used / steps * 1000:.2f} ms of the processor each" if steps else ""
    print(f"{name:>16}: {took:6.1f} s, {used:6.1f} s of them the processor's, {steps} steps{each}", flush=True)


def _count(database: Database) -> int:
    with database.read() as session:
        return session.exec(select(func.count()).select_from(LadderStep)).one()


def _agencies(session: Session) -> tuple[UUID, list[UUID]]:
    since = {"valid_from": date(2020, 1, 1)}
    top = add_agency(
        session, parent_id=None, kind="province", name="UBND tỉnh Mẫu", short_name="Tỉnh", symbol="UBND", **since
    )
    lead = add_agency(
        session, parent_id=top.id, kind="department", name="Sở Mẫu", short_name="Sở", symbol="SM", **since
    )
    units = [
        add_agency(
            session,
            parent_id=top.id,
            kind="commune",
            name=f"UBND xã {number}",
            short_name=f"Xã {number}",
            symbol="UBND",
            **since,
        )
        for number in range(UNITS)
    ]
    people = [
        (lead, Role.OFFICER),
        (lead, Role.LEADER),
        *((one, role) for one in units for role in (Role.AUTHORITY_OFFICER, Role.AUTHORITY_LEADER)),
    ]
    for number, (agency, role) in enumerate(people):
        session.add(
            User(
                username=f"n{number}",
                full_name=f"Người {number}",
                title="Chuyên viên",
                agency_id=agency.id,
                role=role,
                email=f"n{number}@vidu.example",
            )
        )
    session.flush()
    return lead.id, [one.id for one in units]


def _obligations(lead: UUID, units: list[UUID], every: int, share: int) -> Iterator[dict[str, Any]]:
    choose = random.Random(13)
    means = {"open": True, "turn": "addressee", "status": "acknowledged", "verdict": ""}
    done = {"open": True, "turn": "", "status": "verified", "verdict": "met"}
    for number in range(every):
        is_open = choose.randrange(100) < share
        due_on = TODAY + timedelta(days=choose.randint(-90, 90) if is_open else choose.randint(-1700, -100))
        yield new_row(
            Obligation,
            id=new_id(), source_id=new_id(), source_number=number, source_text=f"Nội dung {number}", lead_agency_id=lead,
            addressee_id=units[number % len(units)], due_on=due_on, issued_on=due_on - timedelta(days=100),
            workflow="obligation", workflow_version=9, **(means if is_open else done),
        )  # fmt: skip


if __name__ == "__main__":
    main()
