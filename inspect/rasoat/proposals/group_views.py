"""Pages on which a person is named for a proposal, alike ones are joined, and several are forwarded with one letter."""

from functools import partial
from typing import Any
from uuid import UUID

from flask import url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from rasoat import clock
from rasoat.accounts.actor import Role
from rasoat.pages import Room, actor, done, redirect_to, render, save_form, session, write
from rasoat.pages.case import parse_uuid, state_of
from rasoat.pages.picking import Choice
from rasoat.pages.request import sent_version
from rasoat.problems import Problem
from rasoat.proposals import due, forwarding, joining, operations, queries
from rasoat.proposals.forms import AppointForm, ForwardForm, JoinForm
from rasoat.proposals.models import Proposal
from rasoat.proposals.presenters import agencies_of
from rasoat.text import shortened
from rasoat.units import queries as units
from rasoat.units.kinds import that_may
from rasoat.workflows import Fired

room = Room("proposals", __name__, url_prefix="/proposals")
DEPARTMENT = frozenset({Role.OFFICER, Role.LEADER})


@room.form("/<uuid:proposal_id>/appoint", allow=DEPARTMENT)
def appoint(proposal_id: UUID) -> Any:
    """Say who sees to a proposal and until when."""
    row, who = queries.require_visible(session(), proposal_id, actor()), actor()
    if not queries.may_appoint(row, who):
        raise Problem("forbidden")
    form = AppointForm(data={"owner": str(row.owner_id or ""), "due_on": row.due_on, "version": row.version})
    people = queries.owners(session(), row.lead_agency_id)
    form.owner.choices = [("", "Chưa giao"), *((str(one.id), f"{one.full_name}, {one.title}") for one in people)]

    def save(db: Session) -> Proposal:
        owner = parse_uuid(form.owner.data)
        return operations.appoint(db, who, proposal_id, form.seen_version, owner, form.due_on.data)

    return save_form(form, save, partial(_page, "proposals/appoint.html", form, row), _saved, row=row)


@room.form("/<uuid:proposal_id>/join", allow=frozenset({Role.OFFICER}))
def join(proposal_id: UUID) -> Any:
    """Let a proposal follow an alike one."""
    row, who = queries.require_visible(session(), proposal_id, actor()), actor()
    if not joining.may_join(row, who):
        raise Problem("forbidden")
    offered = joining.candidates(session(), row)
    agencies = agencies_of(offered)
    form = JoinForm(data={"version": row.version})
    form.leader.choices = [
        (str(one.id), f"{agencies[one.from_id].listed_name}, {state_of(one).title.lower()}: {shortened(one.text, 200)}")
        for one in offered
    ]

    def save(db: Session) -> Fired:
        leader_id = parse_uuid(form.leader.data) or UUID(int=0)
        return joining.join(db, who, proposal_id, form.seen_version, leader_id)

    def saved(_fired: Fired) -> Response:
        done("Đã gộp; từ nay xử lý ở đề xuất chính, trả lời về cả hai đơn vị.")
        return redirect_to(".show", proposal_id=proposal_id)

    page = partial(_page, "proposals/join.html", form, row, offered=offered)
    return save_form(form, save, page, saved, row=row, refusals=("form.invalid", "case.refused"))


@room.post("/<uuid:proposal_id>/separate", allow=frozenset({Role.OFFICER}))
def separate(proposal_id: UUID) -> Response:
    """Let a proposal go alone again."""
    who, version = actor(), sent_version()
    write(lambda db: joining.separate(db, who, proposal_id, version))
    done("Đã tách ra; đề xuất được xử lý riêng.")
    return redirect_to(".show", proposal_id=proposal_id)


@room.form("/forward", allow=DEPARTMENT)
def forward() -> Any:
    """Forward several proposals with one letter."""
    who = actor()
    offered = forwarding.candidates(session(), who)
    form = ForwardForm(data={"until": due.default(session(), due.ANSWER)})
    receivers = units.serving(session(), clock.today(), that_may("receive_proposals"))
    form.receiver.choices = [("", "Chọn cơ quan"), *((str(one.id), one.name) for one in receivers)]
    names = units.names(session(), {row.from_id for row in offered})
    form.proposals.offer(
        [
            Choice(
                str(row.id),
                shortened(row.text, 160),
                f"{names[row.from_id].listed_name}, {state_of(row).title.lower()}",
            )
            for row in offered
        ]
    )

    def saved(fired: list[Fired]) -> Response:
        done(f"Đã chuyển {len(fired)} đề xuất; soạn công văn chuyển ở trang của đề xuất này.")
        return redirect_to(".show", proposal_id=form.given()[0].proposal_id)

    def page(**shown: Any) -> str:
        return render("proposals/forward.html", form=form, offered=offered, back_url=url_for(".index"), **shown)

    return save_form(form, lambda db: forwarding.forward_together(db, who, form.to(), form.given()), page, saved)


def _page(template: str, form: Any, row: Proposal, **shown: Any) -> str:
    back = url_for(".show", proposal_id=row.id)
    return render(template, form=form, proposal=row, agencies=agencies_of([row]), back_url=back, **shown)


def _saved(row: Proposal) -> Response:
    done("Đã lưu người theo dõi và hạn.")
    return redirect_to(".show", proposal_id=row.id)
