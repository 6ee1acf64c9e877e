"""The ladder's daily run: each step of each obligation once, however many workers run, whenever one was stopped.

An obligation's row says on which day its next step comes (`climbs_on`), worked out once for each due date (`climbs_for`):
the run finds by two indexes what is to be done and reads nothing else. A step is a row with a unique constraint, made in
the transaction that does it, while the obligation's row is locked.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, text
from sqlalchemy.orm import lazyload
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.queries import system_actor
from rasoat.db import row_seals
from rasoat.db.bulk import Insert, Update, among_these, new_row, write_rows
from rasoat.db.locking import lock_rows
from rasoat.followup import ladder, telling
from rasoat.followup.letters import draft_letter
from rasoat.followup.models import ASKED, STOPPED, LadderStep, Reminder
from rasoat.followup.occasions import Done, Occasion, Occasions, fresh
from rasoat.recommendations.conditions import awaits_more_time, open_condition
from rasoat.recommendations.models import ADDRESSEES_TURN, UNCLIMBED, Obligation
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, noting, working_days

KIND = "obligation"
BEFORE_ALL = date(1990, 1, 1)
"""For what has no day of issue: each step comes after it."""
REMIND, CLIMB = "remind", "climb"
"""Entries in an obligation's journal: its addressee was reminded; it climbed the ladder without anybody being told."""


def unclimbed() -> ColumnElement[bool]:
    """Open obligations whose next step was not worked out for their due date."""
    return and_(open_condition(), text(UNCLIMBED))


def due_steps(today: date) -> ColumnElement[bool]:
    """Obligations of which a step has come by `today`: it is the addressee's turn, somebody is there, and no more time
    was granted of which the letter is awaited.
    """
    ended = select(Agency.id).where(col(Agency.valid_to) < today)
    return and_(
        open_condition(),
        ADDRESSEES_TURN.condition,
        col(Obligation.climbs_on) <= today,
        # Nobody is there to be told; officers are told once, and find these cases among what is left open.
        col(Obligation.addressee_id).not_in(ended),
        ~awaits_more_time(today),
    )


def begin(session: Session, some: int) -> int:
    """Work out the first step of up to `some` obligations with a new due date; returns of how many. They climb the newest
    ladder until that date changes again.
    """
    query = select(Obligation).where(unclimbed()).options(lazyload("*")).order_by(col(Obligation.id)).limit(some)
    rows = lock_rows(session, query)
    if not rows:
        return 0
    current, days = ladder.newest(session), Occasions(working_days.in_force(session))
    changed = []
    for row in rows:
        first = days.next_after(ladder.rungs_of(current, row), _due(row), row.issued_on or BEFORE_ALL, row.brought_on)
        changed.append({"id": row.id, "climbs_for": row.due_on, "climbs_on": first, "ladder_version": current.version})
    write_rows(session, Update(Obligation, changed))
    session.expire_all()
    return len(rows)


def _due(obligation: Obligation) -> date:
    if obligation.due_on is None:
        raise ValueError("what has no due date climbs no ladder")
    return obligation.due_on


@dataclass(slots=True)
class _Known:
    """What was done about one obligation for its present due date."""

    done: Done = field(default_factory=set)
    stopped: set[str] = field(default_factory=set)
    told_until: date | None = None

    def told(self, day: date) -> None:
        self.told_until = max(day, self.told_until or day)


def take_steps(session: Session, today: date, some: Sequence[UUID] | None = None) -> int:
    """Take every step that has come by `today`, of all obligations or of `some`; returns how many. Repeating it changes
    nothing.

    Days on which the program was stopped are made up for: of the steps that tell, only the last one that was missed.
    """
    query = select(Obligation).where(due_steps(today)).options(lazyload("*")).order_by(col(Obligation.id))
    if some is not None:
        query = query.where(among_these(col(Obligation.id), some))
    rows = lock_rows(session, query)
    known, days = _known(session, rows), Occasions(working_days.in_force(session))
    ladders = {one: ladder.of_version(session, one) for one in {row.ladder_version for row in rows}}
    taken: list[tuple[Obligation, Occasion]] = []
    later = []
    of_before = {row.id for row in rows if not known[row.id].done and _was_overdue(row)}
    for row in rows:
        rungs = ladder.rungs_of(ladders[row.ladder_version], row)
        had = known[row.id]
        reached = days.until(rungs, _due(row), today, row.issued_on, row.brought_on)
        come = [one for one in reached if one.step.step not in had.stopped]
        taken += [(row, one) for one in fresh(come, had.told_until, had.done)]
        later.append({"id": row.id, "climbs_on": days.next_after(rungs, _due(row), today, row.brought_on)})
    _record(session, taken, of_before)
    write_rows(session, Update(Obligation, later))
    session.expire_all()
    return len(taken)


