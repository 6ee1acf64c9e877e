"""What a tablet sends: records, one or many, and their photographs piece by piece."""

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
from rasoat.tablets.receiving import uploads as photos
from rasoat.tablets.receiving.judging import Parcel, parcel
from rasoat.tablets.receiving.operations import Taken, take_in
from rasoat.tablets.receiving.schemas import Batch, BatchResult, BatchResults, Outcome, PhotoState, PhotoTold, Record
from rasoat.tablets.receiving.uploads import Uploads, uploads
from rasoat.visits import definition_cache as known

room = ApiRoom("receiving", __name__)

_CLOCK = {"Rasoat-Clock": "The tablet's clock, ISO 8601 in UTC: instants in the record are put right by it."}
_OFFSET = {"Upload-Offset": "Where in the photograph the piece begins: the bytes that are here."}
Writer = Grouped[Parcel, Taken]


def _writer() -> Writer:
    """This application's writer, made by the first request that needs it."""
    made = current_app.extensions.get("rasoat_receive")
    if made is None:
        # Of two first requests one writer stays; the other has no thread yet.
        made = current_app.extensions.setdefault("rasoat_receive", Grouped(database(), take_in))
    return cast(Writer, made)


@room.put(
    "/submissions/<uuid:submission_id>",
    allow=SIGNED_IN,
    body=Record,
    answer=Outcome,
    statuses=(201, 200),
    headers=_CLOCK,
    summary="Send a record; the same again is harmless",
)
def submit(submission_id: UUID, body: Record) -> Any:
    """201 when it is new, 200 when it had come before."""
    taken = _writer().write(_parcel(submission_id, body))
    return _told(taken), 200 if taken.repeated else 201


@room.post(
    "/submissions",
    allow=SIGNED_IN,
    body=Batch,
    answer=BatchResults,
    headers=_CLOCK,
    summary="Send several records; each is taken or refused by itself",
)
def submit_many(body: Batch) -> BatchResults:
    """The results in the order of the records."""
    read = [_read(entry) for entry in body.submissions]
    parcels = [one for one in read if isinstance(one, Parcel)]
    taken = iter(_writer().write_all(parcels))
    results: list[Taken | Problem] = [next(taken) if isinstance(one, Parcel) else one for one in read]
    return BatchResults(
        results=[_result(str(entry.get("id", "")), one) for entry, one in zip(body.submissions, results, strict=True)]
    )


def _read(entry: dict[str, Any]) -> Parcel | Problem:
    try:
        submission_id = UUID(str(entry.get("id")))
        record = Record.model_validate({name: value for name, value in entry.items() if name != "id"})
        return _parcel(submission_id, record)
    except ValidationError as error:
        return invalid(error)
    except ValueError:
        return Problem("request.invalid")


def _parcel(submission_id: UUID, record: Record) -> Parcel:
    skew = clock_skew()
    return parcel(
        partial(known.definition_in, database()),
        actor(),
        tablet(),
        submission_id,
        record,
        skew=skew,
        put_right=partial(put_right, skew=skew),
        photo_limit_mb=app_settings().upload_limit_mb,
    )


def _result(submission_id: str, result: Taken | Problem) -> BatchResult:
    if isinstance(result, Problem):
        return BatchResult(id=submission_id, status=result.entry.http, problem=result.as_json())
    return BatchResult(id=submission_id, status=200 if result.repeated else 201, outcome=_told(result))


def _told(taken: Taken) -> Outcome:
    return Outcome(id=taken.id, repeated=taken.repeated, answers=taken.answers, photos=_states(taken), **taken.told)


def _states(taken: Taken) -> dict[str, PhotoState]:
    found = {}
    for photo_id, state in taken.states.items():
        offset = 0 if not taken.repeated and state == "expected" else _at().progress(actor(), photo_id).offset
        found[str(photo_id)] = PhotoState(state=state, offset=offset)
    return found


def _at() -> Uploads:
    return uploads(database(), app_settings())


@room.get("/photos/<uuid:photo_id>", allow=SIGNED_IN, answer=PhotoTold, summary="How far a photograph is")
def photo(photo_id: UUID) -> Any:
    """Before going on with one that was cut off."""
    return _progress(_at().progress(actor(), photo_id))


@room.patch(
    "/photos/<uuid:photo_id>",
    allow=SIGNED_IN,
    body=bytes,
    answer=PhotoTold,
    limit=photos.PIECE,
    headers=_OFFSET,
    summary="Send the next piece of a photograph",
)
def add_piece(photo_id: UUID, body: bytes) -> Any:
    """The last piece makes the server check it and give it to its owner."""
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


def _progress(found: photos.Progress) -> Any:
    told = PhotoTold(id=found.id, state=found.state, offset=found.offset, size=found.size)
    return told, 200, {"Upload-Offset": str(found.offset)}
