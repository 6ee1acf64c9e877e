"""Reading papers."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, false, or_
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Session, col, select

from rasoat import clock, text
from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.scope import Scoped, below
from rasoat.db.asking import for_each
from rasoat.db.bulk import among_these
from rasoat.documents import register
from rasoat.documents.models import FrozenPaper, RegisterEntry
from rasoat.files.store import BlobStore
from rasoat.inspections.near import any_of, near
from rasoat.papers.models import OUT, PaperCase
from rasoat.papers.registry import About, abouts, kind_of, kinds
from rasoat.problems import Problem
from rasoat.recommendations.models import Obligation


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The papers that an actor may see. Who besides the issuer may see a paper depends on what it is about.

    An actor sees the papers of the own agency and those below it, the papers whose drafts are shared with the own
    agency, and the issued papers that concern it and are not internal. Administrators manage accounts and see no cases.
    """
    if actor.role == Role.ADMINISTRATOR:
        return false()
    given = col(PaperCase.kind).not_in([kind.name for kind in kinds() if kind.internal])
    received = and_(OUT.condition, given, _about(lambda about: about.concerning(actor)))
    return or_(drafts_read_by(actor), received)


def drafts_read_by(actor: Actor) -> ColumnElement[bool]:
    """The papers whose drafts an actor may read: those of the own agency and below it, and those shared with it."""
    if actor.is_authority or actor.role == Role.ADMINISTRATOR:
        return false()
    return or_(col(PaperCase.lead_agency_id).in_(below(actor)), _about(lambda about: about.shared_with(actor)))


def _about(condition: Callable[[About], ColumnElement[bool]]) -> ColumnElement[bool]:
    def of(one: About) -> ColumnElement[bool]:
        # The empty text keeps SQLite from looking papers up by their kind, of which there are three.
        kind = col(PaperCase.about_kind).concat("")
        return and_(kind == one.name, for_each(one.model, col(one.model.id) == col(PaperCase.about_id), condition(one)))

    return or_(*(of(one) for one in abouts()))


def listed(session: Session, actor: Actor) -> ColumnElement[bool]:
    """The same as `visible_to`, for lists (see inspections/near.py)."""
    few = near(session, actor)
    if few is None:
        return visible_to(actor)
    kind, about_id = col(PaperCase.about_kind), col(PaperCase.about_id)
    others = [one.name for one in abouts() if one.name not in ("inspection", "obligation")]
    owed = (among_these(col(Obligation.inspection_id), few), col(Obligation.addressee_id).in_(below(actor)))
    close = any_of(
        session,
        PaperCase,
        col(PaperCase.lead_agency_id).in_(below(actor)),
        and_(kind == "inspection", among_these(about_id, few)),
        *(and_(kind == "obligation", about_id.in_(select(Obligation.id).where(its))) for its in owed),
        kind.in_(others),
    )
    return and_(close, visible_to(actor))


_scope = Scoped(PaperCase, visible_to)
visible, require_visible = _scope.visible, _scope.require_visible
_drafts = Scoped(PaperCase, drafts_read_by)
reads_draft, require_draft_reader = _drafts.visible, _drafts.require_visible


def about(kind: str, *ids: UUID) -> ColumnElement[bool]:
    """Papers about these things of one kind."""
    return and_(col(PaperCase.about_kind) == kind, col(PaperCase.about_id).in_(ids))


def in_year(year: int) -> ColumnElement[bool]:
    """The papers of one year: that of their issue, or before it that of their drafting, by the clock in Vietnam."""
    issued, made = col(PaperCase.issued_on), col(PaperCase.created_at)
    first, following = date(year, 1, 1), date(year + 1, 1, 1)
    drafted = and_(made >= clock.beginning(first), made < clock.beginning(following))
    return or_(and_(issued >= first, issued < following), and_(issued.is_(None), drafted))


def years(session: Session, seen: ColumnElement[bool]) -> list[int]:
    """The years from the first to the last paper that fulfils `seen`, the newest first."""
    # Four rows are looked for, so that an old province pays no more. Ids are in the order in which rows were made.
    issued, made = col(PaperCase.issued_on), col(PaperCase.id)
    rows = select(issued, col(PaperCase.created_at)).where(seen)
    edges = [rows.where(issued.is_not(None)).order_by(order).limit(1) for order in (issued.asc(), issued.desc())]
    edges += [rows.order_by(order).limit(1) for order in (made.asc(), made.desc())]
    days = [row[0] or clock.local(row[1]).date() for edge in edges if (row := session.exec(edge).first()) is not None]
    found = [day.year for day in days]
    return list(range(max(found), min(found) - 1, -1)) if found else []


def inspection_of(case_row: Mapping[str, Any]) -> UUID | None:
    """The inspection that a paper is about, from its row."""
    return case_row["about_id"] if case_row["about_kind"] == "inspection" else None


def papers_about(session: Session, kind: str, thing_id: UUID, name: str = "") -> list[PaperCase]:
    """The papers about one thing, the newest first, without drafts that were dropped. With `name`, only those of that
    kind of paper.
    """
    # A draft that was dropped has ended and was never out.
    query = select(PaperCase).where(about(kind, thing_id), or_(col(PaperCase.open), OUT.condition))
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


def paper_of(session: Session, entry: RegisterEntry) -> PaperCase | None:
    """The paper with that line of the register; None for numbers that were given before the system began."""
    frozen = session.exec(select(FrozenPaper).where(FrozenPaper.register_entry_id == entry.id)).first()
    if frozen is None:
        return None
    # Papers are looked up by their number, of which there is an index.
    of_number = select(PaperCase).where(PaperCase.number == entry.number, PaperCase.frozen_id == frozen.id)
    return session.exec(of_number).first()


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
    series = text.fold(kind_of(case).series).upper().replace(":", "-")
    return f"{series}-{case.number}-{year}.pdf"
