"""What this room registers: imports as cases, who undoes them, and the kinds of imports."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import Actor, Role
from rasoat.importing import operations, queries
from rasoat.importing.kinds import accounts, agencies, units
from rasoat.importing.models import ImportRun
from rasoat.importing.registry import kinds, register_import
from rasoat.workflows import CaseKind, Firing, effect, register_kind, register_note, relation

for module in (units, agencies, accounts):
    register_import(module.KIND)


def _label(session: Session, run_id: UUID) -> str:
    run = session.get_one(ImportRun, run_id)
    return f"Nhập {kinds()[run.kind].title.lower()}: {run.file_name}"


register_kind(CaseKind("import_run", ImportRun, "Nhập từ bảng", _label, queries.visible))
register_note(operations.BROUGHT, "Nhập dữ liệu từ tệp")


@relation("import_run", "import.administrator", "quản trị")
def _administrator(_session: Session, _case_row: Mapping[str, Any], actor: Actor) -> bool:
    return actor.role == Role.ADMINISTRATOR


@effect("undo_import")
def _undo(firing: Firing) -> None:
    operations.undo(firing.session, firing.ref.id)
