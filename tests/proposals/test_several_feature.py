"""The features of proposals of several units, and of chasing them, step by step."""

from dataclasses import dataclass, field, replace
from uuid import UUID

import pytest
from pytest_bdd import parsers, scenarios, step
from sqlmodel import Session, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.documents.paper import Paper, Table
from rasoat.followup import proposal_steps, proposal_stopping
from rasoat.followup.models import DONE, LadderStep
from rasoat.incoming import replying
from rasoat.incoming.about import Link
from rasoat.incoming.models import IncomingPaper
from rasoat.incoming.replying import PaperReply
from rasoat.inspections.models import Inspection
from rasoat.notifying.models import ToldLine
from rasoat.notifying.registry import events
from rasoat.papers.compose import as_paper
from rasoat.papers.kinds import province_report
from rasoat.papers.models import PaperCase
from rasoat.papers.operations import draft_paper
from rasoat.proposals import forwarding, joining, operations
from rasoat.proposals.forwarding import Forwarded, Receiver
from rasoat.proposals.models import Proposal
from rasoat.workflows import CaseRef, fire, pins
from tests.incoming.samples import ARRIVED, entered
from tests.proposals import samples as known
from tests.recommendations.scene import *  # noqa: F403 - the shared steps must be names of this module
from tests.recommendations.scene import Scene
from tests.scenes import day_of

pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds

scenarios("proposals_nhieu_don_vi.feature", "proposals_don_doc.feature")


@dataclass
class Several:
    """The proposals of a scenario, by the unit that they are of."""

    scene: Scene
    paper: IncomingPaper | None = None
    letter: UUID | None = None
    inspections: list[Inspection] = field(default_factory=list)

    def of(self, unit: str) -> Proposal:
        return known.of_agency(self.scene.world, self.scene.agency(unit))

    def who(self, name: str) -> Actor:
        return self.scene.who(name)

    def fire(self, unit: str, trigger: str, who: str, **payload: object) -> None:
        ref = CaseRef("proposal", self.of(unit).id)
        self.scene.attempt(lambda s: fire(s, ref, trigger, self.who(who), payload=payload))


@pytest.fixture
def several(scene: Scene) -> Several:
    return Several(scene)


@step("cuộc kiểm tra tại huyện Chi Lăng và huyện Hữu Lũng đang tổng hợp kết quả")
def _reviewing(several: Several) -> None:
    several.inspections = known.two_inspections(several.scene.world)


@step(parsers.parse('"{unit}" đề xuất "{text}"'))
def _propose(several: Several, unit: str, text: str) -> None:
    world = several.scene.world
    [inspection] = [row for row in several.inspections if row.unit_id == several.scene.agency(unit)]
    world.do(lambda s: operations.receive(s, several.who(unit), inspection.id, text, clock.today()))


@step(parsers.parse('"{who}" tiếp thu đề xuất của "{unit}" "{words}" làm xong trước ngày {day}'))
def _accept(several: Several, who: str, unit: str, words: str, day: str) -> None:
    several.fire(unit, "accept", who, response=words, due_on=day_of(day))


@step(parsers.parse('"{who}" giao đề xuất của "{unit}" cho "{owner}", hạn {day}'))
def _appoint(several: Several, who: str, unit: str, owner: str, day: str) -> None:
    row, owner_id = several.of(unit), several.who(owner).user_id
    several.scene.attempt(lambda s: operations.appoint(s, several.who(who), row.id, row.version, owner_id, day_of(day)))


@step(parsers.parse('"{who}" gộp đề xuất của "{unit}" vào đề xuất của "{leader}"'))
def _join(several: Several, who: str, unit: str, leader: str) -> None:
    row, leading = several.of(unit), several.of(leader)
    several.scene.attempt(lambda s: joining.join(s, several.who(who), row.id, row.version, leading.id))


@step(parsers.parse('"{who}" tách đề xuất của "{unit}"'))
def _separate(several: Several, who: str, unit: str) -> None:
    row = several.of(unit)
    several.scene.attempt(lambda s: joining.separate(s, several.who(who), row.id, row.version))


