"""The pages of the desk, all under the visit they are about."""

from rasoat.pages import Room

room = Room("tablets_desk", __name__, url_prefix="/visits")
