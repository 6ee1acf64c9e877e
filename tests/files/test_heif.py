"""HEIC as telephones write it: taken at the door, stored as an upright JPEG that still says when and where."""

import io
from pathlib import Path

import pytest
from PIL import Image

from rasoat.files.kinds import is_heif
from rasoat.files.names import as_jpeg
from rasoat.files.opening import look_at
from rasoat.files.operations import take_in
from rasoat.files.store import BlobStore
from tests.files import heic

_TIMES, _TAKEN, _ZONE, _GPS = 0x8769, 0x9003, 0x9011, 0x8825


def _picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data), formats=["JPEG"])


def _like(image: Image.Image, place: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    seen = image.getpixel(place)
    return isinstance(seen, tuple) and all(abs(one - other) < 12 for one, other in zip(seen, colour, strict=True))


def test_it_becomes_a_jpeg_of_the_same_picture() -> None:
    opened = look_at("IMG_0815.HEIC", heic.PLAIN)
    image = _picture(opened.data)
    assert (opened.name, opened.kind, image.size) == ("IMG_0815.jpg", "image/jpeg", heic.SIZE)
    assert _like(image, (10, 10), heic.RED)
    assert _like(image, (470, 310), heic.YELLOW)


def test_when_and_where_it_was_taken_is_kept() -> None:
    exif = _picture(look_at("a", heic.PLAIN).data).getexif()
    times, place = exif.get_ifd(_TIMES), exif.get_ifd(_GPS)
    assert (times[_TAKEN], times[_ZONE]) == ("2024:08:05 09:30:00", "+07:00")
    assert (place[1], place[2], place[3], place[4]) == ("N", (21.0, 39.0, 0.0), "E", (106.0, 30.0, 0.0))


def test_it_stands_upright_and_does_not_ask_to_be_turned_again() -> None:
    image = _picture(look_at("a", heic.turned()).data)
    assert image.size == heic.SIZE[::-1]
    assert _like(image, (10, 470), heic.RED)
    assert _like(image, (310, 10), heic.YELLOW)
    assert 0x0112 not in image.getexif()


def test_it_is_told_by_its_bytes_and_not_by_its_name(tmp_path: Path) -> None:
    store = BlobStore(tmp_path)
    stored = take_in(store, "bản chụp.pdf", io.BytesIO(heic.PLAIN), 20, picture=True)
    assert (stored.name, stored.kind) == ("bản chụp.pdf.jpg", "image/jpeg")
    assert stored.size == len(store.get(stored.sha256))
    assert store.names() == {stored.sha256}


def test_the_same_bytes_give_the_same_file() -> None:
    assert look_at("a", heic.PLAIN) == look_at("a", heic.PLAIN)


@pytest.mark.parametrize(
    ("brands", "taken"),
    [
        ("heic mif1heic", True),
        ("heix", True),
        ("mif1 mif1heicmiaf", True),
        ("mif1 mif1avifmiaf", False),
        ("avif mif1miaf", False),
        ("isom isomiso2mp41", False),
        ("qt   qt  ", False),
        ("M4A  mp42", False),
    ],
)
def test_films_and_other_coders_of_the_family_are_none(brands: str, taken: bool) -> None:
    main, others = brands[:4].encode(), brands[5:].encode()
    box = b"ftyp" + main + bytes(4) + others
    assert is_heif((len(box) + 4).to_bytes(4, "big") + box + b"\0\0\0\x08heic") == taken


def test_names_of_what_became_a_jpeg() -> None:
    names = {
        "IMG_1.HEIC": "IMG_1.jpg",
        "a.b.heif": "a.b.jpg",
        "ảnh": "ảnh.jpg",
        "": "tệp.jpg",
        ".heic": "tệp.jpg",
        "x.jpg": "x.jpg",
    }
    assert {name: as_jpeg(name) for name in names} == names
    assert len(as_jpeg("ư" * 300 + ".heic").encode()) <= 240
    assert as_jpeg("ư" * 300 + ".heic").endswith(".jpg")
