"""The door for what somebody sent: limits, and one refusal for everything a decoder may raise."""

import ast
import io
import random
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

import rasoat
from rasoat.files import confined, kinds, office, opening, pictures
from rasoat.files.opening import Opened, look_at
from rasoat.problems import Problem
from tests.files import heic, hostile

# Pillow warns of a corrupt EXIF, which nobody reads: the picture is taken all the same.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")
KEYS = {"file.unreadable", "file.pixels"}


@pytest.mark.parametrize("what", hostile.REFUSED)
def test_what_cannot_be_read_is_refused_by_name(what: str) -> None:
    with pytest.raises(Problem) as refused:
        look_at("báo cáo.tệp", hostile.refused(what))
    assert refused.value.key in KEYS
    assert "báo cáo.tệp" in refused.value.what
    assert refused.value.entry.http < 500


@pytest.mark.parametrize("what", hostile.TAKEN)
def test_what_offices_and_telephones_write_is_taken(what: str) -> None:
    make, kind = hostile.TAKEN[what]
    data = make()
    assert look_at("a", data) == Opened("a", kind, data)


def test_a_size_that_is_only_said_is_refused_as_a_size() -> None:
    said = (
        "a PNG that says 900",
        "a WebP that says 260",
        "a PNG that says 60",
        "a HEIC that says 900",
        "a HEIC that says 56",
    )
    for what in (f"{one} megapixels" for one in said):
        with pytest.raises(Problem) as refused:
            look_at("a.png", hostile.refused(what))
        assert refused.value.key == "file.pixels", what
        assert "50 triệu" in refused.value.what


@pytest.mark.parametrize(
    ("progressive", "width", "height", "most"), [(False, 20_000, 10_001, 200), (True, 10_000, 5_001, 50)]
)
def test_how_large_a_jpeg_may_be_depends_on_how_it_is_written(
    progressive: bool, width: int, height: int, most: int
) -> None:
    data = hostile.picture(size=(300, 200), progressive=progressive)
    said = data.replace(struct.pack(">HH", 200, 300), struct.pack(">HH", height, width), 1)
    with pytest.raises(Problem) as refused:
        look_at("a.jpg", said)
    assert (refused.value.key, refused.value.values["most"]) == ("file.pixels", most)


@pytest.mark.long
@pytest.mark.parametrize(
    ("kind", "mode", "size"),
    [("JPEG", "RGB", (20_000, 10_000)), ("PNG", "RGBA", (10_000, 5_000)), ("WEBP", "RGBA", (10_000, 5_000))],
)
def test_the_largest_that_are_taken_fit_into_the_process(kind: str, mode: str, size: tuple[int, int]) -> None:
    out = io.BytesIO()
    noise = Image.effect_noise((1_000, 500), 60)
    options = {"method": 0} if kind == "WEBP" else {"compress_level": 1} if kind == "PNG" else {}
    bands = [noise.rotate(90 * n).resize(noise.size) for n in range(len(mode))]
    Image.merge(mode, bands).resize(size).save(out, kind, **options)
    assert look_at("a", out.getvalue()).kind == f"image/{kind.lower()}"


def test_whatever_a_decoder_raises_is_the_same_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    for raised in (
        MemoryError(),
        RecursionError(),
        NotImplementedError("type 99"),
        UnicodeDecodeError("a", b"", 0, 1, "b"),
    ):

        def broken(*_data: object, raised: Exception = raised) -> str:
            raise raised

        for room, verb, data in ((office, "inspect", hostile.document()), (confined, "run", hostile.picture())):
            monkeypatch.setattr(room, verb, broken)
            with pytest.raises(Problem) as refused:
                look_at("a", data)
            assert refused.value.key == "file.unreadable"


def test_nothing_hostile_fills_the_memory(tmp_path: Path) -> None:
    """Measured from outside, in a process of its own: Pillow's memory is not Python's. Making the files takes more than
    opening them may, so that is done here."""
    for number, what in enumerate(hostile.REFUSED):
        (tmp_path / str(number)).write_bytes(hostile.refused(what))
    told = subprocess.run([sys.executable, "-c", _ALL, tmp_path], capture_output=True, text=True, check=True).stdout
    before, after, decoders = map(int, told.split())
    assert after - before < 60, f"MB of memory more: {after - before}"
    assert decoders < 130, f"MB of memory in a decoder's process: {decoders}"


