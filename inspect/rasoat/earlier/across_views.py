"""The page of what waits in all papers of before, and what is ticked on it."""

from typing import Any
from uuid import UUID

from flask import request, url_for
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from rasoat import numbers
from rasoat.db.bulk import among_these
from rasoat.db.counting import count_text, count_up_to
from rasoat.earlier import across, presenters, queries
from rasoat.earlier.forms import ManyForm
from rasoat.earlier.models import EarlierPart
from rasoat.earlier.table_views import OFFICERS, room
from rasoat.numbers import LARGEST_STORED
from rasoat.pages import actor, done, paginate, redirect_to, render, session, write
from rasoat.pages.case import parse_uuid
from rasoat.pages.paging import By

PARTS_PER_PAGE = 100


def ticked() -> dict[UUID, int | None]:
    """The parts that were ticked, each with the version that the page showed."""
    found = {}
    for value in request.form.getlist("part"):
        name, _, version = value.partition(":")
        if part_id := parse_uuid(name):
            found[part_id] = numbers.plain(version, least=0, most=LARGEST_STORED)
    return found


def may_go_on(form: ManyForm, parts: dict[UUID, int | None]) -> bool:
    """Whether something was ticked and something is to be done to it; says on the form what is not."""
    if not parts:
        form.kind.errors = [*form.kind.errors, "Đánh dấu các phần trước."]
        return False
    if "settle" not in request.form and not form.asks_for_something:
        form.kind.errors = [*form.kind.errors, "Chọn loại, đơn vị, hạn hoặc kết quả trước."]
        return False
    return form.validate()


def told(count: int) -> str:
    """What was done, in words."""
    return f"Đã xác nhận {count} phần." if "settle" in request.form else f"Đã sửa {count} phần."


@room.form("/waiting", allow=OFFICERS)
def waiting() -> Any:
    """Show what waits in all papers, and do the same to what was ticked."""
    if request.method != "POST":
        return _page(ManyForm(formdata=None), None)
    form, parts = ManyForm(), ticked()
    rows = list(session().exec(_chosen(parts)))
    papers = across.papers_of(session(), actor(), rows)
    form.offer_these(across.addressees(session(), papers.values()))
    if not may_go_on(form, parts):
        return _page(form, None), 422
    rows = [row for row in rows if row.notice_id in papers]
    wanted = form.change(settle="settle" in request.form)
    found = across.change(papers.values(), rows, parts, write, actor(), wanted)
    if found.refused:
        return _page(form, found), 422
    done(told(found.count))
    # What is left comes forward, so that the first page is the next one.
    return redirect_to(".waiting", lack=request.args.get("lack") or None, who=request.args.get("who") or None)


def _chosen(parts: dict[UUID, int | None]) -> SelectOfScalar[EarlierPart]:
    query = select(EarlierPart).where(among_these(col(EarlierPart.id), list(parts)))
    return query.order_by(col(EarlierPart.notice_id), col(EarlierPart.ordinal))


def _page(form: ManyForm, changed: across.Changed | None) -> str:
    lack, mine = request.args.get("lack", ""), request.args.get("who") == "mine"
    order = [By(col(EarlierPart.notice_id)), By(col(EarlierPart.ordinal))]
    page = paginate(across.waiting(actor(), lack, mine=mine), order, PARTS_PER_PAGE)
    papers = across.papers_of(session(), actor(), page.items)
    form.offer_these(across.addressees(session(), papers.values()))
    lines = presenters.lines(session(), papers, queries.with_tasks(session(), page.items))
    grouped: dict[UUID, list[presenters.Line]] = {}
    for line in lines:
        grouped.setdefault(line.part.row.notice_id, []).append(line)
    return render(
        "earlier/waiting.html",
        page=page,
        groups=[(papers[notice_id], its) for notice_id, its in grouped.items()],
        form=form,
        changed=changed,
        told=told(changed.count) if changed else "",
        tabs=_tabs(lack, mine=mine),
        lack=lack if lack in across.LACKS else "",
        mine=mine,
    )


def _tabs(lack: str, *, mine: bool) -> list[dict[str, Any]]:
    """What can be chosen, each with how many parts lack it."""
    who, present = actor(), lack if lack in across.LACKS else ""
    return [
        {
            "title": title,
            "url": url_for(".waiting", lack=name or None, who="mine" if mine else None),
            "active": name == present,
            "count": count_text(count_up_to(session(), across.waiting(who, name, mine=mine))),
        }
        for name, (title, _) in across.LACKS.items()
    ]
