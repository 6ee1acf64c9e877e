"""One round of the work that happens outside the pages."""

from rasoat import clock
from rasoat.audit import sealing
from rasoat.codes import mail as codes
from rasoat.db import Database, installation
from rasoat.followup.operations import remind
from rasoat.importing.shelf import Shelf
from rasoat.notifying import mail
from rasoat.outbox.operations import run_due
from rasoat.papers import rendering
from rasoat.plans import reminding
from rasoat.settings import Settings
from rasoat.tablets.receiving.uploads import uploads


def run_once(database: Database, settings: Settings) -> int:
    """Queue the reminders of the day, remove forgotten uploads and tables, make the day's seal, and do everything that is due.
    Returns how many things were done.
    """
    with database.read() as session:
        day = installation.example_date(session)
    with clock.use_date(day):
        today = clock.today()
        uploads(database, settings).tidy()
        Shelf(settings).tidy()
        sealing.seal_daily(database)
        remind(database, today)
        reminding.ask_again(database, today, settings.cosign_remind_days)
        handlers = [mail.handlers(settings), codes.handlers(settings), rendering.handlers(settings)]
        return run_due(database, {kind: handler for each in handlers for kind, handler in each.items()})
