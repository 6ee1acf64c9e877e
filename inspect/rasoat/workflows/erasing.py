"""Erasing words, because a person has a right to it: text and salt are destroyed, and the case's journal says who erased
what, when and why. `rasoat audit verify` accepts an erased text only with such an entry.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, SQLModel

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.db import search_index, table_of
from rasoat.db.locking import lock
from rasoat.db.models import RowSeal
from rasoat.workflows import journal, noting
from rasoat.workflows.models import JournalEntry, JournalNote
from rasoat.workflows.registry import CaseRef, kind_recorded_as, register_note

INSTEAD = "[đã xóa theo yêu cầu bảo vệ dữ liệu cá nhân]"
register_note(journal.ERASED, "Xóa chữ để bảo vệ dữ liệu cá nhân")


def erase_note(session: Session, entry_id: UUID, actor: Actor, why: str) -> None:
    """Erase the words of one entry. The entry, its digest and the chain stay as they were."""
    note = lock(session, JournalNote, entry_id)
    note.texts, note.salt, note.erased_at, note.label = None, "", clock.now(), why
    entry = session.get_one(JournalEntry, entry_id)
    ref = CaseRef(kind_recorded_as(entry.case_kind), entry.case_id)
    noting.note(session, ref, journal.ERASED, actor, {"entry": str(entry_id)}, {"reason": why})


def erase_texts(
    session: Session, model: type[SQLModel], row_id: UUID, columns: Sequence[str], case: CaseRef, actor: Actor, why: str
) -> None:
    """Replace texts of a row by a mark, and destroy every salt of the row, so that no digest of before can be tried
    with guessed words. `case` is the case whose journal tells of it.
    """
    row = lock(session, model, row_id)
    for column in columns:
        setattr(row, column, INSTEAD)
    session.flush()
    search_index.forget_removed(session.connection(), table_of(model).name)
    name, lines = table_of(model).name, table_of(RowSeal)
    mine = (lines.c.table_name == name, lines.c.row_id == str(row_id))
    session.connection().execute(update(lines).where(*mine).values(salt=""))
    facts = {"table": name, "row": str(row_id), "columns": list(columns)}
    noting.note(session, case, journal.ERASED, actor, facts, {"reason": why})
