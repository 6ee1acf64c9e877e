"""`python -m bench.plan_form DIR` times the form of a plan with 200 units: opening it, refusing it, saving it.

DIR is a province that `bench.province` made; its drafted plan is saved again and again, so give it a copy.
"""

import argparse
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

from sqlmodel import Session, col, select
from tests.web.browse import Client
from werkzeug.test import TestResponse

from bench.pages.measuring import timed
from bench.province.course import PRESENT
from bench.province.setting import PASSWORD
from rasoat import clock
from rasoat.app import create_app
from rasoat.db import Database
from rasoat.plans import queries
from rasoat.plans.models import DRAFTING, Plan
from rasoat.settings import Settings
from rasoat.units.models import Agency

TARGETS = 200
Fields = dict[str, str]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.plan_form", description="What a plan with 200 units costs.")
    parser.add_argument("folder", metavar="DIR", type=Path, help="a copy of a province that bench.province made")
    parser.add_argument("--database-url", metavar="URL", default="", help="as it was given to bench.province")
    parser.add_argument("--rounds", type=int, default=9)
    given = parser.parse_args()
    app = create_app(Settings(data_dir=given.folder, database_url=given.database_url, secure_cookies=False))
    database: Database = app.extensions["rasoat_database"]
    with clock.at(datetime.combine(PRESENT, time(9), clock.VIETNAM)):
        client = Client(app)
        if client.sign_in("officer", PASSWORD).status_code != 303:
            raise RuntimeError("officer cannot sign in")
        with database.read() as session:
            plan_id, whole = _plan(session)
        _measure(client, f"/plans/{plan_id}/edit", whole, given.rounds)
    database.close()


def _plan(session: Session) -> tuple[UUID, Fields]:
    """The drafted plan, and its form with as many units as are wanted."""
    # Runs of before have left drafts of their own behind it.
    plan = session.exec(select(Plan).where(DRAFTING.condition).order_by(col(Plan.created_at), col(Plan.id))).first()
    if plan is None:
        raise RuntimeError("the province has no drafted plan")
    data = queries.data_of(session, plan)
    first = date(data.year, 3, 1)
    agencies = session.exec(select(Agency.id).where(Agency.kind == "commune").order_by(col(Agency.id)).limit(TARGETS))
    whole = {"title": data.title, "year": str(data.year), "symbol": data.symbol, "purpose": data.purpose}
    whole |= {"inspection_workflow": data.inspection_workflow}
    whole |= {f"bases-{n}": text for n, text in enumerate(data.bases)}
    for n, content in enumerate(data.contents):
        whole |= {f"contents-{n}-title": content.title, f"contents-{n}-checklist": content.checklist}
    whole |= {f"cosigners-{n}": str(one) for n, one in enumerate(data.cosigner_ids)}
    for n, one in enumerate(agencies):
        day = clock.date_text(first + timedelta(days=n))
        whole |= {f"targets-{n}-agency_id": str(one), f"targets-{n}-planned_on": day, f"targets-{n}-place": "Trụ sở"}
    return plan.id, whole


def _measure(client: Client, page: str, whole: Fields, rounds: int) -> None:
    token = client.token(page)

    def sent(address: str, fields: Fields) -> Callable[[], TestResponse]:
        return lambda: client.post(address, fields, token=token)

    def other_days(number: int) -> Fields:
        days = {name for name in whole if name.endswith("planned_on")}
        return {
            name: f"{number % 27 + 1}/9/{whole['year']}" if name in days else value for name, value in whole.items()
        }

    sent(page, whole)()
    cases = {
        "opened": [(200, lambda: client.get(page))] * rounds,
        "saved without a change": [(303, sent(page, whole))] * rounds,
        "saved with another place": [
            (303, sent(page, {**whole, "targets-7-place": f"Hội trường {n}"})) for n in range(rounds)
        ],
        "saved with other days": [(303, sent(page, other_days(n))) for n in range(rounds)],
        "refused": [(422, sent(page, {**whole, "title": ""}))] * rounds,
        "a row added by the server": [(200, sent(page, {**whole, "add": "bases"}))] * rounds,
        "saved as a new plan": [(303, sent("/plans/new", whole))] * rounds,
    }
    print(
        f"{'a plan with ' + str(TARGETS) + ' units':<28}{'p50 ms':>9}{'p95 ms':>9}{'cpu ms':>9}{'kB':>9}{'queries':>9}"
    )
    for name, acts in cases.items():
        p50, p95, processor, size, queries_sent = timed(acts)
        print(f"{name:<28}{p50:>9.0f}{p95:>9.0f}{processor:>9.0f}{size / 1000:>9.0f}{queries_sent:>9}", flush=True)


if __name__ == "__main__":
    main()
