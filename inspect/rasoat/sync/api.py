"""The API of this room: what goes out with a tablet, and what comes back."""

from rasoat.sync import incoming_api
from rasoat.sync.outgoing_api import room

__all__ = ["incoming_api", "room"]
