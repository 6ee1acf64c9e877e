"""One round of the work that happens outside the pages."""

from datetime import date

from rasoat import clock
from rasoat.arranging import repeating
from rasoat.audit import sealing
from rasoat.bulk import running as bulk
from rasoat.codes import mail as codes
from rasoat.db import Database, installation
from rasoat.followup.operations import is_time, remind
from rasoat.importing.shelf import Shelf
from rasoat.notifying import digest, mail
from rasoat.outbox.operations import run_due
from rasoat.papers import rendering, sending_reports
from rasoat.plans import reminding
from rasoat.reorganisation import running
from rasoat.settings import Settings
from rasoat.tablets.receiving.uploads import uploads
from rasoat.workflows import working_days


def run_once(database: Database, settings: Settings) -> int:
    """Take the ladder's steps of the day, remove forgotten uploads and tables, make the day's seal, and do everything that is due.
    Returns how many things were done.
    """
    with database.read() as session:
        day = installation.example_date(session)
    with clock.use_date(day):
        today = clock.today()
        uploads(database, settings).tidy()
        Shelf(settings).tidy()
        sealing.seal_daily(database)
        with database.read() as session:
            awake = is_time(session)
        if awake:
            remind(database, today)
        repeating.propose_due(database, today)
        reminding.ask_again(database, today, settings.cosign_remind_days)
        if digest.is_time(clock.real_now(), settings.digest_hour) and _is_worked(database, today):
            digest.queue_all(database, today)
        handlers = [
            mail.handlers(settings, by_day=awake),
            digest.handlers(settings),
            codes.handlers(settings),
            rendering.handlers(settings),
            sending_reports.handlers(),
            running.handlers(),
            bulk.handlers(),
        ]
        return run_due(database, {kind: handler for each in handlers for kind, handler in each.items()})


def _is_worked(database: Database, day: date) -> bool:
    """Whether a day is a working day: on days off nobody is written to but of what is told at once."""
    with database.read() as session:
        return not working_days.in_force(session).day_off(day)
