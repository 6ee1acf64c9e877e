"""The last day for what comes next of a proposal: deciding on it, keeping what was promised, the unit's letter, the reply of whom it was
forwarded to. No paper of law sets one; the days are those that the newest workflow of proposals suggests.
"""

from datetime import date

from sqlmodel import Session

from rasoat import clock
from rasoat.workflows import DeadlineUse, deadlines, pins, register_deadline
from rasoat.workflows.working_days import in_force

DECIDE = register_deadline("proposal", "decide", DeadlineUse("until when a proposal is decided on", required=True))
KEEP = register_deadline("proposal", "keep", DeadlineUse("until when a promise is kept", required=True))
SEND = register_deadline("proposal", "send", DeadlineUse("until when a unit sends its letter", required=True))
ANSWER = register_deadline("proposal", "answer", DeadlineUse("until when a reply is asked for", required=True))


def default(session: Session, name: str) -> date:
    """The last day when nobody names one, counted from today."""
    count, unit = pins.newest(session, "proposal").definition.deadlines[name].term
    return deadlines.after(clock.today(), count, in_force(session), unit).due_on
