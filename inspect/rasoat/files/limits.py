"""Why something that was sent is not taken. Only the door (`opening.py`) makes Problems of it."""

MILLION = 1_000_000


class NotTaken(Exception):
    """It is none of the kinds that are taken."""


class TooManyPixels(Exception):
    """A picture larger than the server decodes."""

    def __init__(self, pixels: int, most: int) -> None:
        super().__init__(pixels, most)
        self.pixels = pixels
        self.most = most


class Unreadable(Exception):
    """It begins like one of the kinds and cannot be read to its end, or not within the limits."""
