"""Random people do random things: no undeclared state, no lost entry, no broken chain, no second effect.

The model beside the engine is a plain table of what is declared, written down here by hand.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import Session, select

from rasoat.db import Database, new_id
from rasoat.outbox.models import OutboxItem
from rasoat.problems import Problem
from rasoat.workflows import CaseRef, Fired, chains, erasing, fire, journal, may
from rasoat.workflows.models import JournalNote
from tests import errand
from tests.errand import Errand
from tests.postgres import Server
from tests.world import World

DECLARED = {
    ("asked", "begin", "officer"): "doing",
    ("asked", "tell", "officer"): "asked",
    ("asked", "tell", "leader"): "asked",
    ("doing", "tell", "officer"): "doing",
    ("doing", "tell", "leader"): "doing",
    ("doing", "finish", "leader"): "done",
    ("done", "reopen", "leader"): "doing",
    ("asked", "turn", "leader"): "doing",
    ("doing", "turn", "leader"): "asked",
}
TRIGGERS = sorted({trigger for _state, trigger, _who in DECLARED} | {"create", "move_definition", "close"})
# officer2 has the officer's rights; the others have none.
PEOPLE = {"officer": "officer", "officer2": "officer", "leader": "leader", "clerk": "", "edu_leader": "", "admin": ""}
TITLES = {"Đếm biển báo": True, "Gấp!": False, "": False}


class Errands(RuleBasedStateMachine):
    """Cases with the state, version and history they must have."""

    world: World
    cases = Bundle("cases")
    commands = Bundle("commands")

    def __init__(self) -> None:
        super().__init__()
        self.expected: dict[UUID, list[str]] = {}
        self.states: dict[UUID, str] = {}
        self.calm: dict[UUID, bool] = {}
        self.finished = self._told()

    @rule(target=cases, title=st.sampled_from(list(TITLES)))
    def ask(self, title: str) -> CaseRef:
        ref = self.world.do(lambda session: errand.ask(session, self.world.as_("officer"), title))
        self.expected[ref.id], self.states[ref.id], self.calm[ref.id] = ["create"], "asked", TITLES[title]
        return ref

    @rule(
        target=commands,
        ref=cases,
        trigger=st.sampled_from(TRIGGERS),
        who=st.sampled_from(sorted(PEOPLE)),
        behind=st.sampled_from([None, 0, 0, 0, 1, -1]),
        words=st.sampled_from(["Xong", "", None]),
    )
    def act(self, ref: CaseRef, trigger: str, who: str, behind: int | None, words: str | None) -> object:
        command, version = new_id(), None if behind is None else len(self.expected[ref.id]) - behind
        should = self._should(ref, trigger, who, behind, words)
        try:
            fired = self._fire(ref, trigger, who, version, command, words)
        except Problem:
            assert should is None, f"{trigger} by {who} in {self.states[ref.id]} was refused"
            return multiple()
        assert fired.to_state == should, f"{trigger} by {who} in {self.states[ref.id]}"
        assert not fired.repeated
        self.expected[ref.id].append(trigger)
        self.states[ref.id] = fired.to_state
        self.finished += trigger == "finish"
        return (ref, trigger, who, version, command, words, fired)

    @rule(command=commands)
    def repeat(self, command: tuple[CaseRef, str, str, int | None, UUID, str | None, Fired]) -> None:
        *given, before = command
        again = self._fire(*given)
        assert again == Fired(before.entry_id, before.seq, before.from_state, before.to_state, repeated=True)

    @rule(command=commands, who=st.sampled_from(sorted(PEOPLE)), other=cases)
    def misuse(
        self, command: tuple[CaseRef, str, str, int | None, UUID, str | None, Fired], who: str, other: CaseRef
    ) -> None:
        ref, trigger, was, _version, command_id, words, _fired = command
        if (other, who) == (ref, was):
            return
        with pytest.raises(Problem, match="2005"):
            self._fire(other, trigger, who, None, command_id, words)

    @rule(command=consumes(commands))
    def erase(self, command: tuple[CaseRef, str, str, int | None, UUID, str | None, Fired]) -> None:
        entry_id = command[-1].entry_id

        def gone(session: Session) -> None:
            if session.get(JournalNote, entry_id):
                erasing.erase_note(session, entry_id, self.world.as_("leader"), "Theo yêu cầu")

        self.world.do(gone)

    @rule(ref=cases, who=st.sampled_from(sorted(PEOPLE)))
    def look(self, ref: CaseRef, who: str) -> None:
        offered = {o.transition.trigger for o in self.world.see(lambda s: may(s, ref, self.world.as_(who)))}
        assert offered == {t for s, t, role in DECLARED if (s, role) == (self.states[ref.id], PEOPLE[who])}

    @invariant()
    def rows_and_journals_are_as_expected(self) -> None:
        def compare(session: Session) -> None:
            for case_id, expected in self.expected.items():
                row = session.get_one(Errand, case_id)
                assert row.status == self.states[case_id]
                # Erasing words is nobody's act on the case: whoever has it open may still act.
                assert row.version == len(expected)
                found = journal.entries(session, CaseRef("errand", case_id))
                assert row.journal_seq == len(found)
                assert [entry.trigger for entry, _note in found if entry.trigger != journal.ERASED] == expected
                steps = [(entry.from_state, entry.to_state) for entry, _note in found]
                assert [step[0] for step in steps[1:]] == [step[1] for step in steps[:-1]]
            assert list(chains.verify(session)) == []

        self.world.see(compare)
        assert self._told() == self.finished

    def _should(self, ref: CaseRef, trigger: str, who: str, behind: int | None, words: str | None) -> str | None:
        if behind not in (None, 0) or (trigger == "tell" and not words):
            return None
        if trigger in ("begin", "turn") and not self.calm[ref.id]:
            return None
        return DECLARED.get((self.states[ref.id], trigger, PEOPLE[who]))

    def _fire(
        self, ref: CaseRef, trigger: str, who: str, version: int | None, command: UUID, words: str | None
    ) -> Fired:
        actor, payload = self.world.as_(who), {"words": words}
        return self.world.do(
            lambda s: fire(s, ref, trigger, actor, expected_version=version, command_id=command, payload=payload)
        )

    def _told(self) -> int:
        return self.world.see(lambda s: len(s.exec(select(OutboxItem.id)).all()))


@contextmanager
def on(database: Database) -> Iterator[type[Errands]]:
    """The machine, on one database for all its runs: cases of earlier runs stand by as a crowd."""
    world = World.build(database)
    yield type("ErrandsHere", (Errands,), {"world": world})


HERE = [HealthCheck.too_slow, HealthCheck.data_too_large]


def test_on_sqlite(sqlite_template: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.sqlite3"
        shutil.copy(sqlite_template, path)
        database = Database(f"sqlite:///{path}")
        with on(database) as machine:
            run_state_machine_as_test(
                machine,
                settings=settings(max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=HERE),
            )
        database.close()


def test_on_postgresql(postgres: Server, postgres_template: str) -> None:
    name = f"t{uuid4().hex[:12]}"
    database = Database(postgres.create(name, postgres_template))
    with on(database) as machine:
        run_state_machine_as_test(
            machine,
            settings=settings(max_examples=6, stateful_step_count=15, deadline=None, suppress_health_check=HERE),
        )
    database.close()
    postgres.drop(name)
