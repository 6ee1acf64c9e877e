"""The one door: who may, when, once, all or nothing."""

from datetime import UTC, date, datetime
from threading import Barrier, Thread
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, select

from rasoat import clock
from rasoat.db import Database, new_id
from rasoat.outbox.models import OutboxItem
from rasoat.problems import Problem
from rasoat.workflows import CaseRef, Fired, chains, fire, journal, may
from rasoat.workflows.models import JournalEntry
from tests import errand
from tests.errand import Errand
from tests.world import World


def ask(world: World, title: str = "Đếm biển báo") -> CaseRef:
    return world.do(lambda session: errand.ask(session, world.as_("officer"), title))


def act(world: World, ref: CaseRef, trigger: str, who: str, **more: object) -> Fired:
    return world.do(lambda session: fire(session, ref, trigger, world.as_(who), **more))  # type: ignore[arg-type]  # as fire takes them


def row(world: World, ref: CaseRef) -> Errand:
    return world.see(lambda session: session.get_one(Errand, ref.id))


def triggers(world: World, ref: CaseRef) -> list[str]:
    return world.see(lambda session: [entry.trigger for entry, _note in journal.entries(session, ref)])


def refusal(world: World, ref: CaseRef, trigger: str, who: str, **more: object) -> Problem:
    before = row(world, ref).model_dump(), triggers(world, ref)
    with pytest.raises(Problem) as caught:
        act(world, ref, trigger, who, **more)
    assert (row(world, ref).model_dump(), triggers(world, ref)) == before, "a refusal changed something"
    return caught.value


def test_a_transition_moves_the_row_and_writes_the_journal(world: World) -> None:
    ref = ask(world)
    officer = world.as_("officer")
    with clock.at(datetime(2024, 7, 17, 18, 30, tzinfo=UTC)):
        fired = act(world, ref, "begin", "officer", expected_version=1, effective_on=date(2024, 7, 12))
    after = row(world, ref)
    assert (fired.from_state, fired.to_state, fired.seq, fired.repeated) == ("asked", "doing", 2, False)
    assert (after.status, after.version, after.journal_seq) == ("doing", 2, 2)
    assert after.last_event_at == datetime(2024, 7, 17, 18, 30, tzinfo=UTC)
    entries = world.see(lambda session: [entry for entry, _note in journal.entries(session, ref)])
    last = entries[-1]
    assert last.id == fired.entry_id
    assert (last.from_state, last.to_state, last.actor_id, last.agency_id) == (
        "asked", "doing", officer.user_id, officer.agency_id
    )  # fmt: skip
    assert (last.recorded_at.date(), last.effective_on) == (date(2024, 7, 17), date(2024, 7, 12))
    assert last.previous_hash == entries[0].hash
    assert last.hash == after.journal_hash


def test_without_a_legal_date_the_day_in_vietnam_counts(world: World) -> None:
    ref = ask(world)
    with clock.at(datetime(2024, 7, 17, 18, 30, tzinfo=UTC)):
        act(world, ref, "begin", "officer")
    last = world.see(lambda session: journal.entries(session, ref)[-1][0])
    assert last.effective_on == date(2024, 7, 18)


def test_the_same_command_acts_once(world: World) -> None:
    ref, command = ask(world), new_id()
    first = act(world, ref, "begin", "officer", expected_version=1, command_id=command)
    again = act(world, ref, "begin", "officer", expected_version=1, command_id=command)
    careless = act(world, ref, "begin", "officer", command_id=command)
    assert again == careless == Fired(first.entry_id, 2, "asked", "doing", repeated=True)
    assert triggers(world, ref) == ["create", "begin"]


