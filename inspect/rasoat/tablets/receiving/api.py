"""What a tablet sends: one record or many, and their photographs piece by piece."""

from functools import partial
from typing import Any, cast
from uuid import UUID

from flask import current_app, request
from pydantic import ValidationError

from rasoat.db.grouped import Grouped
from rasoat.numbers import plain
from rasoat.pages import SIGNED_IN, actor, app_settings
from rasoat.pages.api import ApiRoom, clock_skew, put_right, tablet
from rasoat.pages.body import invalid
from rasoat.pages.request import database
from rasoat.problems import Problem
from rasoat.tablets.receiving.judging import ReceivedRecord, judge_record
from rasoat.tablets.receiving.operations import KeptRecord, Result, receive
from rasoat.tablets.receiving.schemas import (
    Batch,
    BatchResult,
    BatchResults,
    PhotoState,
    PhotoTold,
    RecordOutcome,
    SentRecord,
)
from rasoat.tablets.receiving.uploads import PIECE, Progress, Uploads, uploads
from rasoat.visits import definition_cache

room = ApiRoom("receiving", __name__)

_CLOCK = {"Rasoat-Clock": "The tablet's clock, ISO 8601 in UTC: instants in the record are put right by it."}
_OFFSET = {"Upload-Offset": "Where in the photograph the piece begins: the bytes that are here."}
Writer = Grouped[ReceivedRecord, KeptRecord]


def _writer() -> Writer:
    """The writer of this application, which the first request that needs it makes."""
    made = current_app.extensions.get("rasoat_receive")
    if made is None:
        # When two first requests make a writer each, one of the two is kept; the other has not started a thread yet.
        made = current_app.extensions.setdefault("rasoat_receive", Grouped(database(), receive))
    return cast(Writer, made)


@room.put(
    "/submissions/<uuid:submission_id>",
    allow=SIGNED_IN,
    body=SentRecord,
    answer=RecordOutcome,
    statuses=(201, 200),
    headers=_CLOCK,
    summary="Send a record; the same again is harmless",
)
def submit(submission_id: UUID, body: SentRecord) -> Any:
    """Receive a record: 201 when it is new, 200 when it had come before."""
    kept = _writer().write(_received(submission_id, body))
    return _told(kept), 200 if kept.repeated else 201


@room.post(
    "/submissions",
    allow=SIGNED_IN,
    body=Batch,
    answer=BatchResults,
    headers=_CLOCK,
    summary="Send several records; each is taken or refused by itself",
)
def submit_many(body: Batch) -> BatchResults:
    """Receive several records; the results are in the order of the records."""
    read = [_read(entry) for entry in body.submissions]
    kept = iter(_writer().write_all([one for one in read if isinstance(one, ReceivedRecord)]))
    results = [next(kept) if isinstance(one, ReceivedRecord) else one for one in read]
    return BatchResults(
        results=[_result(str(entry.get("id", "")), one) for entry, one in zip(body.submissions, results, strict=True)]
    )


def _read(entry: dict[str, Any]) -> ReceivedRecord | Problem:
    try:
        record_id = UUID(str(entry.get("id")))
        sent = SentRecord.model_validate({name: value for name, value in entry.items() if name != "id"})
        return _received(record_id, sent)
    except ValidationError as error:
        return invalid(error)
    except ValueError:
        return Problem("request.invalid")


def _received(record_id: UUID, sent: SentRecord) -> ReceivedRecord:
    skew = clock_skew()
    return judge_record(
        partial(definition_cache.definition_in, database()),
        actor(),
        tablet(),
        record_id,
        sent,
        skew=skew,
        put_right=partial(put_right, skew=skew),
        photo_limit_mb=app_settings().upload_limit_mb,
    )


def _result(record_id: str, result: Result) -> BatchResult:
    if isinstance(result, Problem):
        return BatchResult(id=record_id, status=result.entry.http, problem=result.as_json())
    return BatchResult(id=record_id, status=200 if result.repeated else 201, outcome=_told(result))


def _told(kept: KeptRecord) -> RecordOutcome:
    return RecordOutcome(id=kept.id, repeated=kept.repeated, answers=kept.answers, photos=_states(kept), **kept.told)


def _states(kept: KeptRecord) -> dict[str, PhotoState]:
    found = {}
    for photo_id, state in kept.states.items():
        offset = 0 if not kept.repeated and state == "expected" else _at().progress(actor(), photo_id).offset
        found[str(photo_id)] = PhotoState(state=state, offset=offset)
    return found


def _at() -> Uploads:
    return uploads(database(), app_settings())


@room.get("/photos/<uuid:photo_id>", allow=SIGNED_IN, answer=PhotoTold, summary="How far a photograph is")
def photo(photo_id: UUID) -> Any:
    """Tell how much of a photograph has arrived. A tablet asks before it goes on with an upload that broke off."""
    return _progress(_at().progress(actor(), photo_id))


@room.patch(
    "/photos/<uuid:photo_id>",
    allow=SIGNED_IN,
    body=bytes,
    answer=PhotoTold,
    limit=PIECE,
    headers=_OFFSET,
    summary="Send the next piece of a photograph",
)
def add_piece(photo_id: UUID, body: bytes) -> Any:
    """Add a piece of a photograph. After the last piece the server checks the photograph and gives it to its owner."""
    offset = plain(request.headers.get("Upload-Offset"), most=10**12)
    if offset is None:
        raise Problem("request.invalid")
    try:
        return _progress(_at().add(actor(), photo_id, offset, body))
    except Problem as problem:
        if problem.key != "photo.offset":
            raise
        right = {"Upload-Offset": str(problem.values["offset"])}
        return problem.as_json(), problem.entry.http, right


def _progress(found: Progress) -> Any:
    told = PhotoTold(id=found.id, state=found.state, offset=found.offset, size=found.size)
    return told, 200, {"Upload-Offset": str(found.offset)}
