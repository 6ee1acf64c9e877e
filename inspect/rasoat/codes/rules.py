"""What this room registers: rounds of codes as cases, and who withdraws them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import Actor, Role
from rasoat.codes import operations, queries
from rasoat.codes.models import WAYS, CodeRound
from rasoat.workflows import CaseKind, Firing, effect, register_kind, register_note, relation


def _label(session: Session, round_id: UUID) -> str:
    made = session.get_one(CodeRound, round_id)
    return f"Mã kích hoạt cho {made.count} người: {WAYS[made.way].lower()}"


register_kind(CaseKind("code_round", CodeRound, "Cấp mã kích hoạt", _label, queries.visible))
register_note(operations.MADE, "Cấp mã kích hoạt")


@relation("code_round", "codes.administrator", "quản trị")
def _administrator(_session: Session, _case_row: Mapping[str, Any], actor: Actor) -> bool:
    return actor.role == Role.ADMINISTRATOR


@effect("withdraw_codes")
def _withdraw(firing: Firing) -> None:
    operations.withdraw(firing.session, firing.ref.id)
