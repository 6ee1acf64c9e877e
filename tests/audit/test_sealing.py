"""Seals: what they show later, also against somebody who computes every digest anew, and what erasing leaves of a row."""

import hashlib
from uuid import UUID

import pytest
from sqlalchemy import delete, update
from sqlmodel import Session, select

from rasoat import clock
from rasoat.audit import make_seal, parse, verify
from rasoat.audit.sealing import DAY, new_ends, seal_daily, seal_now
from rasoat.db import row_seals, table_of
from rasoat.db.models import RowSeal, Seal
from rasoat.plans.models import Plan, PlanBasis, PlanContent, PlanCosigner, PlanTarget
from rasoat.workflows import CaseRef, erasing, journal
from rasoat.workflows.models import JournalEntry, JournalNote
from tests.plans import samples
from tests.world import World

PLAN, SEALS = table_of(Plan), table_of(RowSeal)


def faults(world: World, *written: str) -> list[str]:
    def look(session: Session) -> list[str]:
        given = [parse(one) for one in written]
        return [str(fault) for fault in verify(session, None, given, lambda _step, _count: None)]

    return world.see(look)


def sealed(world: World) -> str:
    return str(world.do(make_seal))


@pytest.fixture
def plan(world: World) -> UUID:
    return samples.approved(world).id


def forge(world: World, plan_id: UUID, title: str) -> None:
    """Change a title and compute its digest anew, as the program would."""

    def lie(session: Session) -> None:
        session.connection().execute(update(PLAN).where(PLAN.c.id == plan_id).values(title=title))
        row = row_seals.rows_by_key(session, PLAN, [(plan_id,)])[(plan_id,)]
        line = row_seals.newest(session, PLAN, [(plan_id,)])[str(plan_id)]
        digest = row_seals.digest_of(PLAN, (plan_id,), row, line["salt"])
        this = (SEALS.c.row_id == str(plan_id), SEALS.c.seal == line["seal"])
        session.connection().execute(update(SEALS).where(*this).values(digest=digest))

    world.do(lie)


def test_everything_the_program_writes_holds(world: World, plan: UUID) -> None:
    assert faults(world) == []
    first = sealed(world)
    assert sealed(world) == first
    assert faults(world, first) == []
    samples.draft(world)
    second = sealed(world)
    assert second != first
    assert faults(world, first, second) == []


def test_a_digest_made_anew_is_found_by_the_seal(world: World, plan: UUID) -> None:
    sealed(world)
    forge(world, plan, "Kế hoạch khác")
    assert [one.split(": ")[1] for one in faults(world)] == ["mã băm của các dòng đã bị tính lại"]


def test_a_seal_made_anew_is_found_by_the_one_that_was_written_down(world: World, plan: UUID) -> None:
    written = sealed(world)
    forge(world, plan, "Kế hoạch khác")

    def seal_again(session: Session) -> None:
        session.connection().execute(delete(table_of(Seal)))
        session.connection().execute(update(SEALS).values(seal=0))
        make_seal(session)

    world.do(seal_again)
    assert faults(world) == []
    assert faults(world, written) == ["Niêm phong số 1: không phải niêm phong đã ghi lại bên ngoài"]


def test_a_case_gone_with_its_journal_and_its_digests_is_found(world: World) -> None:
    plan = samples.draft(world).id
    sealed(world)

    def vanish(session: Session) -> None:
        connection = session.connection()
        entries = select(JournalEntry.id).where(JournalEntry.case_id == plan)
        connection.execute(delete(table_of(JournalNote)).where(table_of(JournalNote).c.entry_id.in_(entries)))
        connection.execute(delete(journal.TABLE).where(journal.TABLE.c.case_id == plan))
        for part in (PlanBasis, PlanContent, PlanCosigner, PlanTarget):
            keys = [str(one) for one in session.exec(select(part.id).where(part.plan_id == plan))]
            connection.execute(delete(SEALS).where(SEALS.c.row_id.in_(keys)))
            connection.execute(delete(table_of(part)).where(table_of(part).c.plan_id == plan))
        connection.execute(delete(PLAN).where(PLAN.c.id == plan))
        connection.execute(delete(SEALS).where(SEALS.c.row_id == str(plan)))

    world.do(vanish)
    found = faults(world)
    assert any(
        "thiếu hoặc thừa dòng so với lúc niêm phong" in one and "Kế hoạch: 1 dòng, nay còn 0" in one for one in found
    )
    assert any(
        "mục 1 của nhật ký đã được niêm phong" in one or "của nhật ký đã được niêm phong" in one for one in found
    )


