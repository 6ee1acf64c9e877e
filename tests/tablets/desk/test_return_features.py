"""The features of what comes back: two tablets on one checklist, records that come too late."""

from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from pytest_bdd import parsers, scenarios, step
from sqlalchemy import delete
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.db import new_id
from rasoat.inspections.models import TeamMember
from rasoat.tablets import operations as tablets
from rasoat.tablets.desk import operations, presenters
from rasoat.tablets.desk import queries as desk
from rasoat.tablets.receiving.judging import judge_record
from rasoat.tablets.receiving.models import OUTCOMES, Record
from rasoat.tablets.receiving.operations import KeptRecord, receive
from rasoat.tablets.receiving.schemas import SentRecord
from rasoat.tablets.taking.models import Taking
from rasoat.visits import conflicts, definition_cache, queries
from rasoat.visits.models import Response, ResponseRevision, Visit
from rasoat.workflows import CaseRef, journal
from rasoat.workflows.meanings import place
from rasoat.workflows.registry import note_titles
from tests.shipped import version
from tests.tablets.member import MADE_AT
from tests.visits.samples import SIGNS
from tests.visits.scene import *  # noqa: F403 - the shared steps must be names of this module
from tests.visits.scene import WHO, Scene

pytestmark = [
    pytest.mark.usefixtures("database"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),  # both are tried in test_receive
]

scenarios("tablets_hai_may_mot_bang_kiem.feature", "tablets_den_muon.feature")
NAMES = {"điểm": "points", "biển": "signs"}


@dataclass
class Sent:
    """What the tablets of a scenario sent last, and what they were told."""

    scene: Scene
    record: dict[str, Any] = field(default_factory=dict)
    submission_id: UUID = field(default_factory=new_id)
    who: str = ""
    told: KeptRecord | None = None

    def send(self, who: str, kind: str, content: dict[str, Any], submission_id: UUID | None = None) -> None:
        visit_id = str(self.scene.case.visit.id)
        self.record = {"kind": kind, "visit_id": visit_id, "made_at": MADE_AT, "content": content}
        self.who, self.submission_id = who, submission_id or new_id()
        self.again()

    def again(self) -> None:
        actor, record = self.scene.who(self.who), SentRecord.model_validate(self.record)

        def send(session: Session) -> Any:
            made = judge_record(partial(definition_cache.definition, session), actor, None, self.submission_id, record, skew=0, put_right=lambda at: at,
                          photo_limit_mb=20)  # fmt: skip
            return receive(session, [made])[0]

        told = self.scene.world.do(send)
        assert isinstance(told, KeptRecord), told
        self.told = told

    def answers(self, who: str, answers: dict[str, Any], based_on: int) -> None:
        self.send(who, "response", {"checklist": "warning_signs", "checklist_version": version("warning_signs"), "scope": "unit",
                                    "site_id": None, "based_on": based_on, "answers": answers})  # fmt: skip

    def response(self) -> Response:
        found = self.scene.world.see(lambda s: queries.responses_of(s, self.scene.case.inspection_id))
        return found[-1]

    def disputed(self) -> list[presenters.ResponseToDecide]:
        return self.scene.world.see(lambda s: presenters.to_decide(s, self.scene.case.visit.id))

    def late(self) -> Record:
        rows = self.scene.world.see(lambda s: desk.late_of(s, self.scene.case.visit.id))
        return rows[-1]


@pytest.fixture
def sent(scene: Scene) -> Sent:
    return Sent(scene)


@step(parsers.re(rf"máy của (?P<who>{WHO}) đã gửi (?P<points>\d+) điểm, (?P<signs>\d+) biển"))
def _begun(sent: Sent, who: str, points: str, signs: str) -> None:
    sent.answers(who, {**SIGNS, "points": int(points), "signs": int(signs)}, 0)


@step(
    parsers.re(rf"máy của (?P<who>{WHO}) sửa số (?P<what>điểm|biển) thành (?P<count>\d+) từ bản số (?P<based_on>\d+)")
)
def _changed(sent: Sent, who: str, what: str, count: str, based_on: str) -> None:
    sent.answers(who, {**SIGNS, NAMES[what]: int(count)}, int(based_on))


@step(parsers.re(r"máy gửi lại đúng bản ghi ấy (?P<times>\d+) lần"))
def _again(sent: Sent, times: str) -> None:
    for _ in range(int(times)):
        sent.again()
        assert sent.told and sent.told.repeated


@step(parsers.re(rf'máy của (?P<who>{WHO}) báo nguy hiểm "(?P<what>[^"]+)"'))
def _danger(sent: Sent, who: str, what: str) -> None:
    sent.send(who, "danger", {"what": what})


@step(parsers.parse('máy được trả lời "{title}"'))
def _told(sent: Sent, title: str) -> None:
    assert sent.told is not None
    assert OUTCOMES[sent.told.told["outcome"]] == title


