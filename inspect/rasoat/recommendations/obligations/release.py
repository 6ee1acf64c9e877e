"""What the page of an obligation shows of an answer that a leader releases: what waits, and the forms for it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from rasoat.accounts import queries as accounts
from rasoat.db import new_id
from rasoat.files.access import attached
from rasoat.pages import actor, session
from rasoat.pages.case import parse_uuid
from rasoat.pages.forms import Form
from rasoat.recommendations import figures, last_said, part_forms, prepared
from rasoat.recommendations.answering.models import DRAFTED, WAITING, PreparedAnswer
from rasoat.recommendations.effects import standing_answer
from rasoat.recommendations.forms import AnswerForm, PrepareForm, ReturnForm, SupplementForm
from rasoat.recommendations.models import ADDRESSEES_TURN, Obligation
from rasoat.recommendations.obligations import presenters
from rasoat.recommendations.prepared import OWNER
from rasoat.recommendations.rounds import ANSWER
from rasoat.units.models import Agency

F = TypeVar("F", bound=AnswerForm)


@dataclass(frozen=True, slots=True)
class Release:
    """What is in preparation (None: nothing), and what this person may do with it. What was only saved is in the form."""

    row: PreparedAnswer | None
    told: bool
    """Whether it waits for the leader, or the leader said why it came back."""
    waits: bool
    mark: dict[str, str]
    who: str
    day: date | None
    decided_by: str
    files: list[dict[str, Any]]
    parts: list[str]
    """What it says of the parts."""
    prepare_form: Form | None
    return_form: Form | None
    command_id: str
    nobody: bool
    """Whether no leader of the agency could release it."""


def panel(obligation: Obligation, forms: dict[str, Form]) -> Release | None:
    """For the addressee's own people, where answers are released by a leader or one is in preparation; None otherwise."""
    db, me, case_row = session(), actor(), obligation.model_dump()
    if not ADDRESSEES_TURN.of(obligation) or obligation.addressee_id != me.agency_id:
        return None
    row, wishes = prepared.current(db, obligation, me), db.get_one(Agency, me.agency_id).leader_releases
    writes, releases = prepared.writes(case_row, me), prepared.releases(case_row, me)
    if (row is None or row.outcome == DRAFTED) and not (wishes and writes):
        return None
    waits = row is not None and row.outcome == WAITING
    names = accounts.full_names(db, {one for one in (row.prepared_by, row.decided_by) if one}) if row else {}
    return Release(
        row=row,
        told=row is not None and (row.outcome != DRAFTED or bool(row.note)),
        waits=waits,
        mark=presenters.mark_of(row.claim) if row and row.claim else {},
        who=names[row.prepared_by] if row else "",
        day=row.prepared_on if row else None,
        decided_by=names.get(row.decided_by, "") if row and row.decided_by else "",
        files=presenters.files(db, OWNER, row.id) if row else [],
        parts=figures.lines_of_reports(obligation, figures.from_stored(row.parts)) if row else [],
        prepare_form=(forms.get("prepare_form") or _prepare_form(obligation, row)) if wishes and writes else None,
        return_form=(forms.get("return_form") or _return_form(row)) if releases and waits and row else None,
        command_id=str(new_id()),
        nobody=not prepared.leaders(db, me.agency_id),
    )


def offer_files(form: AnswerForm) -> None:
    """The files of the draft, or of the answer in preparation, that the page showed."""
    seen = parse_uuid(form.seen.data)
    found = attached(session(), OWNER, seen) if seen and prepared.visible(session(), seen, actor()) else []
    form.kept.choices = {str(file.id): file.name for file in found}


def answer_form(obligation: Obligation) -> AnswerForm:
    """The form of the answer, with what the addressee saved as a draft, or with the figures that it told before."""
    row = prepared.current(session(), obligation, actor())
    return _filled(AnswerForm, obligation, row if row and row.outcome == DRAFTED else None)


def supplement_form(obligation: Obligation) -> SupplementForm:
    """The form of what takes the place of the answer that stands, with what that one says."""
    row = standing_answer(session(), obligation.id)
    form = SupplementForm(formdata=None, data={"claim": row.claim, "text": row.text} if row else {})
    rows = figures.of_answers(session(), [row.id]).get(row.id, []) if row else []
    said = [figures.as_report(one) for one in rows]
    part_forms.offer(form.parts, part_forms.reported(obligation), said)
    offer_sent(form, obligation)
    form.kept.data = list(form.kept.choices or {})
    return form


def offer_sent(form: SupplementForm, obligation: Obligation) -> None:
    """The files of the answer that stands."""
    row = standing_answer(session(), obligation.id)
    form.kept.choices = {str(file.id): file.name for file in (attached(session(), ANSWER, row.id) if row else [])}


def _prepare_form(obligation: Obligation, row: PreparedAnswer | None) -> PrepareForm:
    return _filled(PrepareForm, obligation, row)


def _filled(kind: type[F], obligation: Obligation, row: PreparedAnswer | None) -> F:
    form = kind(formdata=None, data={"claim": row.claim, "text": row.text, "seen": str(row.id)} if row else {})
    said = figures.from_stored(row.parts) if row else last_said.to_begin_with(session(), obligation)
    part_forms.offer(form.parts, part_forms.reported(obligation), said)
    offer_files(form)
    form.kept.data = list(form.kept.choices or {})
    return form


def _return_form(row: PreparedAnswer) -> ReturnForm:
    return ReturnForm(formdata=None, data={"prepared_id": str(row.id)})
