"""Records that are not filled checklists: sites, dangers, observations of obligations and verdicts on them. Each takes
effect once, by its id.
"""

from sqlmodel import Session, select

from rasoat.accounts.actor import Actor
from rasoat.dangers import operations as dangers
from rasoat.dangers.data import DangerData
from rasoat.inspections import operations as inspections
from rasoat.problems import Problem
from rasoat.recommendations import observing, on_the_spot
from rasoat.recommendations.data import PartVerdict
from rasoat.tablets.receiving.judging import ReceivedRecord
from rasoat.tablets.receiving.models import Record
from rasoat.tablets.receiving.schemas import DangerRecord, ObservationRecord, SiteRecord, VerdictRecord
from rasoat.visits.models import Visit
from rasoat.visits.records import LandedRecord

_OWNERS = {"site": "submission", "danger": "danger", "observation": "observation", "verdict": "verification"}


def photo_owner(record: ReceivedRecord, outcome: LandedRecord) -> str:
    """The kind of owner that a record's photographs get. A site has none of its own: they stay beside the record. A
    verdict that counts as something seen is an observation.
    """
    return "observation" if outcome.outcome == "observed" else _OWNERS[record.kind]


def carry_out(session: Session, record: ReceivedRecord) -> LandedRecord:
    """Do what the record asks for. Raises the Problems of the operations on sites, dangers, observations and verdicts."""
    sent = record.sent
    if isinstance(sent, SiteRecord):
        _add_site(session, record.taken_by, sent)
    elif isinstance(sent, DangerRecord):
        seen = DangerData(seen_at=record.made_at, **sent.content.model_dump())
        dangers.raise_danger(session, record.actor, danger_id=record.id, visit_id=record.visit_id, seen=seen)
    elif isinstance(sent, ObservationRecord):
        observing.observe(
            session,
            record.actor,
            observation_id=record.id,
            visit_id=record.visit_id,
            observed_at=record.made_at,
            **sent.content.model_dump(),
        )
    elif isinstance(sent, VerdictRecord):
        why = _conclude(session, record, sent)
        return LandedRecord("observed" if why else "applied", why=why)
    return LandedRecord("applied")


def _conclude(session: Session, record: ReceivedRecord, sent: VerdictRecord) -> Problem | None:
    content = sent.content
    given = on_the_spot.SpotVerdict(
        id=record.id,
        obligation_id=content.obligation_id,
        visit_id=record.visit_id,
        version=content.version,
        parts=[PartVerdict(one.ordinal, one.verdict, one.reason, one.reached) for one in content.parts],
        evidence=content.evidence,
        pictures=len(sent.photos),
        made_at=record.made_at,
    )
    return on_the_spot.conclude(session, record.actor, given)


def _add_site(session: Session, actor: Actor, sent: SiteRecord) -> None:
    """Add a site. Dangers that were reported there and arrived before the site are tied to it now."""
    visit = session.get_one(Visit, sent.visit_id)
    values = sent.content.model_dump(exclude={"id"})
    site = inspections.add_site(session, actor, visit.inspection_id, site_id=sent.content.id, **values)
    reported = select(Record).where(Record.visit_id == visit.id, Record.kind == "danger")
    for danger in session.exec(reported):
        if danger.body["content"].get("site_id") == str(site.id):
            dangers.put_at(session, danger.id, site.id)
