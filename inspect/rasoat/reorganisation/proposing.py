"""Proposing, by rule, who is to have each open thing of the agencies that an act ends. Rows are written in portions."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor
from rasoat.db import row_seals
from rasoat.db.bulk import Insert, new_row, write_rows
from rasoat.owed.queries import SOURCE
from rasoat.recommendations.models import Obligation, ObligationPart
from rasoat.reorganisation.holdings import HOLDINGS, Holding, led_by
from rasoat.reorganisation.models import PROPOSED, UNDECIDED, Passing, Reorganisation, ReorganisationChange
from rasoat.text import fold
from rasoat.units import passing
from rasoat.units.heirs import Heirs
from rasoat.units.models import Agency

SOME = 500
"""Things that are read and proposed at once."""
LED = ("led_inspection", "led_obligation", "led_plan", "led_meeting", "led_act", "paper")
"""What goes to whoever takes over a task."""


def propose(session: Session, actor: Actor, act: Reorganisation, changes: Sequence[ReorganisationChange]) -> int:
    """Write a proposal for each open thing that the act's agency leads, or will lead, and that an ended agency has, and for
    each of its accounts that no other act under way proposes. Returns how many there are.
    """
    heirs = Heirs(session, act.effective_on)
    proposer = _Proposer(session, act, heirs, {one.agency_id: one.receiver_id for one in changes})
    count = 0
    for rows in row_seals.chunks(proposer.rows()):
        made = [
            new_row(Passing, reorganisation_id=act.id, ordinal=count + place, **row)
            for place, row in enumerate(rows, 1)
        ]
        write_rows(session, Insert(Passing, made))
        row_seals.add(session, Passing, made)
        count += len(made)
    return count


class _Proposer:
    def __init__(
        self, session: Session, act: Reorganisation, heirs: Heirs, changes: Mapping[UUID, UUID | None]
    ) -> None:
        self._session, self._act, self._heirs, self._changes = session, act, heirs, changes
        self._words = passing.words()
        # Whoever goes through the proposals leads these cases, or will, after the leading ones passed on.
        self._leads = {act.lead_agency_id, *heirs.ended_before(act.lead_agency_id), *changes}

    def rows(self) -> Iterator[dict[str, Any]]:
        """The proposals. What is led comes first: who leads then passes on what is owed."""
        order = sorted(HOLDINGS, key=lambda one: one.name not in LED)
        for holding in order:
            agencies = [one for one, to in self._changes.items() if to is None or holding.name in LED]
            led = led_by(holding, self._leads)
            if not agencies:
                continue
            for found in row_seals.chunks(self._found(holding, agencies, led)):
                yield from self._proposed(holding, found)

    def _found(self, holding: Holding, agencies: list[UUID], led: Any) -> Iterator[tuple[UUID, UUID]]:
        column, key = col(holding.agency), col(holding.model.id)
        query = select(key, column).where(column.in_(agencies), holding.where, led)
        yield from self._session.exec(query.order_by(column, key)).all()

    def _proposed(self, holding: Holding, found: list[tuple[UUID, UUID]]) -> Iterator[dict[str, Any]]:
        owed = holding.name == "obligation"
        texts = self._texts([target for target, _ in found]) if owed else {}
        totals = self._totals(list(texts)) if owed else {}
        for target, agency in found:
            receivers, rule = self._receivers(holding, agency, texts.get(target))
            counts = totals.get(target, []) if len(receivers) > 1 else []
            if len(counts) > 1:
                # Of several counts a person decides: the shares of one say nothing of the others.
                receivers, rule = [], "counts"
            total = counts[0] if len(counts) == 1 else None
            state = PROPOSED if receivers and total is None else UNDECIDED
            yield {
                "kind": holding.name, "target_id": target, "from_id": agency, "state": state, "total": total,
                "rule": "divide" if total is not None else rule, "receivers": [{"agency": str(one.id)} for one in receivers],
            }  # fmt: skip

    def _texts(self, ids: list[UUID]) -> dict[UUID, str]:
        query = select(Obligation.id, Obligation.source_text, Obligation.source_kind).where(col(Obligation.id).in_(ids))
        # A report says nothing of steering or money: each successor owes its own.
        return {key: "" if kind == SOURCE else said for key, said, kind in self._session.exec(query)}

    def _totals(self, ids: list[UUID]) -> dict[UUID, list[int]]:
        """Of each obligation what its counts have still to reach, as the team found them."""
        part = ObligationPart
        query = select(part.obligation_id, part.start, part.target).where(
            col(part.obligation_id).in_(ids), part.kind == "count", col(part.target).is_not(None)
        )
        found: dict[UUID, list[int]] = {}
        for owner, start, target in self._session.exec(query.order_by(col(part.obligation_id), col(part.ordinal))):
            found.setdefault(owner, []).append(round((target or 0) - (start or 0)))
        return found

    def _receivers(self, holding: Holding, agency: UUID, text: str | None) -> tuple[list[Agency], str]:
        if to := self._changes[agency]:
            return [self._heirs.agencies[to]], "task"
        heirs = self._heirs.of(agency)
        if len(heirs) <= 1:
            return heirs, "only" if heirs else "none"
        if text is not None:
            return self._of_recommendation(heirs, text)
        ended = self._heirs.agencies[agency]
        same = [one for one in heirs if one.place and fold(one.place) == fold(ended.place)]
        return (same, "place") if len(same) == 1 else ([], "several")

    def _of_recommendation(self, heirs: list[Agency], text: str) -> tuple[list[Agency], str]:
        if not self._words.goes_up(text):
            return heirs, "ground"
        lead = self._heirs.agencies[self._act.lead_agency_id]
        above = self._heirs.of(lead.parent_id) if lead.parent_id else []
        return (above, "upward") if len(above) == 1 else ([], "several")
