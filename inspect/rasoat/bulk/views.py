"""Pages of what is done to many rows: the form that says what and to which, and what became of each row."""

from collections.abc import Mapping
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from flask import request, url_for

from rasoat.bulk import operations, queries, registry, running
from rasoat.bulk.models import DONE, KEPT, REFUSED, STATES, UNDONE, WAITING
from rasoat.bulk.registry import BulkAction, BulkList
from rasoat.db import new_id
from rasoat.exporting.registry import listings
from rasoat.numbers import grouped
from rasoat.pages import OFFICE, Room, actor, database, done, redirect_to, render, session, write
from rasoat.pages.case import case_url, parse_uuid
from rasoat.pages.forms import Form
from rasoat.pages.paging import asked
from rasoat.pages.ticking import ticked
from rasoat.problems import Problem
from rasoat.workflows import CaseRef

room = Room("bulk", __name__, url_prefix="/bulk")
SECONDS = 6.0
"""How long a request goes through rows before it answers; the worker goes on with the rest."""
_OF_PAGES = ("after", "before", "page")
TONES = {WAITING: "waiting", DONE: "ok", REFUSED: "bad", UNDONE: "neutral", KEPT: "bad"}


@room.blueprint.app_template_global("bulk_actions")
def _offered(listing: str) -> list[BulkAction]:
    """What this person may do to many rows of a list."""
    return registry.actions_for(listing, actor().role)


@room.blueprint.app_template_global("bulk_address")
def _address(listing: str) -> str:
    """Where a list's form of ticked rows goes, with the filters of the present page."""
    return url_for("bulk.ask", listing=listing, **_filters())


def _filters() -> dict[str, Any]:
    return {key: value for key, value in asked().items() if key not in (*_OF_PAGES, "listing", "action")}


@room.post("/<listing>", allow=OFFICE)
def ask(listing: str) -> Any:
    """Ask for what an action needs, and show to which rows it is done."""
    found = _list(listing)
    action = _action(found, request.form.get("action", ""))
    rows = _chosen(found)
    if not rows or len(rows) > operations.MOST:
        most = grouped(operations.MOST)
        told = (
            f"Nhiều nhất {most} dòng một lần: lọc bớt rồi làm tiếp."
            if rows
            else "Chưa chọn dòng nào: đánh dấu ít nhất một dòng."
        )
        done(told, "warning")
        return redirect_to(listings()[listing].page, **_filters())
    form = action.form(formdata=None)
    action.offer(form, session(), actor())
    return _form_page(found, action, form, rows, new_id())


@room.post("/<listing>/<action>", allow=OFFICE)
def carry_out(listing: str, action: str) -> Any:
    """Do it: the rows are written down, then gone through one by one."""
    found, rows, who = _list(listing), ticked() or {}, actor()
    chosen, command_id = _action(found, action), parse_uuid(request.form.get("bulk_command"))
    if command_id is None:
        raise Problem("request.bad")
    form = chosen.form()
    chosen.offer(form, session(), who)
    if not form.validate():
        return _form_page(found, chosen, form, rows, command_id), 422
    given, filters = _values(form), _filters()
    run = write(
        lambda db: operations.begin(
            db, who, chosen, list(rows.items()), given=given, asked=filters, command_id=command_id
        )
    )
    return _gone_through(run.id)


@room.get("/runs/<uuid:bulk_id>", allow=OFFICE)
def show(bulk_id: UUID) -> Any:
    """What became of each row. With ?seen= only whether there is something new."""
    run = queries.require_own(session(), bulk_id, actor())
    found, rows = _list(run.listing), queries.rows_of(session(), run.id)
    counts = queries.counts(rows)
    cases = queries.cases(session(), found, [row.about_id for row in rows], actor())
    action, mark = registry.action(run.listing, run.action), f"{counts[WAITING]}-{counts[DONE]}"
    going = counts[WAITING] > 0 or (run.undo_at is not None and counts[DONE] > 0)
    if going and request.args.get("seen") == mark:
        return "", 204
    order = {KEPT: 0, REFUSED: 1}
    return render(
        "bulk/run.html",
        run=run,
        rows=sorted(rows, key=lambda row: order.get(row.state, 2)),
        counts=counts,
        going=going,
        mark=mark,
        states=STATES,
        tones=TONES,
        title=action.title if action else run.action,
        may_undo=bool(action and action.undoing) and run.undo_at is None and not going and counts[DONE] > 0,
        told=action.told if action else "",
        names=found.names(session(), cases),
        links={row.id: case_url(CaseRef(found.kind, row.id)) for row in cases},
        listing=listings()[run.listing].title,
        back_url=url_for(listings()[run.listing].page, **run.asked),
    )


@room.post("/runs/<uuid:bulk_id>/undo", allow=OFFICE)
def undo(bulk_id: UUID) -> Any:
    """Take back what was done, row by row."""
    who = actor()
    run = write(lambda db: operations.begin_undo(db, who, bulk_id))
    return _gone_through(run.id)


def _gone_through(run_id: UUID) -> Any:
    running.go_on(database(), run_id, SECONDS)
    return redirect_to("bulk.show", bulk_id=run_id)


def _form_page(found: BulkList, action: BulkAction, form: Form, rows: Mapping[UUID, int], command_id: UUID) -> str:
    cases = queries.cases(session(), found, list(rows), actor())
    names = found.names(session(), cases)
    return render(
        "bulk/ask.html",
        action=action,
        form=form,
        fields=[item for item in form if getattr(item.widget, "input_type", "") != "hidden"],
        rows=rows,
        names=[names.get(key, "Không còn xem được") for key in rows],
        noun=found.noun,
        command_id=command_id,
        send_url=url_for("bulk.carry_out", listing=found.name, action=action.name, **_filters()),
        back_url=url_for(listings()[found.name].page, **_filters()),
        back_title=listings()[found.name].title,
    )


def _list(name: str) -> BulkList:
    found = registry.lists.get(name)
    if found is None:
        raise Problem("not_found")
    return found


def _action(found: BulkList, name: str) -> BulkAction:
    action = registry.action(found.name, name)
    if action is None:
        raise Problem("not_found")
    if actor().role not in action.roles:
        raise Problem("forbidden")
    return action


def _chosen(found: BulkList) -> dict[UUID, int]:
    """The rows that were ticked; where all that match are meant, those, and one more than may be."""
    chosen = ticked()
    if chosen is not None:
        return chosen
    portions = listings()[found.name].source().portions()
    rows = (row for portion in portions for row in portion)
    return {row.id: row.version for row in islice(rows, operations.MOST + 1)}


def _values(form: Form) -> dict[str, Any]:
    """What was typed, by the names of the fields, as it can be kept."""
    shown = (item for item in form if getattr(item.widget, "input_type", "") != "hidden")
    return {item.name: item.data.isoformat() if isinstance(item.data, date) else item.data for item in shown}