def test_a_command_is_not_taken_twice_for_different_things(world: World) -> None:
    ref, other, command = ask(world), ask(world), new_id()
    act(world, ref, "begin", "officer", command_id=command)
    assert refusal(world, other, "begin", "officer", command_id=command).key == "case.command_reused"
    assert refusal(world, ref, "finish", "leader", command_id=command).key == "case.command_reused"
    assert refusal(world, ref, "begin", "officer2", command_id=command).key == "case.command_reused"
    # Also when the version fits, where no lookup is made and only the database stands in the way.
    assert (
        refusal(world, other, "begin", "officer", command_id=command, expected_version=1).key == "case.command_reused"
    )


def test_a_stale_version_is_told_who_did_what_when(world: World) -> None:
    ref = ask(world)
    with clock.at(datetime(2024, 7, 17, 2, 5, tzinfo=UTC)):
        act(world, ref, "begin", "officer", expected_version=1)
    problem = refusal(world, ref, "tell", "leader", expected_version=1, payload={"words": "Xong"})
    assert problem.key == "case.stale"
    assert problem.values == {
        "who": "Hoàng Thị Thử", "what_done": "Bắt đầu", "when": "09:05 ngày 17/07/2024"
    }  # fmt: skip


def test_an_edit_is_not_blamed_on_whoever_acted_last(world: World) -> None:
    ref = ask(world)
    act(world, ref, "begin", "officer")

    def edit(session: Session) -> None:
        found = session.get_one(Errand, ref.id)
        found.expect_version(2, "Hoàng Thị Thử")
        found.title = "Đếm lại biển báo"

    world.do(edit)
    assert refusal(world, ref, "finish", "leader", expected_version=2).key == "case.edited"
    act(world, ref, "finish", "leader", expected_version=3)


