"""The features of this room, step by step."""

from dataclasses import dataclass
from uuid import UUID

import pytest
from pytest_bdd import parsers, scenarios, step
from sqlmodel import Session

from rasoat import clock
from rasoat.problems import Problem
from rasoat.proposals import operations, queries
from rasoat.proposals.models import Proposal
from rasoat.workflows import CaseRef, fire, pins
from tests.recommendations import samples
from tests.recommendations.scene import *  # noqa: F403 - the shared steps must be names of this module
from tests.recommendations.scene import Scene
from tests.scenes import day_of

pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds

scenarios("proposals_chuyen_cap_tren.feature")


@dataclass
class Sent:
    """The proposal of the scenario, and where it comes from."""

    scene: Scene

    @property
    def proposal(self) -> Proposal:
        return self.scene.world.see(lambda s: queries.proposals_of(s, self.scene.inspection_id)[0])

    def receive(self, who: str, text: str, day: str = "") -> None:
        received_on = day_of(day) if day else clock.today()
        inspection_id = self.scene.inspection_id
        self.scene.attempt(lambda s: operations.receive(s, self.scene.who(who), inspection_id, text, received_on))

    def fire(self, trigger: str, who: str, **payload: object) -> None:
        ref = CaseRef("proposal", self.proposal.id)
        self.scene.attempt(lambda s: fire(s, ref, trigger, self.scene.who(who), payload=payload))


@pytest.fixture
def sent(scene: Scene) -> Sent:
    return Sent(scene)


@step(parsers.parse('"{who}" gửi đề xuất "{text}"'))
def _send(sent: Sent, who: str, text: str) -> None:
    sent.receive(who, text)


@step(parsers.parse('"{who}" ghi thay huyện đề xuất "{text}"'))
def _note(sent: Sent, who: str, text: str) -> None:
    sent.receive(who, text)


@step(parsers.parse('"{who}" ghi thay huyện đề xuất "{text}" nhận ngày {day}'))
def _note_on(sent: Sent, who: str, text: str, day: str) -> None:
    sent.receive(who, text, day)


@step(parsers.parse('"{who}" chuyển đề xuất đến "{receiver}" với lời "{words}"'))
def _forward(sent: Sent, who: str, receiver: str, words: str) -> None:
    sent.fire("forward", who, to_agency=sent.scene.agency(receiver), response=words)


@step(parsers.parse('"{who}" tiếp thu đề xuất "{words}"'))
def _accept(sent: Sent, who: str, words: str) -> None:
    sent.fire("accept", who, response=words)


@step(parsers.parse('"{who}" trả lời đề xuất "{words}"'))
def _reply(sent: Sent, who: str, words: str) -> None:
    sent.fire("reply", who, reply=words)


@step(parsers.parse('"{who}" kết thúc theo dõi đề xuất'))
def _close(sent: Sent, who: str) -> None:
    sent.fire("close", who)


@step(parsers.parse('"{who}" sửa đề xuất thành "{text}"'))
def _edit(sent: Sent, who: str, text: str) -> None:
    row = sent.proposal
    sent.scene.attempt(lambda s: operations.edit_proposal(s, sent.scene.who(who), row.id, row.version, text))


@step("cuộc kiểm tra đã kết thúc")
def _closed(scene: Scene) -> None:
    samples.put_status(scene.world, scene.inspection_id, "closed")


@step(parsers.parse('đề xuất ở tình trạng "{title}"'))
def _in_state(sent: Sent, title: str) -> None:
    row = sent.proposal
    states = sent.scene.world.see(lambda s: pins.runtime(s, row.workflow, row.workflow_version).definition.states)
    assert states[row.status].title == title


@step(parsers.parse('"{who}" thấy {count:d} đề xuất chờ trả lời'))
def _waiting(sent: Sent, who: str, count: int) -> None:
    assert len(sent.scene.world.see(lambda s: queries.forwarded_to(s, sent.scene.who(who)))) == count


@step(parsers.parse('đơn vị đọc được câu trả lời "{words}" ngày {day}'))
def _read(sent: Sent, words: str, day: str) -> None:
    [row] = sent.scene.world.see(
        lambda s: queries.proposals_of(s, sent.scene.inspection_id, sent.scene.who("UBND huyện Chi Lăng"))
    )
    assert (row.reply, row.replied_on) == (words, day_of(day))


@step(parsers.parse('đề xuất được ghi là của "{name}"'))
def _from(sent: Sent, name: str) -> None:
    assert sent.proposal.from_id == sent.scene.agency(name)


@step(parsers.parse('nội dung đề xuất là "{text}"'))
def _text(sent: Sent, text: str) -> None:
    assert sent.proposal.text == text


@step(parsers.parse('"{who}" không tìm thấy đề xuất'))
def _not_found(sent: Sent, who: str) -> None:
    proposal_id: UUID = sent.proposal.id

    def look(session: Session) -> str:
        with pytest.raises(Problem) as caught:
            queries.require_visible(session, proposal_id, sent.scene.who(who))
        return caught.value.key

    assert sent.scene.world.see(look) == "not_found"
