"""A case is never deleted: it ends in a state. Whatever deletes rows is named here, by a person who looked at it."""

import ast
from pathlib import Path

import pytest
from sqlalchemy.orm import make_transient_to_detached

import rasoat
from rasoat.workflows.registry import kinds
from tests.world import World

SOURCE = Path(rasoat.__file__).parent
DELETIONS = {
    # Login attempts, after a success and when an account is opened again.
    ("accounts/operations.py", "delete(LoginAttempt)"),
    ("accounts/signing_in.py", "delete(LoginAttempt)"),
    ("accounts/activation.py", "delete(LoginAttempt)"),
    # Sign-ins that are over.
    ("accounts/sessions.py", "delete(SignIn)"),
    # A second factor that is turned off or reset, recovery codes that others replace.
    ("accounts/second_factor.py", "session.delete(found)"),
    ("accounts/second_factor.py", "session.delete(row)"),
    # Reminders on their way become told lines: migration 0003.
    ("db/migrations/versions/0003_told_lines.py", "sa.delete(OUTBOX)"),
    # What an empty installation may hold already, before an archive is brought back.
    ("backup/loading.py", "table.delete()"),
    # A person of a team, a checklist not chosen any more, a site that nothing refers to.
    ("inspections/operations.py", "session.delete(member)"),
    ("inspections/operations.py", "session.delete(row)"),
    ("inspections/operations.py", "session.delete(site)"),
    # What a member was given to fill, when the lead takes it back.
    ("visits/assigned/operations.py", "session.delete(row)"),
    # An agency or account that was entered by mistake; the database refuses one that anything refers to.
    ("workflows/removing.py", "session.delete(row)"),
    # A successor that the administrator named and takes back.
    ("units/succession.py", "session.delete(row)"),
    # What a replacing paper, while it is a draft, was to ask besides.
    ("papers/replacing.py", "row_seals.remove(session, ObligationFate, col(ObligationFate.id) == row.id)"),
    # What it was to say of each obligation, when the draft is dropped; that it was dropped and why stays.
    (
        "papers/replacing.py",
        "row_seals.remove(session, ObligationFate, col(ObligationFate.paper_id) == case.id)",
    ),
    # The draft of a checklist, once it is published or given up.
    ("authoring/operations.py", "session.delete(draft)"),
    # A day off that the administrator entered and takes back.
    ("workflows/decided_days.py", "session.delete(row)"),
    # Numbered rows of a plan that are written anew as soon as one differs, and units that were taken out of it.
    ("plans/operations.py", "row_seals.remove(session, part, col(part.plan_id) == plan_id)"),
    (
        "plans/operations.py",
        "row_seals.remove(session, PlanTarget, col(PlanTarget.id).in_([row.id for row in present.values()]))",
    ),
    # Members of a meeting that are written anew as soon as one differs; tasks that nobody was given yet.
    ("meetings/operations.py", "row_seals.remove(session, MeetingMember, col(MeetingMember.meeting_id) == meeting_id)"),
    ("meetings/operations.py", "row_seals.remove(session, MeetingTask, col(MeetingTask.id) == row.id)"),
    ("meetings/operations.py", "row_seals.remove(session, TaskAddressee, col(TaskAddressee.task_id) == row.id)"),
    # Parts and tasks of a paper of before while it is reviewed: joined to another part, asked of somebody else.
    ("earlier/operations.py", "row_seals.remove(session, EarlierPart, col(EarlierPart.id) == row.id)"),
    ("earlier/operations.py", "row_seals.remove(session, EarlierTask, col(EarlierTask.id) == row.id)"),
    ("earlier/operations.py", "row_seals.remove(session, EarlierTask, col(EarlierTask.id) == task.id)"),
    # Who was put into a team of a plan and is taken out again: the journal of each inspection tells who was in its team.
    ("arranging/operations.py", "session.delete(row)"),
    # Which shortcomings a drafted recommendation answers.
    (
        "recommendations/operations.py",
        "row_seals.remove(session, RecommendationFinding, col(RecommendationFinding.recommendation_id) == row.id)",
    ),
    # The helper of these two, which tells the rows' digests as well.
    ("db/row_seals.py", "delete(table)"),
    # What must be reached for a drafted obligation, when its measures become fewer.
    ("recommendations/parts.py", "session.delete(part)"),
}
"""None of these is a row that has a journal. A row that has one is ended by a transition instead."""


@pytest.mark.parametrize("kind", sorted(kinds))
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_case_cannot_be_deleted(world: World, kind: str) -> None:
    row = kinds[kind].model()
    make_transient_to_detached(row)

    def delete(session) -> None:
        session.add(row)
        session.delete(row)

    with pytest.raises(RuntimeError, match="never deleted"):
        world.do(delete)


def test_every_deletion_is_known() -> None:
    found = {
        (str(path.relative_to(SOURCE)), ast.unparse(node))
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and _deletes(node.func) and _is_row(node)
    }
    assert found == DELETIONS


def _deletes(called: ast.expr) -> bool:
    return (isinstance(called, ast.Name) and called.id == "delete") or (
        isinstance(called, ast.Attribute) and (called.attr == "delete" or ast.unparse(called) == "row_seals.remove")
    )


def _is_row(call: ast.Call) -> bool:
    # Routes of the API are declared with a method of the same name; their address is a text.
    return not (call.args and isinstance(call.args[0], ast.Constant))