@step(parsers.parse('"{who}" chuyển đề xuất của "{unit}" đến "{receiver}"'))
def _forward(several: Several, who: str, unit: str, receiver: str) -> None:
    several.fire(unit, "forward", who, to_agency=several.scene.agency(receiver), response="Đề nghị xem xét")


@step(parsers.parse('"{who}" chuyển các đề xuất của "{units}" đến "{receiver}", kiến nghị tiếp với "{onward}"'))
def _forward_several(several: Several, who: str, units: str, receiver: str, onward: str) -> None:
    some = [Forwarded(several.of(unit).id, "Đề nghị xem xét") for unit in units.split("; ")]
    to = Receiver(several.scene.agency(receiver), onward)
    several.scene.attempt(lambda s: forwarding.forward_together(s, several.who(who), to, some))


@step(parsers.parse('văn thư vào sổ văn bản "{reference}" ngày {day} của "{author}" trong hồ sơ đề xuất của "{unit}"'))
def _entered_into(several: Several, reference: str, day: str, author: str, unit: str) -> None:
    several.paper = _enter(several, reference, day, author, Link("proposal", several.of(unit).id))


@step(parsers.re('văn thư vào sổ văn bản "(?P<reference>[^"]+)" ngày (?P<day>[^ ]+) của "(?P<author>[^"]+)"$'))
def _entered(several: Several, reference: str, day: str, author: str) -> None:
    several.paper = _enter(several, reference, day, author)


def _enter(several: Several, reference: str, day: str, author: str, belongs: Link | None = None) -> IncomingPaper:
    arrived = replace(
        ARRIVED,
        arrived_on=clock.today(),
        author=author,
        reference=reference,
        dated=day_of(day),
        kind_title="Công văn",
        subject="Trả lời đề xuất",
    )
    return entered(several.scene.world, arrived, belongs)


@step(parsers.parse('"{who}" ghi văn bản ấy trả lời đề xuất của "{unit}" "{words}"'))
def _reply_on_paper(several: Several, who: str, unit: str, words: str) -> None:
    paper, replies = several.paper, [PaperReply(several.of(unit).id, words)]
    assert paper is not None
    several.scene.attempt(lambda s: replying.record_replies(s, several.who(who), paper.id, replies))


@step(parsers.parse('"{who}" chuyển các đề xuất của "{units}" đến "{receiver}", mong trả lời trước ngày {day}'))
def _forward_until(several: Several, who: str, units: str, receiver: str, day: str) -> None:
    some = [Forwarded(several.of(unit).id, "Đề nghị xem xét") for unit in units.split("; ")]
    to = Receiver(several.scene.agency(receiver), due_on=day_of(day))
    several.scene.attempt(lambda s: forwarding.forward_together(s, several.who(who), to, some))


@step(parsers.parse('"{who}" đề nghị "{unit}" gửi văn bản "{words}"'))
def _ask_letter(several: Several, who: str, unit: str, words: str) -> None:
    several.fire(unit, "ask_letter", who, response=words)


@step(parsers.parse("hệ thống đôn đốc đề xuất ngày {day}"))
def _chase(several: Several, day: str) -> None:
    with clock.use_date(day_of(day)):
        proposal_steps.chase(several.scene.world.database, day_of(day))


@step(parsers.parse('"{who}" dừng bậc "{name}" của đề xuất của "{unit}" vì "{reason}"'))
def _stop(several: Several, who: str, name: str, unit: str, reason: str) -> None:
    row = several.of(unit)
    several.scene.attempt(lambda s: proposal_stopping.stop_step(s, several.who(who), row.id, name, reason))


@step(parsers.parse('"{who}" soạn báo cáo UBND tỉnh ngày {day}'))
def _report(several: Several, who: str, day: str) -> None:
    world = several.scene.world
    with clock.use_date(day_of(day)):
        about = world.agencies["dept"]
        several.letter = world.do(lambda s: draft_paper(s, several.who(who), province_report.NAME, about)).id


