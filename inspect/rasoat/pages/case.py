"""What each case's page shows of its workflow: the actions, the journal, the diagram."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from uuid import UUID

from flask import url_for
from markupsafe import Markup
from sqlmodel import Session

from rasoat import clock
from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Actor
from rasoat.db import new_id
from rasoat.pages.request import actor, session
from rasoat.procedures.definition import State, Workflow
from rasoat.units import queries as units
from rasoat.workflows import CaseRef, may
from rasoat.workflows import registry as workflow_registry
from rasoat.workflows.draw import svg
from rasoat.workflows.journal import entries
from rasoat.workflows.models import CaseRow, JournalEntry
from rasoat.workflows.pins import runtime

PAGES = {
    "plan": ("plans.show", "plan_id"),
    "inspection": ("inspections.show", "inspection_id"),
    "visit": ("visits.show", "visit_id"),
    "danger": ("dangers.show", "danger_id"),
    "meeting": ("meetings.show", "meeting_id"),
    "obligation": ("obligations.show", "obligation_id"),
    "proposal": ("proposals.show", "proposal_id"),
    "paper": ("papers.show", "paper_id"),
    "account_change": ("account_changes.show", "change_id"),
    "import_run": ("importing.show", "run_id"),
    "code_round": ("codes.show", "round_id"),
    "earlier": ("earlier.show", "notice_id"),
    "reorganisation": ("reorganisation.show_act", "act_id"),
}
"""Where the page of each kind of case is."""
_LONG_RUN = 3
_TONES = ("primary", "secondary", "danger")
# Actions that lead on come first; those that send back or end come after them, whatever their order in the definition.


@dataclass(frozen=True)
class CasePanel:
    """The data of templates/pages/_case.html: state, actions, history and picture of one case."""

    ref: CaseRef
    version: int
    state: State
    options: list[dict[str, Any]]
    timeline: list[dict[str, Any]]
    diagram: Markup
    definition: Workflow


def case_url(ref: CaseRef) -> str:
    """The address of a case's page."""
    endpoint, name = PAGES[ref.kind]
    values: dict[str, Any] = {name: ref.id}
    return url_for(endpoint, **values)


def state_of(row: CaseRow) -> State:
    """The present state of a case, for its badge (`title` and `tone`)."""
    return runtime(session(), row.workflow, row.workflow_version).definition.states[row.status]


def badge_of(row: CaseRow) -> tuple[str, str]:
    """The title and the tone of a case's present state."""
    state = state_of(row)
    return state.title, state.tone


def case_panel(ref: CaseRef, *, without: frozenset[str] = frozenset()) -> CasePanel:
    """Everything that the workflow knows about one case for this person. `without` names actions that the page offers
    itself.
    """
    row = session().get_one(workflow_registry.kinds[ref.kind].model, ref.id)
    definition = runtime(session(), row.workflow, row.workflow_version).definition
    return CasePanel(
        ref=ref,
        version=row.version,
        state=definition.states[row.status],
        options=_options(session(), ref, actor(), without),
        timeline=_timeline(session(), ref, definition, inside=_leads(actor(), row)),
        diagram=Markup(svg(definition, present=row.status)),  # noqa: S704 - the drawing escapes its own titles
        definition=definition,
    )


def _options(db: Session, ref: CaseRef, who: Actor, without: frozenset[str]) -> list[dict[str, Any]]:
    return [
        {
            "trigger": option.transition.trigger,
            "title": option.transition.title,
            "allowed": option.allowed,
            "reasons": [reason.message for reason in option.reasons],
            "needs": bool(option.transition.needs),
            "confirm": option.transition.confirm,
            "tone": option.transition.tone,
            "command_id": new_id(),
            "url": url_for("cases.act", kind=ref.kind, case_id=ref.id, trigger=option.transition.trigger),
        }
        for option in sorted(may(db, ref, who), key=lambda option: _TONES.index(option.transition.tone))
        if option.transition.button and option.transition.trigger not in without
    ]


def _leads(who: Actor, row: CaseRow) -> bool:
    return who.agency_id == getattr(row, "lead_agency_id", None)


