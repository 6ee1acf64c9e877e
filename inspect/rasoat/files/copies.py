"""The copies of a picture that people are shown: one that fills a screen, one that is small. Neither says where, when, by
whom or with what it was taken. Only programs of `confined.run` import this.
"""

import io

from PIL import Image, ImageCms

MOST_SHOWN, MOST_SMALL = 2_000, 640
"""Pixels of the longer side."""
SMALL_BYTES = 60_000
_SHOWN_QUALITY, _SMALL_QUALITIES = 85, (75, 55, 35)
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How a picture is turned that stands as its EXIF says."""


def copies(image: Image.Image) -> tuple[bytes, bytes]:
    """The two copies of a picture that was opened, as JPEGs. Raises everything that Pillow raises."""
    turn, profile = _turn(image), image.info.get("icc_profile")
    shown = _srgb(_opaque(_fewer_pixels(image)), profile)
    shown.thumbnail((MOST_SHOWN, MOST_SHOWN))
    # What a camera wrote beside the picture would be written again.
    shown.info = {}
    if turn is not None:
        shown = shown.transpose(turn)
    small = shown.copy()
    small.thumbnail((MOST_SMALL, MOST_SMALL))
    return _jpeg(shown, _SHOWN_QUALITY), _small(small)


def _fewer_pixels(image: Image.Image) -> Image.Image:
    """A picture of at most twice the size that is shown, without a further one of the whole size in memory."""
    rate = min(2 * MOST_SHOWN / max(image.size), 1)
    if rate == 1:
        return image
    width, height = (max(1, round(side * rate)) for side in image.size)
    return image.resize((width, height), Image.Resampling.NEAREST)


def _opaque(image: Image.Image) -> Image.Image:
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    above = image.convert("RGBA")
    ground = Image.new("RGB", image.size, "white")
    ground.paste(above, mask=above.getchannel("A"))
    return ground


def _srgb(image: Image.Image, profile: object) -> Image.Image:
    """The colours as every browser shows them without the camera's profile; as they are where it cannot be read."""
    if not isinstance(profile, bytes):
        return image
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB")) or image
    except (OSError, ImageCms.PyCMSError):
        return image


def _turn(image: Image.Image) -> Image.Transpose | None:
    try:
        return _TURNS.get(image.getexif().get(_ORIENTATION, 1))
    except Exception:
        # An EXIF that cannot be read says nothing.
        return None


def _small(image: Image.Image) -> bytes:
    data = b""
    for quality in _SMALL_QUALITIES:
        data = _jpeg(image, quality)
        if len(data) <= SMALL_BYTES:
            return data
    image.thumbnail((MOST_SMALL // 2, MOST_SMALL // 2))
    return _jpeg(image, _SMALL_QUALITIES[-1])


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()
