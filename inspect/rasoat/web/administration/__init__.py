"""The administrator's pages: accounts, agencies, definitions in force, and failed mails and files."""

from rasoat.web.administration import agencies, definitions, outbox, users
from rasoat.web.administration.room import room

__all__ = ["agencies", "definitions", "outbox", "room", "users"]
