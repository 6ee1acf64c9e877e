"""The team of an inspection as papers name it, and the decision by which it was formed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, and_, col, or_, select

from rasoat.accounts import queries as accounts
from rasoat.db.reading import remembered
from rasoat.documents import numbering, register
from rasoat.documents.paper import Paper
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import ASSIGNMENTS, Inspection, TeamMember
from rasoat.papers import citing, queries
from rasoat.papers.models import GIVEN, PaperCase
from rasoat.plans import queries as plans
from rasoat.plans.models import Plan
from rasoat.units import queries as units
from rasoat.units.models import Agency
from rasoat.units.naming import issuer_lines

OF_PLAN, OF_INSPECTION = "decision", "unit_decision"
"""The kinds of papers that form a team: about a plan, for all its units that have one, or about one inspection."""
REPORT_OF_PLAN, REPORT_OF_INSPECTION = "plan_report", "report"
"""The kinds of papers by which a team reports: about a plan, of all its units that it has inspected, or about one."""
LEAD = "TRƯỞNG ĐOÀN"
SeriesOf = Callable[[Session, PaperCase], str]


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a team, with office and agency in words, and with what he is in the team."""

    name: str
    office: str
    assignment: str
    agency_id: UUID

    @property
    def told(self) -> str:
        """The person in one line: name, office, agency and assignment."""
        return f"{self.name}, {self.office} - {ASSIGNMENTS[self.assignment]}"


def members(session: Session, inspection_id: UUID) -> list[Member]:
    """The team in its order."""
    return remembered(session, ("team of a paper", inspection_id), lambda: _members(session, inspection_id))


def leads(session: Session, told: Sequence[Inspection]) -> dict[UUID, UUID]:
    """Whose account leads the team of each inspection; those whose team has no lead are left out."""
    query = select(TeamMember.inspection_id, TeamMember.user_id).where(
        col(TeamMember.inspection_id).in_([one.id for one in told]), TeamMember.assignment == "lead"
    )
    return dict(session.exec(query).all())


def _members(session: Session, inspection_id: UUID) -> list[Member]:
    team = inspections.team_of(session, inspection_id)
    users = accounts.names(session, [member.user_id for member, _ in team])
    return [
        Member(users[one.user_id].full_name, _office(users[one.user_id].title, agency), one.assignment, agency.id)
        for one, agency in team
    ]


def _office(title: str, agency: Agency) -> str:
    return f"{title}, {agency.short_name}" if title else agency.short_name


def lead_of(session: Session, inspection_id: UUID) -> Member | None:
    """Who leads the team; None when nobody was named."""
    return next((one for one in members(session, inspection_id) if one.assignment == "lead"), None)


def of_plan(session: Session, plan_id: UUID) -> list[PaperCase]:
    """The decisions about a plan, the newest first."""
    return queries.papers_about(session, "plan", plan_id, OF_PLAN)


def decision_of(session: Session, inspection: Inspection) -> PaperCase | None:
    """The decision in force by which an inspection is made and its team formed, the newest if there are several."""
    return decisions(session, [inspection]).get(inspection.id)


def decisions(session: Session, told: Sequence[Inspection]) -> dict[UUID, PaperCase]:
    """The same for inspections of one plan, by inspection: a plan may have two hundred."""
    return _given(session, told, OF_PLAN, OF_INSPECTION)


def reports(session: Session, told: Sequence[Inspection]) -> dict[UUID, PaperCase]:
    """The report in force on each of these inspections of one plan, by inspection."""
    return _given(session, told, REPORT_OF_PLAN, REPORT_OF_INSPECTION)


