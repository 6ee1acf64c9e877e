"""What taking each list out costs: `python -m bench.exporting DIR [--people officer] [--only WORD]`, in a province that bench.province
made. Each list is taken in a process of its own, so that its memory is told by itself. It writes entries: use a copy.
"""

import argparse
import multiprocessing
from datetime import datetime, time
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
from rasoat.exporting.taking import FORMS
from rasoat.settings import Settings

EVERYTHING = {"stage": "", "all": "1", "ended": "yes", "checklist": "warning_signs", "year": "2024"}
"""The filters under which the lists are longest."""


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
    create_app(settings)
    for who in given.people.split(","):
        for name in (one for one in listings() if given.only in one):
            for form in FORMS:
                _apart(settings, who, name, form)


def _apart(settings: Settings, who: str, name: str, form: str) -> None:
    process = multiprocessing.get_context("fork").Process(target=_take, args=(settings, who, name, form))
    process.start()
    process.join()


def _take(settings: Settings, who: str, name: str, form: str) -> None:
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
    if status == 200:
        rows = _last_rows(app.extensions["rasoat_database"])
        print(
            f"{who:<16}{name:<20}{form:<6}{rows:>8}{seconds:>8.1f}{statements:>9}{size / 1e6:>9.1f}{more:>9.0f}",
            flush=True,
        )
    elif status not in (403, 404):
        print(f"{who:<16}{name:<20}{form:<6}{status:>8}{seconds:>8.1f}{statements:>9}", flush=True)


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