def _known(session: Session, rows: Sequence[Obligation]) -> dict[UUID, _Known]:
    found, due = {row.id: _Known() for row in rows}, {row.id: row.due_on for row in rows}
    steps = select(LadderStep).where(LadderStep.case_kind == KIND, among_these(col(LadderStep.case_id), list(due)))
    for step in session.exec(steps.order_by(col(LadderStep.id))):
        if step.due_on != due[step.case_id]:
            continue
        known = found[step.case_id]
        known.done.add((step.step, step.ordinal))
        if step.outcome == STOPPED:
            known.stopped.add(step.step)
        elif step.told and not step.climbed:
            known.told(step.day)
    # What was told before there was a ladder is not told again.
    before = select(Reminder).where(among_these(col(Reminder.obligation_id), list(due)), Reminder.kind != ASKED)
    for reminder in session.exec(before.order_by(col(Reminder.id))):
        if reminder.due_on == due[reminder.obligation_id]:
            found[reminder.obligation_id].told(max(reminder.for_day, clock.local(reminder.created_at).date()))
    return found


def _was_overdue(row: Obligation) -> bool:
    """Whether it was brought in from before the program when its due date had passed."""
    return row.brought_on is not None and _due(row) <= row.brought_on


def _record(session: Session, taken: Sequence[tuple[Obligation, Occasion]], of_before: Container[UUID]) -> None:
    """Draft the letters, write the steps, each with its entry in the journal, and tell people. `of_before` came overdue from before
    the program, and these are their first steps.
    """
    letters = _letters(session, taken)
    told, rows = [], []
    for obligation, occasion in taken:
        row = _step(obligation, occasion)
        if occasion.step.letter:
            row["letter_id"], is_new = letters[obligation.id]
            row["told"] = row["told"] and is_new
        if row["told"]:
            parties = occasion.step.tell
            to = (obligation.addressee_id, obligation.lead_agency_id)
            told.append(telling.Told(row["id"], *to, parties, obligation.id in of_before))
        rows.append((obligation, occasion, row))
    made = [row for _, _, row in rows]
    write_rows(session, Insert(LadderStep, made))
    row_seals.add(session, LadderStep, made)
    telling.tell_steps(session, told)
    # The session forgets the obligations then, so that it comes last.
    _note(session, rows)


def _letters(session: Session, taken: Sequence[tuple[Obligation, Occasion]]) -> dict[UUID, tuple[UUID | None, bool]]:
    """Draft the letters that are wanted: of each obligation its letter, and whether it is new."""
    wanted = [(one.id, one.lead_agency_id, one.addressee_id) for one, occasion in taken if occasion.step.letter]
    every = [one.id for one, _ in taken]
    letters: dict[UUID, tuple[UUID | None, bool]] = {}
    # One letter is about all that is overdue between two agencies: it is looked for once for both.
    known: dict[tuple[UUID, UUID], UUID | None] = {}
    for obligation_id, lead_id, addressee_id in wanted:
        if letter_id := known.get((lead_id, addressee_id)):
            letters[obligation_id] = letter_id, False
            continue
        by = system_actor(session.get_one(Agency, lead_id))
        letters[obligation_id] = draft_letter(session, by, obligation_id)
        known[lead_id, addressee_id] = letters[obligation_id][0]
    session.flush()
    if letters:
        # Drafting made the session forget the obligations; they are read again with one question.
        query = select(Obligation).where(among_these(col(Obligation.id), every)).options(lazyload("*"))
        session.exec(query.order_by(col(Obligation.id))).all()
    return letters


def _step(obligation: Obligation, occasion: Occasion) -> dict[str, Any]:
    step = occasion.step
    return new_row(
        LadderStep,
        case_kind=KIND,
        case_id=obligation.id,
        due_on=_due(obligation),
        step=step.step,
        ordinal=occasion.ordinal,
        title=step.title,
        day=occasion.day,
        told=bool(step.tell),
        leaders=step.leaders,
        province=step.province,
    )


def _note(session: Session, rows: Sequence[tuple[Obligation, Occasion, Mapping[str, Any]]]) -> None:
    cases: dict[UUID, dict[str, object]] = {}
    entries = []
    actors = {one: system_actor(session.get_one(Agency, one)) for one in {row.lead_agency_id for row, _, _ in rows}}
    for obligation, occasion, row in rows:
        case_row = cases.get(obligation.id) or cases.setdefault(obligation.id, noting.end_of(obligation))
        facts = {"kind": row["step"], "for_day": row["day"].isoformat(), "due_on": row["due_on"].isoformat()}
        trigger = CLIMB if occasion.step.climbs else REMIND
        ref, by = CaseRef(KIND, obligation.id), actors[obligation.lead_agency_id]
        entries.append(noting.follow(ref, case_row, trigger, by, facts))
    for change in noting.changes(session, KIND, entries, list(cases.values())):
        write_rows(session, change)


def in_order(session: Session, today: date) -> list[UUID]:
    """The obligations of which a step has come, those of one addressee together, so that its letter has all of them."""
    query = select(Obligation.id).where(due_steps(today))
    return list(session.exec(query.order_by(col(Obligation.addressee_id), col(Obligation.id))))


def portions(ids: Sequence[UUID], size: int) -> Iterator[Sequence[UUID]]:
    """The ids, `size` at a time."""
    return (ids[start : start + size] for start in range(0, len(ids), size))
