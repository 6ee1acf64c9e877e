"""The schedule notice, proposed from a plan and its inspections: who is visited when and where, by whom, about what."""

from collections.abc import Iterator
from typing import Any

from sqlmodel import Session

from rasoat.accounts import queries as accounts
from rasoat.checklists import catalog
from rasoat.checklists.definition import Definition
from rasoat.definitions import operations as definitions
from rasoat.documents.flow import closed
from rasoat.documents.paper import Block, Bullets, EvidenceRef, Heading, Paragraph, Table
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import ASSIGNMENTS, NOT_HELD, Inspection
from rasoat.papers import citing, wording
from rasoat.papers.kinds import schedule_outline, teams
from rasoat.papers.wording import say
from rasoat.plans import queries as plans
from rasoat.plans.models import Plan
from rasoat.units import queries as units


def planned(session: Session, plan: Plan) -> list[Inspection]:
    """The inspections that the notice announces: those that were not called off."""
    return [row for row in inspections.inspections_of(session, plan.id) if not NOT_HELD.of(row)]


def compose(session: Session, plan: Plan) -> list[Block]:
    """The blocks of the notice in their order."""
    words = wording.schedule()
    issuer = units.agency(session, plan.lead_agency_id).name
    told = planned(session, plan)
    return [
        Paragraph(
            id="schedule.lead",
            text=say(words.lead, plan=citing.plan_in_full(plan, citing.signers(session, plan)), issuer=issuer),
            **_open(EvidenceRef(kind="plan", id=str(plan.id), label=f"Kế hoạch {plan.reference}")),
        ),
        *_when(session, words, told),
        *_contents(session, words, plan),
        *schedule_outline.asks(session, told, issuer),
        *_teams(session, words, told),
        Paragraph(id="schedule.closing", text=say(words.closing, issuer=issuer), **_open()),
        *schedule_outline.outline(session, plan),
    ]


def subject(plan: Plan) -> str:
    """The subject line that is proposed for the notice."""
    return say(wording.schedule().subject, title=citing.subject_of(plan))


def _open(*evidence: EvidenceRef) -> dict[str, Any]:
    return {"visibility": "public", "evidence": evidence}


def _of(inspection: Inspection) -> EvidenceRef:
    return EvidenceRef(kind="inspection", id=str(inspection.id), label=inspection.title)


def _when(session: Session, words: wording.ScheduleWording, told: list[Inspection]) -> Iterator[Block]:
    if not told:
        return
    rows = tuple(_row(session, number, inspection) for number, inspection in enumerate(told, 1))
    yield Heading(id="schedule.when", level=1, text=words.when_title, **_open())
    yield Table(
        id="schedule.units",
        headers=words.table_headers,
        rows=rows,
        align=("center", "left", "left", "left", "left"),
        **_open(*map(_of, told)),
    )


def _row(session: Session, number: int, inspection: Inspection) -> tuple[str, ...]:
    lead = next((m for m in inspections.team(session, inspection.id) if m.assignment == "lead"), None)
    name = accounts.names(session, [lead.user_id])[lead.user_id].full_name if lead else ""
    hour = inspection.scheduled_time.replace(":", " giờ ").removesuffix(" 00") if inspection.scheduled_time else ""
    on = f"ngày {citing.day(inspection.scheduled_on)}" if inspection.scheduled_on else ""
    return str(number), inspection.unit_name, ", ".join(part for part in (hour, on) if part), inspection.place, name


def _contents(session: Session, words: wording.ScheduleWording, plan: Plan) -> Iterator[Block]:
    contents = plans.contents(session, plan.id)
    if contents:
        yield Heading(id="schedule.contents.title", level=1, text=words.contents_title, **_open())
        yield Bullets(id="schedule.contents", items=tuple(closed(tuple(row.title for row in contents))), **_open())
    yield Heading(id="schedule.prepare.title", level=1, text=words.prepare_title, **_open())
    # With an outline the figures are asked for there.
    figures = () if words.outline else _figures(session, words, plan)
    yield Bullets(id="schedule.prepare", items=tuple(closed((*words.prepare, *figures))), **_open())


def _figures(session: Session, words: wording.ScheduleWording, plan: Plan) -> Iterator[str]:
    """Which figures the team will ask for, from the checklists of the plan."""
    known = plans.published_checklists(session)
    for name in filter(known.__contains__, plans.checklist_names(session, plan.id)):
        definition = _definition(session, name, known[name].version)
        if not definition.has("unit"):
            continue
        asked = [i.label for i in definition.section("unit").items if i.required and i.is_number]
        labels = "; ".join(citing.inside(label) for label in asked)
        if labels:
            yield say(words.figures, checklist=citing.inside(definition.title), labels=labels)


def _definition(session: Session, name: str, version: int) -> Definition:
    return catalog.from_body(definitions.body_of(session, "checklist", name, version))


def _teams(session: Session, words: wording.ScheduleWording, told: list[Inspection]) -> Iterator[Block]:
    """One table for each team; units that the same team visits are in one table."""
    groups: dict[tuple[tuple[str, ...], ...], list[Inspection]] = {}
    for inspection in told:
        rows = _members(session, inspection)
        if rows:
            groups.setdefault(rows, []).append(inspection)
    if not groups:
        return
    yield Heading(id="schedule.teams", level=1, text=words.team_title, **_open())
    for rows, same in groups.items():
        first = same[0].id
        if len(groups) > 1:
            names = citing.listed([inspection.unit_name for inspection in same])
            yield Heading(id=f"schedule.team.{first}.title", level=2, text=say(words.team_of, units=names), **_open())
        align = ("center", "left", "left", "left")
        evidence = _open(*map(_of, same))
        yield Table(id=f"schedule.team.{first}", headers=words.team_headers, rows=rows, align=align, **evidence)


def _members(session: Session, inspection: Inspection) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (str(number), one.name, one.office, ASSIGNMENTS[one.assignment])
        for number, one in enumerate(teams.members(session, inspection.id), 1)
    )
