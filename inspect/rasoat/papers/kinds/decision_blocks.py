"""The điều of a decision to inspect and to form the team, and its appendices when there are several units."""

from collections.abc import Iterator, Sequence

from sqlmodel import Session

from rasoat.documents.flow import closed, letter
from rasoat.documents.paper import Alignment, Article, Block, EvidenceRef, Heading, Table
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import ASSIGNMENTS, Inspection
from rasoat.papers import citing, decree, wording
from rasoat.papers.compose import APPENDIX
from rasoat.papers.kinds import teams
from rasoat.papers.wording import Words, say
from rasoat.plans.models import Plan
from rasoat.units import queries as units
from rasoat.visits.on_site import ON_SITE

SCOPE, TEAM = "decision.scope", "decision.team"


class Manner(wording.Strict):
    """How a decision is worded: under Nghị định 217/2025/NĐ-CP, or for any other inspection."""

    subject: Words
    what: Words
    period: Words
    term: Words
    powers: tuple[Words, ...]
    bases: tuple[Words, ...] = ()


class DecisionWording(wording.Strict):
    """Sentences of the decision."""

    decreed: Manner
    planned: Manner
    proposed_by: Words
    single_unit: Words
    many_units: Words
    contents: Words
    team: Words
    teams: Words
    powers: Words
    cost: Words
    execution: Words
    units_title: Words
    units_headers: tuple[Words, Words, Words, Words]
    teams_title: Words
    team_of: Words
    team_headers: tuple[Words, Words, Words, Words]


def words() -> DecisionWording:
    """The decision's sentences."""
    return wording.load("decision.yaml", DecisionWording)


def manner(session: Session, told: Sequence[Inspection]) -> Manner:
    """How this decision is worded."""
    procedure = inspections.definition_of(session, told[0])
    return words().decreed if decree.applies(procedure) else words().planned


def subject(session: Session, told: Sequence[Inspection]) -> str:
    """The subject line that is proposed."""
    what = teams.bare(teams.matter(session, told[0]))
    return say(manner(session, told).subject, matter=what)


def compose(session: Session, told: Sequence[Inspection]) -> list[Block]:
    """The điều in their order, then the appendices."""
    said, how = words(), manner(session, told)
    issuer = units.agency(session, told[0].lead_agency_id)
    seen = tuple(EvidenceRef(kind="inspection", id=str(one.id), label=one.title) for one in told)
    groups = _by_team(session, told)
    numbered = [f"{number}. {line}" for number, line in enumerate(closed(how.powers), 1)]
    return [
        Article(id=SCOPE, text=_scope(session, said, how, told), visibility="public", evidence=seen),
        Article(id=TEAM, text=_team(said, groups), visibility="public", evidence=seen),
        Article(id="decision.powers", text="\n".join([said.powers, *numbered]), visibility="public"),
        Article(id="decision.cost", text=say(said.cost, issuer=issuer.name), visibility="public"),
        Article(id="decision.execution", text=_execution(session, said, told), visibility="public"),
        *_units(said, told),
        *_teams(said, groups),
    ]


def _scope(session: Session, said: DecisionWording, how: Manner, told: Sequence[Inspection]) -> str:
    unit = units.agency(session, told[0].unit_id).name
    whom = say(said.many_units, count=f"{len(told):02d}") if len(told) > 1 else say(said.single_unit, unit=unit)
    first = say(how.what, matter=teams.bare(teams.matter(session, told[0])), whom=whom)
    titles = closed(tuple(teams.contents(session, told[0])))
    listed = [f"{letter(number)}) {citing.outside(title)}" for number, title in enumerate(titles, 1)]
    contents = [f"1. {said.contents}", *listed]
    if len(titles) == 1:
        contents = [f"1. {said.contents} {citing.inside(titles[0])}"]
    plan = session.get(Plan, told[0].plan_id) if told[0].plan_id else None
    day = told[0].scheduled_on
    year = plan.year if plan else day.year if day else ""
    rule = inspections.definition_of(session, told[0]).deadlines.get(ON_SITE)
    term = say(how.term, days=f"{rule.term[0]:02d} {rule.unit_words}" if rule else "", on=_days(told))
    return "\n".join([first, *contents, f"2. {say(how.period, year=year)}", f"3. {term}"])


def _days(told: Sequence[Inspection]) -> str:
    days = sorted({one.scheduled_on for one in told if one.scheduled_on})
    if len(days) > 1:
        return f"từ ngày {citing.day(days[0])} đến ngày {citing.day(days[-1])}"
    return f"ngày {citing.day(days[0])}" if days else "theo lịch được thông báo"


Groups = list[tuple[list[teams.Member], list[Inspection]]]


def _by_team(session: Session, told: Sequence[Inspection]) -> Groups:
    """The inspections by their team: the same people are one team."""
    groups: Groups = []
    for inspection in told:
        team = teams.members(session, inspection.id)
        same = next((its for known, its in groups if known == team), None)
        if same is None:
            groups.append((team, [inspection]))
        else:
            same.append(inspection)
    return groups


def _team(said: DecisionWording, groups: Groups) -> str:
    if len(groups) > 1:
        return say(said.teams, count=f"{len(groups):02d}")
    listed = closed(tuple(member.told for member in groups[0][0]))
    return "\n".join([said.team, *(f"{number}. {one}" for number, one in enumerate(listed, 1))])


def _execution(session: Session, said: DecisionWording, told: Sequence[Inspection]) -> str:
    ids = [member.agency_id for one in told for member in teams.members(session, one.id)]
    ids += [one for row in told for one in (row.unit_id, row.office_id) if one]
    known = units.names(session, ids)
    names = dict.fromkeys(known[one].name for one in ids if one != told[0].lead_agency_id)
    return say(said.execution, agencies=", ".join(names))


def _units(said: DecisionWording, told: Sequence[Inspection]) -> Iterator[Block]:
    if len(told) < 2:
        return
    rows = tuple(
        (str(number), one.unit_name, citing.day(one.scheduled_on) if one.scheduled_on else "", one.place)
        for number, one in enumerate(told, 1)
    )
    yield Heading(id=f"{APPENDIX}units", level=1, text=said.units_title, visibility="public")
    yield Table(
        id="decision.units", headers=said.units_headers, rows=rows, align=_columns("center"), visibility="public"
    )


def _teams(said: DecisionWording, groups: Groups) -> Iterator[Block]:
    if len(groups) < 2:
        return
    yield Heading(id=f"{APPENDIX}teams", level=1, text=said.teams_title, visibility="public")
    for team, its in groups:
        rows = tuple(
            (str(number), one.name, one.office, ASSIGNMENTS[one.assignment]) for number, one in enumerate(team, 1)
        )
        title = say(said.team_of, units=citing.listed([one.unit_name for one in its]))
        yield Heading(id=f"decision.team.{its[0].id}.title", level=2, text=title, visibility="public")
        yield Table(
            id=f"decision.team.{its[0].id}",
            headers=said.team_headers,
            rows=rows,
            align=_columns("left"),
            visibility="public",
        )


def _columns(third: Alignment) -> tuple[Alignment, ...]:
    return "center", "left", third, "left"
