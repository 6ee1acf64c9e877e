"""Why a file that was sent is refused. Only `opening.py` makes Problems of these exceptions."""

MILLION = 1_000_000


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
