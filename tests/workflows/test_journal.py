"""The journal tells when it was touched, and bears that words are erased."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from sqlalchemy import delete, update
from sqlmodel import Session, select

from rasoat import clock
from rasoat.workflows import CaseRef, chains, erasing, fire, journal
from rasoat.workflows.models import JournalEntry, JournalNote
from tests import errand
from tests.errand import Errand
from tests.world import World


@pytest.fixture
def ref(world: World) -> CaseRef:
    """A case with five entries, two of them with words; a second, untouched case stands beside it."""
    refs = world.do(lambda s: [errand.ask(s, world.as_("officer")) for _ in range(2)])

    def play(session: Session, ref: CaseRef) -> None:
        officer, leader = world.as_("officer"), world.as_("leader")
        fire(session, ref, "begin", officer)
        fire(session, ref, "tell", officer, payload={"words": "Đã đếm 12 biển", "share": 3})
        fire(session, ref, "tell", officer, payload={"words": "Đã đếm 21 biển"})
        fire(session, ref, "finish", leader)

    for found in refs:
        world.do(lambda session, found=found: play(session, found))
    assert verify(world) == []
    return refs[0]


def verify(world: World) -> list[tuple[UUID, int, str]]:
    return world.see(lambda s: [(b.ref.id, b.seq, b.why) for b in chains.verify(s)])


def entry_at(session: Session, ref: CaseRef, seq: int) -> JournalEntry:
    return session.exec(select(JournalEntry).where(JournalEntry.case_id == ref.id, JournalEntry.seq == seq)).one()


def change(world: World, ref: CaseRef, at: int, **values: object) -> None:
    world.do(
        lambda s: s.connection().execute(
            update(JournalEntry).where(JournalEntry.case_id == ref.id, JournalEntry.seq == at).values(**values)
        )
    )


@pytest.mark.parametrize(
    "values",
    [
        {"actor_id": UUID(int=7)},
        {"facts": {"share": 4}},
        {"to_state": "done"},
        {"effective_on": date(2020, 1, 1)},
        {"note_digest": "0" * 64},
        {"row_version": 9},
    ],
    ids=lambda values: next(iter(values)),
)
def test_a_changed_entry_is_found(world: World, ref: CaseRef, values: dict[str, object]) -> None:
    change(world, ref, 3, **values)
    assert verify(world) == [(ref.id, 3, "mục này đã bị sửa")]


def test_an_entry_changed_with_its_own_hash_made_anew_is_found(world: World, ref: CaseRef) -> None:
    def forge(session: Session) -> None:
        entry = entry_at(session, ref, 3)
        entry.facts = {"share": 99}
        entry.hash = journal.entry_hash(entry.model_dump())

    world.do(forge)
    assert verify(world) == [(ref.id, 4, "mục này không nối tiếp mục trước")]


def test_a_removed_entry_is_found(world: World, ref: CaseRef) -> None:
    world.do(lambda s: s.delete(entry_at(s, ref, 2)))
    assert verify(world) == [(ref.id, 3, "thiếu một mục trước mục này")]


def test_a_removed_last_entry_is_found(world: World, ref: CaseRef) -> None:
    world.do(lambda s: s.delete(entry_at(s, ref, 5)))
    assert verify(world) == [(ref.id, 5, "hồ sơ không khớp với mục cuối của nhật ký")]


def test_swapped_entries_are_found(world: World, ref: CaseRef) -> None:
    for seq, new in [(3, 30), (4, 3), (30, 4)]:
        change(world, ref, seq, seq=new)
    assert verify(world) == [(ref.id, 3, "mục này không nối tiếp mục trước")]


def test_a_removed_case_or_journal_is_found(world: World, ref: CaseRef) -> None:
    world.do(lambda s: s.connection().execute(delete(Errand).where(Errand.id == ref.id)))
    assert verify(world) == [(ref.id, 5, "hồ sơ không còn, nhật ký vẫn còn")]
    other = world.see(lambda s: s.exec(select(Errand.id)).one())
    world.do(lambda s: s.connection().execute(delete(JournalNote)))
    world.do(lambda s: s.connection().execute(delete(JournalEntry).where(JournalEntry.case_id == other)))
    assert (other, 5, "hồ sơ không còn nhật ký") in verify(world)


def test_changed_words_are_found(world: World, ref: CaseRef) -> None:
    def lie(session: Session) -> None:
        session.get_one(JournalNote, entry_at(session, ref, 3).id).texts = {"words": "Đã đếm 67 biển"}

    world.do(lie)
    assert verify(world) == [(ref.id, 3, "phần chữ của mục này đã bị sửa")]


@pytest.mark.parametrize("how", ["row", "texts"])
def test_words_removed_without_a_trace_are_found(world: World, ref: CaseRef, how: str) -> None:
    def remove(session: Session) -> None:
        note = session.get_one(JournalNote, entry_at(session, ref, 3).id)
        if how == "row":
            session.delete(note)
        else:
            note.texts = None

    world.do(remove)
    assert verify(world) == [(ref.id, 3, "phần chữ của mục này bị xóa mà không để lại dấu vết")]


def test_erased_words_leave_a_tombstone_and_an_unbroken_chain(world: World, ref: CaseRef) -> None:
    erased = world.see(lambda s: entry_at(s, ref, 3).id)
    world.do(lambda s: erasing.erase_note(s, erased, world.as_("leader"), "Theo yêu cầu của gia đình"))
    assert verify(world) == []
    told, why = world.see(lambda s: journal.entries(s, ref)[-1])
    assert (told.trigger, told.facts, why.texts) == (
        "words_erased",
        {"entry": str(erased)},
        {"reason": "Theo yêu cầu của gia đình"},
    )
    entry, note = world.see(lambda s: journal.entries(s, ref)[2])
    assert note is not None
    assert (note.texts, note.salt, note.label) == (None, "", "Theo yêu cầu của gia đình")
    assert note.erased_at is not None
    assert entry.note_digest


def test_words_erased_without_an_entry_that_says_so_are_found(world: World, ref: CaseRef) -> None:
    def hide(session: Session) -> None:
        note = session.get_one(JournalNote, entry_at(session, ref, 3).id)
        note.texts, note.salt, note.erased_at = None, "", clock.now()

    world.do(hide)
    assert verify(world) == [(ref.id, 3, "phần chữ của mục này bị xóa mà nhật ký không ghi ai xóa")]


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"status": "doing"}, "hồ sơ ghi trạng thái “doing”, nhật ký ghi “done”"),
        ({"workflow_version": 7}, "hồ sơ ghi quy trình khác với nhật ký"),
        ({"last_event_at": datetime(2020, 1, 1, tzinfo=UTC)}, "hồ sơ ghi ngày của việc cuối khác với nhật ký"),
    ],
    ids=lambda given: next(iter(given)) if isinstance(given, dict) else "",
)
def test_a_case_that_is_not_what_its_journal_says_is_found(
    world: World, ref: CaseRef, values: dict[str, object], why: str
) -> None:
    world.do(lambda s: s.connection().execute(update(Errand).where(Errand.id == ref.id).values(**values)))
    assert verify(world) == [(ref.id, 5, why)]


def test_equal_words_have_different_digests(world: World, ref: CaseRef) -> None:
    same = [
        world.do(lambda s: fire(s, ref, "reopen", world.as_("leader")).entry_id),
        *(
            world.do(lambda s: fire(s, ref, "tell", world.as_("officer"), payload={"words": "Xong"}).entry_id)
            for _ in range(2)
        ),
    ][1:]
    digests = world.see(lambda s: {s.get_one(JournalEntry, found).note_digest for found in same})
    assert len(digests) == 2
