"""HEIC and HEIF, as telephones write them, become JPEG, which every browser and office program shows.

pi-heif only decodes, with libheif and libde265 (LGPL); pillow-heif would bring an encoder under the GPL along.
"""

import io

import pi_heif
from PIL import Image

from rasoat.files.limits import MOST_PIXELS, bounded

QUALITY = 88
"""Of the JPEG: about twice as many bytes as the HEIC had, and no difference to be seen."""
MOST_PROFILE = 65_000
"""Bytes of a colour profile. Those of cameras have a few hundred."""
_TIMES, _GPS = 0x8769, 0x8825
_KEPT = (0x010F, 0x0110, 0x0132)
"""Maker, model, time."""
_KEPT_TIMES = (0x9003, 0x9004, 0x9010, 0x9011, 0x9012)
"""When it was taken and digitised, and the time zones."""

# One thread: the limits of the process count the stacks of all of them.
pi_heif.options.DECODE_THREADS = 1
pi_heif.options.THUMBNAILS = pi_heif.options.DEPTH_IMAGES = pi_heif.options.AUX_IMAGES = False


def to_jpeg(data: bytes) -> bytes:
    """The main picture as a JPEG, upright, with the camera's time and position.

    Raises TooManyPixels, and everything that the decoder raises.
    """
    file = pi_heif.open_heif(data)
    # The size is the one that the file says, and is known before anything is decoded.
    bounded(file.size[0] * file.size[1], MOST_PIXELS)
    # libheif turns the picture as the file says; to_pillow then says in the EXIF that it stands upright.
    image = file.to_pillow()
    found = io.BytesIO()
    about = {"exif": _kept(image), "icc_profile": _profile(image)}
    _opaque(image).save(found, "JPEG", quality=QUALITY, **{name: value for name, value in about.items() if value})
    return found.getvalue()


def _opaque(image: Image.Image) -> Image.Image:
    if "A" not in image.getbands():
        return image.convert("RGB")
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image.convert("RGB"), mask=image.getchannel("A"))
    return ground


def _profile(image: Image.Image) -> bytes | None:
    profile = image.info.get("icc_profile")
    return profile if isinstance(profile, bytes) and len(profile) <= MOST_PROFILE else None


def _kept(image: Image.Image) -> bytes | None:
    """The EXIF with when and where it was taken. A camera's further notes, which only its maker can read, are left out;
    what cannot be read is nobody's loss.
    """
    try:
        found, kept = image.getexif(), Image.Exif()
        kept.update({tag: found[tag] for tag in _KEPT if tag in found})
        times = found.get_ifd(_TIMES)
        kept.get_ifd(_TIMES).update({tag: times[tag] for tag in _KEPT_TIMES if tag in times})
        kept.get_ifd(_GPS).update(found.get_ifd(_GPS))
        return kept.tobytes() if len(kept) else None
    except Exception:
        return None
