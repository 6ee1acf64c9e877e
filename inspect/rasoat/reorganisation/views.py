"""What is left open with agencies that have ended."""

from flask import url_for

from rasoat import clock
from rasoat.accounts.actor import Role
from rasoat.pages import actor, render, session
from rasoat.reorganisation import account_queries, account_views, queries
from rasoat.reorganisation.act_views import room
from rasoat.units import checking

__all__ = ["account_views", "room"]

READERS = frozenset({Role.OFFICER, Role.LEADER, Role.CLERK, Role.MEMBER, Role.ADMINISTRATOR})


@room.get("/", allow=READERS)
def ended() -> str:
    """Show the agencies that have ended and still have something open: administrators see numbers and what does not fit
    among the agencies, others also where the cases are.
    """
    me, today = actor(), clock.today()
    administrator = me.role == Role.ADMINISTRATOR
    return render(
        "reorganisation/ended.html",
        left=queries.open_with_ended(session(), me, today),
        administrator=administrator,
        accounts=account_queries.count_left(session()) if administrator else 0,
        faults=checking.faults(session(), today) if administrator else [],
        back_url=url_for("administration.agencies") if administrator else url_for("followup.board"),
        back_title="Cơ quan" if administrator else "Theo dõi thực hiện",
    )