@pytest.mark.parametrize(("number", "why"), [(2, "không còn, các dòng của nó vẫn còn"), (1, "thiếu niêm phong số 1")])
def test_a_seal_that_was_taken_away_is_found(world: World, plan: UUID, number: int, why: str) -> None:
    sealed(world)
    samples.draft(world)
    sealed(world)
    world.do(lambda s: s.connection().execute(delete(table_of(Seal)).where(table_of(Seal).c.number == number)))
    [fault] = faults(world)
    assert why in fault


def test_a_change_stays_known_when_the_program_writes_the_row_again(world: World, plan: UUID) -> None:
    world.do(lambda s: s.connection().execute(update(PLAN).where(PLAN.c.id == plan).values(title="Sửa lén")))

    def edit(session: Session) -> None:
        session.get_one(Plan, plan).purpose = "Mục đích mới"

    world.do(edit)
    [fault] = faults(world)
    assert "đã bị sửa ngoài chương trình trước khi chương trình ghi tiếp" in fault
    sealed(world)
    world.do(edit)
    assert len(faults(world)) == 1


def test_rows_that_the_program_removes_or_puts_in_hold(world: World) -> None:
    draft = samples.draft(world)
    sealed(world)
    world.do(lambda s: row_seals.remove(s, PlanContent, PlanContent.plan_id == draft.id))  # type: ignore[arg-type]
    assert faults(world) == []
    assert faults(world, sealed(world)) == []


def test_erased_texts_leave_no_salt_and_hold(world: World, plan: UUID) -> None:
    written = sealed(world)
    before = world.see(lambda s: row_seals.newest(s, PLAN, [(plan,)])[str(plan)])
    assert before["salt"]
    world.do(
        lambda s: erasing.erase_texts(
            s, Plan, plan, ["purpose"], CaseRef("plan", plan), world.as_("leader"), "Theo yêu cầu"
        )
    )
    assert world.see(lambda s: s.get_one(Plan, plan).purpose) == erasing.INSTEAD
    lines = world.see(lambda s: s.exec(select(RowSeal).where(RowSeal.row_id == str(plan))).all())
    assert {line.seal: bool(line.salt) for line in lines} == {1: False, 0: True}
    assert faults(world, written) == []
    told, why = world.see(lambda s: journal.entries(s, CaseRef("plan", plan))[-1])
    assert told.facts == {"table": "plan", "row": str(plan), "columns": ["purpose"]}
    assert why is not None


def test_short_texts_cannot_be_guessed_from_their_digests(world: World, plan: UUID) -> None:
    other = samples.draft(world)
    lines = world.see(lambda s: row_seals.newest(s, PLAN, [(plan,), (other.id,)]))
    assert len({line["salt"] for line in lines.values()}) == 2
    assert all(len(line["salt"]) == 32 for line in lines.values())
    without = hashlib.sha256(b"").hexdigest()
    assert without not in {line["digest"] for line in lines.values()}


def test_a_day_s_seal_is_made_once_and_not_put_off_by_a_clock_that_was_ahead(world: World, plan: UUID) -> None:
    first = seal_daily(world.database)
    assert first is not None
    samples.draft(world)
    assert seal_daily(world.database) is None
    for made_at in (clock.real_now() - DAY, clock.real_now() + 400 * DAY):
        world.do(lambda s, at=made_at: s.connection().execute(update(table_of(Seal)).values(made_at=at)))
        assert seal_daily(world.database) is not None
        samples.draft(world)


def test_what_is_written_while_a_seal_is_begun_belongs_to_the_next(world: World, plan: UUID) -> None:
    ends = world.see(new_ends)
    assert ends
    samples.draft(world)
    given = [world.do(lambda s: make_seal(s, ends)), seal_now(world.database)]
    assert [one.number for one in given] == [1, 2]
    assert world.see(new_ends) == []
    assert faults(world, *map(str, given)) == []
    assert seal_now(world.database) == given[1], "nothing is new"


def test_what_two_find_at_once_is_counted_once(world: World, plan: UUID) -> None:
    ends = world.see(new_ends)
    first, second = (world.do(lambda s: make_seal(s, ends)) for _ in range(2))
    assert first == second
    assert faults(world, str(first)) == []


@pytest.mark.parametrize("typed", ["", "7", "7:", ":ab", f"x:{'a' * 64}", f"1:{'g' * 64}", f"1:{'a' * 63}"])
def test_what_is_no_seal_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        parse(typed)


def test_a_seal_may_be_typed_in_groups_and_capitals() -> None:
    assert str(parse(f" 12 : {'AB12 ' * 16}")) == f"12:{'ab12' * 16}"
