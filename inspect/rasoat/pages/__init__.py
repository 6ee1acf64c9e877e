"""What the pages of every room use: guarded routes, the request's actor and session, lists, forms, case panels."""

from rasoat.pages.case import CasePanel, case_panel
from rasoat.pages.lists import search
from rasoat.pages.paging import Page, paginate
from rasoat.pages.request import actor, app_settings, blob_store, database, session, write
from rasoat.pages.respond import done, redirect_to, render
from rasoat.pages.room import ADMIN, AUTHORITY, OFFICE, PUBLIC, SIGNED_IN, Room
from rasoat.pages.saving import save_form

__all__ = [
    "ADMIN",
    "AUTHORITY",
    "OFFICE",
    "PUBLIC",
    "SIGNED_IN",
    "CasePanel",
    "Page",
    "Room",
    "actor",
    "app_settings",
    "blob_store",
    "case_panel",
    "database",
    "done",
    "paginate",
    "redirect_to",
    "render",
    "save_form",
    "search",
    "session",
    "write",
]
