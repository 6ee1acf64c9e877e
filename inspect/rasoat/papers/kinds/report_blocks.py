"""What the team reports: the subject, the results, what was done at once, what the unit proposes, what the team recommends."""

from collections.abc import Iterator, Sequence

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.signing import decides
from rasoat.dangers import queries as dangers
from rasoat.documents.flow import closed
from rasoat.documents.paper import Block, Bullets, EvidenceRef, Heading, Paragraph
from rasoat.findings import queries as findings
from rasoat.inspections.models import Inspection
from rasoat.papers import citing, wording
from rasoat.papers.kinds import result_blocks, teams
from rasoat.papers.wording import Words, say
from rasoat.proposals import queries as proposals
from rasoat.units import queries as units
from rasoat.units.models import Agency
from rasoat.visits import queries as visits
from rasoat.visits.models import HELD


class ReportWording(wording.Strict):
    """Sentences of the team's report."""

    subject: Words
    subject_of_several: Words
    several: Words
    lead: Words
    general_title: Words
    general: Words
    with_office: Words
    results_title: Words
    subject_title: Words
    assessment: Words
    measures_title: Words
    no_measures: Words
    dangers: Words
    proposals_title: Words
    no_proposals: Words
    recommendations_title: Words
    no_recommendations: Words
    closing: Words


def words() -> ReportWording:
    """The report's sentences."""
    return wording.load("report.yaml", ReportWording)


def head(session: Session, agency: Agency) -> str:
    """Whoever decided, as it stands after “Kính gửi”: Giám đốc Sở Y tế."""
    title = decides(session, agency).removesuffix(agency.name.upper()).strip()
    return f"{title.capitalize()} {agency.name}" if title else agency.name


def subject(session: Session, told: Sequence[Inspection]) -> str:
    """The subject line that is proposed."""
    matter = teams.bare(teams.matter(session, told[0]))
    if len(told) > 1:
        return say(words().subject_of_several, matter=matter, count=f"{len(told):02d}")
    return say(words().subject, matter=matter, unit=units.agency(session, told[0].unit_id).short_name)


def compose(session: Session, told: Sequence[Inspection]) -> list[Block]:
    """The blocks in their order. Each unit is a subject; `told` are inspections of one team, in the order of the paper."""
    said = words()
    return [
        _text("lead", _lead(session, said, told), _seen(told)),
        _title("general", said.general_title),
        _text("general", _general(session, said, told), _seen(told)),
        _title("results", said.results_title),
        *(block for one in told for block in _of_subject(session, said, one, several=len(told) > 1)),
        _title("measures", said.measures_title),
        _measures(session, said, told),
        _title("proposals", said.proposals_title),
        *_proposals(session, said, told),
        _title("recommendations", said.recommendations_title),
        *_recommendations(session, said, told),
        _text("closing", say(said.closing, decider=head(session, units.agency(session, told[0].lead_agency_id)))),
    ]


def _seen(told: Sequence[Inspection]) -> tuple[EvidenceRef, ...]:
    return tuple(EvidenceRef(kind="inspection", id=str(one.id), label=one.title) for one in told)


def _title(name: str, text: str) -> Block:
    return Heading(id=f"report.{name}.title", level=1, text=text, visibility="public")


def _text(name: str, text: str, evidence: tuple[EvidenceRef, ...] = ()) -> Block:
    return Paragraph(id=f"report.{name}", text=text, visibility="public", evidence=evidence)


def _lead(session: Session, said: ReportWording, told: Sequence[Inspection]) -> str:
    visited = sorted(v.happens_on for one in told for v in visits.visits_of(session, one.id) if HELD.of(v))
    held = [citing.day(day) for day in visited]
    names = [units.agency(session, one.unit_id).name for one in told]
    return say(
        said.lead,
        founded=teams.founded(session, told[0]),
        days=f"ngày {citing.listed(list(dict.fromkeys(held)))}" if held else "…",
        matter=teams.bare(teams.matter(session, told[0])),
        unit=names[0] if len(names) == 1 else say(said.several, count=f"{len(names):02d}"),
    )


