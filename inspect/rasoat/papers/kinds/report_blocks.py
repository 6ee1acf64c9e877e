"""What the team reports: the subject, the results, what was done at once, what the unit proposes, what the team recommends."""

from collections.abc import Iterator

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


def subject(session: Session, inspection: Inspection) -> str:
    """The subject line that is proposed."""
    unit = units.agency(session, inspection.unit_id).short_name
    return say(words().subject, matter=teams.bare(teams.matter(session, inspection)), unit=unit)


def compose(session: Session, inspection: Inspection) -> list[Block]:
    """The blocks in their order."""
    said = words()
    matter = teams.bare(teams.matter(session, inspection))
    unit = units.agency(session, inspection.unit_id)
    return [
        _text("lead", _lead(session, said, inspection, unit, matter), _seen(inspection)),
        _title("general", said.general_title),
        _text("general", _general(session, said, inspection, unit), _seen(inspection)),
        _title("results", said.results_title),
        *_of_subject(session, said, inspection, unit),
        _title("measures", said.measures_title),
        _measures(session, said, inspection),
        _title("proposals", said.proposals_title),
        *_proposals(session, said, inspection),
        _title("recommendations", said.recommendations_title),
        *_recommendations(session, said, inspection),
        _text("closing", say(said.closing, decider=head(session, units.agency(session, inspection.lead_agency_id)))),
    ]


def _seen(inspection: Inspection) -> tuple[EvidenceRef, ...]:
    return (EvidenceRef(kind="inspection", id=str(inspection.id), label=inspection.title),)


def _title(name: str, text: str) -> Block:
    return Heading(id=f"report.{name}.title", level=1, text=text, visibility="public")


def _text(name: str, text: str, evidence: tuple[EvidenceRef, ...] = ()) -> Block:
    return Paragraph(id=f"report.{name}", text=text, visibility="public", evidence=evidence)


def _lead(session: Session, said: ReportWording, inspection: Inspection, unit: Agency, matter: str) -> str:
    held = [citing.day(v.happens_on) for v in visits.visits_of(session, inspection.id) if HELD.of(v)]
    days = f"ngày {citing.listed(list(dict.fromkeys(held)))}" if held else "…"
    return say(said.lead, founded=teams.founded(session, inspection), days=days, matter=matter, unit=unit.name)


def _general(session: Session, said: ReportWording, inspection: Inspection, unit: Agency) -> str:
    office = units.agency(session, inspection.office_id).name if inspection.office_id else ""
    contents = "; ".join(citing.inside(one.rstrip(" .;")) for one in teams.contents(session, inspection))
    return say(
        said.general,
        unit=unit.name,
        office=say(said.with_office, office=office) if office else "",
        contents=contents or "theo quyết định",
        team=f"{len(teams.members(session, inspection.id)):02d}",
    )


def _of_subject(session: Session, said: ReportWording, inspection: Inspection, unit: Agency) -> Iterator[Block]:
    """Each subject of the inspection has a khoản of its own: what was found by contents, then what is good and lacking."""
    title = say(said.subject_title, unit=unit.name)
    yield Heading(id=f"report.of.{unit.id}", level=2, text=title, visibility="public")
    for block in result_blocks.contents(session, inspection):
        below = isinstance(block, Heading) and block.level == 2
        yield block.model_copy(update={"level": 3}) if below else block
    yield Heading(id="report.assessment", level=3, text=said.assessment, visibility="public")
    for finding in findings.findings_of(session, inspection.id, accepted_only=True):
        yield result_blocks.of_finding(finding)


def _measures(session: Session, said: ReportWording, inspection: Inspection) -> Block:
    """What was done at once is told as numbers: the words of a danger may tell of a child."""
    known = dangers.of_inspection(session, inspection.id)
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


def _proposals(session: Session, said: ReportWording, inspection: Inspection) -> Iterator[Block]:
    rows = proposals.proposals_of(session, inspection.id)
    if not rows:
        yield _text("proposals", said.no_proposals)
        return
    yield Bullets(
        id="report.proposals",
        items=tuple(closed(tuple(row.text for row in rows))),
        visibility="public",
        evidence=tuple(EvidenceRef(kind="proposal", id=str(row.id), label=f"Đề xuất số {row.ordinal}") for row in rows),
    )


def _recommendations(session: Session, said: ReportWording, inspection: Inspection) -> Iterator[Block]:
    found = list(result_blocks.recommendations(session, inspection))
    yield from found or [_text("recommendations", said.no_recommendations)]