def _given(session: Session, told: Sequence[Inspection], of_plan: str, of_inspection: str) -> dict[UUID, PaperCase]:
    """The papers of two kinds that are in force: one about the plan tells of all the inspections that it names."""
    ids = [one.id for one in told]
    about = [and_(queries.about("inspection", *ids), col(PaperCase.kind) == of_inspection)]
    plan_id = next((one.plan_id for one in told), None)
    if plan_id is not None:
        about.append(and_(queries.about("plan", plan_id), col(PaperCase.kind) == of_plan))
    # While its number is taken, a paper is given already, and has no day yet.
    query = select(PaperCase).where(or_(*about), GIVEN.condition, col(PaperCase.issued_on).is_not(None))
    found: dict[UUID, PaperCase] = {}
    for case in session.exec(query.order_by(col(PaperCase.issued_on), col(PaperCase.id))):
        own = [case.about_id] if case.kind == of_inspection else [UUID(one) for one in _named(session, case)]
        found |= dict.fromkeys(own, case)
    return found


def told_in(session: Session, paper_id: UUID) -> set[UUID]:
    """The inspections that an issued paper about a plan names, whether it is in force or was recalled."""
    return {UUID(one) for one in _named(session, session.get_one(PaperCase, paper_id))}


def _named(session: Session, case: PaperCase) -> set[str]:
    """The same by their ids as text: others of the plan got their team later."""
    frozen = queries.frozen_of(session, case)
    paper: Paper | None = register.snapshot_of(frozen) if frozen else None
    blocks = paper.blocks if paper else ()
    return {one.id for block in blocks for one in block.evidence if one.kind == "inspection"}


def issuer(session: Session, inspection: Inspection) -> dict[str, object]:
    """The head of a paper of the team: its agency stands above it (NĐ 30/2020, Phụ lục I, II.2)."""
    agency = units.agency(session, inspection.lead_agency_id)
    decided = decision_of(session, inspection)
    # The symbol stands in a line of its own: in one line with the words before it, it would break behind a hyphen.
    by = ("theo Quyết định", f"số {decided.reference}") if decided else ()
    return {"issuer_parent": " ".join(issuer_lines(session, agency)), "issuer": ("Đoàn kiểm tra", *by)}


def own_series(series: str, inspection: Callable[[Session, PaperCase], Inspection | None]) -> SeriesOf:
    """The series of a kind, for each team its own: a team that papers name as the issuer has one (NĐ 30/2020, Điều 15). It is known by
    the decision that formed it, or by that which this one replaced, and until there is one by its inspection.
    """

    def of(session: Session, case: PaperCase) -> str:
        found = inspection(session, case)
        return numbering.of_body(series, _mark(session, found)) if found else series

    return of


def _mark(session: Session, inspection: Inspection) -> str:
    decided = decision_of(session, inspection)
    while decided is not None and decided.replaces_id is not None:
        decided = session.get_one(PaperCase, decided.replaces_id)
    if decided is None or decided.issued_on is None:
        return f"cuộc kiểm tra {inspection.id.hex[:8]}"
    return f"{decided.reference} ({decided.issued_on.year})"


def matter(session: Session, inspection: Inspection) -> str:
    """What an inspection is about, as it is written after "về": in the plan's own words, or else in its own."""
    plan = session.get(Plan, inspection.plan_id) if inspection.plan_id else None
    return citing.subject_of(plan) if plan else citing.inside(inspection.title)


def bare(told: str) -> str:
    """A matter without the words that say that it is inspected."""
    for opening in ("kiểm tra, giám sát ", "kiểm tra chuyên ngành ", "kiểm tra ", "giám sát "):
        told = told.removeprefix(opening)
    return told


def contents(session: Session, inspection: Inspection) -> list[str]:
    """What is inspected: the contents of the plan, or else the titles of the checklists that are not of every inspection."""
    told = [row.title for row in plans.contents(session, inspection.plan_id)] if inspection.plan_id else []
    if told:
        return told
    known = plans.published_checklists(session)
    titles = inspections.checklist_titles(session, inspection.id)
    return [title for name, title in titles.items() if name not in known or not known[name].every_inspection]


def founded(session: Session, inspection: Inspection) -> str:
    """By which paper an inspection is made: the decision, or else the plan, or else what was assigned."""
    decided = decision_of(session, inspection)
    if decided:
        return citing.paper_in_full(session, decided)
    plan = session.get(Plan, inspection.plan_id) if inspection.plan_id else None
    return citing.plan_in_full(plan, citing.signers(session, plan)) if plan else "nhiệm vụ được giao"
