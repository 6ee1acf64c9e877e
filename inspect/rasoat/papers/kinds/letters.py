"""What letters (công văn) have in common: the drafting unit in the symbol, to whom they go, the words that all of them use.

A công văn has V/v and Kính gửi, and its type is not named (NĐ 30/2020, Phụ lục I, II.5b và II.9; Phụ lục III, mẫu 1.5).
"""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from rasoat.documents.paper import EvidenceRef, Paragraph
from rasoat.papers import letterhead
from rasoat.papers.models import PaperCase
from rasoat.units import queries as units


def head(
    session: Session, case: PaperCase, unit: str, addressed_to: Sequence[str], copies: Sequence[str] = ()
) -> dict[str, Any]:
    """The letterhead: the symbol names the issuer and the unit that drafts the letter (NĐ 30/2020, Phụ lục I, II.3b)."""
    agency = units.agency(session, case.lead_agency_id)
    names = ["Như trên", *copies, *letterhead.above(session, agency), f"Lãnh đạo {agency.short_name}"]
    return {
        "symbol": f"{agency.symbol}-{unit}",
        "addressed_to": tuple(addressed_to),
        "recipients": tuple(dict.fromkeys(names)),
        "archive": f"VT, {unit}",
    }


def paragraph(block_id: str, text: str, *evidence: EvidenceRef) -> Paragraph:
    """A paragraph that is printed."""
    return Paragraph(id=block_id, text=text, visibility="public", evidence=evidence)
