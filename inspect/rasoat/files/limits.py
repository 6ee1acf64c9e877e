"""How large a picture may be, and why a file that was sent is refused. Only `opening.py` makes Problems of these
exceptions.
"""

MILLION = 1_000_000
MOST_PIXELS_IN_STRIPS = 200 * MILLION
"""Of a JPEG that is decoded strip by strip."""
MOST_PIXELS = 50 * MILLION
"""Of any other: whole in memory it takes up to 900 MB."""


class NotTaken(Exception):
    """The file is of none of the accepted kinds."""


class TooManyPixels(Exception):
    """The picture is larger than the server decodes."""

    def __init__(self, pixels: int, most: int) -> None:
        super().__init__(pixels, most)
        self.pixels = pixels
        self.most = most


class Unreadable(Exception):
    """The file begins like one of the kinds and cannot be read to its end, or not within the limits."""


def bounded(pixels: int, most: int) -> None:
    """Raise TooManyPixels when a picture has more than that."""
    if pixels > most:
        raise TooManyPixels(pixels, most)
