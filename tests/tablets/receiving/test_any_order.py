"""Whatever is lost on the way and in whichever order things come: all is there at the end, and nothing twice.

Model tablets work as real ones do: a draft is frozen into a record, the record is sent until an answer comes, the
answer is merged with what was typed meanwhile. Requests and answers are lost, repeated, and overtake each other.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlmodel import Session, select

from rasoat import clock
from rasoat.db import Database, new_id
from rasoat.tablets.receiving.judging import ReceivedRecord, judge_record
from rasoat.tablets.receiving.models import Record
from rasoat.tablets.receiving.operations import KeptRecord, receive
from rasoat.tablets.receiving.schemas import SentRecord
from rasoat.visits import definition_cache
from rasoat.visits.merging import merge
from rasoat.visits.models import Response, ResponseConflict, ResponseRevision, Visit
from rasoat.workflows import CaseRef, chains, journal
from rasoat.workflows.meanings import place
from tests.shipped import version
from tests.tablets.member import MADE_AT
from tests.visits.samples import VISIT_DAY, ChiLang, visiting
from tests.world import World

Json = dict[str, Any]
FIELDS = ("points", "signs", "signs_province")
PEOPLE = ("lead", "edu_member", "culture_member")


@dataclass
class Tablet:
    """One member's tablet, on the unit's list of warning signs."""

    who: str
    draft: Json = field(default_factory=dict)
    base: Json = field(default_factory=dict)
    based_on: int = 0
    waiting: tuple[UUID, Json] | None = None
    acked: list[tuple[UUID, Json, Json]] = field(default_factory=list)

    def freeze(self, visit_id: UUID) -> None:
        """Make the draft a record, unless one is on its way."""
        if self.waiting is None and self.draft != self.base:
            content = {"checklist": "warning_signs", "checklist_version": version("warning_signs"), "scope": "unit", "site_id": None,
                       "based_on": self.based_on, "answers": dict(self.draft)}  # fmt: skip
            record = {
                "kind": "response",
                "visit_id": str(visit_id),
                "made_at": MADE_AT,
                "content": content,
                "photos": [],
            }
            self.waiting = (new_id(), record)

    def heard(self, told: KeptRecord) -> None:
        """The answer came through."""
        assert self.waiting is not None
        submission_id, record = self.waiting
        self.acked.append((submission_id, record, told.told))
        self.waiting = None
        if told.answers is not None:
            sent = record["content"]["answers"]
            self.draft = merge(sent, told.answers, self.draft).answers
            self.base, self.based_on = told.answers, told.told["revision"]
        else:
            self.base = record["content"]["answers"]


class Field(RuleBasedStateMachine):
    """Three tablets, one server, a bad network; the visit is closed and opened again in between."""

    template: ClassVar[Path]
    case: ClassVar[ChiLang]

    @initialize()
    def begin(self) -> None:
        self.folder = TemporaryDirectory()
        path = Path(self.folder.name) / "field.sqlite3"
        shutil.copy(self.template, path)
        self.database = Database(f"sqlite:///{path}")
        self.tablets = [Tablet(who) for who in PEOPLE]
        self.visit_id = self.case.visit.id
        self.sent: list[tuple[str, UUID, Json]] = []
        self.today = clock.at(VISIT_DAY)
        self.today.__enter__()

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.settle()
            self.today.__exit__(None, None, None)
            self.database.close()
            self.folder.cleanup()

    @rule(number=st.integers(0, 2), name=st.sampled_from(FIELDS), value=st.none() | st.integers(0, 3))
    def type(self, number: int, name: str, value: int | None) -> None:
        draft = self.tablets[number].draft
        if value is None:
            draft.pop(name, None)
        else:
            draft[name] = value

    @rule(number=st.integers(0, 2), answer_lost=st.booleans())
    def send(self, number: int, answer_lost: bool) -> None:
        tablet = self.tablets[number]
        tablet.freeze(self.visit_id)
        if tablet.waiting is not None:
            (told,) = self.arrive([(tablet.who, *tablet.waiting)])
            if not answer_lost:
                tablet.heard(told)

    @rule()
    def send_all_at_once(self) -> None:
        """Every tablet's record in one transaction, each twice."""
        for tablet in self.tablets:
            tablet.freeze(self.visit_id)
        waiting = [tablet for tablet in self.tablets if tablet.waiting]
        told = self.arrive([(t.who, *t.waiting) for t in waiting if t.waiting] * 2)
        for tablet, one in zip(waiting, told, strict=False):
            tablet.heard(one)

    @rule(index=st.integers(0, 50))
    def an_old_one_comes_again(self, index: int) -> None:
        """A request that the network had kept back."""
        if self.sent:
            (told,) = self.arrive([self.sent[index % len(self.sent)]], again=True)
            assert told.repeated

    @rule(status=st.sampled_from(["open", "open", "closed"]))
    def the_visit_goes_on(self, status: str) -> None:
        self.put_visit(status)

    def put_visit(self, status: str) -> None:
        """Put the visit into a state without its journal: only what is received then is tried here."""

        def move(session: Session) -> None:
            place(session, session.get_one(Visit, self.visit_id), status)

        self.database.write(move)

    def arrive(self, records: list[tuple[str, UUID, Json]], again: bool = False) -> list[KeptRecord]:
        with self.database.read() as session:
            records_ = [self.judged(session, *each) for each in records]
        told = self.database.write(lambda session: receive(session, records_))
        self.sent += [] if again else records
        assert all(isinstance(one, KeptRecord) for one in told), told
        return [one for one in told if isinstance(one, KeptRecord)]

    def judged(self, session: Session, who: str, submission_id: UUID, record: Json) -> ReceivedRecord:
        made = SentRecord.model_validate(record)
        actor = self.case.world.as_(who)
        return judge_record(
            partial(definition_cache.definition, session),
            actor,
            None,
            submission_id,
            made,
            skew=0,
            put_right=lambda at: at,
            photo_limit_mb=20,
        )

    def settle(self) -> None:
        """The network is good again: everything that waits is sent, and all must be there."""
        for number in range(3):
            self.send(number, answer_lost=False)
        self.nothing_is_lost_or_doubled()
        with self.database.read() as session:
            told = [entry.to_state for entry, _ in journal.entries(session, CaseRef("visit", self.visit_id))]
        self.put_visit(told[-1])
        with self.database.read() as session:
            assert list(chains.verify(session)) == []

    @invariant()
    def nothing_is_lost_or_doubled(self) -> None:
        if not hasattr(self, "database"):
            return
        with self.database.read() as session:
            submissions = {row.id: row for row in session.exec(select(Record))}
            assert len(submissions) == len({submission_id for _, submission_id, _ in self.sent})
            responses = session.exec(select(Response)).all()
            assert len(responses) <= 1
            revisions = {row.number: row.answers for row in session.exec(select(ResponseRevision))}
            assert sorted(revisions) == list(range(1, len(revisions) + 1))
            if responses:
                assert responses[0].answers == revisions[len(revisions)]
            disputed = list(session.exec(select(ResponseConflict)))
            for tablet in self.tablets:
                for submission_id, record, told in tablet.acked:
                    self.kept(submissions[submission_id], record, told, revisions, disputed)

    def kept(
        self, row: Record, record: Json, told: Json, revisions: dict[int, Json], disputed: list[ResponseConflict]
    ) -> None:
        """Every value that was acknowledged is in the revision it became, disputed, or kept apart with its record."""
        assert row.body == record
        assert row.outcome == told["outcome"]
        if row.outcome == "quarantined":
            return
        content = record["content"]
        base = revisions.get(content["based_on"], {})
        for name in FIELDS:
            value, began = content["answers"].get(name), base.get(name)
            stands = revisions[told["revision"]].get(name)
            offered = [one for one in disputed if one.item == name and one.offered == value]
            assert value in (stands, began) or offered, (name, value, stands)


