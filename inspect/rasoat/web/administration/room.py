"""The room all of the administrator's pages are in."""

from rasoat.pages import Room

room = Room("administration", __name__, url_prefix="/admin")
