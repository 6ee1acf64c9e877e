"""Tables whose rows are numbered, and within what each number stands once."""

from collections.abc import Callable
from typing import Any

from sqlmodel import SQLModel

from rasoat.bulk.models import BulkRow
from rasoat.codes.models import CodeGiven
from rasoat.earlier.models import EarlierPart
from rasoat.findings.models import Finding
from rasoat.followup.models import LadderStep
from rasoat.importing.models import ImportedRow
from rasoat.incoming.models import IncomingPaper
from rasoat.meetings.models import MeetingMember, MeetingTask
from rasoat.papers.models import PaperVersion
from rasoat.plans.models import PlanBasis, PlanContent, PlanCosigner, PlanReport, PlanReportPeriod
from rasoat.proposals.models import Proposal
from rasoat.recommendations.answering.models import Answer, AnswerPart, ProgressPart, Verification, VerificationPart
from rasoat.recommendations.models import ObligationPart, Recommendation
from rasoat.reported.models import ReportedFigures
from rasoat.visits.models import ResponseRevision, Visit

Group = Callable[[Any], tuple[Any, ...] | None]


def _by(*names: str) -> Group:
    return lambda row: tuple(getattr(row, name) for name in names)


def _kept(row: Recommendation) -> tuple[Any, ...] | None:
    return None if row.removed_at else (row.inspection_id, row.ordinal)


GROUPS: dict[type[SQLModel], Group] = {
    Finding: _by("inspection_id", "kind", "ordinal"),
    Recommendation: _kept,
    Proposal: _by("inspection_id", "ordinal"),
    Answer: _by("obligation_id", "ordinal"),
    Verification: _by("obligation_id", "ordinal"),
    ObligationPart: _by("obligation_id", "ordinal"),
    AnswerPart: _by("answer_id", "ordinal"),
    ProgressPart: _by("progress_id", "ordinal"),
    VerificationPart: _by("verification_id", "ordinal"),
    Visit: _by("inspection_id", "ordinal"),
    PlanBasis: _by("plan_id", "ordinal"),
    PlanContent: _by("plan_id", "ordinal"),
    PlanCosigner: _by("plan_id", "ordinal"),
    PlanReport: _by("plan_id", "ordinal"),
    PlanReportPeriod: _by("plan_id", "ordinal"),
    ResponseRevision: _by("response_id", "number"),
    ImportedRow: _by("run_id", "ordinal"),
    BulkRow: _by("run_id", "ordinal"),
    IncomingPaper: _by("agency_id", "year", "number"),
    CodeGiven: _by("round_id", "ordinal"),
    EarlierPart: _by("notice_id", "ordinal"),
    MeetingMember: _by("meeting_id", "ordinal"),
    MeetingTask: _by("meeting_id", "ordinal"),
    LadderStep: _by("case_kind", "case_id", "due_on", "step", "ordinal"),
    ReportedFigures: _by("inspection_id", "ordinal"),
    PaperVersion: _by("paper_id", "ordinal"),
}
"""By table: the columns whose values stand together once (None: this row is not numbered any more)."""
