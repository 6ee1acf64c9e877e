"""What the schedule notice asks of each unit before the visit: a report by an outline (đề cương), sent by a day.

The outline is an appendix, drawn from the contents of the plan and from what their checklists ask about a unit.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlmodel import Session

from rasoat.checklists import catalog
from rasoat.checklists.definition import Definition
from rasoat.checklists.items import Item
from rasoat.definitions import operations as definitions
from rasoat.documents.flow import closed
from rasoat.documents.paper import Block, Bullets, Heading, Paragraph
from rasoat.inspections.models import Inspection
from rasoat.papers import citing, wording
from rasoat.papers.compose import APPENDIX
from rasoat.papers.wording import OutlineWording, say
from rasoat.plans import queries as plans
from rasoat.plans.models import Plan
from rasoat.reported import asked
from rasoat.text import fold
from rasoat.workflows import deadlines, working_days

BLOCKS = "outline."
"""How the ids of the appendix's blocks begin."""


def asks(session: Session, told: Sequence[Inspection], issuer: str) -> Iterator[Block]:
    """By when each unit sends its report."""
    words = wording.schedule().outline
    if words is None:
        return
    yield Heading(id="schedule.report.title", level=1, text=words.title, visibility="public")
    days = [(one.unit_name, citing.day(day)) for one in told if (day := day_of(session, one))]
    if len(days) == 1:
        [(_, by_day)] = days
        yield Paragraph(id="schedule.report", text=say(words.by_day, issuer=issuer, day=by_day), visibility="public")
        return
    text = say(words.by_days, issuer=issuer, count=words.working_days)
    yield Paragraph(id="schedule.report", text=text, visibility="public")
    if days:
        lines = tuple(closed(tuple(say(words.of_unit, unit=unit, day=by_day) for unit, by_day in days)))
        yield Bullets(id="schedule.report.days", items=lines, visibility="public")


def day_of(session: Session, inspection: Inspection) -> date | None:
    """The day by which the unit sends its report; None when no day is set, or none is asked for by an outline."""
    words = wording.schedule().outline
    if words is None or inspection.scheduled_on is None:
        return None
    return deadlines.before(inspection.scheduled_on, words.working_days, working_days.in_force(session))


def outline(session: Session, plan: Plan) -> Iterator[Block]:
    """The appendix."""
    words = wording.schedule().outline
    if words is None:
        return
    yield Heading(id=f"{APPENDIX}outline", level=1, text=words.appendix_title, visibility="public")
    yield from _part("general", words.general_title, words.general)
    yield Heading(id=f"{BLOCKS}results.title", level=1, text=words.results_title, visibility="public")
    known = plans.published_checklists(session)
    for content in plans.contents(session, plan.id):
        lines: list[str] = []
        if content.checklist in known:
            lines = _asked(_definition(session, content.checklist, known[content.checklist].version), words)
        name = f"{BLOCKS}content.{content.ordinal}"
        yield Heading(id=f"{name}.title", level=2, text=citing.outside(content.title), visibility="public")
        yield Bullets(id=name, items=tuple(closed(tuple(lines) or words.unasked)), visibility="public")
    yield from _part("shortcomings", words.shortcomings_title, words.shortcomings)
    yield from _part("proposals", words.proposals_title, words.proposals)


def _part(name: str, title: str, lines: tuple[str, ...]) -> Iterator[Block]:
    yield Heading(id=f"{BLOCKS}{name}.title", level=1, text=title, visibility="public")
    yield Bullets(id=f"{BLOCKS}{name}", items=tuple(closed(lines)), visibility="public")


def _asked(definition: Definition, words: OutlineWording) -> list[str]:
    """What a checklist asks about a unit, in its own words; nothing about single children or families."""
    own = [fold(one) for one in words.left_out]
    return [_line(item) for item in asked.of_unit(definition) if not any(one in fold(item.label) for one in own)]


def _line(item: Item) -> str:
    return f"{item.label} ({item.unit})" if item.unit else item.label


def _definition(session: Session, name: str, version: int) -> Definition:
    return catalog.from_body(definitions.body_of(session, "checklist", name, version))
