"""What a tablet fetches before a trip: the visits, the bundle of one visit and its papers; then it reports that it has
them.
"""

import io
from typing import Annotated, Any
from uuid import UUID

from flask import Response, request, send_file
from pydantic import Field, StringConstraints

from rasoat.files.access import open_for
from rasoat.files.names import as_jpeg
from rasoat.files.operations import shown
from rasoat.pages import SIGNED_IN, actor, blob_store, session, write
from rasoat.pages.api import ApiRoom, Body, tablet
from rasoat.problems import Problem
from rasoat.tablets.taking import operations, queries
from rasoat.tablets.taking.bundle import bundle_of
from rasoat.tablets.taking.places import found_place
from rasoat.tablets.taking.schemas import Bundle, FoundPlace, Trips

room = ApiRoom("taking", __name__)

Etag = Annotated[str, StringConstraints(pattern=r'^(W/)?"?[0-9a-f]{32}-[0-9a-f]{32}"?$')]


class Ready(Body):
    """A bundle and its papers that have arrived whole on the tablet."""

    bundle: Etag = Field(description="ETag of the bundle.")
    size: int = Field(ge=0, le=10_000_000_000, description="Bytes, papers included.")


@room.get("/trips", allow=SIGNED_IN, answer=Trips, summary="The visits that can be taken along, the newest first")
def trips() -> Trips:
    """List the visits of the person's teams."""
    return Trips(trips=queries.trips_of(session(), actor(), tablet()))


@room.get(
    "/visits/<uuid:visit_id>/bundle",
    allow=SIGNED_IN,
    answer=Bundle,
    headers={"If-None-Match": "ETag of the bundle at hand; answered 304 when it is still the present one."},
    summary="Everything for working on a visit without a network",
)
def bundle(visit_id: UUID) -> Any:
    """Return the bundle, or 304 when the tablet already has it."""
    made = bundle_of(session(), actor(), visit_id)
    if request.if_none_match.contains_weak(made.etag):
        response = Response(status=304)
        response.set_etag(made.etag)
        return response
    return made, 200, {"ETag": f'"{made.etag}"'}


@room.put(
    "/visits/<uuid:visit_id>/taking",
    allow=SIGNED_IN,
    body=Ready,
    summary="Say that a visit was taken along, whole: ready for work without a network",
)
def taking(visit_id: UUID, body: Ready) -> None:
    """Note that a tablet took the visit along. Only a tablet may say so: a browser session is not a device that can be
    lost.
    """
    person, device = actor(), tablet()
    if device is None:
        raise Problem("taking.no_tablet")
    etag = body.bundle.removeprefix("W/").strip('"')
    write(lambda db: operations.take(db, person, device, visit_id, etag, body.size))


@room.get("/places/<code>", allow=SIGNED_IN, answer=FoundPlace, summary="The place whose QR code holds this code")
def place(code: str) -> FoundPlace:
    """Return the place, and the visits of the person's teams that go there."""
    return found_place(session(), actor(), code, tablet())


@room.get("/files/<uuid:attachment_id>/small", allow=SIGNED_IN, answer=bytes, summary="The small copy of a photograph")
def small(attachment_id: UUID) -> Any:
    """Return the small copy of a picture, without place and time. Its owner decides who may see it, as at the desk."""
    attachment, blob = open_for(session(), attachment_id, actor())
    data = shown(blob_store(), blob, attachment.name, "small")
    return _sent(data, "image/jpeg", as_jpeg(attachment.name), f"{blob.sha256}-small")


@room.get("/files/<uuid:attachment_id>", allow=SIGNED_IN, answer=bytes, summary="The bytes of a paper or photograph")
def file(attachment_id: UUID) -> Any:
    """Return a file, a picture as the copy without place and time. Its owner decides who may read it, as at the desk."""
    attachment, blob = open_for(session(), attachment_id, actor())
    picture = blob.kind.startswith("image/")
    data = shown(blob_store(), blob, attachment.name) if picture else blob_store().get(blob.sha256)
    kind, name = ("image/jpeg", as_jpeg(attachment.name)) if picture else (blob.kind, attachment.name)
    # A copy is not the original: who kept that one from before would otherwise be told that nothing changed.
    etag = f"{blob.sha256}-shown" if picture else blob.sha256
    return _sent(data, kind, name, etag)


def _sent(data: bytes, kind: str, name: str, etag: str) -> Any:
    response = send_file(io.BytesIO(data), mimetype=kind, download_name=name, etag=etag)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response.make_conditional(request)
