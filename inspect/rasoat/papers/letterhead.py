"""The letterhead: who issues the paper, who signs it and who receives it. It is proposed from the agency and changed
by people.

`PaperCase.head` has only what people changed.
"""

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.models import User
from rasoat.accounts.signing import head_of_agency, line
from rasoat.documents.paper import BETWEEN_LINES, Signing
from rasoat.papers.models import PaperCase, PaperToSign
from rasoat.papers.registry import kind_of
from rasoat.units import queries as units
from rasoat.units.models import Agency


class Letterhead(BaseModel):
    """Everything around the content. `capacity` is "KT. GIÁM ĐỐC" when a deputy signs, "TM. ỦY BAN NHÂN DÂN / KT. CHỦ
    TỊCH" when he signs for a collective, and empty when a head signs. `office` is the signer's other office, below the position.

    Only letters have `addressed_to` (Kính gửi).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    symbol: str
    place: str
    bases: tuple[str, ...] = ()
    addressed_to: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    archive: str = "VT"
    capacity: str = ""
    position: str = ""
    signer: str = ""
    office: str = ""

    @property
    def signing(self) -> Signing:
        """The signature for the paper. A draft may not have a signer yet; the place of the name is then left blank."""
        return Signing(capacity=self.capacity, position=self.position or "…", office=self.office, name=self.signer)


def propose(session: Session, case: PaperCase) -> Letterhead:
    """The letterhead that the data proposes."""
    kind, agency = kind_of(case), units.agency(session, case.lead_agency_id)
    capacity, position, signer = _signing(session, case)
    common = {
        "symbol": f"{kind.symbol}-{agency.symbol}" if kind.symbol else agency.symbol,
        "place": agency.place,
        "capacity": capacity,
        "position": position,
        "signer": signer,
    }
    return Letterhead.model_validate({**common, **kind.letterhead(session, case)})


def above(session: Session, agency: Agency) -> list[str]:
    """The agency above the issuer, which receives the issuer's papers as a report."""
    return [f"{units.agency(session, agency.parent_id).short_name} (b/c)"] if agency.parent_id else []


def head_of(session: Session, case: PaperCase) -> Letterhead:
    """The letterhead with what people changed."""
    return Letterhead.model_validate({**propose(session, case).model_dump(), **case.head})


def difference(proposed: Letterhead, wanted: Letterhead) -> dict[str, Any]:
    """What in the wanted letterhead differs from the proposed one; only this is stored."""
    plain, given = proposed.model_dump(mode="json"), wanted.model_dump(mode="json")
    return {name: value for name, value in given.items() if value != plain[name]}


def _signing(session: Session, case: PaperCase) -> tuple[str, str, str]:
    """The person who approved the paper signs it, or who is to sign it outside. Before that this is the head of the
    agency, or else its first leader. The lines follow from who signs for whom on the day of the signature (NĐ 30/2020, Điều 13): a
    right that ended between it and the number does not change what was signed.
    """
    signer_id = case.approved_by or case.signer_id
    user = session.get(User, signer_id) if signer_id else None
    user = user or head_of_agency(session, case.lead_agency_id)
    if user is None:
        return "", "", ""
    agency = units.agency(session, case.lead_agency_id)
    found = line(session, agency, user, case.kind, _day_of_signature(session, case))
    return BETWEEN_LINES.join(found.capacity), found.position, user.full_name


def _day_of_signature(session: Session, case: PaperCase) -> date:
    """When it was signed; of what waits for its signature outside, when its text was frozen; of any other draft, today."""
    signed = case.signed_on or case.approved_on or case.issued_on
    if signed is not None:
        return signed
    if case.signer_id is None:
        return clock.today()
    query = select(PaperToSign.created_at).where(PaperToSign.paper_id == case.id)
    frozen_at = session.exec(query.order_by(col(PaperToSign.id).desc())).first()
    return clock.local(frozen_at).date() if frozen_at else clock.today()
