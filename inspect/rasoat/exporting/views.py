"""Taking a list out, and the pages of what was taken out."""

import tempfile
from collections.abc import Iterator
from typing import IO, Any

from flask import current_app, request, url_for
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar
from werkzeug.wrappers import Response

from rasoat.accounts import queries as accounts
from rasoat.exporting import operations, queries, taking
from rasoat.exporting.models import ExportRun
from rasoat.exporting.registry import Listing, listings
from rasoat.pages import SIGNED_IN, Room, actor, done, paginate, redirect_to, render, session, write
from rasoat.pages.paging import By, asked
from rasoat.pages.ticking import ticked
from rasoat.problems import Problem

room = Room("exporting", __name__, url_prefix="/exports")
_PIECE = 64 * 1024
_OF_PAGES = ("after", "before", "page")


@room.blueprint.app_template_global("export_address")
def _address(name: str, **more: Any) -> str:
    """Where a list is taken out with the filters of the present page; `more` are others."""
    return url_for("exporting.take", **{**_filters(), **more, "name": name})


@room.blueprint.app_template_global("with_filters")
def _with_filters(endpoint: str) -> str:
    """The address of another page, with the filters of the present one."""
    return url_for(endpoint, **_filters())


def _filters() -> dict[str, Any]:
    return {key: value for key, value in asked().items() if key not in _OF_PAGES and value}


@room.post("/of/<name>", allow=SIGNED_IN)
def take(name: str) -> Response:
    """Take a list out, as the page with the same filters shows it. What is taken is written down first."""
    me, listing, form = actor(), _listing(name), request.form.get("form", "")
    if form not in taking.forms_of(listing):
        raise Problem("request.bad")
    if ticked() == {}:
        done("Chưa chọn dòng nào: đánh dấu ít nhất một dòng rồi tải về.", "warning")
        return redirect_to(listing.page, **{key: value for key, value in _filters().items() if key != "name"})
    told = taking.asked_in_words(listing)
    # The file has no name, and is closed when it has been sent.
    out = tempfile.TemporaryFile()  # noqa: SIM115
    try:
        taken = taking.write(listing, form, told, me, out)
        session().rollback()
        write(lambda db: operations.record(db, me, listing, form, told, taken))
    except BaseException:
        out.close()
        raise
    answer = Response(_sent(out), mimetype=taking.MIMES[form], direct_passthrough=True)
    answer.headers.set("Content-Disposition", "attachment", filename=taking.file_name(listing, form))
    answer.content_length = taken.size
    answer.call_on_close(out.close)
    return answer


def _sent(out: IO[bytes]) -> Iterator[bytes]:
    with out:
        while piece := out.read(_PIECE):
            yield piece


def _listing(name: str) -> Listing:
    """The list, for whoever may open its page."""
    found = listings().get(name)
    if found is None:
        raise Problem("not_found")
    if actor().role not in getattr(current_app.view_functions[found.page], "rasoat_allow", ()):
        raise Problem("forbidden")
    return found


@room.get("/", allow=SIGNED_IN)
def index() -> str:
    """What was taken out, the newest first: administrators see all of it, others their own."""
    page = paginate(*in_order())
    return render(
        "exporting/index.html",
        page=page,
        people=accounts.names(session(), {row.taken_by for row in page.items}),
        forms=taking.FORMS,
    )


def in_order() -> tuple[SelectOfScalar[ExportRun], list[By]]:
    """What this person may see of what was taken out, and its order."""
    return select(ExportRun).where(queries.visible_to(actor())), [By(col(ExportRun.id), True)]