def _timeline(db: Session, ref: CaseRef, definition: Workflow, *, inside: bool) -> list[dict[str, Any]]:
    hidden = frozenset() if inside else workflow_registry.inside_notes
    story = [(entry, note) for entry, note in entries(db, ref) if entry.trigger not in hidden]
    people = accounts.full_names(db, {one for entry, _ in story for one in (entry.actor_id, entry.acting_for) if one})
    agencies = units.names(db, {entry.agency_id for entry, _ in story})
    shown = []
    for entry, note in reversed(story):
        moved = entry.from_state != entry.to_state
        shown.append(
            {
                "trigger": entry.trigger,
                "when": _when(entry.recorded_at, entry.effective_on),
                "iso": entry.recorded_at.isoformat(),
                "title": _title(definition, entry.trigger),
                "who": _who(people, entry),
                "agency": agencies[entry.agency_id].listed_name if entry.agency_id in agencies else "",
                "from_title": _state_title(definition, entry.from_state) if moved else "",
                "to_title": _state_title(definition, entry.to_state) if moved else "",
                "note": _words(note.texts if note else None, erased=bool(note and note.erased_at)),
                "url": "",
            }
        )
    return _folded(shown)


def _who(people: dict[UUID, str], entry: JournalEntry) -> str:
    name = people.get(entry.actor_id, "")
    return f"{name} (làm thay {people.get(entry.acting_for, '')})" if entry.acting_for else name


def _title(definition: Workflow, trigger: str) -> str:
    known = definition.named(trigger)
    if known:
        return known.title
    return "Lập hồ sơ" if trigger == "create" else workflow_registry.note_titles.get(trigger, trigger)


def _folded(shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The history, in which a long run of entries that change no state becomes a single one that can be opened."""
    found: list[dict[str, Any]] = []
    for trigger, run in groupby(shown, key=lambda entry: entry["trigger"]):
        listed = list(run)
        if trigger not in workflow_registry.note_titles or len(listed) < _LONG_RUN:
            found += listed
            continue
        who = ", ".join(dict.fromkeys(entry["who"] for entry in listed if entry["who"]))
        when = f"từ {listed[-1]['when']} đến {listed[0]['when']}"
        title = f"{listed[0]['title']}: {len(listed)} lần"
        found.append({**listed[0], "title": title, "when": when, "who": who, "agency": "", "note": "", "run": listed})
    return found


def _when(recorded_at: Any, effective_on: Any) -> str:
    text = clock.time_text(recorded_at)
    return (
        text
        if clock.local(recorded_at).date() == effective_on
        else f"{text} (văn bản ngày {clock.date_text(effective_on)})"
    )


def _state_title(definition: Workflow, state: str) -> str:
    return definition.states[state].title if state in definition.states else state


def _words(texts: dict[str, str] | None, *, erased: bool) -> str:
    if erased:
        return "(nội dung đã xóa theo yêu cầu)"
    return "; ".join(texts.values()) if texts else ""


Preparation = Callable[[UUID], None]
_preparations: dict[tuple[str, str], Preparation] = {}


def prepare_by(kind: str, trigger: str, preparation: Preparation) -> None:
    """Register what is done before that action of a page, outside any transaction. When it raises, the action is
    refused.

    This is for work that takes seconds. It is not a guard: before the action the case may still change.
    """
    _preparations[kind, trigger] = preparation


def prepare(ref: CaseRef, trigger: str) -> None:
    """Do what the room registered for this action, if this person may act at all."""
    preparation = _preparations.get((ref.kind, trigger))
    if preparation is None:
        return
    options = may(session(), ref, actor())
    allowed = any(option.allowed and option.transition.trigger == trigger for option in options)
    # No read transaction of this request may stay open during this work.
    session().rollback()
    if allowed:
        preparation(ref.id)


@dataclass(frozen=True, slots=True)
class Before:
    """What a person reads before an action: terms and values; and what the action's form begins with, by field."""

    told: tuple[tuple[str, str], ...] = ()
    begins: dict[str, Any] = field(default_factory=dict)


Telling = Callable[[Session, UUID], Before]
_tellings: dict[tuple[str, str], Telling] = {}


def tell_before(kind: str, trigger: str, telling: Telling) -> None:
    """Register what the page of that action tells of a case: what one has to know to decide, and does not have in mind."""
    _tellings[kind, trigger] = telling


def before(ref: CaseRef, trigger: str) -> Before:
    """What the room registered for this action."""
    telling = _tellings.get((ref.kind, trigger))
    return telling(session(), ref.id) if telling else Before()


def parse_uuid(value: str | None) -> UUID | None:
    """A UUID from a query or form value; None when it is not one."""
    try:
        return UUID(value or "")
    except ValueError:
        return None
