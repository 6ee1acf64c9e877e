"""What the page of an obligation shows its addressee's own people: who does it, and their notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from rasoat import clock
from rasoat.accounts import queries as accounts
from rasoat.pages import actor, session
from rasoat.pages.forms import Form
from rasoat.recommendations.conditions import is_open
from rasoat.recommendations.inside import queries
from rasoat.recommendations.inside.forms import AssignForm, NoteForm
from rasoat.recommendations.inside.models import InsideAssignment
from rasoat.recommendations.models import Obligation


@dataclass(frozen=True, slots=True)
class Said:
    """One note: by whom, when."""

    who: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Inside:
    """What the addressee keeps to itself. `assign_form` is None once nothing is to be done any more."""

    who: str
    due_on: date | None
    by: str
    notes: list[Said]
    assign_form: Form | None
    note_form: Form


def panel(obligation: Obligation, forms: dict[str, Form]) -> Inside | None:
    """For the addressee's own officers and leaders; None for everybody else."""
    db, me = session(), actor()
    if not queries.reads(db, obligation, me):
        return None
    row = queries.assignments(db, [obligation.id], me).get(obligation.id)
    found = queries.notes(db, obligation.id, me)
    ids = {one.written_by for one in found} | ({row.person_id, row.assigned_by} if row else set())
    names = accounts.full_names(db, ids)
    shown = forms.get("assign_form") or (_assign_form(row) if is_open(obligation) else None)
    if isinstance(shown, AssignForm):
        offer(shown)
    return Inside(
        who=names[row.person_id] if row else "",
        due_on=row.due_on if row else None,
        by=names[row.assigned_by] if row else "",
        notes=[Said(names[one.written_by], one.created_at, one.text) for one in found],
        assign_form=shown,
        note_form=forms.get("note_form") or NoteForm(formdata=None),
    )


def given(rows: Sequence[Obligation]) -> dict[UUID, str]:
    """By obligation of the own agency, who does it and by when, in words."""
    db = session()
    found = queries.assignments(db, [row.id for row in rows], actor())
    names = accounts.full_names(db, {one.person_id for one in found.values()})
    return {key: _in_words(names[one.person_id], one.due_on) for key, one in found.items()}


def _in_words(name: str, due_on: date | None) -> str:
    return f"Giao {name}, hạn nội bộ {clock.date_text(due_on)}" if due_on else f"Giao {name}"


def offer(form: AssignForm) -> None:
    """Fill the list of people."""
    people = queries.colleagues(session(), actor().agency_id)
    form.person_id.choices = [("", "Chưa giao ai")] + [
        (str(one.id), ", ".join(filter(None, [one.full_name, one.title]))) for one in people
    ]


def _assign_form(row: InsideAssignment | None) -> AssignForm:
    if row is None:
        return AssignForm(formdata=None)
    return AssignForm(formdata=None, data={"seen": str(row.id), "person_id": str(row.person_id), "due_on": row.due_on})
