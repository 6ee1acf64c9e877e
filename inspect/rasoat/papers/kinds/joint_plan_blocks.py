"""The text of a plan, proposed from what its drafter wrote in the plan's form."""

from collections.abc import Iterator
from typing import Any

from sqlmodel import Session

from rasoat.documents.flow import closed
from rasoat.documents.paper import Block, Bullets, EvidenceRef, Heading, Paragraph, Table
from rasoat.papers import citing, wording
from rasoat.papers.compose import APPENDIX
from rasoat.papers.wording import Words, say
from rasoat.plans import queries as plans
from rasoat.plans.models import OWED_BY, Plan, PlanReport, PlanTarget
from rasoat.plans.periods import REPEATS, periods
from rasoat.units import queries as units

MOST_IN_TEXT = 12
"""Units that stand in the text; more of them stand in an appendix."""


class PlanWording(wording.Strict):
    """Sentences of the plan."""

    lead: Words
    purpose_title: Words
    contents_title: Words
    units_title: Words
    units_lead: Words
    one_unit: Words
    units_in_appendix: Words
    appendix_title: Words
    table_headers: tuple[Words, Words, Words, Words]
    execution_title: Words
    of_lead: Words
    jointly: Words
    of_cosigners: Words
    of_units: Words
    closing: Words
    reports_title: Words
    reports_lead: Words
    report_once: Words
    report_again: Words


def compose(session: Session, plan: Plan) -> list[Block]:
    """The blocks in their order."""
    words = wording.load("joint_plan.yaml", PlanWording)
    lead, *others = [agency.name for agency in citing.signers(session, plan)]
    told = {"lead": lead, "title": citing.subject_of(plan), "cosigners": citing.listed(others)}
    targets = plans.targets(session, plan.id)
    apart = len(targets) > MOST_IN_TEXT
    own = EvidenceRef(kind="plan", id=str(plan.id), label="Kế hoạch")
    found: list[Block] = [
        _text("lead", say(words.lead, issuers=citing.listed([lead, *others]), **told), own),
        *_purpose(words, plan),
        _heading("contents.title", words.contents_title),
        Bullets(
            id="plan.contents",
            items=tuple(closed(tuple(row.title for row in plans.contents(session, plan.id)))),
            **_open(),
        ),
        _heading("units.title", words.units_title),
        _text("units.lead", " ".join(_when(words, targets, apart=apart)), own),
    ]
    table = _table(session, words, targets)
    if table is not None and not apart:
        found.append(table)
    found += _execution(words, told, bool(others))
    found += _reports(words, plans.reports(session, plan.id), lead)
    found.append(_text("closing", say(words.closing, **told)))
    if table is not None and apart:
        found += [Heading(id=f"{APPENDIX}units", level=1, text=words.appendix_title, **_open()), table]
    return found


def _purpose(words: PlanWording, plan: Plan) -> Iterator[Block]:
    lines = [line.strip().removeprefix("-").strip() for line in plan.purpose.splitlines()]
    kept = tuple(line for line in lines if line)
    if not kept:
        return
    yield _heading("purpose.title", words.purpose_title)
    if len(kept) == 1:
        yield _text("purpose", kept[0])
    else:
        yield Bullets(id="plan.purpose", items=tuple(closed(kept)), **_open())


def _when(words: PlanWording, targets: list[PlanTarget], *, apart: bool) -> Iterator[str]:
    if not targets:
        return
    days = [citing.day(row.planned_on) for row in targets]
    if len(targets) == 1:
        yield say(words.one_unit, first=days[0])
    else:
        yield say(words.units_lead, count=f"{len(targets):02d}", first=days[0], last=days[-1])
    if apart:
        yield words.units_in_appendix


def _table(session: Session, words: PlanWording, targets: list[PlanTarget]) -> Table | None:
    known = units.names(session, [one for row in targets for one in (row.agency_id, row.office_id) if one])
    rows = tuple(
        (
            str(number),
            ", ".join(known[one].name for one in (row.office_id, row.agency_id) if one),
            citing.day(row.planned_on),
            row.place,
        )
        for number, row in enumerate(targets, 1)
    )
    if not rows:
        return None
    align = ("center", "left", "center", "left")
    return Table(id="plan.units", headers=words.table_headers, rows=rows, align=align, **_open())


def _execution(words: PlanWording, told: dict[str, str], jointly: bool) -> Iterator[Block]:
    yield _heading("execution", words.execution_title)
    joined = say(words.jointly, **told) if jointly else ""
    tasks = [say(words.of_lead, jointly=joined, **told)]
    if jointly:
        tasks.append(say(words.of_cosigners, **told))
    for number, task in enumerate((*tasks, words.of_units), 1):
        yield _text(f"task.{number}", f"{number}. {task}")


def _reports(words: PlanWording, reports: list[PlanReport], lead: str) -> Iterator[Block]:
    if not reports:
        return
    yield _heading("reports.title", words.reports_title)
    yield _text("reports.lead", words.reports_lead)
    items = tuple(closed(tuple(_owed(words, report, lead) for report in reports)))
    yield Bullets(id="plan.reports", items=items, **_open())


def _owed(words: PlanWording, report: PlanReport, lead: str) -> str:
    due = [one.due_on for one in periods(report.due_on, report.repeats, report.until)]
    return say(
        words.report_again if report.repeats else words.report_once,
        who=lead if report.owed_by == "lead" else OWED_BY[report.owed_by],
        report=citing.inside(report.title),
        receiver=report.receiver or lead,
        again=REPEATS[report.repeats].lower(),
        due=citing.day(due[0]),
        last=citing.day(due[-1]),
    )


def _heading(name: str, text: str) -> Heading:
    return Heading(id=f"plan.{name}", level=1, text=text, **_open())


def _text(name: str, text: str, *evidence: EvidenceRef) -> Paragraph:
    return Paragraph(id=f"plan.{name}", text=text or "…", **_open(*evidence))


def _open(*evidence: EvidenceRef) -> dict[str, Any]:
    return {"visibility": "public", "evidence": evidence}
