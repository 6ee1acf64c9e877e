"""The letterhead: who issues the paper, who signs it and who receives it. It is proposed from the agency and changed
by people.

`PaperCase.head` has only what people changed.
"""

from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session

from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Role
from rasoat.accounts.models import User
from rasoat.documents.paper import Signing
from rasoat.papers.models import PaperCase
from rasoat.papers.registry import kind_of
from rasoat.units import queries as units
from rasoat.units.models import Agency


class Letterhead(BaseModel):
    """Everything around the content. `capacity` is "KT. GIÁM ĐỐC" when a deputy signs, and otherwise empty.

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

    @property
    def signing(self) -> Signing:
        """The signature for the paper. A draft may not have a signer yet; the place of the name is then left blank."""
        return Signing(capacity=self.capacity, position=self.position or "…", name=self.signer)


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
    """The person who approved the paper signs it. Before the approval this is the first leader of the agency (NĐ
    30/2020, Điều 13).
    """
    user = session.get(User, case.approved_by) if case.approved_by else None
    if user is None:
        leaders = accounts.people(session, agency_id=case.lead_agency_id, roles=[Role.LEADER])
        user = leaders[0] if leaders else None
    if user is None:
        return "", "", ""
    position = user.title.upper()
    return (f"KT. {position.removeprefix('PHÓ ')}" if position.startswith("PHÓ ") else ""), position, user.full_name