@step(parsers.parse("bảng kiểm đang có {points:d} điểm, {signs:d} biển"))
def _stands(sent: Sent, points: int, signs: int) -> None:
    answers = sent.response().answers
    assert (answers["points"], answers["signs"]) == (points, signs)


@step("không có mục nào chờ trưởng đoàn chọn")
def _none_disputed(sent: Sent) -> None:
    assert sent.disputed() == []


@step(parsers.parse('mục "{label}" chờ chọn giữa "{one}" của {who} và "{two}" của {other}'))
def _disputed(sent: Sent, label: str, one: str, who: str, two: str, other: str) -> None:
    (found,) = sent.disputed()
    (dispute,) = found.conflicts
    assert (dispute.label, dispute.standing.words, dispute.standing.who) == (label, one, who)
    assert (dispute.offered.words, dispute.offered.who) == (two, other)


@step(parsers.re(rf"(?P<who>{WHO}) chọn giá trị gửi đến"))
def _choose(sent: Sent, who: str) -> None:
    dispute, actor = sent.disputed()[0].conflicts[0], sent.scene.who(who)
    sent.scene.do(lambda s: conflicts.decide(s, actor, dispute.conflict.id, "offered", dispute.seen))


@step(parsers.parse('nhật ký buổi làm việc có "{title}"'))
def _told_in_journal(sent: Sent, title: str) -> None:
    ref = CaseRef("visit", sent.scene.case.visit.id)
    story = sent.scene.world.see(lambda s: journal.entries(s, ref))
    assert title in {note_titles.get(entry.trigger) for entry, _ in story}


@step("trưởng đoàn kết thúc buổi làm việc")
def _close(sent: Sent) -> None:
    sent.scene.attempt(lambda: sent.scene.case.visit_step("close"))


@step(parsers.parse('trưởng đoàn mở lại buổi làm việc với lý do "{reason}"'))
def _reopen(sent: Sent, reason: str) -> None:
    sent.scene.case.visit_step("reopen", reason=reason)


@step(parsers.parse('bị từ chối với lý do "{reason}"'))
def _refused_because(scene: Scene, reason: str) -> None:
    assert scene.problem is not None, "it was not refused"
    assert reason in [each.message for each in scene.problem.reasons]


@step(parsers.parse("có {revisions:d} bản đã lưu và {records:d} bản ghi đã nhận"))
def _counted(scene: Scene, revisions: int, records: int) -> None:
    assert len(scene.world.see(lambda s: list(s.exec(select(ResponseRevision))))) == revisions
    assert len(scene.world.see(lambda s: list(s.exec(select(Record))))) == records


@step("buổi làm việc đã kết thúc")
def _closed(scene: Scene) -> None:
    visit_id = scene.case.visit.id

    def shut(session: Session) -> None:
        place(session, session.get_one(Visit, visit_id), "closed")

    scene.world.do(shut)


@step(parsers.re(rf"(?P<who>{WHO}) mang buổi làm việc theo máy rồi rời đoàn"))
def _took_and_left(scene: Scene, who: str) -> None:
    actor, visit, device = scene.who(who), scene.case.visit, new_id()
    member = (col(TeamMember.inspection_id) == visit.inspection_id, col(TeamMember.user_id) == actor.user_id)

    def leave(session: Session) -> None:
        tablets.register(session, actor, device, label="Máy 1", user_agent="", build="", days=30)
        session.add(Taking(tablet_id=device, visit_id=visit.id, account_id=actor.user_id, taken_at=clock.now(),
                           bundle="x", size=1))  # fmt: skip
        session.flush()
        session.connection().execute(delete(TeamMember).where(*member))

    scene.world.do(leave)


@step("trưởng đoàn đưa bản ghi đến muộn vào")
def _admit(sent: Sent) -> None:
    row, actor = sent.late(), sent.scene.who("trưởng đoàn")
    sent.scene.do(lambda s: operations.admit(s, actor, row.id))


@step(parsers.parse('trưởng đoàn không dùng bản ghi đến muộn với lý do "{reason}"'))
def _set_aside(sent: Sent, reason: str) -> None:
    row, actor = sent.late(), sent.scene.who("trưởng đoàn")
    sent.scene.do(lambda s: operations.set_aside(s, actor, row.id, reason))


@step("không còn bản ghi đến muộn nào chờ xem")
def _none_waits(sent: Sent) -> None:
    assert sent.late().outcome == "admitted"


@step(parsers.parse('bản ghi đến muộn vẫn còn nguyên với lý do "{reason}"'))
def _kept(sent: Sent, reason: str) -> None:
    row = sent.late()
    assert (row.outcome, row.decision_note) == ("set_aside", reason)
    assert row.body["content"]["answers"]["signs"] == 22
