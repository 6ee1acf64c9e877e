"""What the pages show of papers that replace others: what becomes of each obligation, and the papers before and after."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from rasoat.pages import actor, session
from rasoat.pages.case import state_of
from rasoat.papers import chain, queries
from rasoat.papers.models import FATES, OUT, ObligationFate, PaperCase
from rasoat.papers.registry import kinds
from rasoat.procedures.definition import State
from rasoat.recommendations import sources
from rasoat.recommendations.conditions import is_open
from rasoat.recommendations.models import UNSENT, Obligation
from rasoat.units import queries as units


@dataclass(frozen=True, slots=True)
class FateRow:
    """What becomes of one obligation, with what is asked now. `obligation` is None for what is new."""

    fate: ObligationFate
    obligation: Obligation | None
    addressee: str
    outdated: bool = False
    """Whether something was answered, found or changed after somebody decided."""

    @property
    def title(self) -> str:
        """The name of the fate; empty before anybody decided."""
        return FATES.get(self.fate.fate, "")

    @property
    def changes(self) -> bool:
        """Whether it may be changed: what has been verified as met is only kept or withdrawn."""
        return self.obligation is None or is_open(self.obligation)

    @property
    def values(self) -> dict[str, Any]:
        """The form's initial values: what was decided, or what is asked now."""
        row, present = self.fate, self.obligation
        if present is None or row.fate == "changed":
            told = {"text": row.text, "due_on": row.due_on, "measures": row.measures}
        else:
            told = {"text": present.source_text, "due_on": present.due_on, "measures": "\n".join(present.measures)}
        return {"fate": row.fate, "reason": row.reason, **told}


def rows(db: Session, case: PaperCase) -> list[FateRow]:
    """The obligations of a replacing paper in their order."""
    found = chain.fates(db, case.id)
    query = select(Obligation).where(col(Obligation.id).in_([row.obligation_id for row in found if row.obligation_id]))
    known = {row.id: row for row in db.exec(query.order_by(col(Obligation.id)))}
    listed = [(row, known[row.obligation_id] if row.obligation_id else None) for row in found]
    ids = {one for row, present in listed for one in (row.addressee_id, present and present.addressee_id) if one}
    names = units.names(db, ids)
    found_names = {one: agency.listed_name for one, agency in names.items()}
    whose = [(row, one, one.addressee_id if one else row.addressee_id) for row, one in listed]
    late = {row.id for row, _ in chain.outdated(db, case)}
    return [
        FateRow(row, one, found_names.get(addressee, "") if addressee else "", row.id in late)
        for row, one, addressee in whose
    ]


@dataclass(frozen=True, slots=True)
class Links:
    """The papers before and after one paper, each only if this person may see it, and whether one may be begun."""

    before: PaperCase | None
    after: PaperCase | None
    may_begin: bool
    undecided: int
    corrects: PaperCase | None
    corrections: list[PaperCase]
    may_correct: bool
    outdated: list[tuple[ObligationFate, Obligation]]


def links(case: PaperCase) -> Links:
    """For the page of a paper."""
    db, who = session(), actor()
    out = OUT.of(case)
    # Nothing takes the place of a paper, and no letter corrects it, before it is issued.
    before, after = chain.replaced(db, case), chain.successor(db, case) if out else None
    drafts = queries.may_draft(who, case.lead_agency_id)
    corrects = chain.corrected(db, case) if case.corrects_id else None
    letters = [one for one in chain.corrections(db, case) if queries.visible(db, one.id, who)] if out else []
    return Links(
        before=before if before and queries.visible(db, before.id, who) else None,
        after=after if after and queries.visible(db, after.id, who) else None,
        may_begin=drafts and out and not chain.against(db, case),
        undecided=len([row for row in chain.fates(db, case.id) if not row.fate]) if before else 0,
        corrects=corrects if corrects and queries.visible(db, corrects.id, who) else None,
        corrections=letters,
        outdated=chain.outdated(db, case) if case.replaces_id and not out else [],
        may_correct=drafts and out and not chain.against_correcting(db, case),
    )


def telling(obligation: Obligation) -> list[tuple[PaperCase, State]]:
    """The issued papers that told an addressee of an obligation, the newest first, as far as this person may see them."""
    thing = sources.told_by(session(), obligation)
    if thing is None or UNSENT.of(obligation):
        return []
    names = [kind.name for kind in kinds() if kind.asks]
    told = queries.about(*thing), OUT.condition, col(PaperCase.kind).in_(names)
    query = select(PaperCase).where(*told, queries.visible_to(actor()))
    found = session().exec(query.order_by(col(PaperCase.issued_on).desc(), col(PaperCase.id).desc())).all()
    sent = obligation.issued_on
    return [(row, state_of(row)) for row in found if sent is None or row.issued_on is None or row.issued_on >= sent]
