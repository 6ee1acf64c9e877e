"""Taking in answers that were given elsewhere, many at once: each becomes part of its response, or says why not."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from uuid import UUID

from sqlalchemy import or_, select
from sqlmodel import Session

from rasoat.checklists.answers import validate
from rasoat.db import table_of
from rasoat.db.prepared import Insert
from rasoat.files.models import Attachment
from rasoat.problems import Problem, Reason
from rasoat.visits import disputes
from rasoat.visits import response_rows as standing
from rasoat.visits.locking import ADMIT, RECEIVE, Held, why_late
from rasoat.visits.merging import merge
from rasoat.visits.models import ResponseConflict
from rasoat.visits.records import Arrival, Judged, Landed, Late, Place, judge, references
from rasoat.visits.response_rows import Standing

Outcome = Landed | Late | Problem
FOREIGN = "Có ảnh chưa được gửi lên cùng bảng kiểm này; chọn lại ảnh."
_attachment = table_of(Attachment)
_DISPUTE = Insert(table_of(ResponseConflict))


def receive(
    session: Session, held: Mapping[UUID, Held], places: dict[Place, Standing], arrivals: Sequence[Arrival]
) -> list[Outcome]:
    """Take in answers, in their order; each is a case of its own. The visits are held with the places that are meant;
    `places` has the responses that stand there. The caller lets both go: `let_go`, `write`.

    What cannot be taken as things stand is `Late`; what is wrong in itself a Problem (`answers.invalid`). Each that is
    taken leaves an entry in its visit's journal.
    """
    outcomes: list[Outcome | None] = [_why_not(session, held[each.visit_id], each) for each in arrivals]
    taken = [each for each, outcome in zip(arrivals, outcomes, strict=True) if outcome is None]
    attached = _attached(session, taken)
    for number, arrival in enumerate(arrivals):
        if outcomes[number] is None:
            outcomes[number] = _land(session, held[arrival.visit_id], places, attached, arrival)
    return [outcome for outcome in outcomes if outcome is not None]


Attached = Mapping[str, set[UUID]]


def _why_not(session: Session, held: Held, arrival: Arrival) -> Late | None:
    why = why_late(session, held, arrival.taken_by)
    if why is None and not _belongs(held, arrival):
        why = Problem("answers.not_used")
    return Late(why) if why else None


def _belongs(held: Held, arrival: Arrival) -> bool:
    """Whether the inspection uses this checklist there."""
    if arrival.definition.id not in held.checklists or not arrival.definition.has(arrival.scope):
        return False
    if arrival.site_id is None:
        return arrival.scope == "unit"
    return arrival.scope == "site" and held.sites.get(arrival.site_id, "") in arrival.definition.site_kinds


def _attached(session: Session, arrivals: Sequence[Arrival]) -> Attached:
    """Which responses have which of the named files that were not announced."""
    named = {
        key
        for arrival in arrivals
        for _, key in references(arrival.section, arrival.judged.answers)
        if key not in arrival.promised
    }
    if not named:
        return {}
    ids, digests = [UUID(key) for key in named if len(key) == 36], [key for key in named if len(key) == 64]
    query = select(_attachment.c.id, _attachment.c.sha256, _attachment.c.owner_id).where(
        _attachment.c.owner_kind == "response", or_(_attachment.c.id.in_(ids), _attachment.c.sha256.in_(digests))
    )
    found: dict[str, set[UUID]] = {}
    for attachment_id, sha256, owner_id in session.connection().execute(query):
        for key in (str(attachment_id), sha256):
            found.setdefault(key, set()).add(owner_id)
    return found


def _land(session: Session, held: Held, places: dict[Place, Standing], attached: Attached, arrival: Arrival) -> Outcome:
    at = places.get(arrival.place)
    reasons = list(_foreign(arrival, attached, at.id if at else None))
    if reasons:
        return Problem("answers.invalid", reasons=reasons)
    if at is None:
        at = places[arrival.place] = standing.begun(arrival, held.inspection_id)
    judged = _in_its_version(session, at, arrival)
    if isinstance(judged, Late):
        return judged
    outcome, disputed = _bring_in(session, at, arrival, judged)
    facts = {
        "kind": "response", "submission": str(arrival.id), "checklist": arrival.definition.id, "scope": arrival.scope,
        "site": str(arrival.site_id or ""), "revision": at.revision, "answers": at.digest, "outcome": outcome,
        "tablet": str(arrival.tablet_id or ""),
    }  # fmt: skip
    held.tell(ADMIT if arrival.admitted_by else RECEIVE, arrival.taken_by, facts)
    return Landed(outcome, at.id, at.revision, at.at(session, at.revision), disputed)


def _foreign(arrival: Arrival, attached: Attached, response_id: UUID | None) -> Iterator[Reason]:
    """Knowing an id or a hash opens nothing: an answer may only name this response's files, or announced ones."""
    told = set()
    for item, key in references(arrival.section, arrival.judged.answers):
        if key in arrival.promised:
            known = arrival.promised[key] in (None, response_id)
        else:
            known = response_id in attached.get(key, ())
        if not known and item not in told:
            told.add(item)
            yield Reason(item, FOREIGN)


def _in_its_version(session: Session, at: Standing, arrival: Arrival) -> Judged | Late:
    """The answers by the version the response stays on."""
    theirs, yours = at.row["checklist_version"], arrival.definition.version
    if theirs == yours:
        return arrival.judged
    definition = at.definition(session)
    if not validate(definition, arrival.scope, arrival.judged.answers, partial=True).ok:
        return Late(Problem("answers.other_version", theirs=theirs, yours=yours))
    return judge(definition, arrival.scope, arrival.judged.answers)


def _bring_in(session: Session, at: Standing, arrival: Arrival, judged: Judged) -> tuple[str, list[str]]:
    """Make the answers part of the response; the outcome and the disputed fields."""
    if at.revision in (0, arrival.based_on):
        at.save(judged, arrival.actor.user_id, arrival.made_at)
        disputes.settle(session, at, arrival.actor)
        return "applied", []
    base, theirs = at.at(session, arrival.based_on), at.at(session, at.revision)
    definition = at.definition(session)
    merged = merge(base, theirs, judged.answers, definition.section(at.scope))
    at.disputes += disputes.raised(session, at, arrival, merged.conflicts)
    if merged.answers != theirs:
        at.save(judge(definition, at.scope, merged.answers), arrival.actor.user_id, arrival.made_at)
    disputes.settle(session, at, arrival.actor)
    if merged.conflicts:
        return "conflict", [conflict.item for conflict in merged.conflicts]
    return ("applied" if merged.answers == judged.answers else "merged"), []


def write(session: Session, places: Collection[Standing]) -> None:
    """Write the responses that received something, and what is disputed now."""
    standing.write(session, places)
    rows = [row for at in places for row in at.disputes]
    if rows:
        _DISPUTE.run(session, rows)
