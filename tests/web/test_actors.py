"""Who acts: a person, a person in another's stead, the program by itself. The journal names each for what it is."""

from dataclasses import replace
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col

from rasoat.accounts.actor import SYSTEM_ID, SYSTEM_NAME
from rasoat.accounts.queries import system_actor
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, fire, noting
from rasoat.workflows.chains import verify
from rasoat.workflows.journal import entries
from rasoat.workflows.models import JournalEntry
from rasoat.workflows.registry import note_titles
from tests.plans.samples import draft
from tests.world import World


def last(session: Session, ref: CaseRef) -> JournalEntry:
    return entries(session, ref)[-1][0]


def test_who_acts_for_somebody_is_named_beside_whom_and_for_whom(world: World, client_for: Any) -> None:
    ref = CaseRef("plan", draft(world).id)
    stand_in = replace(world.as_("officer"), acting_for=world.as_("officer2").user_id)
    world.do(lambda s: fire(s, ref, "submit", stand_in))
    entry = world.see(lambda s: last(s, ref))
    assert (entry.actor_id, entry.acting_for) == (stand_in.user_id, world.as_("officer2").user_id)
    assert world.see(lambda s: list(verify(s))) == []
    assert "Hoàng Thị Thử (làm thay Lý Văn Nháp)" in client_for("officer").get(f"/plans/{ref.id}").text


def test_for_whom_somebody_acted_cannot_be_changed_unseen(world: World) -> None:
    ref = CaseRef("plan", draft(world).id)
    other = world.as_("officer2").user_id
    change = update(JournalEntry).where(col(JournalEntry.case_id) == ref.id).values(acting_for=other)
    world.do(lambda s: s.connection().execute(change))
    [broken] = world.see(lambda s: list(verify(s)))
    assert broken.ref == ref


def test_the_program_acts_under_its_own_name(world: World, client_for: Any, monkeypatch: Any) -> None:
    monkeypatch.setitem(note_titles, "looked_at", "Hệ thống đã xem")
    ref = CaseRef("plan", draft(world).id)

    def look(session: Session) -> None:
        program = system_actor(session.get_one(Agency, world.agencies["dept"]))
        assert program.account_id is None, "no column that names an account may name the program"
        noting.note(session, ref, "looked_at", program, {}, {})

    world.do(look)
    assert world.see(lambda s: last(s, ref)).actor_id == SYSTEM_ID
    assert SYSTEM_NAME in client_for("officer").get(f"/plans/{ref.id}").text
