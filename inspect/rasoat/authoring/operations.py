"""Completing a checklist: a draft is begun, its questions are saved one by one, and it is published."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pydantic import ValidationError
from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.accounts.models import User
from rasoat.authoring import faults, queries
from rasoat.authoring.models import ChecklistDraft
from rasoat.authoring.typed import Typed, counts, is_editable, item_data, new_id, placed
from rasoat.checklists import catalog
from rasoat.checklists.definition import Definition, Scope
from rasoat.db.locking import insert_once, lock
from rasoat.definitions import operations as definitions
from rasoat.problems import Problem, Reason

Items = Callable[[list[dict[str, Any]]], list[dict[str, Any]]]
"""What becomes of a section's questions."""


def begin(session: Session, actor: Actor, name: str, version: int) -> None:
    """Begin the draft of a checklist from one of its published versions; one that was begun already stays as it is.

    Raises Problem `not_found` when there is no such version.
    """
    body = catalog.canonical_body(queries.require_published(session, name, version))
    insert_once(session, ChecklistDraft, checklist=name, body=body, edited_by=actor.user_id)


def save_item(
    session: Session, actor: Actor, name: str, seen: int | None, scope: Scope, typed: Typed, item_id: str = ""
) -> str:
    """Add a question to the draft, or change the one called `item_id`; return its id.

    Raises Problem `form.invalid` with the catalogue's complaints at their fields, `row.stale`, `not_found`.
    """
    draft = _locked(session, name, seen)
    definition = queries.definition_of(draft)
    if not definition.has(scope):
        raise Problem("not_found")
    section = definition.section(scope)
    before = section.item.get(item_id)
    if item_id and (before is None or not is_editable(before)):
        raise Problem("not_found")
    made = item_id or new_id(section, typed.label)
    if before:
        # Answers of another kind could not be read by what speaks of the question elsewhere.
        typed = replace(typed, kind=before.type)
    item = item_data(typed, before, made, actor.name, clock.today())
    _change(draft, actor, definition, scope, lambda items: placed(items, item, typed.after))
    return made


def remove_item(session: Session, actor: Actor, name: str, seen: int | None, scope: Scope, item_id: str) -> None:
    """Take out a question that this installation has added; those of the program stay, since papers speak of them.

    Raises Problem `form.invalid` while another question depends on it, `row.stale`, `not_found`.
    """
    draft = _locked(session, name, seen)
    definition = queries.definition_of(draft)
    if not definition.has(scope) or item_id not in definition.section(scope).item or not is_own(item_id):
        raise Problem("not_found")
    _change(draft, actor, definition, scope, lambda items: [one for one in items if one["id"] != item_id])


def publish(session: Session, actor: Actor, name: str, seen: int | None, source_notes: str) -> int:
    """Publish the draft as the installation's next own version and remove the draft; return the number.

    New plans and inspections use it from then on. Raises Problem `form.invalid` when nothing was changed, `row.stale`, `not_found`.
    """
    draft = _locked(session, name, seen)
    definition = queries.definition_of(draft)
    base = queries.published(session, name, definition.version)
    if (
        definition == base
        and source_notes == base.source_notes
        and base.version == definitions.newest(session, "checklist", name)
    ):
        raise Problem("form.invalid", reasons=[Reason("", "Bản nháp chưa khác bản đang dùng; không có gì để công bố.")])
    number = queries.next_own(session, name)
    own = {
        "based_on": base.own.based_on if base.own else base.version,
        "typed_by": actor.name,
        "typed_on": clock.today().isoformat(),
    }
    data = _told_complete(definition.model_dump(mode="json", exclude_defaults=True))
    changed = _checked({**data, "version": number, "draft": False, "own": own, "source_notes": source_notes})
    definitions.publish(session, "checklist", name, number, catalog.canonical_body(changed))
    session.delete(draft)
    session.flush()
    return number


def discard(session: Session, name: str, seen: int | None) -> None:
    """Remove the draft; what is published stays. Raises Problem `row.stale`, `not_found`."""
    draft = _locked(session, name, seen)
    session.delete(draft)
    session.flush()


def is_own(item_id: str) -> bool:
    """Whether a question was added by an installation and did not come with the program."""
    return item_id.startswith("own_")


def _locked(session: Session, name: str, seen: int | None) -> ChecklistDraft:
    """The draft, locked, as the person saw it."""
    draft = lock(session, ChecklistDraft, queries.require_draft(session, name).id)
    editor = session.get(User, draft.edited_by)
    draft.expect_version(seen, editor.full_name if editor else "")
    return draft


def _change(draft: ChecklistDraft, actor: Actor, definition: Definition, scope: Scope, items: Items) -> None:
    data = definition.model_dump(mode="json", exclude_defaults=True)
    section = next(one for one in data["sections"] if one["scope"] == scope)
    section["items"] = items(section["items"])
    draft.body = catalog.canonical_body(_checked(_told_complete(data)))
    draft.edited_by, draft.edited_at = actor.user_id, clock.now()


def _checked(data: dict[str, Any]) -> Definition:
    try:
        return Definition.model_validate(data)
    except ValidationError as error:
        raise Problem("form.invalid", reasons=faults.told(error)) from error


def _told_complete(data: dict[str, Any]) -> dict[str, Any]:
    """The definition with what its counts say of it: complete with all that the source has, else what is missing."""
    found = _checked({**data, "complete": False, "incomplete_note": "…"})
    tally = [one for section in found.sections for one in counts(section)]
    if not tally:
        return data
    missing = [f"{here} trong {of} {what}" for what, here, of in tally if here != of]
    if not missing:
        return {**data, "complete": True, "incomplete_note": ""}
    note = f"Bảng mới có {' và '.join(missing)} của văn bản gốc, nên chưa thể kết luận là đạt; chỉ kết luận được khi chắc chắn không đạt."
    return {**data, "complete": False, "incomplete_note": note}
