"""`python -m bench.pages DIR` prints what every page costs each role in a province (see docs/ARCHITECTURE.md)."""

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, time
from pathlib import Path

from bench.pages.addresses import addresses
from bench.pages.measuring import Cost, Meter
from bench.pages.things import things
from bench.province.course import PRESENT
from bench.province.setting import PASSWORD
from rasoat import clock
from rasoat.accounts.queries import actor_named
from rasoat.app import create_app
from rasoat.settings import Settings

PEOPLE = (
    "officer",
    "leader",
    "clerk",
    "lead",
    "edu_leader",
    "ministry_leader",
    "admin",
    "xa001.officer",
    "xa001.leader",
)
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description="What every page costs.")
    parser.add_argument("folder", metavar="DIR", type=Path, help="a province that bench.province made")
    parser.add_argument("--database-url", metavar="URL", default="", help="as it was given to bench.province")
    parser.add_argument("--people", default=",".join(PEOPLE), help="accounts, with commas between")
    parser.add_argument("--only", default="", metavar="WORD", help="only endpoints with this in their name")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=2.0, help="longest time for the rounds of one page")
    parser.add_argument("--save", type=Path, metavar="FILE", help="keep the figures")
    parser.add_argument("--against", type=Path, metavar="FILE", help="figures that were kept, to compare with")
    given = parser.parse_args()
    earlier = _earlier(given.against)
    costs = []
    print(_line("who", "page", "p50 ms", "p95 ms", "kB", "queries", "SQL ms", "× SQL", "× before"))
    for cost in _costs(given):
        costs.append(cost)
        print(_told(cost, earlier.get(_name(cost))), flush=True)
    if given.save:
        given.save.write_text(json.dumps([asdict(cost) | {"name": _name(cost)} for cost in costs], indent=1))


def _costs(given: argparse.Namespace) -> Iterator[Cost]:
    settings = Settings(data_dir=given.folder, database_url=given.database_url, secure_cookies=False)
    app = create_app(settings)
    database = app.extensions["rasoat_database"]
    with clock.at(datetime.combine(PRESENT, time(9), clock.VIETNAM)):
        for who in given.people.split(","):
            meter = Meter(app, who, PASSWORD, rounds=given.rounds, seconds=given.seconds)
            with database.read() as session:
                person = actor_named(session, who)
                ids = things(session, person)
            for endpoint, address in addresses(app, person.role, ids, meter.opens, given.only):
                yield meter.cost(endpoint, address)
    database.close()


def _name(cost: Cost) -> str:
    return f"{cost.who} {_ID.sub('…', cost.address)}"


def _earlier(file: Path | None) -> dict[str, float]:
    return {one["name"]: one["p50"] for one in json.loads(file.read_text())} if file else {}


def _told(cost: Cost, before: float | None) -> str:
    compared = f"{cost.p50 / before:.1f}" if before else ""
    page = _ID.sub("…", cost.address)
    return _line(cost.who, page, f"{cost.p50:.0f}", f"{cost.p95:.0f}", f"{cost.size / 1000:.0f}", f"{cost.queries}",
                 f"{cost.sql:.1f}", f"{cost.ratio:.1f}", compared)  # fmt: skip


def _line(who: str, page: str, *figures: str) -> str:
    return f"{who:<16}{page[:58]:<60}" + "".join(f"{figure:>9}" for figure in figures)


if __name__ == "__main__":
    main()
