"""Between its number and its issue a paper says what becomes of obligations: until it is issued nothing else may become of
them, neither by a step of their own nor by another paper.
"""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.db.locking import lock
from rasoat.db.reading import remembered
from rasoat.papers import chain
from rasoat.papers.models import NUMBERED, ObligationFate, PaperCase
from rasoat.problems import Reason
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.retelling import current
from rasoat.workflows import Firing

_WAIT = "Một văn bản về nội dung này vừa được cấp số, đang tạo tệp để ban hành; chờ ban hành xong rồi làm tiếp."


def no_numbered_paper_changes_it(firing: Firing) -> list[Reason]:
    """Why nothing may be done about an obligation: a numbered paper says what becomes of it."""
    row = firing.session.get_one(Obligation, firing.ref.id)
    return _waiting(firing.session, [row.id, *_before(firing.session, row)])


def against_number(session: Session, case: PaperCase) -> list[Reason]:
    """Why a paper cannot get its number now: another one has its own that says something of the same obligations. Each
    would refuse the other's issue.

    Locks these obligations: of two papers that are numbered at once, the second is checked when the first has its number.
    """
    paper_id, found = case.id, []
    for fate in chain.fates(session, paper_id):
        if fate.obligation_id is not None:
            found += _locked(session, fate.obligation_id)
    return _waiting(session, found, but=paper_id)


def _locked(session: Session, obligation_id: UUID) -> list[UUID]:
    """Lock an obligation with those from which and to which it was passed on."""
    row = session.get_one(Obligation, obligation_id)
    line = sorted({row.id, *_before(session, row), *(one.id for one in current(session, row.id))})
    for one in line:
        lock(session, Obligation, one)
    return line


def _before(session: Session, row: Obligation) -> list[UUID]:
    """The obligations in whose place this one came."""
    if row.parent_id is None:
        return []
    return [row.parent_id, *_before(session, session.get_one(Obligation, row.parent_id))]


def _waiting(session: Session, obligation_ids: Collection[UUID], but: UUID | None = None) -> list[Reason]:
    query = select(PaperCase.id).join(ObligationFate, col(ObligationFate.paper_id) == col(PaperCase.id))
    its = col(ObligationFate.obligation_id).in_(obligation_ids)
    query = query.where(its, NUMBERED.condition, col(PaperCase.id) != but)
    # The page of an obligation asks it for each of its buttons.
    waits = remembered(session, (_WAIT, *obligation_ids, but), lambda: session.exec(query).first())
    return [Reason("", _WAIT)] if waits else []
