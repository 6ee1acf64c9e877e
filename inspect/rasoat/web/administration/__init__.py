"""The administrator's pages: accounts, agencies, administrative units, definitions in force, days off, and failed mails and files."""

from rasoat.web.administration import agencies, definitions, outbox, proposed, units, users, working_days
from rasoat.web.administration.room import room

__all__ = ["agencies", "definitions", "outbox", "proposed", "room", "units", "users", "working_days"]
