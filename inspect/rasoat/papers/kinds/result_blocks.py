"""The result notice, proposed from an inspection: results by content, assessment, recommendations, proposals.

Only public content is proposed for printing. A block that could identify a child is shown in the composer and never
printed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.documents.paper import Block, Bullets, EvidenceRef, Heading, Paragraph
from rasoat.findings import queries as findings
from rasoat.findings.models import Finding
from rasoat.inspections.models import Inspection
from rasoat.papers import blocks, citing, queries, wording
from rasoat.papers.compose import printed
from rasoat.papers.kinds import danger_told, result_checklists, schedule, teams
from rasoat.papers.kinds.result_proposals import proposals
from rasoat.papers.models import GIVEN, PaperCase
from rasoat.papers.wording import ResultWording, say
from rasoat.plans import queries as plans
from rasoat.plans.models import Plan, PlanContent
from rasoat.problems import Reason
from rasoat.recommendations import queries as asked
from rasoat.recommendations.models import ENDED, ORDINARY, PRIORITIES, Obligation, Recommendation
from rasoat.recommendations.queries import Told
from rasoat.units import queries as units
from rasoat.visits import queries as visits
from rasoat.visits.models import HELD
from rasoat.workflows.registry import recorded


def compose(session: Session, inspection: Inspection) -> list[Block]:
    """The blocks of the notice in their order."""
    words = wording.result()
    # Every block asks for these by their ids: what the session holds is not read again.
    held = units.names(session, [inspection.unit_id, inspection.lead_agency_id])
    unit = held[inspection.unit_id]
    return [
        _lead(session, words, inspection),
        Heading(id="result.title", level=1, text=words.results_title, **_open()),
        *contents(session, inspection),
        *_assessment(session, words, inspection),
        Heading(id="rec.title", level=1, text=words.recommendations_title, **_open()),
        *recommendations(session, inspection),
        *proposals(session, words, inspection),
        Paragraph(
            id="result.closing",
            text=say(words.closing, title=_matter(session, inspection), unit=unit.short_name),
            **_open(),
        ),
    ]


def subject(session: Session, inspection: Inspection) -> str:
    """The subject line that is proposed for the notice."""
    return say(
        wording.result().subject,
        title=_matter(session, inspection),
        unit=units.agency(session, inspection.unit_id).short_name,
    )


def schedule_notice(session: Session, inspection: Inspection) -> PaperCase | None:
    """The issued schedule notice of the inspection's plan, the newest if there are several."""
    if inspection.plan_id is None:
        return None
    told = queries.about("plan", inspection.plan_id), PaperCase.kind == schedule.NAME
    query = select(PaperCase).where(*told, GIVEN.condition)
    return session.exec(query.order_by(col(PaperCase.issued_on).desc())).first()


def _open(*evidence: EvidenceRef) -> dict[str, Any]:
    return {"visibility": "public", "evidence": evidence}


def _matter(session: Session, inspection: Inspection) -> str:
    """The subject of the inspection, as it is written after "kết quả": in the plan's own words, or else in the
    inspection's.
    """
    plan = session.get(Plan, inspection.plan_id) if inspection.plan_id else None
    return citing.subject_of(plan) if plan else citing.inside(inspection.title)


def _lead(session: Session, words: ResultWording, inspection: Inspection) -> Block:
    plan = session.get(Plan, inspection.plan_id) if inspection.plan_id else None
    signers = citing.signers(session, plan) if plan else []
    cosigners = citing.listed([agency.name for agency in signers[1:]])
    jointly = say(words.jointly, cosigners=cosigners) if cosigners else words.alone
    announced = schedule_notice(session, inspection)
    held = [v for v in visits.visits_of(session, inspection.id) if HELD.of(v)]
    evidence = [
        EvidenceRef(kind="visit", id=str(v.id), label=f"Buổi làm việc ngày {citing.day(v.happens_on)}") for v in held
    ]
    papers = []
    if plan:
        papers.append(citing.plan_in_full(plan, signers))
        evidence.append(EvidenceRef(kind="plan", id=str(plan.id), label=f"Kế hoạch {plan.reference}"))
    if announced:
        papers.append(citing.paper_in_full(session, announced))
        # The journal's name of the kind is used here, because it does not change: a paper that was approved earlier
        # must still equal what was approved.
        evidence.append(
            EvidenceRef(kind=recorded("paper"), id=str(announced.id), label=f"Thông báo {announced.reference}")
        )
    text = say(
        words.lead,
        papers="; ".join(papers) or "nhiệm vụ được giao",
        days=_days([citing.day(v.happens_on) for v in held]),
        issuer=units.agency(session, inspection.lead_agency_id).name,
        jointly=jointly,
        title=teams.bare(_matter(session, inspection)),
        unit_full=units.agency(session, inspection.unit_id).name,
    )
    return Paragraph(id="result.lead", text=text, **_open(*evidence))


def _days(days: list[str]) -> str:
    return f"ngày {citing.listed(list(dict.fromkeys(days)))}" if days else ""


