"""Pages of proposals: all of them, those of an inspection, one with its replies, the form to send one."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from flask import request, url_for
from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar
from werkzeug.wrappers import Response

from rasoat import clock
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.pages import (
    SIGNED_IN,
    actor,
    case_panel,
    done,
    paginate,
    redirect_to,
    render,
    save_form,
    search,
    session,
)
from rasoat.pages.case import parse_uuid, state_of
from rasoat.pages.lists import ordered, sort_link
from rasoat.pages.paging import By
from rasoat.proposals import forwarding, joining, operations, queries
from rasoat.proposals.forms import ProposalForm, ReceivedForm
from rasoat.proposals.group_views import room
from rasoat.proposals.models import ONWARD, UNDECIDED, Proposal
from rasoat.proposals.presenters import agencies_of, late_among, owners_of
from rasoat.workflows import CaseRef, pins

SORTS = {"received": col(Proposal.received_on), "changed": col(Proposal.last_event_at)}


@room.get("/", allow=SIGNED_IN)
def index() -> str:
    """Every proposal this person may see."""
    page = paginate(*in_order())
    return render(
        "proposals/index.html",
        page=page,
        states={row.id: state_of(row) for row in page.items},
        agencies=agencies_of(page.items),
        owners=owners_of(page.items),
        late=late_among(page.items),
        may_forward=forwarding.may_forward(actor()),
        selects=selects(),
        sort=lambda name: sort_link(name, "-received"),
    )


def in_order() -> tuple[SelectOfScalar[Proposal], list[By]]:
    """The proposals of the list, and their order, as the request asks for them."""
    query = select(Proposal).where(queries.listed(session(), actor()), search(Proposal))
    if status := request.args.get("status", ""):
        query = query.where(Proposal.status == status)
    if asked := _STAGES.get(request.args.get("stage", "")):
        query = query.where(asked(clock.today()))
    if owner := request.args.get("owner", ""):
        query = query.where(_owned_by(owner))
    if inspection_id := parse_uuid(request.args.get("inspection")):
        query = query.where(Proposal.inspection_id == inspection_id)
    if unit_id := parse_uuid(request.args.get("from")):
        query = query.where(Proposal.from_id == unit_id)
    return query, ordered(SORTS, "-received", col(Proposal.id))


_STAGES: dict[str, Callable[[date], ColumnElement[bool]]] = {
    "owed": lambda _today: queries.owed(),
    "late": queries.late,
    "sent": lambda _today: and_(queries.owed(), col(Proposal.forwarded_on).is_not(None)),
    "joined": lambda _today: col(Proposal.follows_id).is_not(None),
}
_STAGE_TITLES = {
    "": "Mọi đề xuất",
    "owed": "Chưa có trả lời",
    "late": "Quá hạn",
    "sent": "Chờ cấp trên trả lời",
    "joined": "Đã gộp",
}
NOBODY = "none"


def _owned_by(owner: str) -> ColumnElement[bool]:
    if owner == NOBODY:
        return col(Proposal.owner_id).is_(None)
    return col(Proposal.owner_id) == (parse_uuid(owner) or UUID(int=0))


def selects() -> list[dict[str, Any]]:
    """The filters above the list."""
    states = pins.newest(session(), "proposal").definition.states
    options = [("", "Mọi trạng thái"), *((name, state.title) for name, state in states.items())]
    found = [
        {
            "name": "stage",
            "label": "Tiến độ",
            "value": request.args.get("stage", ""),
            "options": list(_STAGE_TITLES.items()),
        },
        {"name": "status", "label": "Trạng thái", "value": request.args.get("status", ""), "options": options},
    ]
    if actor().role in queries.OWNERS:
        people = [(str(one.id), one.full_name) for one in queries.owners(session(), actor().agency_id)]
        owners = [("", "Mọi người theo dõi"), (NOBODY, "Chưa giao ai"), *people]
        found.append(
            {"name": "owner", "label": "Người theo dõi", "value": request.args.get("owner", ""), "options": owners}
        )
    return found


@room.get("/of/<uuid:inspection_id>", allow=SIGNED_IN)
def of_inspection(inspection_id: UUID) -> str:
    """The proposals of one inspection."""
    inspection = inspections.require_visible(session(), inspection_id, actor())
    rows = queries.proposals_of(session(), inspection_id, actor())
    return render(
        "proposals/of_inspection.html",
        inspection=inspection,
        proposals=rows,
        states={row.id: state_of(row) for row in rows},
        agencies=agencies_of(rows),
        owners=owners_of(rows),
        late=late_among(rows),
        may_send=operations.may_send(session(), inspection, actor()),
    )


@room.get("/<uuid:proposal_id>", allow=SIGNED_IN)
def show(proposal_id: UUID) -> str:
    """One proposal: what was asked, where it went, what was answered."""
    row = queries.require_visible(session(), proposal_id, actor())
    leader = session().get_one(Proposal, row.follows_id) if row.follows_id else None
    alike = [*session().exec(select(Proposal).where(queries.following(row.id)).order_by(col(Proposal.id)))]
    head = queries.head_of(session(), row)
    return render(
        "proposals/show.html",
        proposal=row,
        leader=leader,
        alike=[one for one in alike if queries.visible(session(), one.id, actor())],
        head=head,
        sees_head=queries.visible(session(), head.id, actor()),
        sees_leader=leader is not None and queries.visible(session(), leader.id, actor()),
        owner=queries.owner_of(session(), row),
        owed=queries.is_owed(row),
        late=queries.is_late(row, clock.today()),
        may_appoint=queries.may_appoint(row, actor()),
        may_join=joining.may_join(row, actor()),
        onward=ONWARD,
        inspection=session().get_one(Inspection, row.inspection_id),
        sees_inspection=inspections.visible(session(), row.inspection_id, actor()),
        agencies=agencies_of([one for one in (row, leader, *alike) if one]),
        may_edit=UNDECIDED.of(row) and queries.may_edit(session(), row, actor()),
        panel=case_panel(CaseRef("proposal", row.id)),
    )


@room.form("/of/<uuid:inspection_id>/new", allow=SIGNED_IN)
def send(inspection_id: UUID) -> Any:
    """Send a proposal, or note one for the unit."""
    inspection, who = inspections.require_visible(session(), inspection_id, actor()), actor()
    operations.require_open(session(), inspection, who)
    form = ProposalForm() if who.is_authority else ReceivedForm(data={"received_on": clock.today()})

    def save(db: Session) -> Proposal:
        day = clock.today() if who.is_authority else form["received_on"].data
        return operations.receive(db, who, inspection_id, form.text.data, day)

    message = "Đã gửi đề xuất." if who.is_authority else "Đã ghi đề xuất của đơn vị."
    back = url_for(".of_inspection", inspection_id=inspection_id)
    page = partial(render, "proposals/form.html", form=form, inspection=inspection, proposal=None, back_url=back)
    return save_form(form, save, page, partial(_saved, message))


def _saved(message: str, row: Proposal) -> Response:
    done(message)
    return redirect_to(".show", proposal_id=row.id)


@room.form("/<uuid:proposal_id>/edit", allow=SIGNED_IN)
def edit(proposal_id: UUID) -> Any:
    """Correct a proposal nobody has decided on."""
    row, who = queries.require_visible(session(), proposal_id, actor()), actor()
    form = ProposalForm(obj=row)

    def save(db: Session) -> Proposal:
        return operations.edit_proposal(db, who, proposal_id, form.seen_version, form.text.data)

    inspection = session().get_one(Inspection, row.inspection_id)
    back = url_for(".show", proposal_id=proposal_id)
    page = partial(render, "proposals/form.html", form=form, inspection=inspection, proposal=row, back_url=back)
    return save_form(form, save, page, partial(_saved, "Đã sửa đề xuất."), row=row)
