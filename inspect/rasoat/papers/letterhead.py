"""The head and foot of a notice: who issues it, who signs, who receives it. Proposed from the agency, changed by people.

`PaperCase.head` holds only what was changed.
"""

from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session

from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Role
from rasoat.accounts.models import User
from rasoat.documents.paper import Signing
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import NOT_HELD, Inspection
from rasoat.papers import citing
from rasoat.papers.models import PaperCase
from rasoat.plans import queries as plans
from rasoat.units import queries as units
from rasoat.units.models import Agency

KIND, KIND_TITLE = "TB", "THÔNG BÁO"
SERIES = KIND
"""Notices have a series of numbers of their own in the register."""


class Head(BaseModel):
    """What stands around the content. `capacity` is "KT. GIÁM ĐỐC" when a deputy signs, else empty."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    symbol: str
    place: str
    bases: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    archive: str = "VT"
    capacity: str = ""
    position: str = ""
    signer: str = ""

    @property
    def signing(self) -> Signing:
        """For the paper. A draft may still lack a signer; its place stays open."""
        return Signing(capacity=self.capacity, position=self.position or "…", name=self.signer)


def propose(session: Session, notice: PaperCase) -> Head:
    """The head as the data has it."""
    agency = units.agency(session, notice.lead_agency_id)
    capacity, position, signer = _signing(session, notice)
    # A result notice rests on the plan it names in its first sentence; the schedule notice repeats the plan's bases.
    plan_id = notice.plan_id if notice.kind == "schedule" else None
    bases = [citing.basis(row.text) for row in plans.bases(session, plan_id)] if plan_id else []
    return Head(
        symbol=f"{KIND}-{agency.symbol}",
        place=agency.place,
        bases=tuple(bases),
        recipients=tuple(dict.fromkeys(_recipients(session, notice, agency))),
        capacity=capacity,
        position=position,
        signer=signer,
    )


def head_of(session: Session, notice: PaperCase) -> Head:
    """The head as people have it."""
    return Head.model_validate({**propose(session, notice).model_dump(), **notice.head})


def difference(proposed: Head, wanted: Head) -> dict[str, Any]:
    """What of the wanted head differs from the proposed one: that alone is kept."""
    plain, given = proposed.model_dump(mode="json"), wanted.model_dump(mode="json")
    return {name: value for name, value in given.items() if value != plain[name]}


def _signing(session: Session, notice: PaperCase) -> tuple[str, str, str]:
    """Who approved signs; before that, the first leader of the agency (NĐ 30/2020, Điều 13)."""
    user = session.get(User, notice.approved_by) if notice.approved_by else None
    if user is None:
        leaders = accounts.people(session, agency_id=notice.lead_agency_id, roles=[Role.LEADER])
        user = leaders[0] if leaders else None
    if user is None:
        return "", "", ""
    position = user.title.upper()
    return (f"KT. {position.removeprefix('PHÓ ')}" if position.startswith("PHÓ ") else ""), position, user.full_name


def _recipients(session: Session, notice: PaperCase, agency: Agency) -> list[str]:
    above = [f"{units.agency(session, agency.parent_id).short_name} (b/c)"] if agency.parent_id else []
    cosigners = [row.agency_id for row in plans.cosigners(session, notice.plan_id)] if notice.plan_id else []
    inspected = [one for pair in _inspected(session, notice) for one in pair if one is not None]
    known = units.names(session, [*cosigners, *inspected])
    named = [known[one].short_name for one in [*cosigners, *inspected]]
    leaders = [f"Lãnh đạo {agency.short_name}"] if notice.kind == "result" else []
    return [*above, *leaders, *named, "Thành viên đoàn kiểm tra"]


def _inspected(session: Session, notice: PaperCase) -> list[tuple[UUID, UUID | None]]:
    if notice.inspection_id is not None:
        inspection = session.get_one(Inspection, notice.inspection_id)
        return [(inspection.unit_id, inspection.office_id)]
    rows = inspections.inspections_of(session, notice.plan_id) if notice.plan_id else []
    return [(row.unit_id, row.office_id) for row in rows if not NOT_HELD.of(row)]