def contents(session: Session, inspection: Inspection) -> Iterator[Block]:
    """One khoản for each content of the plan; what belongs to no content comes last."""
    words = wording.result()
    unit = units.agency(session, inspection.unit_id).short_name
    by_checklist: dict[str, list[result_checklists.Filled]] = {}
    for one in result_checklists.filled(session, inspection.id):
        by_checklist.setdefault(one.definition.id, []).append(one)
    for content in plans.contents(session, inspection.plan_id) if inspection.plan_id else []:
        own = by_checklist.pop(content.checklist, [])
        yield Heading(id=_content_id(content), level=2, text=content.title, **_open())
        blocks = list(result_checklists.compose(content.checklist, own, unit))
        yield from blocks or [Paragraph(id=f"{_content_id(content)}.text", text=words.no_figures)]
    others = [block for name, own in by_checklist.items() for block in result_checklists.compose(name, own, unit)]
    if others:
        yield Heading(id="result.other", level=2, text=words.other_content, **_open())
    yield from others


def _content_id(content: PlanContent) -> str:
    return f"result.content.{content.ordinal}"


def _assessment(session: Session, words: ResultWording, inspection: Inspection) -> Iterator[Block]:
    yield Heading(id="assessment.title", level=1, text=words.assessment_title, **_open())
    found = findings.findings_of(session, inspection.id, accepted_only=True)
    for kind, title in (("strength", words.strengths_title), ("shortcoming", words.shortcomings_title)):
        rows = [row for row in found if row.kind == kind]
        if rows:
            yield Heading(id=f"assessment.{kind}", level=2, text=title, **_open())
            yield from map(of_finding, rows)


def of_finding(finding: Finding) -> Block:
    """The block of one finding. The finding's own visibility decides whether it is printed."""
    return Bullets(
        id=f"finding.{finding.id}",
        items=(finding.text,),
        visibility=finding.visibility,
        evidence=(EvidenceRef(kind="finding", id=str(finding.id), label="Ưu điểm, tồn tại đã nhận"),),
    )


def recommendations(session: Session, inspection: Inspection) -> Iterator[Block]:
    """What is asked of each addressee, under the addressee's name; then what letters asked before."""
    yield from lines(session, asked.recommendations_of(session, inspection.id), of_the_notice)
    yield from danger_told.noted(session, inspection)


def of_the_notice(obligation: Obligation) -> bool:
    """Whether a result notice asks it: a letter about a danger did not, and it was not passed on."""
    return not ENDED.of(obligation) and obligation.parent_id is None and obligation.danger_id is None


def lines(session: Session, rows: Sequence[Told], counts: Callable[[Obligation], bool]) -> Iterator[Block]:
    """What these recommendations ask of each addressee, as far as it counts, under the addressee's name."""
    words = wording.result()
    groups = asked.by_addressee(rows)
    agencies = units.names(session, (addressee_id for addressee_id, _ in groups))
    for addressee_id, obligations in groups:
        due = [(one, obligation) for one, obligation in obligations if counts(obligation)]
        if not due:
            continue
        title = say(words.to_addressee, addressee=agencies[addressee_id].name)
        yield Heading(id=f"rec.to.{addressee_id}", level=2, text=title, **_open())
        for one, obligation in due:
            yield _recommendation(words, one, obligation)


def addressees(session: Session, inspection: Inspection) -> list[UUID]:
    """Of whom something is asked, in the order of the paper."""
    groups = asked.by_addressee(asked.recommendations_of(session, inspection.id))
    return [one for one, its in groups if any(of_the_notice(obligation) for _, obligation in its)]


def _recommendation(words: ResultWording, one: Recommendation, obligation: Obligation) -> Block:
    due = due_text(obligation) or "(chưa có hạn)"
    asks = one.text.rstrip(" .;") + priority(words, obligation.priority)
    text = say(words.recommendation, text=asks, due=due)
    measure = say(words.measure, measure=citing.measured(obligation.measure)) if obligation.measure else ""
    label = f"Kiến nghị số {one.ordinal}"
    return Paragraph(
        id=f"rec.{obligation.id}",
        text=f"{text}{measure}.",
        **_open(EvidenceRef(kind="obligation", id=str(obligation.id), label=label)),
    )


def priority(words: ResultWording, of: str) -> str:
    """What is said behind a recommendation that is urgent or has priority; nothing of an ordinary one."""
    return "" if of == ORDINARY else say(words.priority, priority=PRIORITIES[of].lower())


def due_text(obligation: Obligation) -> str:
    """The due date as it is written in the paper; empty without one."""
    return citing.day(obligation.due_on) if obligation.due_on else ""


def left_out(rows: Iterable[tuple[int, Obligation]], shown: Sequence[Block]) -> Iterator[Reason]:
    """What is missing in the paper: each obligation that is sent must be in it, with the same due date. Each comes with the number of its
    recommendation.
    """
    said = {block.id: blocks.text_of(block) for block in printed(list(shown))}
    for number, obligation in rows:
        text, due = said.get(f"rec.{obligation.id}"), due_text(obligation)
        if text is None:
            yield Reason("blocks", f"Kiến nghị số {number} đang bị ẩn; hiện lại hoặc xóa kiến nghị.")
        elif due and due not in text:
            yield Reason("blocks", f"Kiến nghị số {number}: đoạn đã sửa không còn ghi hạn {due}; ghi lại đúng hạn.")
