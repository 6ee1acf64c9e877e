"""What can be done to many proposals: appoint who sees to them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.bulk.registry import BulkAction, BulkList, Done, One, register_bulk
from rasoat.pages.case import parse_uuid
from rasoat.proposals import operations, queries
from rasoat.proposals.forms import AppointManyForm
from rasoat.proposals.models import Proposal
from rasoat.units import queries as units


def _names(session: Session, rows: Sequence[Proposal]) -> Mapping[UUID, str]:
    agencies = units.names(session, {row.from_id for row in rows})
    return {row.id: f"Đề xuất {row.ordinal} của {agencies[row.from_id].listed_name}" for row in rows}


def _offer(form: AppointManyForm, session: Session, actor: Actor) -> None:
    people = queries.owners(session, actor.agency_id)
    form.owner.choices = [("", "Chọn người theo dõi"), *((str(one.id), one.full_name) for one in people)]


def _appoint(session: Session, actor: Actor, one: One) -> Done:
    row = session.get_one(Proposal, one.id)
    before = {"owner": str(row.owner_id or ""), "due_on": row.due_on.isoformat() if row.due_on else ""}
    due_on = _day(one.given["due_on"]) or row.due_on
    operations.appoint(session, actor, one.id, one.version, parse_uuid(one.given["owner"]), due_on)
    return Done(before)


def _give_back(session: Session, actor: Actor, one: One, before: Mapping[str, Any]) -> None:
    operations.appoint(session, actor, one.id, one.version, parse_uuid(before["owner"]), _day(before["due_on"]))


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


register_bulk(
    BulkList("proposals", "proposal", "đề xuất", queries.visible, _names),
    BulkAction(
        "appoint", "proposals", "Giao người theo dõi", queries.OWNERS, _appoint,
        "Người được giao nhận một lời báo cho mỗi đề xuất. Hoàn tác được: người theo dõi và hạn trở lại như cũ nếu chưa ai sửa "
        "đề xuất đó và hạn cũ chưa qua; lời báo đã gửi không lấy lại được.",
        form=AppointManyForm, offer=_offer, undoing=_give_back, icon="person",
    ),
)  # fmt: skip
