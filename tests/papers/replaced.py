"""An issued result notice and the one that replaces it, for tests."""

from datetime import UTC, date, datetime
from uuid import UUID

from sqlmodel import col, select

from rasoat.documents import register
from rasoat.papers import chain, replacing
from rasoat.papers.models import ObligationFate
from rasoat.recommendations.models import Obligation
from rasoat.workflows import CaseRef, fire
from tests.milestones import milestone
from tests.papers.samples import ISSUED_ON, Told, outside, result
from tests.world import World

AUGUST_12 = datetime(2024, 8, 12, 2, tzinfo=UTC)


def issue(told: Told, day: date = ISSUED_ON) -> Told:
    """Approve, number and issue a paper, without the file (its guard is another test's)."""
    return let_out(told.numbered(day), day)


def let_out(told: Told, day: date) -> Told:
    """Issue a numbered paper."""
    clerk, ref = told.world.as_("clerk"), CaseRef("paper", told.paper_id)
    frozen_id = told.frozen.id
    told.world.do(lambda s: register.record_file(s, frozen_id, "0" * 64, "test"))
    told.world.do(lambda s: fire(s, ref, "issue", clerk, effective_on=day))
    return told


@milestone
def issued(world: World) -> Told:
    """The result notice 97 of 5 August, issued."""
    # First what other tests began from too: it is put back only where nothing else was written.
    told = result(world)
    outside(world)
    return issue(told)


def replacement(old: Told) -> Told:
    """A paper that is to replace it, just drafted."""
    officer = old.world.as_("officer")
    case = old.world.do(lambda s: replacing.draft_replacement(s, officer, old.paper_id))
    return Told(old.world, old.case, case.id)


def obligations(world: World) -> list[Obligation]:
    """All obligations, in the order of their numbers."""
    return world.see(lambda s: list(s.exec(select(Obligation).order_by(col(Obligation.source_number)))))


def fate_of(told: Told, obligation_id: UUID) -> ObligationFate:
    """What the replacing paper says of one obligation."""
    found = told.world.see(lambda s: chain.fates(s, told.paper_id))
    return next(row for row in found if row.obligation_id == obligation_id)


def decide(told: Told, obligation: Obligation, fate: str, **values: object) -> ObligationFate:
    """Say what becomes of one obligation."""
    row, officer = fate_of(told, obligation.id), told.world.as_("officer")
    return told.world.do(lambda s: replacing.decide(s, officer, told.paper_id, None, row.id, fate=fate, **values))


def add_new(told: Told, key: str, **values: object) -> ObligationFate:
    """Ask something more of an agency."""
    officer, addressee_id = told.world.as_("officer"), told.world.agencies[key]
    asked = {"measures": "", **values}
    return told.world.do(
        lambda s: replacing.add_new(s, officer, told.paper_id, None, addressee_id=addressee_id, **asked)
    )


def recall(told: Told, who: str = "leader") -> None:
    """Recall an issued paper."""
    actor, ref = told.world.as_(who), CaseRef("paper", told.paper_id)
    given = {"reason": "Ghi nhầm số điểm.", "paper": "Công văn số 12/SLĐTBXH-PXH ngày 12/8/2024"}
    told.world.do(lambda s: fire(s, ref, "recall", actor, payload=given))
