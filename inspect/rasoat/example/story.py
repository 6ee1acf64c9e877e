"""The whole course of one inspection, from the joint plan to the follow-up table, run through the real operations."""

from pathlib import Path

from sqlmodel import select

from rasoat.accounts.models import User
from rasoat.audit import verify
from rasoat.db import Database
from rasoat.example import (
    answering,
    communes,
    following,
    later,
    owing,
    papering,
    planning,
    registers,
    reorganising,
    reporting,
    setting,
    visiting,
)
from rasoat.example.teller import Say, Teller
from rasoat.files.store import BlobStore
from rasoat.settings import Settings

FIRST = (
    setting.set_stage,
    planning.plan,
    planning.schedule,
    papering.decision,
    reporting.schedule_notice,
    visiting.visit,
    papering.minutes_drawn_up,
    visiting.review,
    visiting.recommend,
    papering.team_reports,
    reporting.proposals_answered,
    papering.proposal_forwarded,
    reporting.result_notice,
    following.acknowledge,
    following.review_is_met,
    following.signs_need_more_time,
    papering.more_time_answered,
    following.signs_are_answered,
    following.fund_is_overdue,
    papering.fund_is_reminded,
    following.signs_are_partly_met,
    following.proposals_replied,
    planning.schedule_next,
    papering.schedule_replaced,
    papering.fund_is_urgent,
)
"""From the plan to November 2024."""
STEPS = (
    *FIRST,
    answering.stances_and_answers,
    answering.homes_climb,
    answering.answers_in_rounds,
    answering.answer_on_paper,
    planning.rest_is_cancelled,
    registers.outgoing,
    answering.last_verdicts,
    papering.province_is_told,
    answering.signs_need_more_time_again,
    reorganising.task_moves,
    reorganising.district_ends,
    reorganising.nothing_is_left,
    communes.take_over,
    communes.go_on,
    later.monitored,
    later.facility_checked,
    later.last_answers,
    registers.outgoing,
    following.table,
    owing.table,
)


def is_loaded(database: Database) -> bool:
    """Whether the example is already loaded."""
    with database.read() as session:
        return session.exec(select(User.id)).first() is not None


def tell(database: Database, settings: Settings, *, papers: Path, say: Say) -> Teller:
    """Run the story in an empty database and write the papers into a folder. Raises when any step does not end as it
    must.
    """
    teller = Teller(database, settings, papers, say)
    for step in STEPS:
        step(teller)
    with database.one_moment() as session:
        faults = list(verify(session, BlobStore(settings.files_dir), [], lambda _step, _count: None))
    if faults:
        raise RuntimeError(f"the story is not whole: {faults[0]}")
    return teller
