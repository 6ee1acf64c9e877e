"""Steps of features/workflows_*.feature."""

from dataclasses import dataclass, field
from uuid import UUID

import pytest
from pytest_bdd import given, parsers, scenarios, then, when
from sqlalchemy import update

from rasoat.db import new_id
from rasoat.problems import Problem
from rasoat.workflows import CaseRef, chains, fire, journal, pins
from rasoat.workflows.models import JournalEntry
from tests import errand
from tests.errand import SOURCE, Errand
from tests.world import World

# Steps ask for their fixtures too late to run on each of the databases: ask for them here.
pytestmark = pytest.mark.usefixtures("database_url")

scenarios("workflows_mot_cua.feature")


@dataclass
class Story:
    """The case, which version of it each person has on the screen, and what was said last."""

    world: World
    ref: CaseRef
    opened: dict[str, int] = field(default_factory=dict)
    said: str = ""

    def row(self) -> Errand:
        return self.world.see(lambda session: session.get_one(Errand, self.ref.id))

    def act(self, who: str, trigger: str, command: UUID | None = None) -> None:
        try:
            self.world.do(
                lambda s: fire(
                    s,
                    self.ref,
                    trigger,
                    self.world.as_(who),
                    expected_version=self.opened.get(who),
                    command_id=command or new_id(),
                )
            )
        except Problem as problem:
            self.said = f"{problem.what} {problem.todo}"


@given(parsers.parse('một việc "{title}" vừa được giao'), target_fixture="story")
def _asked(world: World, title: str) -> Story:
    return Story(world, world.do(lambda s: errand.ask(s, world.as_("officer"), title)))


@given(parsers.parse('"{one}" và "{other}" cùng mở trang của việc này'))
def _both_open(story: Story, one: str, other: str) -> None:
    story.opened = dict.fromkeys([one, other], story.row().version)


@given(parsers.parse('quy trình được công bố bản {number:d} đổi tên bước "{old}" thành "{new}"'))
def _new_version(story: Story, number: int, old: str, new: str) -> None:
    source = SOURCE.replace("version: 1", f"version: {number}").replace(f"title: {old}", f"title: {new}")
    story.world.do(lambda s: pins.publish(s, errand.workflow(source)))


@when(parsers.parse('"{who}" bấm "{trigger}" hai lần với cùng một mã thao tác'))
def _twice(story: Story, who: str, trigger: str) -> None:
    story.opened[who], command = story.row().version, new_id()
    for _ in range(2):
        story.act(who, trigger, command)
    assert story.said == ""


@when(parsers.re(r'^"(?P<who>\w+)" bấm "(?P<trigger>\w+)"$'))
def _act(story: Story, who: str, trigger: str) -> None:
    story.act(who, trigger)


@when(parsers.parse("có người sửa người thực hiện ở mục {seq:d} của nhật ký"))
def _tamper(story: Story, seq: int) -> None:
    entry = update(JournalEntry).where(JournalEntry.case_id == story.ref.id, JournalEntry.seq == seq)
    story.world.do(lambda s: s.connection().execute(entry.values(actor_id=story.world.as_("admin").user_id)))


@then(parsers.parse('việc ở trạng thái "{status}"'))
def _status(story: Story, status: str) -> None:
    assert story.row().status == status


@then(parsers.parse("việc chạy theo quy trình bản {number:d}"))
def _version(story: Story, number: int) -> None:
    assert story.row().workflow_version == number
    assert story.said == ""


@then(parsers.parse('nhật ký có các bước "{steps}"'))
def _steps(story: Story, steps: str) -> None:
    found = story.world.see(lambda s: [entry.trigger for entry, _note in journal.entries(s, story.ref)])
    assert found == steps.split(", ")


@then(parsers.parse('người bấm sau được báo "{words}"'))
def _told(story: Story, words: str) -> None:
    assert words in story.said


@then(parsers.parse("kiểm tra nhật ký báo sai từ mục {seq:d}"))
def _broken(story: Story, seq: int) -> None:
    found = story.world.see(lambda s: [(b.ref, b.seq) for b in chains.verify(s)])
    assert found == [(story.ref, seq)]
