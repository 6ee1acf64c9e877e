"""Photographs in pieces: resumed where they were cut off, checked at the end, once, whatever ends in between."""

import hashlib
import os
import struct
import time
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from rasoat.db import Database, new_id
from rasoat.files.models import Attachment, Blob
from rasoat.files.opening import look_at
from rasoat.files.store import BlobStore
from rasoat.problems import Problem
from rasoat.settings import Settings
from rasoat.tablets.receiving import uploads as uploading
from rasoat.tablets.receiving.models import Photo
from rasoat.tablets.receiving.uploads import Uploads, uploads
from rasoat.visits.models import Response
from rasoat.work import run_once
from tests.files import heic
from tests.tablets.member import Json, Member, announced, picture
from tests.tablets.received import close, only_sqlite, rows, the
from tests.visits.conftest import _on_the_day
from tests.visits.samples import SIGNS, ChiLang

__all__ = ["_on_the_day"]
WITH_PHOTOS = "warning_signs"


def with_photos(case: ChiLang, member: Member, *files: bytes, item: str = "photo") -> tuple[Json, list[Json]]:
    """A record at a place, with photographs announced."""
    site = case.site("water_point", "Phố Sặt")
    told = [announced(data, item) for data in files]
    answers = {"on_list": "yes", item: [{"attachment": photo["id"]} for photo in told]}
    return member.response(WITH_PHOTOS, answers, site_id=site.id, photos=told), told


@pytest.fixture
def at(app: Flask, settings: Settings) -> Uploads:
    return uploads(app.extensions["rasoat_database"], settings)


def test_a_photograph_comes_in_pieces_and_belongs_to_the_response(
    case: ChiLang, lead: Member, settings: Settings
) -> None:
    data = picture(size=(400, 300))
    record, (photo,) = with_photos(case, lead, data)
    assert lead.sent(record)["photos"] == {photo["id"]: {"state": "expected", "offset": 0}}
    half = len(data) // 2
    told = lead.piece(photo, 0, data[:half])
    assert (told.get_json()["state"], told.get_json()["offset"], told.headers["Upload-Offset"]) == (
        "expected",
        half,
        str(half),
    )
    assert lead.ask("GET", f"/photos/{photo['id']}").get_json()["offset"] == half
    assert lead.piece(photo, half, data[half:]).get_json()["state"] == "stored"
    attachment, row = the(case, Attachment), the(case, Photo)
    assert (str(attachment.id), attachment.sha256) == (photo["id"], photo["sha256"])
    assert (attachment.owner_kind, attachment.owner_id) == ("response", the(case, Response).id)
    assert (attachment.name, attachment.position["lat"]) == ("Ảnh 1.jpg", 21.65)
    assert (row.state, row.visibility) == ("stored", attachment.visibility)
    assert BlobStore(settings.files_dir).get(photo["sha256"]) == data
    assert lead.piece(photo, 0, data[:half]).get_json()["state"] == "stored"
    assert lead.sent(record, row.submission_id)["photos"] == {photo["id"]: {"state": "stored", "offset": len(data)}}


@only_sqlite
def test_a_heic_is_stored_as_the_jpeg_that_it_becomes(case: ChiLang, lead: Member, settings: Settings) -> None:
    record, (photo,) = with_photos(case, lead, heic.PLAIN)
    photo["name"] = "IMG_0815.HEIC"
    lead.sent(record)
    assert lead.piece(photo, 0, heic.PLAIN[:1000]).get_json()["state"] == "expected"
    told = lead.piece(photo, 1000, heic.PLAIN[1000:]).get_json()
    # The tablet is told the length of what it sent.
    assert (told["state"], told["offset"], told["size"]) == ("stored", len(heic.PLAIN), len(heic.PLAIN))
    attachment, row = the(case, Attachment), the(case, Photo)
    blob = case.world.see(lambda session: session.get_one(Blob, attachment.sha256))
    data = BlobStore(settings.files_dir).get(attachment.sha256)
    assert (str(attachment.id), attachment.name) == (photo["id"], "IMG_0815.jpg")
    assert (blob.sha256, blob.kind, blob.size) == (attachment.sha256, "image/jpeg", len(data))
    assert data.startswith(b"\xff\xd8\xff")
    # What was announced stays known: whoever asks again is answered by it.
    assert (row.sha256, row.size, row.name) == (photo["sha256"], len(heic.PLAIN), "IMG_0815.HEIC")
    assert lead.piece(photo, 0, heic.PLAIN).get_json()["state"] == "stored"
    assert lead.sent(record, row.submission_id)["photos"][photo["id"]]["state"] == "stored"
    assert len(rows(case, Attachment)) == 1


