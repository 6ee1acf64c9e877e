"""The copies of pictures that people are shown: small, upright, and without a word of where, when and by whom."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from rasoat.files import copies, operations
from rasoat.files.models import Blob
from rasoat.files.opening import look_at
from rasoat.files.operations import shown, take_in
from rasoat.files.store import BlobStore
from rasoat.problems import Problem
from tests.files import heic, hostile, located


def _picture(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data), formats=["JPEG"])
    image.load()
    return image


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_is_said_of_how_it_was_taken(kind: str) -> None:
    data = located.photo(kind=kind)
    assert {"exif", "gps", located.DEVICE} <= set(located.told(data))
    opened = look_at("ảnh", data)
    assert opened.data == data
    assert opened.copies is not None
    assert [located.told(one) for one in (opened.copies.shown, opened.copies.small)] == [[], []]


def test_nothing_is_said_by_what_was_a_heic() -> None:
    opened = look_at("IMG_0815.HEIC", heic.PLAIN)
    assert "gps" in located.told(opened.data)
    assert opened.copies is not None
    assert [located.told(one) for one in (opened.copies.shown, opened.copies.small)] == [[], []]
    assert _picture(opened.copies.shown).size == heic.SIZE


def test_a_second_picture_behind_the_first_goes_with_neither() -> None:
    opened = look_at("a.jpg", hostile.multi_picture())
    assert opened.copies is not None
    assert opened.copies.shown.count(b"\xff\xd8\xff") == 1


@pytest.mark.parametrize("turn", range(1, 9))
def test_it_stands_upright(turn: int) -> None:
    """What the EXIF says of turning is done, since the copy has none: the red half is where a viewer would show it."""
    data = located.photo(turn=turn)
    opened = look_at("a.jpg", data)
    assert opened.copies is not None
    image = _picture(opened.copies.shown)
    assert image.size == ((48, 32) if turn < 5 else (32, 48))
    width, height = image.size
    places = {1: "left", 2: "right", 3: "right", 4: "left", 5: "top", 6: "top", 7: "bottom", 8: "bottom"}
    at = {
        "left": (4, height // 2),
        "right": (width - 5, height // 2),
        "top": (width // 2, 4),
        "bottom": (width // 2, height - 5),
    }
    red, green, _ = image.getpixel(at[places[turn]])  # type: ignore[misc]
    assert red > 150 and green < 100


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(["RGB", "RGBA", "L", "LA", "P", "CMYK", "1"]),
    st.integers(1, 5_000),
    st.integers(1, 40),
    st.booleans(),
)
def test_copies_are_bounded_whatever_the_picture(mode: str, long: int, short: int, tall: bool) -> None:
    size = (short, long) if tall else (long, short)
    for one, most in zip(copies.copies(Image.new(mode, size)), (copies.MOST_SHOWN, copies.MOST_SMALL), strict=True):
        image = _picture(one)
        assert max(image.size) == min(long if long > short else short, most)
        assert image.mode == "RGB"


def test_a_small_copy_is_small_of_the_noisiest_picture() -> None:
    noise = Image.merge("RGB", [Image.effect_noise((1_600, 1_200), 200) for _ in range(3)])
    _, small = copies.copies(noise)
    assert len(small) <= copies.SMALL_BYTES


def _taken(store: BlobStore, data: bytes, name: str = "a.jpg") -> Blob:
    stored = take_in(store, name, io.BytesIO(data), 20)
    return Blob(sha256=stored.sha256, size=stored.size, kind=stored.kind)


def test_they_are_made_once_when_it_comes_and_again_when_they_are_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, made = BlobStore(tmp_path / "files"), []
    blob = _taken(store, located.photo())
    assert store.get(blob.sha256) == located.photo()

    def counted(name: str, data: bytes) -> object:
        made.append(name)
        return look_at(name, data).copies

    monkeypatch.setattr(operations, "copies_of", counted)
    first = [shown(store, blob, "a.jpg", size) for size in ("shown", "small")]
    assert made == []
    for file in (tmp_path / "shown").rglob("*.jpg"):
        file.unlink()
    assert [shown(store, blob, "a.jpg", size) for size in ("shown", "small")] == first
    assert made == ["a.jpg"]


def test_what_is_no_picture_has_none(tmp_path: Path) -> None:
    store = BlobStore(tmp_path / "files")
    for data, name in ((b"%PDF-1.7\n%%EOF", "a.pdf"), (hostile.document(), "a.docx")):
        with pytest.raises(Problem) as refused:
            shown(store, _taken(store, data, name), name)
        assert refused.value.key == "not_found"


def test_a_picture_that_was_damaged_later_is_a_lost_file(tmp_path: Path) -> None:
    store = BlobStore(tmp_path / "files")
    lost = Blob(sha256="a" * 64, size=3, kind="image/jpeg")
    with pytest.raises(Problem) as refused:
        shown(store, lost, "a.jpg")
    assert refused.value.key == "file.lost"
