"""A photograph as telephones take it: its EXIF says where, when, with what and by whom."""

import io

from PIL import Image

_GPS, _TIMES = 0x8825, 0x8769
DEVICE, AUTHOR, TAKEN, PLACE = "May Mau X200", "Nguoi chup Mau", "2024:08:05 09:30:00", "Pho Sat 21.6523"


def photo(size: tuple[int, int] = (48, 32), *, kind: str = "JPEG", turn: int = 1) -> bytes:
    """The left half red, the right half yellow, as the camera held it; `turn` is how the EXIF says it is to be turned."""
    image = Image.new("RGB", size, (192, 57, 43))
    image.paste((224, 176, 32), (size[0] // 2, 0, *size))
    exif = Image.Exif()
    exif.update({0x010F: DEVICE, 0x0110: DEVICE, 0x0132: TAKEN, 0x013B: AUTHOR, 0x8298: AUTHOR, 0x0112: turn})
    exif.get_ifd(_TIMES).update({0x9003: TAKEN, 0x9286: PLACE.encode()})
    exif.get_ifd(_GPS).update({1: "N", 2: (21.0, 39.0, 8.0), 3: "E", 4: (106.0, 30.0, 0.0)})
    out = io.BytesIO()
    image.save(out, kind, exif=exif.tobytes(), xmp=f"<x:xmpmeta>{PLACE}</x:xmpmeta>".encode(), comment=PLACE.encode())
    return out.getvalue()


def told(data: bytes) -> list[str]:
    """What a picture says of how it was taken: the names of what was found in it."""
    with Image.open(io.BytesIO(data)) as image:
        exif = image.getexif()
        found = {
            "exif": bool(len(exif)),
            "gps": bool(exif.get_ifd(_GPS)),
            "notes": bool({"exif", "xmp", "comment", "icc_profile", "photoshop"} & set(image.info)),
        }
    words = {one: one.encode() in data for one in (DEVICE, AUTHOR, TAKEN, PLACE)}
    return [name for name, there in {**found, **words}.items() if there]