@only_sqlite
def test_a_heic_is_held_against_its_announced_hash_before_it_is_converted(case: ChiLang, lead: Member) -> None:
    record, (photo,) = with_photos(case, lead, heic.PLAIN)
    photo["sha256"] = hashlib.sha256(look_at("a", heic.PLAIN).data).hexdigest()
    lead.sent(record)
    assert lead.piece(photo, 0, heic.PLAIN).get_json()["key"] == "photo.hash_differs"
    assert rows(case, Attachment) == []


@only_sqlite
def test_a_wrong_place_is_answered_with_the_right_one(case: ChiLang, lead: Member) -> None:
    data = picture()
    record, (photo,) = with_photos(case, lead, data)
    lead.sent(record)
    lead.piece(photo, 0, data[:100])
    for offset in (0, 50, 101):
        refused = lead.piece(photo, offset, data[100:120])
        assert (refused.status_code, refused.get_json()["key"]) == (409, "photo.offset")
        assert refused.headers["Upload-Offset"] == "100"
    assert lead.piece(photo, 100, data[100:] + b"x").get_json()["key"] == "photo.too_long"
    assert lead.piece(photo, 100, data[100:]).get_json()["state"] == "stored"


def truncated() -> bytes:
    return picture(size=(900, 700))[:-2000]


