"""What a danger on the spot needs at once: its recommendations on its page, and saying which they are."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import request, url_for

from rasoat.dangers import queries as dangers
from rasoat.dangers.models import Danger
from rasoat.inspections.models import Inspection
from rasoat.pages import OFFICE, Room, actor, done, redirect_to, session, write
from rasoat.pages.case import parse_uuid, state_of
from rasoat.problems import Problem
from rasoat.procedures.definition import State
from rasoat.recommendations import drafts
from rasoat.recommendations.at_once import operations, queries, signing
from rasoat.recommendations.models import DRAFTING, Obligation, Recommendation
from rasoat.recommendations.queries import Told, recommendations_of, require
from rasoat.units import queries as units

room = Room("at_once", __name__, url_prefix="/recommendations")


@dataclass(frozen=True, slots=True)
class Line:
    """One recommendation for a danger, and what it asks of each addressee as far as this person may see it."""

    recommendation: Recommendation
    asked: list[tuple[Obligation, State, str]]
    drafted: bool


@dataclass(frozen=True, slots=True)
class Answers:
    """For the page of a danger: its recommendations, and what this person may do about them now. `adds`: one more, for the
    letter.
    """

    lines: list[Line]
    writes: bool
    adds: bool
    linkable: list[Told]


@room.blueprint.app_template_global("answers_to_danger")
def answers(danger: Danger) -> Answers:
    """The recommendations for a danger. Whoever may not see any, nor write one, gets an empty answer."""
    db, who = session(), actor()
    writes = drafts.may_draft(db, db.get_one(Inspection, danger.inspection_id), who)
    found = queries.of_danger(db, danger, who)
    names = units.names(db, {row.addressee_id for one in found for row in one.obligations})
    lines = [
        Line(
            one.recommendation,
            [(row, state_of(row), names[row.addressee_id].listed_name) for row in one.obligations],
            bool(one.obligations) and all(map(DRAFTING.of, one.obligations)),
        )
        for one in found
    ]
    adds = writes and takes_more(danger)
    free = queries.linkable(recommendations_of(db, danger.inspection_id, who)) if adds else []
    return Answers(lines, writes, adds, free)


@room.blueprint.app_template_global("letter_takes_more")
def takes_more(danger: Danger) -> bool:
    """Whether a letter about a danger may still send one more recommendation."""
    # Once the danger is over, or a letter about it is out or being signed, nothing more can go with a letter.
    return danger.open and not signing.takes_no_more(session(), danger.id)


@room.blueprint.app_template_global("danger_behind")
def behind(recommendation: Recommendation | None) -> str:
    """The address of the danger that a recommendation answers; empty when there is none, or this person may not see it."""
    danger_id = recommendation.danger_id if recommendation else None
    if danger_id is None or not dangers.visible(session(), danger_id, actor()):
        return ""
    return url_for("dangers.show", danger_id=danger_id)


@room.blueprint.app_template_global("danger_of_obligation")
def behind_obligation(obligation: Obligation) -> str:
    """The same for what a recommendation asks of one addressee."""
    if obligation.source_kind != "recommendation":
        return ""
    return behind(session().get(Recommendation, obligation.source_id))


@room.post("/for-danger/<uuid:danger_id>", allow=OFFICE)
def link(danger_id: UUID) -> Any:
    """Say that a drafted recommendation answers a danger."""
    who, chosen = actor(), parse_uuid(request.form.get("recommendation_id")) or UUID(int=0)
    write(lambda db: operations.link(db, who, danger_id, chosen))
    done("Đã ghi: kiến nghị này dành cho nguy hiểm, gửi được bằng công văn trước thông báo kết quả.")
    return redirect_to("dangers.show", danger_id=danger_id)


@room.post("/drafts/<uuid:recommendation_id>/leave-to-notice", allow=OFFICE)
def unlink(recommendation_id: UUID) -> Any:
    """Leave a drafted recommendation to the result notice."""
    who, danger_id = actor(), _danger_of(recommendation_id)
    write(lambda db: operations.unlink(db, who, recommendation_id))
    done("Kiến nghị này sẽ gửi bằng thông báo kết quả.")
    return redirect_to("dangers.show", danger_id=danger_id)


def _danger_of(recommendation_id: UUID) -> UUID:
    row = require(session(), recommendation_id)
    if row.danger_id is None:
        raise Problem("not_found")
    return dangers.require_visible(session(), row.danger_id, actor()).id