def _general(session: Session, said: ReportWording, told: Sequence[Inspection]) -> str:
    contents = [citing.inside(text.rstrip(" .;")) for one in told for text in teams.contents(session, one)]
    people = {(member.name, member.office) for one in told for member in teams.members(session, one.id)}
    return say(
        said.general,
        units="; ".join(_unit(session, said, one) for one in told),
        contents="; ".join(dict.fromkeys(contents)) or "theo quyết định",
        team=f"{len(people):02d}",
    )


def _unit(session: Session, said: ReportWording, inspection: Inspection) -> str:
    unit = units.agency(session, inspection.unit_id).name
    office = units.agency(session, inspection.office_id).name if inspection.office_id else ""
    return unit + say(said.with_office, office=office) if office else unit


def _of_subject(session: Session, said: ReportWording, inspection: Inspection, *, several: bool) -> Iterator[Block]:
    """Each subject of the inspection has a khoản of its own: what was found by contents, then what is good and lacking."""
    unit = units.agency(session, inspection.unit_id)
    title = say(said.subject_title, unit=unit.name)
    yield Heading(id=f"report.of.{unit.id}", level=2, text=title, visibility="public")
    for block in result_blocks.contents(session, inspection):
        below = isinstance(block, Heading) and block.level == 2
        changed = {"level": 3} if below else {}
        # Each unit has the same contents, and what is said of them needs a name of its own.
        yield block.model_copy(update={**changed, "id": f"{block.id}.of.{unit.id}"} if several else changed)
    assessment = f"report.assessment.{unit.id}" if several else "report.assessment"
    yield Heading(id=assessment, level=3, text=said.assessment, visibility="public")
    for finding in findings.findings_of(session, inspection.id, accepted_only=True):
        yield result_blocks.of_finding(finding)


def _measures(session: Session, said: ReportWording, told: Sequence[Inspection]) -> Block:
    """What was done at once is told as numbers: the words of a danger may tell of a child."""
    known = [row for one in told for row in dangers.of_inspection(session, one.id)]
    if not known:
        return _text("measures", said.no_measures)
    over = sum(not one.open for one in known)
    seen = tuple(
        EvidenceRef(
            kind="danger", id=str(one.id), label=f"Nguy hiểm báo ngày {citing.day(clock.local(one.seen_at).date())}"
        )
        for one in known
    )
    return _text("measures", say(said.dangers, count=f"{len(known):02d}", over=f"{over:02d}"), seen)


def _proposals(session: Session, said: ReportWording, told: Sequence[Inspection]) -> Iterator[Block]:
    made = {one.id: proposals.proposals_of(session, one.id) for one in told}
    if not any(made.values()):
        yield _text("proposals", said.no_proposals)
        return
    for one in told:
        rows = made[one.id]
        if not rows:
            continue
        unit = units.agency(session, one.unit_id)
        if len(told) > 1:
            yield Heading(id=f"report.proposals.of.{unit.id}", level=2, text=unit.name, visibility="public")
        yield Bullets(
            id=f"report.proposals.{unit.id}" if len(told) > 1 else "report.proposals",
            items=tuple(closed(tuple(row.text for row in rows))),
            visibility="public",
            evidence=tuple(
                EvidenceRef(kind="proposal", id=str(row.id), label=f"Đề xuất số {row.ordinal}") for row in rows
            ),
        )


def _recommendations(session: Session, said: ReportWording, told: Sequence[Inspection]) -> Iterator[Block]:
    """What is recommended to one addressee stands together, whatever unit it was found at."""
    of_addressee: dict[str, list[Block]] = {}
    title = ""
    for block in (block for one in told for block in result_blocks.recommendations(session, one)):
        if isinstance(block, Heading):
            title = block.id
            if title in of_addressee:
                continue
        of_addressee.setdefault(title, []).append(block)
    found = [block for its in of_addressee.values() for block in its]
    yield from found or [_text("recommendations", said.no_recommendations)]
