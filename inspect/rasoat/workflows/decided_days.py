"""Entering and removing the days that a decision swapped."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, select

from rasoat.accounts.actor import Actor
from rasoat.db.locking import lock
from rasoat.problems import Problem, Reason
from rasoat.text import one_line
from rasoat.workflows.models import DecidedDay
from rasoat.workflows.working_days import in_force


def enter(session: Session, actor: Actor, day: date, *, worked: bool, decision: str) -> DecidedDay:
    """Enter one day. Due dates that were computed before keep their day.

    Raises Problem `form.invalid` for a day that is entered already, or that is so without a decision.
    """
    if session.exec(select(DecidedDay.id).where(DecidedDay.day == day)).first() is not None:
        raise _refused("Ngày này đã nhập; xóa dòng cũ rồi nhập lại.")
    off = in_force(session).day_off(day)
    if worked and not off:
        raise _refused("Ngày này vốn là ngày làm việc.")
    if not worked and off:
        raise _refused(f"Ngày này vốn đã nghỉ ({off}).")
    row = DecidedDay(day=day, worked=worked, decision=one_line(decision), entered_by=actor.user_id)
    session.add(row)
    session.flush()
    return row


def _refused(message: str) -> Problem:
    return Problem("form.invalid", reasons=[Reason("day", message)])


def remove(session: Session, day_id: UUID) -> date:
    """Remove a day that was entered, and return it. Raises Problem `not_found`."""
    row = lock(session, DecidedDay, day_id)
    session.delete(row)
    session.flush()
    return row.day