_ALL = """
import re, resource, sys
from pathlib import Path
from rasoat.files.opening import look_at
from rasoat.problems import Problem
from tests.files import hostile
# Of this program only: the resource module's figure begins with what the process that started it held.
def used(): return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024
look_at("warm", hostile.picture())
before = used()
for path in sorted(Path(sys.argv[1]).iterdir()):
    try: look_at(path.name, path.read_bytes())
    except Problem: pass
# This program is small, so that what it starts does not begin with more than it needs itself.
print(before, used(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""

MAY = {
    "rasoat.files.office": {"zipfile"},
    "rasoat.files.archives": {"zipfile"},  # hands on the bytes of each member, which pass by `look_at` then
    # Programs, each in a process of its own with limits:
    "rasoat.files.pictures": {"PIL"},
    "rasoat.files.copies": {"PIL"},
    "rasoat.files.heif": {"PIL", "pi_heif"},
    "rasoat.files.first_page": {"pypdfium2"},
    "rasoat.files.sheet_parts": {"xml", "zipfile"},
    "rasoat.files.tables": {"openpyxl", "zipfile"},
    # Their own files, never somebody else's:
    "rasoat.documents.checking.program": {"pypdfium2"},  # a program of `confined.run`
    "rasoat.papers.reading_signed": {"pypdfium2"},  # another one
    "rasoat.parsing.program": {"pypdfium2"},  # a third one
    "rasoat.parsing.word": {"docx"},  # part of that one
    "rasoat.documents.finishing": {"pypdf"},  # finishes papers that the engines here have just made
    "rasoat.documents.glyphs": {"pypdfium2"},  # measures those same papers
    "rasoat.documents.docx.xml": {"docx"},  # these five make Word files and open none
    "rasoat.documents.docx.margins": {"docx"},
    "rasoat.documents.docx.notes": {"docx"},
    "rasoat.documents.docx.package": {"docx", "zipfile"},
    "rasoat.documents.docx.writing": {"docx"},
    "rasoat.example.teller": {"PIL"},  # draws the photographs of the example province
    "rasoat.exporting.sheets": {"openpyxl"},  # writes workbooks, opens none
    "rasoat.backup.archive": {"tarfile"},  # an archive of the administrator's, at the command line, with its own checks
    "rasoat.backup.making": {"tarfile"},  # makes that archive
}
DECODERS = {"zipfile", "tarfile", "PIL", "pi_heif", "pypdf", "gzip", "bz2", "lzma", "zlib", "pickle", "marshal", "shelve", "xml", "lxml",
            "openpyxl", "docx", "odf", "defusedxml", "pypdfium2", "pdfplumber", "wave", "plistlib"}  # fmt: skip


def test_only_the_door_decodes_what_somebody_sent() -> None:
    root = Path(rasoat.__file__).parent
    found: dict[str, set[str]] = {}
    for path in root.rglob("*.py"):
        module = ".".join(["rasoat", *path.relative_to(root).with_suffix("").parts]).removesuffix(".__init__")
        if decoders := _imported(path) & DECODERS:
            found[module] = decoders
    assert found == MAY


def _imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


def test_a_picture_is_decoded_to_its_end_at_any_size_that_is_taken() -> None:
    data = hostile.picture(size=(1, 1))
    assert look_at("a", data).kind == "image/jpeg"
    assert set(pictures.KINDS.values()) <= opening.INLINE


def _mutated(data: bytes, seed: int) -> bytes:
    chance, changed = random.Random(seed), bytearray(data)
    for _ in range(chance.randint(1, 30)):
        at, how = chance.randrange(len(changed)), chance.randrange(4)
        if how == 0:
            changed[at] = chance.randrange(256)
        elif how == 1:
            changed[at : at + chance.randint(1, 8)] = chance.randbytes(chance.randint(0, 8))
        elif how == 2:
            changed[at : at + 4] = b"\xff\xff\xff\x7f"
        else:
            changed[at:at] = changed[at : at + chance.randint(1, 64)]
    return bytes(changed[: chance.choice([None, chance.randrange(1, len(changed))])])


def _never_anything_else(data: bytes) -> None:
    try:
        look_at("a", data)
    except Problem as problem:
        assert problem.key in KEYS | {"file.kind"}


WHOLE = {what: make for what, (make, _) in hostile.TAKEN.items()} | {"a HEIC": lambda: heic.PLAIN}


def _tries(data: bytes, most: int) -> int:
    """Each try of a picture starts a process."""
    return most // 8 if kinds.is_picture(data) else most


@pytest.mark.parametrize("what", WHOLE)
def test_damage_gives_a_refusal_or_a_file(what: str) -> None:
    data = WHOLE[what]()
    for seed in range(_tries(data, 25)):
        _never_anything_else(_mutated(data, seed))


@pytest.mark.long
@pytest.mark.parametrize("what", WHOLE)
def test_much_damage_gives_a_refusal_or_a_file(what: str) -> None:
    data = WHOLE[what]()

    @settings(max_examples=_tries(data, 3_000), deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.integers(0, 2**60))
    def damaged(seed: int) -> None:
        _never_anything_else(_mutated(data, seed))

    damaged()
