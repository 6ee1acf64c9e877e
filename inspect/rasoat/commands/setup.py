"""How most commands begin: with an up-to-date database."""

from rasoat import publishing, rooms
from rasoat.db import Database, schema
from rasoat.db.database import told_when_away
from rasoat.settings import Settings


def ready(chosen: Settings) -> Database:
    """Return the database after migrating it and publishing the definitions of the content folders. Raises Problem
    `database.away` when it cannot be reached.
    """
    rooms.load()
    database = Database(chosen.url)
    with told_when_away():
        schema.upgrade(database)
    publishing.publish(database, chosen.content_dir)
    return database