@pytest.mark.parametrize("round_", range(3))
def test_of_two_at_once_one_succeeds_and_the_other_is_told(world: World, round_: int) -> None:
    ref = ask(world)
    together, outcomes = Barrier(2), []

    def try_it() -> None:
        together.wait()
        try:
            outcomes.append(act(world, ref, "begin", "officer", expected_version=1, command_id=new_id()).to_state)
        except Problem as problem:
            outcomes.append(problem.key)

    threads = [Thread(target=try_it) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["case.stale", "doing"]
    assert triggers(world, ref) == ["create", "begin"]


def test_the_same_command_from_two_threads_acts_once(world: World) -> None:
    ref, command, outcomes = ask(world), new_id(), []

    def try_it() -> None:
        outcomes.append(act(world, ref, "begin", "officer", expected_version=1, command_id=command).repeated)

    threads = [Thread(target=try_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == [False, True, True, True]
    assert triggers(world, ref) == ["create", "begin"]


def test_many_threads_lose_no_entry(world: World) -> None:
    refs = [ask(world) for _ in range(2)]

    def tell() -> None:
        for number in range(8):
            act(world, refs[number % 2], "tell", "officer", payload={"words": str(number)})

    threads = [Thread(target=tell) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [row(world, ref).journal_seq for ref in refs] == [17, 17]
    assert world.see(lambda session: list(chains.verify(session))) == []


def test_what_is_not_declared_is_refused(world: World) -> None:
    ref = ask(world)
    assert refusal(world, ref, "finish", "leader").key == "case.wrong_state"
    assert refusal(world, ref, "fly", "leader").key == "case.unknown_action"
    assert refusal(world, ref, "begin", "leader").key == "case.not_allowed"
    assert refusal(world, ref, "begin", "district_officer").key == "case.not_allowed"
    problem = refusal(world, ref, "begin", "lead")
    assert "Chuyên viên của cơ quan" in problem.todo
    missing = CaseRef("errand", uuid4())
    with pytest.raises(Problem) as caught:
        act(world, missing, "begin", "officer")
    assert caught.value.key == "not_found"


def test_all_reasons_are_given_together(world: World) -> None:
    ref = ask(world, "!")
    problem = refusal(world, ref, "begin", "officer")
    assert [(r.field, r.message) for r in problem.reasons] == [("title", "Bỏ dấu than.")]
    blank = ask(world, "")
    problem = refusal(world, blank, "begin", "officer")
    assert [r.message for r in problem.reasons] == ["Cần tên việc.", "Bỏ dấu than."]
    problem = refusal(world, blank, "tell", "officer", payload={"share": "nhiều"})
    assert [r.field for r in problem.reasons] == ["words", "share"]


def test_buttons_come_with_their_reasons(world: World) -> None:
    calm, blank = ask(world), ask(world, "")
    seen = world.see(lambda session: may(session, calm, world.as_("officer")))
    assert [(o.transition.trigger, o.allowed) for o in seen] == [("begin", True), ("tell", True)]
    seen = world.see(lambda session: may(session, blank, world.as_("officer")))
    assert [(o.transition.trigger, len(o.reasons)) for o in seen] == [("begin", 2), ("tell", 0)]
    assert world.see(lambda session: may(session, calm, world.as_("district_officer"))) == []


def test_buttons_wait_for_nobody(world: World) -> None:
    ref = ask(world)

    def act_while_another_looks(session: Session) -> list[str]:
        fire(session, ref, "begin", world.as_("officer"))
        return [o.transition.trigger for o in world.see(lambda s: may(s, ref, world.as_("officer")))]

    assert world.do(act_while_another_looks) == ["begin", "tell"]


def test_an_effect_that_fails_takes_everything_back(world: World) -> None:
    ref = ask(world, "Việc hỏng")
    act(world, ref, "begin", "officer")
    before = row(world, ref).model_dump()
    with pytest.raises(RuntimeError, match="the effect failed"):
        act(world, ref, "finish", "leader")
    assert row(world, ref).model_dump() == before
    assert triggers(world, ref) == ["create", "begin"]
    assert world.see(lambda session: session.exec(select(OutboxItem)).all()) == []


def test_effects_are_part_of_it(world: World) -> None:
    ref = ask(world)
    act(world, ref, "begin", "officer")
    fired = act(world, ref, "finish", "leader")
    items = world.see(lambda session: [(i.kind, i.key) for i in session.exec(select(OutboxItem))])
    assert items == [("mail", f"errand-{fired.entry_id}")]


def test_words_stay_out_of_the_journal(world: World) -> None:
    ref = ask(world)
    act(world, ref, "tell", "officer", payload={"words": " Đã đếm 21 biển ", "share": "1.200", "unasked": "x"})
    entry, note = world.see(lambda session: journal.entries(session, ref)[-1])
    assert entry.facts == {"share": 1200}
    assert note is not None
    assert note.texts == {"words": "Đã đếm 21 biển"}
    assert "biển" not in repr(entry.model_dump())


def test_a_session_sees_the_new_state_at_once(world: World) -> None:
    ref = ask(world)

    def look_act_look(session: Session) -> tuple[str, str]:
        found = session.get_one(Errand, ref.id)
        before = found.status
        fire(session, ref, "begin", world.as_("officer"))
        return before, session.exec(select(Errand).where(Errand.id == ref.id)).one().status

    assert world.do(look_act_look) == ("asked", "doing")


def test_pending_edits_are_seen_by_the_guards(world: World) -> None:
    ref = ask(world, "")

    def mend_and_begin(session: Session) -> Fired:
        session.get_one(Errand, ref.id).title = "Đếm biển báo"
        return fire(session, ref, "begin", world.as_("officer"))

    assert world.do(mend_and_begin).to_state == "doing"


def test_a_case_is_not_begun_on_a_workflow_of_another_kind(database: Database, world: World) -> None:
    with pytest.raises(ValueError, match="is for errand, not plan"):
        world.do(lambda session: _start_as_plan(session, world))
    assert world.see(lambda session: session.exec(select(JournalEntry)).all()) == []


def _start_as_plan(session: Session, world: World) -> UUID:
    from rasoat.workflows import start

    found = Errand(agency_id=world.as_("officer").agency_id, title="x")
    start(session, found, "plan", "errand", world.as_("officer"))
    return found.id
