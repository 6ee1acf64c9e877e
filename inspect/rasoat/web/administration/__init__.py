"""The administrator's pages: accounts, agencies, administrative units, definitions in force, days off, and failed mails and files."""

from rasoat.web.administration import (
    agencies,
    checklist_drafts,
    definitions,
    numbering,
    outbox,
    proposed,
    signing,
    units,
    users,
    working_days,
)
from rasoat.web.administration.room import room

__all__ = [
    "agencies",
    "checklist_drafts",
    "definitions",
    "numbering",
    "outbox",
    "proposed",
    "room",
    "signing",
    "units",
    "users",
    "working_days",
]