@step(parsers.parse('báo cáo ấy nêu các đề xuất "{lines}"'))
def _named(several: Several, lines: str) -> None:
    [table] = [block for block in _composed(several).blocks if isinstance(block, Table)]
    assert [f"{row[1]}: {', '.join(row[3:])}" for row in table.rows] == lines.split("; ")


@step(parsers.parse('đề xuất của "{unit}" lên bậc "{title}" {count:d} lần'))
def _climbed(several: Several, unit: str, title: str, count: int) -> None:
    row = several.of(unit)
    done = LadderStep.case_id == row.id, LadderStep.title == title, LadderStep.outcome == DONE
    query = select(LadderStep).where(*done)
    assert len(several.scene.world.see(lambda s: list(s.exec(query)))) == count


@step(parsers.parse('đề xuất của "{unit}" ghi văn bản của đơn vị "{reference}"'))
def _letter_noted(several: Several, unit: str, reference: str) -> None:
    assert reference in several.of(unit).letter_paper


@step(parsers.parse("có {count:d} công văn hỏi lại đang soạn"))
def _asked_again(several: Several, count: int) -> None:
    query = select(PaperCase).where(PaperCase.kind == "asking_again")
    rows = several.scene.world.see(lambda s: list(s.exec(query)))
    assert len(rows) == count
    several.letter = rows[0].id if rows else None


@step(parsers.parse('"{who}" soạn công văn chuyển đề xuất của "{unit}"'))
def _draft(several: Several, who: str, unit: str) -> None:
    def draft(session: Session) -> None:
        several.letter = draft_paper(session, several.who(who), "forwarding", several.of(unit).id).id

    several.scene.attempt(draft)


@step(parsers.parse('công văn ấy nêu "{words}"'))
def _says(several: Several, words: str) -> None:
    assert words in str(_composed(several).blocks)


@step(parsers.parse('nơi nhận của công văn ấy có "{names}"'))
def _recipients(several: Several, names: str) -> None:
    assert set(names.split("; ")) <= set(_composed(several).recipients)


def _composed(several: Several) -> Paper:
    return several.scene.world.see(lambda s: as_paper(s, s.get_one(PaperCase, several.letter)))


@step(parsers.parse('đề xuất của "{unit}" có hạn ngày {day}, chưa giao ai'))
def _due_of_nobody(several: Several, unit: str, day: str) -> None:
    row = several.of(unit)
    assert (row.due_on, row.owner_id) == (day_of(day), None)


@step(parsers.parse('đề xuất của "{unit}" có hạn ngày {day}, do "{owner}" theo dõi'))
def _due_of(several: Several, unit: str, day: str, owner: str) -> None:
    row = several.of(unit)
    assert (row.due_on, row.owner_id) == (day_of(day), several.who(owner).user_id)


@step(parsers.parse('đề xuất của "{unit}" ở tình trạng "{title}"'))
def _in_state(several: Several, unit: str, title: str) -> None:
    row = several.of(unit)
    states = several.scene.world.see(lambda s: pins.runtime(s, row.workflow, row.workflow_version).definition.states)
    assert states[row.status].title == title


@step(parsers.parse("có {count:d} đề xuất quá hạn"))
def _late(several: Several, count: int) -> None:
    assert len(known.late(several.scene.world)) == count


@step(parsers.parse('"{who}" không được báo "{title}"'))
def _not_told(several: Several, who: str, title: str) -> None:
    assert not _lines(several, who, title)


@step(parsers.parse('"{who}" được báo "{title}"'))
def _told(several: Several, who: str, title: str) -> None:
    assert _lines(several, who, title)


def _lines(several: Several, who: str, title: str) -> set[str]:
    names = {name for name, event in events.items() if event.title == title}
    query = select(ToldLine).where(ToldLine.account_id == several.who(who).user_id)
    return names & {line.event for line in several.scene.world.see(lambda s: list(s.exec(query)))}


@step(parsers.parse('"{unit}" đọc được trả lời "{words}" ngày {day} tại "{reference}"'))
def _reads(several: Several, unit: str, words: str, day: str, reference: str) -> None:
    row = several.of(unit)
    assert (row.reply, row.replied_on) == (words, day_of(day))
    assert reference in row.reply_paper
