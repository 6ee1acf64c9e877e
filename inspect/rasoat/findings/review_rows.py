"""What the page shows on which all findings of an inspection are reviewed: one row for each, with its evidence beside it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.checklists.answers import NOTES
from rasoat.files.models import Attachment
from rasoat.findings import queries
from rasoat.findings.models import KINDS, STATUSES, Finding
from rasoat.findings.operations import WITHDRAWN
from rasoat.findings.queries import Evidence
from rasoat.pages.forms import Form
from rasoat.problems import Problem
from rasoat.visits.presenters import in_words
from rasoat.visits.queries import reads_answers


@dataclass(frozen=True, slots=True)
class Opened:
    """A row in which something is typed. `mode` is edit, reject or merge; `picked` are the ticks that a merge carries on,
    `stored` the words that somebody else saved meanwhile.
    """

    mode: str
    form: Form
    picked: Sequence[str] = ()
    stored: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence, with the answers from which the finding was drafted: what was asked, what was answered."""

    evidence: Evidence
    answers: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One finding as it stands in the page."""

    finding: Finding
    proofs: list[Proof]
    warning: str
    into: str
    """The words of the finding into which it was merged."""
    opened: Opened | None = None
    problem: Problem | None = None

    @property
    def picture(self) -> Attachment | None:
        """The picture beside the finding: the first one of its evidence."""
        return next((file for proof in self.proofs for file in proof.evidence.files), None)

    @property
    def picked(self) -> str:
        """How a tick names the finding, with the version that the person sees."""
        return f"{self.finding.id}:{self.finding.version}"


@dataclass(frozen=True, slots=True)
class Review:
    """All rows of an inspection, by id, in the order of the result."""

    rows: dict[UUID, Row]

    @property
    def by_kind(self) -> dict[str, list[Row]]:
        """The rows of each kind that there is."""
        kinds = {kind: [row for row in self.rows.values() if row.finding.kind == kind] for kind in KINDS}
        return {kind: rows for kind, rows in kinds.items() if rows}

    @property
    def reviewed(self) -> int:
        """How many were decided on."""
        return sum(row.finding.status != "drafted" for row in self.rows.values())

    @property
    def short(self) -> str:
        """How far the review is: Đã xem 12/60."""
        return f"Đã xem {self.reviewed}/{len(self.rows)}"

    @property
    def so_far(self) -> str:
        """The same with what was decided: Đã xem 12/60: 9 đã nhận, 3 không nhận."""
        told = Counter(row.finding.status for row in self.rows.values())
        parts = [f"{told[one]} {words.lower()}" for one, words in STATUSES.items() if told[one] and one != "drafted"]
        return self.short + (f": {', '.join(parts)}" if parts else "")


def review_of(
    session: Session,
    actor: Actor,
    inspection_id: UUID,
    opened: Mapping[UUID, Opened] | None = None,
    refused: Mapping[UUID, Problem] | None = None,
) -> Review:
    """All findings that this person may read, those in `opened` with something to type, those in `refused` with what was
    not done to them.
    """
    found = queries.readable(session, inspection_id, actor)
    reads = reads_answers(session, inspection_id, actor)
    evidence = queries.evidence_in(session, inspection_id) if reads else {}
    warnings = queries.outdated(session, inspection_id) if reads else {}
    words = {finding.id: finding.text for finding in found}
    return Review(
        {
            finding.id: Row(
                finding,
                [Proof(one, _answers(one)) for one in evidence.get(finding.id, [])],
                warnings.get(finding.id, ""),
                words.get(finding.merged_into_id, "") if finding.merged_into_id else "",
                (opened or {}).get(finding.id),
                (refused or {}).get(finding.id),
            )
            for finding in found
        }
    )


def _answers(evidence: Evidence) -> list[tuple[str, str]]:
    """The answers behind a finding: that of its question, or those of the figures that its check compares."""
    section, answers = evidence.section, evidence.response.answers
    check = section.check.get(evidence.item)
    names = dict.fromkeys(str(term) for term in (*check.left, *check.right)) if check else {evidence.item: None}
    items = [section.item[name] for name in names if name in section.item]
    notes = answers.get(NOTES, {})
    told = [(item.label, in_words(item, answers.get(item.id))) for item in items]
    return told + [("Ghi chú", notes[item.id]) for item in items if notes.get(item.id)]


def last_reason(found: Iterable[Row], actor: Actor) -> str:
    """The reason this person gave last for leaving out a finding of the inspection."""
    mine = [
        row.finding
        for row in found
        if row.finding.edited_by == actor.user_id and row.finding.rejected_reason not in ("", WITHDRAWN)
    ]
    dated = [(one.edited_at, one.rejected_reason) for one in mine if one.edited_at is not None]
    return max(dated, default=(None, ""))[1]
