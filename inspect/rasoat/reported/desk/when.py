"""When a unit reports: which notice asks for it, by what day, and until when figures are taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from rasoat import clock
from rasoat.inspections.models import VISITABLE, Inspection
from rasoat.papers import queries as papers
from rasoat.papers.kinds import schedule, schedule_outline
from rasoat.papers.models import OUT, PaperCase
from rasoat.problems import Problem
from rasoat.reported.models import ReportedFigures
from rasoat.visits import queries as visits
from rasoat.visits.models import CALLED_OFF, HELD


@dataclass(frozen=True, slots=True)
class Asking:
    """The schedule notice that asks the unit for a report by its outline, and the day by which it is sent."""

    paper: PaperCase
    by_day: date | None

    def is_late(self, sent: ReportedFigures | None) -> bool:
        """Whether the report came, or will come, after that day."""
        day = clock.local(sent.sent_at).date() if sent and sent.sent_at else clock.today()
        return self.by_day is not None and day > self.by_day


def asking(session: Session, inspection: Inspection) -> Asking | None:
    """The issued notice that asks; None before there is one, or when its outline was taken out."""
    if inspection.plan_id is None:
        return None
    issued = [one for one in papers.papers_about(session, "plan", inspection.plan_id, schedule.NAME) if OUT.of(one)]
    for paper in issued:
        frozen = papers.frozen_of(session, paper)
        if frozen is not None and _has_outline(frozen.snapshot):
            return Asking(paper, schedule_outline.day_of(session, inspection))
    return None


def _has_outline(snapshot: Mapping[str, Any]) -> bool:
    blocks = [block for appendix in snapshot.get("appendices", ()) for block in appendix["blocks"]]
    return any(block["id"].startswith(schedule_outline.BLOCKS) for block in blocks)


def is_open(session: Session, inspection: Inspection) -> bool:
    """Whether figures are taken: from the schedule on, until the last visit is over."""
    held = [one for one in visits.visits_of(session, inspection.id) if not CALLED_OFF.of(one)]
    return VISITABLE.of(inspection) and not (held and all(HELD.of(one) for one in held))


def require_open(session: Session, inspection: Inspection) -> None:
    """Raises Problem `reported.closed`."""
    if not is_open(session, inspection):
        raise Problem("reported.closed")
