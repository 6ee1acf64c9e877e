"""Pictures as telephones write them, from the one real HEIC in `data` (see its README)."""

import struct
from pathlib import Path

PLAIN = (Path(__file__).parent / "data/photo.heic").read_bytes()
"""480 x 320: red, blue over blue, yellow, as fields; taken on 5/8/2024 at 09:30, at 21.65 N 106.5 E."""
RED, YELLOW = (192, 57, 43), (224, 176, 32)
SIZE = (480, 320)
_TURN = struct.pack(">I4sB", 9, b"irot", 1)


def turned() -> bytes:
    """The same bits, with the note that they are shown after a quarter turn to the left."""
    data, more = PLAIN, len(_TURN) + 1
    # The note stands behind the other properties, and the picture names it as its fourth.
    at = data.index(b"ipma") - 4
    data = data[:at] + _TURN + data[at:]
    names = b"\0\x01\x03\x81\x02\x83"
    data = data.replace(names, b"\0\x01\x04\x81\x02\x83\x84")
    for box, grown in ((b"meta", more), (b"iprp", more), (b"ipco", len(_TURN)), (b"ipma", 1)):
        data = _patched(data, data.index(box) - 4, grown)
    # Where the picture and its EXIF begin.
    for begins in (0x1A5, 0xE75):
        data = _patched(data, data.index(struct.pack(">I", begins)), more)
    return data


def saying(width: int, height: int) -> bytes:
    """The same with another size in its head."""
    return PLAIN.replace(struct.pack(">II", *SIZE), struct.pack(">II", width, height))


def _patched(data: bytes, at: int, more: int) -> bytes:
    (value,) = struct.unpack(">I", data[at : at + 4])
    return data[:at] + struct.pack(">I", value + more) + data[at + 4 :]