@contextmanager
def prepared(path: Path) -> Iterator[ChiLang]:
    database = Database(f"sqlite:///{path}")
    with clock.at(VISIT_DAY):
        yield visiting(World.build(database))
    database.close()


def test_any_order_ends_in_the_same_state(sqlite_template: Path, tmp_path: Path) -> None:
    path = tmp_path / "begun.sqlite3"
    shutil.copy(sqlite_template, path)
    with prepared(path) as case:
        with case.world.database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        Field.template, Field.case = path, case
        limits = settings(
            max_examples=12, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
        )
        run_state_machine_as_test(Field, settings=limits)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_tablets_end_alike_whoever_comes_first(
    sqlite_template: Path, tmp_path: Path, order: tuple[int, int]
) -> None:
    """Where they agree, the order does not show; where they do not, both values are there."""
    path = tmp_path / "begun.sqlite3"
    shutil.copy(sqlite_template, path)
    drafts: list[Json] = [{"points": 1, "signs": 2}, {"signs": 3, "signs_province": 4}]
    with prepared(path) as case:
        tablets = [Tablet(who, draft=dict(draft)) for who, draft in zip(PEOPLE, drafts, strict=False)]
        for number in order:
            tablets[number].freeze(case.visit.id)
            submission_id, record = tablets[number].waiting or (new_id(), {})
            made = case.world.see(
                lambda s, t=tablets[number], i=submission_id, r=record: judge_record(
                    partial(definition_cache.definition, s), case.world.as_(t.who), None, i, SentRecord.model_validate(r), skew=0,
                    put_right=lambda at: at, photo_limit_mb=20,
                )
            )  # fmt: skip
            case.world.do(lambda s, one=made: receive(s, [one]))
        response = case.world.see(lambda s: s.exec(select(Response)).one())
        conflict = case.world.see(lambda s: s.exec(select(ResponseConflict)).one())
        assert {**response.answers, "signs": 0} == {"points": 1, "signs": 0, "signs_province": 4}
        assert {conflict.kept, conflict.offered} == {2, 3}
