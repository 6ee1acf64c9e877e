"""Records that are not filled checklists: sites, dangers, observations of obligations. Each takes effect once, by its
id.
"""

from sqlmodel import Session, select

from rasoat.accounts.actor import Actor
from rasoat.dangers import operations as dangers
from rasoat.dangers.data import DangerData
from rasoat.inspections import operations as inspections
from rasoat.recommendations import observing
from rasoat.tablets.receiving.judging import ReceivedRecord
from rasoat.tablets.receiving.models import Record
from rasoat.tablets.receiving.schemas import DangerRecord, ObservationRecord, SiteRecord
from rasoat.visits.models import Visit

PHOTO_OWNERS = {"site": "submission", "danger": "danger", "observation": "observation"}
"""The kind of owner that a record's photographs get. A site has none of its own: they stay beside the record."""


def carry_out(session: Session, record: ReceivedRecord) -> None:
    """Do what the record asks for. Raises the Problems of the operations on sites, dangers and observations."""
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


def _add_site(session: Session, actor: Actor, sent: SiteRecord) -> None:
    """Add a site. Dangers that were reported there and arrived before the site are tied to it now."""
    visit = session.get_one(Visit, sent.visit_id)
    values = sent.content.model_dump(exclude={"id"})
    site = inspections.add_site(session, actor, visit.inspection_id, site_id=sent.content.id, **values)
    reported = select(Record).where(Record.visit_id == visit.id, Record.kind == "danger")
    for danger in session.exec(reported):
        if danger.body["content"].get("site_id") == str(site.id):
            dangers.put_at(session, danger.id, site.id)
