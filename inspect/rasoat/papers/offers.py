"""Which papers a procedure asks for: its definition names them under `papers`.

The newest version says so, also for an inspection that began on an earlier one: what paper may be drafted is no condition of
its steps.
"""

from typing import Any

from sqlmodel import Session

from rasoat.papers.registry import PaperKind, about_named, kinds
from rasoat.problems import Reason
from rasoat.workflows import pins


def offers(session: Session, kind: PaperKind, thing: Any) -> bool:
    """Whether papers of that kind may be begun about the thing."""
    if not kind.asked_for:
        return True
    procedure = about_named(kind.about).procedure(thing)
    return bool(procedure) and kind.name in pins.newest(session, procedure).definition.papers


def against(session: Session, kind: PaperKind, thing: Any) -> list[Reason]:
    """Why none may be begun; empty when one may."""
    if offers(session, kind, thing):
        return []
    return [Reason("", f"Quy trình của cuộc kiểm tra này không dùng {kind.label[:1].lower()}{kind.label[1:]}.")]


def about(session: Session, name: str, thing: Any) -> list[PaperKind]:
    """The kinds of papers that may be begun about a thing of that kind because its procedure asks for them, in the
    procedure's order.
    """
    procedure = about_named(name).procedure(thing)
    asked = pins.newest(session, procedure).definition.papers if procedure else []
    known = {kind.name: kind for kind in kinds() if kind.asked_for and kind.about == name}
    return [known[one] for one in asked if one in known]
