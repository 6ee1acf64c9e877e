"""Reading drafts and the versions they are made of."""

from sqlmodel import Session, col, func, select

from rasoat.authoring.models import ChecklistDraft
from rasoat.checklists import catalog
from rasoat.checklists.definition import OWN, Definition
from rasoat.definitions import operations as definitions
from rasoat.definitions.models import Definition as Stored
from rasoat.problems import Problem

KIND = "checklist"


def draft_of(session: Session, name: str) -> ChecklistDraft | None:
    """The draft of one checklist, if there is one."""
    return session.exec(select(ChecklistDraft).where(ChecklistDraft.checklist == name)).first()


def require_draft(session: Session, name: str) -> ChecklistDraft:
    """The same; raises Problem `not_found` when there is none."""
    draft = draft_of(session, name)
    if draft is None:
        raise Problem("not_found")
    return draft


def definition_of(draft: ChecklistDraft) -> Definition:
    """What a draft says."""
    return catalog.from_body(draft.body)


def published(session: Session, name: str, version: int) -> Definition:
    """One published version. Raises Problem `definition.unknown`."""
    return catalog.from_body(definitions.body_of(session, KIND, name, version))


def require_published(session: Session, name: str, version: int) -> Definition:
    """The same for a version that somebody asks for; raises Problem `not_found` when there is none."""
    try:
        return published(session, name, version)
    except Problem as problem:
        if problem.key != "definition.unknown":
            raise
        raise Problem("not_found") from problem


def next_own(session: Session, name: str) -> int:
    """The number of the installation's next own version of a checklist."""
    query = select(func.max(col(Stored.number))).where(Stored.kind == KIND, Stored.name == name)
    return max(session.exec(query).one() or 0, OWN) + 1


def newer_shipped(session: Session, definition: Definition) -> int | None:
    """The version with which the program has meanwhile gone beyond the one that an own version was made of."""
    if definition.own is None:
        return None
    query = select(func.max(col(Stored.number))).where(
        Stored.kind == KIND, Stored.name == definition.id, col(Stored.number) <= OWN, col(Stored.draft).is_(False)
    )
    newest = session.exec(query).one() or 0
    return newest if newest > definition.own.based_on else None
