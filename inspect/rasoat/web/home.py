"""The first page: what this person must do today."""

from rasoat.pages import SIGNED_IN, Room, actor, render

room = Room("home", __name__)


@room.get("/", allow=SIGNED_IN)
def show() -> str:
    """Each role lands on its own work."""
    return render("home.html", greeting=f"Chào {actor().name}", sections=[])
