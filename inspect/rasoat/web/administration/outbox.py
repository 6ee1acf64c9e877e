"""Mails and files that the program could not send or write, and trying them again."""

from uuid import UUID

from werkzeug.wrappers import Response

from rasoat.outbox import operations
from rasoat.pages import ADMIN, done, paginate, redirect_to, render, write
from rasoat.web.administration.room import room
from rasoat.web.today.system import FAILED_ORDER, KINDS, failed


@room.get("/outbox", allow=ADMIN)
def outbox() -> str:
    """List everything that failed at its last attempt; what was given up comes first."""
    return render("administration/outbox.html", page=paginate(failed(), FAILED_ORDER), kinds=KINDS)


@room.post("/outbox/<uuid:item_id>/again", allow=ADMIN)
def try_again(item_id: UUID) -> Response:
    """Try one of them again at once; after that it is treated like a new one."""
    write(lambda db: operations.try_again(db, item_id))
    done("Sẽ thử lại ngay. Xem lại trang này sau một phút.")
    return redirect_to("administration.outbox")
