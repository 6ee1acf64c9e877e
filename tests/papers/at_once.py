"""A danger found at Chi Lăng, the recommendation that answers it, and the letter that asks it at once, for tests. All words are invented."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from sqlmodel import col, select

from rasoat import clock
from rasoat.dangers import operations as dangers
from rasoat.dangers.data import DangerData
from rasoat.db import new_id
from rasoat.papers import operations
from rasoat.recommendations.at_once import operations as at_once
from rasoat.recommendations.data import ObligationData, Urgency
from rasoat.recommendations.models import URGENT, Obligation
from tests.milestones import milestone
from tests.papers.replaced import issue
from tests.papers.samples import Told, prepared
from tests.visits.samples import VISIT_DAY, ChiLang, visiting
from tests.world import World

JULY_18 = datetime(2024, 7, 18, 2, tzinfo=UTC)
LETTER_DAY, DUE = date(2024, 7, 18), date(2024, 7, 22)
WHAT = "Cháu M. suýt ngã xuống giếng không nắp nhà bà T."
SAID = "Một giếng sâu không có nắp ở gần đường trẻ em đi học."
ASKED = "Làm nắp, rào chắn giếng."
WHY = Urgency(URGENT, "Trẻ em qua lại hằng ngày.")


@dataclass
class AtOnce(Told):
    """The letter, with the danger that it is about."""

    danger_id: UUID

    @property
    def obligation(self) -> Obligation:
        """What it asks of the district."""
        query = select(Obligation).where(Obligation.source_text == ASKED).order_by(col(Obligation.id))
        return self.world.see(lambda s: s.exec(query).all()[0])


def told_of(case: ChiLang) -> UUID:
    """The team tells of a danger."""
    lead, visit_id = case.world.as_("lead"), case.visit.id
    seen = DangerData(WHAT, "Thôn Mẫu")
    row = case.world.do(lambda s: dangers.raise_danger(s, lead, danger_id=new_id(), visit_id=visit_id, seen=seen))
    return row.id


def answered(case: ChiLang, danger_id: UUID, text: str = ASKED, due: date | None = DUE, **values: object) -> UUID:
    """An officer recommends to the district what the danger needs."""
    officer = case.world.as_("officer")
    asked = {"finding_ids": [], "obligations": [ObligationData(case.world.agencies["district"], due)], "urgency": WHY}
    row = case.world.do(lambda s: at_once.write_for(s, officer, danger_id, text=text, **{**asked, **values}))
    return row.id


def begun(case: ChiLang, danger_id: UUID) -> AtOnce:
    """The letter, just drafted."""
    officer = case.world.as_("officer")
    row = case.world.do(lambda s: operations.draft_paper(s, officer, "danger_letter", danger_id))
    return AtOnce(case.world, case, row.id, danger_id)


def worded(letter: AtOnce, words: str = SAID, visibility: str = "public") -> AtOnce:
    """Somebody words what the danger is for the public."""
    officer = letter.world.as_("officer")
    letter.edit(
        lambda s, version: operations.change_block(
            s, officer, letter.paper_id, version, "danger.what", words, footnotes=[], visibility=visibility
        )
    )
    return letter


@milestone
def drafted(world: World) -> AtOnce:
    """During the visit: a danger, its recommendation, and the letter, ready to be submitted on 18 July."""
    with clock.at(VISIT_DAY):
        case = visiting(world)
        danger_id = told_of(case)
    with clock.at(JULY_18):
        answered(case, danger_id)
        return worded(begun(case, danger_id))


@milestone
def reviewed(world: World) -> AtOnce:
    """When everything is ready for the result notice, a danger that was told of has its letter drafted, too."""
    case = prepared(world)
    with clock.at(VISIT_DAY):
        danger_id = told_of(case)
    with clock.at(JULY_18):
        answered(case, danger_id)
        return worded(begun(case, danger_id))


def sent(letter: AtOnce) -> AtOnce:
    """The letter is issued on 18 July."""
    with clock.at(JULY_18):
        issue(letter, LETTER_DAY)
    return letter


def notice(letter: AtOnce) -> Told:
    """The result notice that comes after it, just drafted."""
    officer, inspection_id = letter.world.as_("officer"), letter.case.inspection_id
    row = letter.world.do(lambda s: operations.draft_paper(s, officer, "result", inspection_id))
    return Told(letter.world, letter.case, row.id)
