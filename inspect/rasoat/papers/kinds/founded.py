"""The paper by which an addressee got an obligation, and the place where it stands in it, as letters cite them."""

from collections.abc import Iterator
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.documents import places, register
from rasoat.papers import chain, citing, queries
from rasoat.papers.models import OUT, PaperCase
from rasoat.papers.registry import kinds
from rasoat.recommendations import sources
from rasoat.recommendations.models import Obligation


def paper(session: Session, obligation: Obligation) -> PaperCase | None:
    """The issued paper by which the addressee got the obligation; None if there is none."""
    thing = sources.told_by(session, obligation)
    if thing is None:
        return None
    founding = col(PaperCase.kind).in_([kind.name for kind in kinds() if kind.founding])
    query = select(PaperCase).where(queries.about(*thing), founding, OUT.condition)
    return session.exec(query.order_by(col(PaperCase.issued_on).desc(), col(PaperCase.id).desc())).first()


def in_full(session: Session, obligation: Obligation, founding: PaperCase) -> str:
    """The place and the paper, with its date, issuer and subject."""
    return _placed(session, obligation, founding, citing.paper_in_full(session, founding))


def briefly(session: Session, obligation: Obligation, founding: PaperCase) -> str:
    """The place and the paper by its number alone."""
    return _placed(session, obligation, founding, citing.briefly(founding))


def _placed(session: Session, obligation: Obligation, founding: PaperCase, cited: str) -> str:
    where = place(session, obligation, founding)
    return f"{where} {cited}" if where else cited


def place(session: Session, obligation: Obligation, founding: PaperCase) -> str:
    """The place of the obligation in the paper as it was issued; empty where the paper does not show it: its words were written by hand, or
    stand under no number.
    """
    frozen = queries.frozen_of(session, founding)
    blocks = register.snapshot_of(frozen).blocks if frozen else ()
    sought = {str(one) for one in _ids(session, obligation, founding)}
    for block in blocks:
        seen = [one.id for one in block.evidence]
        item = next((at for at, one in enumerate(seen) if one in sought), None)
        if item is not None or block.id.removeprefix("rec.") in sought:
            whole = item is None or len(seen) != len(getattr(block, "items", ()))
            found = places.place(blocks, block.id, None if whole else item)
            if block.type != "heading" and found:
                return found
    return ""


def _ids(session: Session, obligation: Obligation, founding: PaperCase) -> Iterator[UUID]:
    """What a paper may know the obligation by: itself or what it was before it was passed on, the task of a meeting, the line of a
    replacing paper that brought it.
    """
    yield obligation.source_id
    yield from (row.id for row in chain.fates(session, founding.id) if row.obligation_id == obligation.id)
    own: Obligation | None = obligation
    while own is not None:
        yield own.id
        own = session.get(Obligation, own.parent_id) if own.parent_id else None
