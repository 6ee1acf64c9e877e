"""What taking each list out costs: `python -m bench.exporting DIR [--people officer] [--only WORD]`, in a province that bench.province
made. Each list is taken in a process of its own, so that its memory is told by itself. It writes entries: use a copy.
"""

import argparse
import multiprocessing
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from multiprocessing.queues import SimpleQueue
from pathlib import Path
from time import perf_counter

from sqlalchemy import Engine, event
from sqlmodel import col, select
from tests.web.browse import Client

from bench.province.course import PRESENT
from bench.province.setting import PASSWORD
from rasoat import clock
from rasoat.app import create_app
from rasoat.db import Database, schema
from rasoat.exporting.models import ExportRun
from rasoat.exporting.registry import listings
from rasoat.exporting.taking import forms_of
from rasoat.settings import Settings

EVERYTHING = {"stage": "", "all": "1", "ended": "yes", "checklist": "warning_signs", "year": "2024"}
"""The filters under which the lists are longest."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one list, taken out by one person, cost: `more` are the megabytes above what the process had before."""

    who: str
    name: str
    form: str
    status: int
    rows: int
    seconds: float
    queries: int
    size: int
    more: float


def main() -> None:
    """Take each list out and print what it cost."""
    parser = argparse.ArgumentParser(prog="python -m bench.exporting", description="What taking lists out costs.")
    parser.add_argument("folder", metavar="DIR", type=Path, help="a copy of a province that bench.province made")
    parser.add_argument("--database-url", metavar="URL", default="", help="as it was given to bench.province")
    parser.add_argument("--people", default="officer,xa001.officer,admin", help="accounts, with commas between")
    parser.add_argument("--only", default="", metavar="WORD", help="only lists with this in their name")
    given = parser.parse_args()
    settings = Settings(data_dir=given.folder, database_url=given.database_url, secure_cookies=False)
    schema.upgrade(Database(settings.url))
    print(f"{'who':<16}{'list':<20}{'form':<6}{'rows':>8}{'s':>8}{'queries':>9}{'MB file':>9}{'MB more':>9}")
    for one in costs(settings, given.people.split(","), given.only):
        told = f"{one.who:<16}{one.name:<20}{one.form:<6}"
        print(
            f"{told}{one.rows if one.status == 200 else f'({one.status})':>8}{one.seconds:>8.1f}{one.queries:>9}"
            f"{one.size / 1e6:>9.1f}{one.more:>9.0f}",
            flush=True,
        )


def costs(settings: Settings, people: Sequence[str], only: str = "") -> Iterator[Cost]:
    """What each list costs each of these people who may take it out."""
    create_app(settings)
    apart = multiprocessing.get_context("fork")
    for who in people:
        for name in (one for one in listings() if only in one):
            for form in forms_of(listings()[name]):
                answers: SimpleQueue[Cost] = apart.SimpleQueue()
                process = apart.Process(target=_take, args=(settings, who, name, form, answers))
                process.start()
                process.join()
                cost = answers.get()
                if cost.status not in (403, 404):
                    yield cost


def _take(settings: Settings, who: str, name: str, form: str, answers: "SimpleQueue[Cost]") -> None:
    app = create_app(settings)
    client, statements = Client(app), 0

    def counted(*_told: object) -> None:
        nonlocal statements
        statements += 1

    with clock.at(datetime.combine(PRESENT, time(9), clock.VIETNAM)):
        client.sign_in(who, PASSWORD)
        # What the first export loads is loaded once for all.
        _size(client, "absences", form)
        before, began = _forget_peak(), perf_counter()
        event.listen(Engine, "before_cursor_execute", counted)
        status, size = _size(client, name, form)
        seconds, more = perf_counter() - began, _peak() - before
    rows = _last_rows(app.extensions["rasoat_database"]) if status == 200 else 0
    answers.put(Cost(who, name, form, status, rows, seconds, statements, size, more))


def _size(client: Client, name: str, form: str) -> tuple[int, int]:
    answer = client.post(f"/exports/of/{name}", {"form": form}, query_string=EVERYTHING)
    return answer.status_code, sum(len(piece) for piece in answer.iter_encoded())


def _last_rows(database: Database) -> int:
    with database.read() as session:
        newest = select(ExportRun.row_count).order_by(col(ExportRun.id).desc())
        return session.exec(newest.limit(1)).one()


def _forget_peak() -> float:
    """Megabytes that this process has now; from here on the highest is noted anew."""
    Path("/proc/self/clear_refs").write_text("5")
    return _peak()


def _peak() -> float:
    """Megabytes that this process had at most."""
    told = Path("/proc/self/status").read_text()
    return int(told.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main()
