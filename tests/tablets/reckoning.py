"""After the storm: every record and photograph that tablets count as acknowledged is compared, to the last byte, with
the installation.
"""

import hashlib
from collections import Counter
from uuid import UUID

from sqlmodel import Session, select

from rasoat.db import Database
from rasoat.db.types import canonical
from rasoat.files.models import Attachment
from rasoat.files.store import BlobStore
from rasoat.tablets.receiving.models import Photo, Record
from rasoat.visits.models import Response, ResponseRevision
from tests.tablets.storm import Sent


def reckon(database: Database, store: BlobStore, sent: list[Sent]) -> None:
    """Raises AssertionError for anything lost, doubled or altered."""
    with database.read() as session:
        _records(session, sent)
        _revisions(session, sent)
        _photos(session, store, sent)


def _records(session: Session, sent: list[Sent]) -> None:
    stored = {row.id: row for row in session.exec(select(Record))}
    assert stored.keys() == {one.id for one in sent}
    for one in sent:
        assert stored[one.id].digest == hashlib.sha256(canonical(one.body).encode()).hexdigest()
        assert stored[one.id].body == one.body
        assert stored[one.id].outcome == one.outcome["outcome"]


def _revisions(session: Session, sent: list[Sent]) -> None:
    """Check that each record that changed something made one revision, and that the response has the answers of the
    newest.
    """
    responses = {row.id: row for row in session.exec(select(Response))}
    places = {(row.visit_id, row.site_id) for row in responses.values()}
    assert len(places) == len(responses), "a place has two responses"
    rows = session.exec(select(ResponseRevision)).all()
    numbers: dict[UUID, list[int]] = {}
    for row in rows:
        numbers.setdefault(row.response_id, []).append(row.number)
        if row.number == responses[row.response_id].revision:
            assert row.answers == responses[row.response_id].answers
    for response_id, found in numbers.items():
        assert sorted(found) == list(range(1, responses[response_id].revision + 1))
    visitors = Counter((UUID(one.body["visit_id"]), UUID(one.body["content"]["site_id"])) for one in sent)
    for response in responses.values():
        # Every record brings photographs nobody else has, so each one changed its response.
        assert response.revision == visitors.pop((response.visit_id, response.site_id))
    assert not visitors, "places without a response"
    _answers(responses, sent)


def _answers(responses: dict[UUID, Response], sent: list[Sent]) -> None:
    """Check that the answers of a tablet that was alone are there, and everybody's photographs where several tablets
    worked.
    """
    at = {(row.visit_id, row.site_id): row.answers for row in responses.values()}
    photos: dict[tuple[UUID, UUID], list[str]] = {}
    for one in sent:
        place = (UUID(one.body["visit_id"]), UUID(one.body["content"]["site_id"]))
        photos.setdefault(place, []).extend(one.photos)
        if one.outcome["outcome"] == "applied":
            assert one.body["content"]["answers"].keys() == at[place].keys()
    for place, expected in photos.items():
        found = [reference["attachment"] for reference in at[place]["photos"]]
        assert sorted(found) == sorted(expected)


def _photos(session: Session, store: BlobStore, sent: list[Sent]) -> None:
    taken = {UUID(key): (one, data) for one in sent for key, data in one.photos.items()}
    announced = {row.id: row for row in session.exec(select(Photo))}
    attached = {row.id: row for row in session.exec(select(Attachment))}
    assert announced.keys() == attached.keys() == taken.keys()
    for key, (one, data) in taken.items():
        assert announced[key].state == "stored"
        assert announced[key].submission_id == one.id
        assert store.get(attached[key].sha256) == data
    assert store.names() == {hashlib.sha256(data).hexdigest() for _, data in taken.values()}
