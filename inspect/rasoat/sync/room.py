"""The pages of this room, all under the visit they are about."""

from rasoat.pages import Room

room = Room("sync", __name__, url_prefix="/visits")
