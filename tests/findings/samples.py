"""An inspection with many drafted findings, as a commune of many sites has them."""

from sqlmodel import Session
from tests.visits.samples import ChiLang, reviewing
from tests.world import World

from rasoat.findings import queries
from rasoat.findings.models import Finding


def many(world: World, number: int = 60) -> ChiLang:
    """The review of Chi Lăng with so many drafted findings; the further ones rest on the answers of the first."""
    case = reviewing(world)
    world.do(lambda s: _more(s, case, number))
    return case


def _more(session: Session, case: ChiLang, number: int) -> None:
    found = queries.findings_of(session, case.inspection_id)
    like = next(row for row in found if "Phố Sặt bị che khuất" in row.text)
    assert like.draft
    for place in range(len(found), number):
        text = f"Biển cảnh báo tại điểm số {place} bị che khuất, khó nhìn thấy từ phía đường."
        session.add(
            Finding(
                inspection_id=case.inspection_id,
                kind="shortcoming",
                ordinal=100 + place,
                text=text,
                status="drafted",
                response_id=like.response_id,
                item=like.item,
                draft={**like.draft, "sentence": text},
            )
        )