def bomb() -> bytes:
    """A PNG of a few bytes that says it is 30,000 pixels wide and high."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


WRONG: dict[str, tuple[Callable[[], bytes], str, int]] = {
    "a page": (lambda: b"<html>" * 50, "photo.not_a_picture", 415),
    "a paper": (lambda: b"%PDF-1.4" + b" " * 300, "photo.not_a_picture", 415),
    "half a picture": (truncated, "photo.not_a_picture", 415),
    "a bomb": (bomb, "photo.not_a_picture", 415),
}


def test_what_is_no_photograph_is_refused_and_can_begin_again(case: ChiLang, lead: Member, at: Uploads) -> None:
    files = {what: make() for what, (make, _, _) in WRONG.items()}
    record, told = with_photos(case, lead, *list(files.values())[:3])
    lead.sent(record)
    record2, told2 = with_photos(case, lead, files["a bomb"])
    lead.sent(record2)
    for (what, data), photo in zip(files.items(), [*told, *told2], strict=True):
        refused = lead.piece(photo, 0, data)
        assert (refused.get_json()["key"], refused.status_code) == WRONG[what][1:], what
        assert at.offset(new_id()) == 0
        assert lead.ask("GET", f"/photos/{photo['id']}").get_json()["offset"] == 0
    assert rows(case, Attachment) == []


def test_a_wrong_hash_begins_again(case: ChiLang, lead: Member) -> None:
    data = picture()
    record, (photo,) = with_photos(case, lead, data)
    lead.sent(record)
    refused = lead.piece(photo, 0, bytes(len(data)))
    assert (refused.status_code, refused.get_json()["key"]) == (422, "photo.hash_differs")
    assert rows(case, Attachment) == []
    assert lead.whole(photo, data)["state"] == "stored"


@only_sqlite
def test_only_the_sender_sends_and_only_what_was_announced(case: ChiLang, lead: Member, other: Member) -> None:
    data = picture()
    record, (photo,) = with_photos(case, lead, data)
    lead.sent(record)
    assert other.piece(photo, 0, data).status_code == 404
    assert lead.piece({"id": str(new_id())}, 0, data).status_code == 404
    assert lead.ask("PATCH", f"/photos/{photo['id']}", data=data).status_code == 415
    headers = {"Content-Type": "application/octet-stream", "Upload-Offset": "-1"}
    assert lead.ask("PATCH", f"/photos/{photo['id']}", data=data, headers=headers).status_code == 422
    assert lead.piece(photo, 0, bytes(uploading.PIECE + 1)).status_code == 413


@only_sqlite
def test_an_id_stands_for_one_photograph(case: ChiLang, lead: Member, other: Member) -> None:
    record, (photo,) = with_photos(case, lead, picture())
    lead.sent(record)
    assert lead.sent({**record, "made_at": "2024-07-17T01:00:00Z"})["outcome"] in ("applied", "merged")
    changed = {**photo, "sha256": "0" * 64}
    for member in (lead, other):
        refused = member.refused({**record, "photos": [changed]})
        assert (refused["key"], refused["http"]) == ("photo.differs", 409)
    desk = case.fill("warning_signs", SIGNS)
    assert desk.revision == 1
    assert lead.refused({**record, "photos": [photo, photo]})["key"] == "photo.differs"


def test_answers_name_only_photographs_of_their_own(case: ChiLang, lead: Member, other: Member) -> None:
    record, (photo,) = with_photos(case, lead, picture())
    lead.sent(record)
    elsewhere = case.site("water_point", "Đập Bãi Hào")
    foreign = {"on_list": "yes", "photo": [{"attachment": photo["id"]}]}
    for member in (lead, other):
        refused = member.refused(member.response(WITH_PHOTOS, foreign, site_id=elsewhere.id))
        assert (refused["key"], refused["reasons"][0]["field"]) == ("answers.invalid", "photo")
    unknown = {"on_list": "yes", "photo": [{"attachment": str(new_id())}]}
    assert lead.refused(lead.response(WITH_PHOTOS, unknown, site_id=elsewhere.id))["key"] == "answers.invalid"
    # The same place may name it again, from whichever tablet, before and after its bytes are here.
    again = {**record["content"]["answers"], "owner": "commune"}
    site_id = record["content"]["site_id"]
    assert other.sent(other.response(WITH_PHOTOS, again, site_id=site_id, based_on=1))["outcome"] == "applied"


@only_sqlite
def test_two_at_once_do_not_mix(case: ChiLang, lead: Member, at: Uploads) -> None:
    data = picture(size=(600, 500))
    record, (photo,) = with_photos(case, lead, data)
    lead.sent(record)
    actor = case.world.as_("lead")
    photo_id = the(case, Photo).id

    def send(_number: int) -> None:
        while True:
            told = at.progress(actor, photo_id)
            if told.state == "stored":
                return
            try:
                at.add(actor, photo_id, told.offset, data[told.offset : told.offset + 700])
            except Problem as problem:
                assert problem.key == "photo.offset"

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(send, range(4)))
    assert the(case, Attachment).sha256 == photo["sha256"]
    assert list(at.folder.iterdir()) == []


class Killed(BaseException):
    """The process ended here."""


STEPS = ["_append", "_picture", "put", "_store_row", "write", "_drop"]
COLORS = ("red", "green", "blue", "gray", "pink", "black")
KINDS = {
    "JPEG": [picture(color, (90, 70)) for color in COLORS],
    # Six files, of which each becomes the same JPEG.
    "HEIC": [heic.PLAIN + b"\0\0\0\x0efree" + color.encode().ljust(4)[:4] for color in COLORS],
}


@pytest.mark.parametrize("when", ["before", "after"])
# A HEIC goes through the steps of a JPEG, and is converted on the way.
@pytest.mark.parametrize("kind", [pytest.param("JPEG", marks=pytest.mark.long), "HEIC"])
def test_a_process_may_end_between_any_two_steps(
    case: ChiLang, lead: Member, at: Uploads, monkeypatch: pytest.MonkeyPatch, kind: str, when: str
) -> None:
    actor, files = case.world.as_("lead"), KINDS[kind]
    for number in range(0, 6, 3):
        record, _ = with_photos(case, lead, *files[number : number + 3])
        lead.sent(record)
    by_digest = {photo.sha256: photo.id for photo in rows(case, Photo)}
    for step, data in zip(STEPS, files, strict=True):
        photo_id = by_digest[announced(data)["sha256"]]
        with monkeypatch.context() as patched, pytest.raises(Killed):
            kill(patched, at, step, when)
            at.add(actor, photo_id, 0, data)
        here = at.progress(actor, photo_id)
        if here.state != "stored":
            here = at.add(actor, photo_id, here.offset, data[here.offset :])
        assert here.state == "stored", step
        assert at.progress(actor, photo_id) == here
    stored = {hashlib.sha256(look_at("a", data).data).hexdigest() for data in files}
    assert {row.sha256 for row in rows(case, Attachment)} == stored
    assert len(rows(case, Attachment)) == len(files)
    at.tidy()
    assert list(at.folder.iterdir()) == []


def kill(patched: pytest.MonkeyPatch, at: Uploads, step: str, when: str) -> None:
    """End the process before or after one step."""
    owner: Any = {"put": BlobStore, "write": Database, "_drop": Uploads}.get(step, uploading)
    real = getattr(owner, step)

    def ends(*args: Any, **kwargs: Any) -> Any:
        if when == "after":
            real(*args, **kwargs)
        raise Killed

    patched.setattr(owner, step, ends)


@only_sqlite
def test_a_piece_torn_in_the_middle_is_gone_on_from_there(
    case: ChiLang, lead: Member, at: Uploads, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = picture(size=(300, 200))
    record, (photo,) = with_photos(case, lead, data)
    lead.sent(record)
    real = os.write
    with monkeypatch.context() as patched, pytest.raises(Killed):

        def torn(file: int, piece: Any) -> int:
            real(file, bytes(piece)[:37])
            raise Killed

        patched.setattr(os, "write", torn)
        at.add(case.world.as_("lead"), the(case, Photo).id, 0, data)
    assert lead.ask("GET", f"/photos/{photo['id']}").get_json()["offset"] == 37
    assert lead.piece(photo, 37, data[37:]).get_json()["state"] == "stored"


@only_sqlite
def test_forgotten_beginnings_are_thrown_away(case: ChiLang, lead: Member, at: Uploads, settings: Settings) -> None:
    data = picture()
    record, (photo, later) = with_photos(case, lead, data, picture("red"))
    lead.sent(record)
    lead.piece(photo, 0, data[:50])
    lead.piece(later, 0, data[:50])
    old = time.time() - 40 * 86_400
    os.utime(at.folder / f"{photo['id']}.part", (old, old))
    run_once(case.world.database, settings)
    assert {path.stem for path in at.folder.iterdir()} == {later["id"]}
    assert lead.whole(photo, data)["state"] == "stored"


@only_sqlite
def test_photographs_of_a_late_record_come_in_as_well(case: ChiLang, lead: Member, other: Member) -> None:
    data = picture()
    record, (photo,) = with_photos(case, lead, data)
    close(case)
    told = lead.sent(record)
    assert told["outcome"] == "quarantined"
    assert lead.whole(photo, data)["state"] == "stored"
    attachment = the(case, Attachment)
    assert (attachment.owner_kind, str(attachment.owner_id)) == ("submission", told["id"])
    assert other.piece(photo, 0, data).status_code == 404


@only_sqlite
def test_the_id_of_another_members_photograph_is_not_taken(case: ChiLang, lead: Member, other: Member) -> None:
    """Whoever learns an id cannot send bytes in its place, nor call the photograph an answer of his own."""
    record, (photo,) = with_photos(case, lead, picture())
    lead.sent(record)
    site = case.site("water_point", "Đập Bãi Hào")
    again = other.response("warning_signs", {"photo": [{"attachment": photo["id"]}]}, site_id=site.id, photos=[photo])
    assert other.refused(again)["key"] == "photo.differs"
    assert other.piece(photo, 0, picture()).status_code == 404
    assert the(case, Photo).account_id == case.world.as_("lead").user_id
