"""Reading papers."""

from collections.abc import Callable, Mapping
from typing import Any, cast
from uuid import UUID

from sqlalchemy import and_, extract, false, func, or_
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.scope import Scoped
from rasoat.documents import register
from rasoat.documents.models import FrozenPaper, RegisterEntry
from rasoat.files.store import BlobStore
from rasoat.papers.about import below
from rasoat.papers.models import OUT, PaperCase
from rasoat.papers.registry import About, abouts, kind_of
from rasoat.problems import Problem


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The papers that an actor may see. Who besides the issuer may see a paper depends on what it is about.

    An actor sees the papers of the own agency and those below it, the papers whose drafts are shared with the own
    agency, and the issued papers that concern it. Administrators manage accounts and see no cases.
    """
    if actor.role == Role.ADMINISTRATOR:
        return false()
    shared = _about(lambda about: about.shared_with(actor))
    working = or_(col(PaperCase.lead_agency_id).in_(below(actor)), shared)
    received = and_(OUT.condition, _about(lambda about: about.concerning(actor)))
    return received if actor.is_authority else or_(working, received)


def _about(ids: Callable[[About], SelectOfScalar[Any]]) -> ColumnElement[bool]:
    return or_(
        *(and_(col(PaperCase.about_kind) == one.name, col(PaperCase.about_id).in_(ids(one))) for one in abouts())
    )


_scope = Scoped(PaperCase, visible_to)
visible, require_visible = _scope.visible, _scope.require_visible


def about(kind: str, *ids: UUID) -> ColumnElement[bool]:
    """Papers about these things of one kind."""
    return and_(col(PaperCase.about_kind) == kind, col(PaperCase.about_id).in_(ids))


def year_of() -> ColumnElement[int]:
    """The year of a paper: that of its issue, or before it that of its drafting."""
    drafted, issued = extract("year", col(PaperCase.created_at)), extract("year", col(PaperCase.issued_on))
    return cast(ColumnElement[int], func.coalesce(issued, drafted))


def years(session: Session, actor: Actor) -> list[int]:
    """Years in which the actor has papers, the newest first."""
    found = session.exec(select(year_of()).where(visible_to(actor)).distinct())
    return sorted({int(year) for year in found}, reverse=True)


def inspection_of(case_row: Mapping[str, Any]) -> UUID | None:
    """The inspection that a paper is about, from its row."""
    return case_row["about_id"] if case_row["about_kind"] == "inspection" else None


def papers_about(session: Session, kind: str, thing_id: UUID, name: str = "") -> list[PaperCase]:
    """The papers about one thing, the newest first. With `name`, only those of that kind of paper."""
    query = select(PaperCase).where(about(kind, thing_id))
    if name:
        query = query.where(PaperCase.kind == name)
    return list(session.exec(query.order_by(col(PaperCase.created_at).desc(), col(PaperCase.id).desc())))


def may_draft(actor: Actor, issuer_id: UUID) -> bool:
    """Whether the actor may write papers of that agency: its officers may, and the program in its name."""
    return actor.role in (Role.OFFICER, Role.SYSTEM) and actor.agency_id == issuer_id


def frozen_of(session: Session, case: PaperCase) -> FrozenPaper | None:
    """The frozen snapshot of a paper, once it has a number."""
    return session.get(FrozenPaper, case.frozen_id) if case.frozen_id else None


def entry_of(session: Session, case: PaperCase) -> RegisterEntry | None:
    """The paper's line in the register."""
    frozen = frozen_of(session, case)
    return session.get(RegisterEntry, frozen.register_entry_id) if frozen else None


def file_of(session: Session, store: BlobStore, case: PaperCase) -> bytes:
    """The stored PDF, which is never rendered again. Raises Problem `file.lost` when the snapshot or the file has
    changed, and `not_found` before there is a file.
    """
    frozen = frozen_of(session, case)
    if frozen is None or not frozen.file_sha256:
        raise Problem("not_found")
    register.snapshot_of(frozen)
    return store.get(frozen.file_sha256)


def file_name(case: PaperCase) -> str:
    """The name under which the PDF is saved: TB-97-2024.pdf. It has only plain letters, which every system accepts."""
    year = case.issued_on.year if case.issued_on else ""
    return f"{kind_of(case).series}-{case.number}-{year}.pdf"
