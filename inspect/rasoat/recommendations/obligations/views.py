"""The inbox of an addressee, and the page of one obligation with its verdict."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import request
from sqlmodel import Session
from werkzeug.wrappers import Response

from rasoat import clock
from rasoat.db import new_id
from rasoat.db.reading import rows_by_id
from rasoat.inspections.models import Inspection
from rasoat.numbers import plain
from rasoat.pages import SIGNED_IN, actor, done, redirect_to, render, session, write
from rasoat.pages.case import parse_uuid, state_of
from rasoat.pages.paging import page_of
from rasoat.problems import Problem
from rasoat.recommendations import due, prepared, queries, receiving
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.conditions import is_overdue, is_soon
from rasoat.recommendations.forms import VerifyForm
from rasoat.recommendations.inside import presenters as inside
from rasoat.recommendations.models import ADDRESSEES_TURN, NEW, PRIORITIES, URGENT, Obligation
from rasoat.recommendations.obligations import before_acts as before_acts  # registers what is read before an action
from rasoat.recommendations.obligations import presenters
from rasoat.recommendations.obligations.answering_views import room
from rasoat.recommendations.obligations.page import send, show_page
from rasoat.recommendations.sources import source_of
from rasoat.workflows import Fired

INBOX_PAGE = 60
room.blueprint.add_app_template_global(presenters.due_of, "due_of")
room.blueprint.add_app_template_global(presenters.verdict_of, "verdict_of")
room.blueprint.add_app_template_global(source_of, "source_of")


@room.get("/inbox", allow=SIGNED_IN)
def inbox() -> str:
    """List what the person's agency has to do, the most urgent first."""
    today = clock.today()
    page = page_of(queries.inbox(session(), actor()), INBOX_PAGE)
    found = rows_by_id(session(), Obligation, page.items)
    rows = [found[one] for one in page.items]
    turn = [row for row in rows if ADDRESSEES_TURN.of(row)]
    urgent = [row for row in turn if row.priority == URGENT]
    late = [row for row in turn if is_overdue(row, today)]
    soon = [row for row in turn if is_soon(row, today)]
    return render(
        "obligations/inbox.html",
        groups=[
            ("urgent", PRIORITIES[URGENT], urgent),
            ("overdue", "Quá hạn", [row for row in late if row not in urgent]),
            ("soon", f"Đến hạn trong {due.SOON_DAYS} ngày tới", [row for row in soon if row not in urgent]),
            ("later", "Còn thời gian", [row for row in turn if row not in (*urgent, *late, *soon)]),
            (
                "waiting",
                "Đã báo cáo, chờ Sở xác minh",
                [row for row in rows if row not in turn and not row.suspended_on],
            ),
            ("suspended", "Tạm dừng vì văn bản bị thu hồi", [row for row in rows if row.suspended_on]),
        ],
        page=page,
        inspections=rows_by_id(session(), Inspection, (row.inspection_id for row in rows)),
        states={row.id: state_of(row) for row in rows},
        prepared=prepared.among(session(), [row.id for row in turn], actor()),
        received=_to_confirm(turn),
        given=inside.given(rows),
        new_command=new_id,
    )


def _to_confirm(rows: Sequence[Obligation]) -> dict[UUID | None, list[Obligation]]:
    """What can be confirmed at once: by inspection (None: tasks of meetings) the new obligations, where there are several."""
    found: dict[UUID | None, list[Obligation]] = {}
    for row in rows:
        if NEW.of(row):
            found.setdefault(row.inspection_id, []).append(row)
    return {of: some for of, some in found.items() if len(some) > 1}


@room.post("/inbox/acknowledge", allow=SIGNED_IN)
def acknowledge_all() -> Response:
    """Confirm the receipt of several obligations as the page showed them."""
    who, seen = actor(), _seen(request.form.getlist("seen"))
    received = write(lambda db: receiving.acknowledge_all(db, who, seen))
    if received.confirmed:
        done(f"Đã xác nhận nhận {received.confirmed} nội dung.")
    if received.before:
        done(f"{received.before} nội dung đã được xác nhận từ trước.", "info")
    for name, why in received.refused:
        done(f"{name} chưa xác nhận được: {why}", "warning")
    return redirect_to(".inbox")


def _seen(typed: Sequence[str]) -> dict[UUID, int]:
    found = {}
    for one in typed:
        key, _, number = one.partition(":")
        obligation_id, version = parse_uuid(key), plain(number)
        if obligation_id is None or version is None:
            raise Problem("request.bad")
        found[obligation_id] = version
    return found


@room.get("/<uuid:obligation_id>", allow=SIGNED_IN)
def show(obligation_id: UUID) -> str:
    """Show one obligation: what is asked of whom by when, and everything that has happened."""
    return show_page(queries.require_visible(session(), obligation_id, actor()))


@room.post("/<uuid:obligation_id>/verify", allow=SIGNED_IN)
def verify(obligation_id: UUID) -> Any:
    """Give the verdict on an answer."""
    obligation, who = queries.require_visible(session(), obligation_id, actor()), actor()
    form = VerifyForm().of(obligation)

    def save(db: Session, files: list[Any]) -> Fired:
        return answering.verify(
            db,
            who,
            obligation_id,
            verdict=form.verdict.data or "" if "verdict" in form else "",
            evidence=form.evidence.data or "",
            files=files,
            parts=form.to_verdicts(),
            expected_version=form.seen_version,
            command_id=parse_uuid(form.command_id.data),
        )

    return send(obligation, form, "verify_form", save, "Đã ghi kết luận xác minh.")
