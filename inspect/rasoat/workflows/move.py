"""Moving running cases to another version of their workflow, by an explicit mapping of the states in use."""

from collections.abc import Iterable, Mapping

from sqlalchemy import and_, func, literal, select
from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.db.counting import MOST_COUNTED
from rasoat.problems import Problem
from rasoat.procedures.definition import Workflow
from rasoat.workflows import pins, rows
from rasoat.workflows.registry import CaseRef, kind_recorded_as, kinds

TRIGGER = "move_definition"


def in_use(session: Session, workflow: str, version: int) -> dict[str, int]:
    """How many cases of one version are in each of its states; a mapping must name all of these."""
    cases = kinds[kind_recorded_as(pins.runtime(session, workflow, version).definition.kind)].table
    query = (
        select(cases.c.status, func.count())
        .where(cases.c.workflow == workflow, cases.c.workflow_version == version)
        .group_by(cases.c.status)
    )
    return {row[0]: row[1] for row in session.connection().execute(query.order_by(cases.c.status))}


def running(session: Session, definitions: Iterable[Workflow]) -> dict[tuple[str, int], int]:
    """How many cases of each definition, by id and version, have not ended; see count_up_to."""
    wanted = list(definitions)
    counts = []
    for one in wanted:
        cases = kinds[kind_recorded_as(one.kind)].table
        states = [name for name, state in one.states.items() if not state.final]
        of_it = and_(cases.c.workflow == one.id, cases.c.workflow_version == one.version, cases.c.status.in_(states))
        rows = select(literal(1)).select_from(cases).where(of_it).limit(MOST_COUNTED + 1).subquery()
        counts.append(select(func.count()).select_from(rows).scalar_subquery())
    found = session.connection().execute(select(*counts)).one() if counts else ()
    return {(one.id, one.version): count for one, count in zip(wanted, found, strict=True)}


def move_cases(
    session: Session, workflow: str, from_version: int, to_version: int, mapping: Mapping[str, str], actor: Actor
) -> int:
    """Move every case that runs on one version to another, or none. Returns how many were moved.

    `mapping` names the new state for each state in use, also where the name is the same, because the meaning of that
    state may have changed. Each case gets a journal entry. Raises Problem `migration.mapping` with the states in use
    that have no new state, or whose new state the other version does not have.
    """
    definition = pins.runtime(session, workflow, to_version).definition
    kind = kinds[kind_recorded_as(definition.kind)]
    cases = kind.table
    running = select(cases.c.id, cases.c.status).where(
        cases.c.workflow == workflow, cases.c.workflow_version == from_version
    )
    found = session.connection().execute(running.order_by(cases.c.id)).all()
    unmapped = sorted({status for _id, status in found if mapping.get(status) not in definition.states})
    if unmapped:
        raise Problem("migration.mapping", states=", ".join(unmapped))
    for case_id, _status in found:
        _move(session, CaseRef(kind.name, case_id), definition, mapping, actor)
    return len(found)


def renew_for(session: Session, ref: CaseRef, trigger: str, actor: Actor) -> None:
    """Move one case to the newest version, into the state of the same name, if its own version does not declare
    `trigger` there.

    This is for actions that were added because cases had no other way out. The case gets a journal entry. Raises
    Problem `migration.mapping` when the newest version has no such state.
    """
    case_row = rows.lock(session, ref)
    present = pins.runtime(session, case_row["workflow"], case_row["workflow_version"])
    if (trigger, case_row["status"]) in present.transitions:
        return
    newest, status = pins.newest(session, case_row["workflow"]).definition, case_row["status"]
    _move(session, ref, newest, {status: status} if status in newest.states else {}, actor)


def renew_expected(session: Session, ref: CaseRef, trigger: str, actor: Actor, expected: int | None) -> int | None:
    """The same, for somebody who saw the version `expected`. Returns the version that `fire` is to expect: moving raises the
    version, so that the one that was seen is compared before. A case that somebody else changed meanwhile is not moved.
    """
    if expected is not None and rows.lock_with_above(session, ref)["version"] != expected:
        return expected
    renew_for(session, ref, trigger, actor)
    return None


def _move(session: Session, ref: CaseRef, to: Workflow, mapping: Mapping[str, str], actor: Actor) -> None:
    case_row = rows.lock(session, ref)
    if case_row["status"] not in mapping:
        # Between the list and the lock the case moved to a state in which no case had been.
        raise Problem("migration.mapping", states=case_row["status"])
    values = rows.entry(ref, case_row, TRIGGER, mapping[case_row["status"]], actor)
    values["workflow_version"] = to.version
    values["facts"] = {"from_version": case_row["workflow_version"]}
    if not rows.advance(session, ref, values, {}, to.states[values["to_state"]]):
        raise Problem("case.edited")
