"""Where an agency says that it knows of a recall, and what the paper's page shows of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from rasoat.accounts import queries as accounts
from rasoat.pages import SIGNED_IN, actor, done, redirect_to, session, write
from rasoat.papers import chain, queries, recalling
from rasoat.papers.editing_views import room
from rasoat.papers.models import RECALLED, PaperCase
from rasoat.papers.registry import kind_of
from rasoat.units import queries as units


@room.post("/<uuid:paper_id>/confirm-recall", allow=SIGNED_IN)
def confirm_recall(paper_id: UUID) -> Any:
    """Say for the own agency that it knows."""
    queries.require_visible(session(), paper_id, actor())
    who = actor()
    write(lambda db: recalling.confirm_recall(db, who, paper_id))
    done("Đã xác nhận. Cơ quan ban hành thấy xác nhận này.")
    return redirect_to(".show", paper_id=paper_id)


@dataclass(frozen=True, slots=True)
class Recall:
    """A recall as the page tells it. `rests`: something that it asked rests; `replaced`: another paper may take its place. `known` is for the issuer: each agency, who
    confirmed for it, and when.
    """

    may_confirm: bool
    rests: bool
    replaced: bool
    known: list[tuple[str, str, datetime | None]]


def recall_of(case: PaperCase) -> Recall | None:
    """What the page of a recalled paper shows; None for any other paper."""
    if case.recalled_on is None:
        return None
    db, who = session(), actor()
    rows = recalling.receipts(db, case.id) if who.agency_id == case.lead_agency_id else []
    agencies = units.names(db, {row.agency_id for row in rows})
    people = accounts.full_names(db, {row.confirmed_by for row in rows if row.confirmed_by})
    known = [
        (
            agencies[row.agency_id].listed_name,
            people.get(row.confirmed_by, "") if row.confirmed_by else "",
            row.confirmed_at,
        )
        for row in rows
    ]
    # Once another paper took its place, nothing is confirmed any more: that paper tells its recipients.
    waits = RECALLED.of(case) and recalling.waiting_of(db, case.id, who) is not None
    rests = RECALLED.of(case) and bool(kind_of(case).obligations(db, case.about_id))
    return Recall(waits, rests, chain.has_replacing(db, case), known)
