"""This room registers with the rooms below it who may open the files of a late record."""

from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.files.access import register_owner
from rasoat.tablets.receiving.models import Record
from rasoat.visits import queries as visits
from rasoat.visits.models import Visit


def _sees(session: Session, record_id: UUID, actor: Actor) -> bool:
    record = session.get(Record, record_id)
    visit = session.get(Visit, record.visit_id) if record else None
    return visit is not None and visits.reads_answers(session, visit.inspection_id, actor)


register_owner("submission", _sees, originals=_sees)
