"""What stands on a printed page: glyphs and ruled lines. Lengths are points from the top left corner."""

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character, usually one letter; `blank` when nothing of it can be seen."""

    page: int
    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float
    size: float
    font: str
    black: bool
    red: bool
    blank: bool

    @property
    def family(self) -> str:
        """The family in the PDF, without subset prefix, hyphens and style."""
        return _family(self.font)

    @property
    def bold(self) -> bool:
        """Whether its font is a bold one."""
        return "Bold" in self.font

    @property
    def italic(self) -> bool:
        """Whether its font is an italic one."""
        return "Italic" in self.font or "Oblique" in self.font


@lru_cache(maxsize=256)
def _family(font: str) -> str:
    name = font.split("+")[-1].replace("-", "").replace(",", "")
    for word in ("Bold", "Italic", "Oblique", "Regular", "PSMT", "PS", "MT"):
        name = name.removesuffix(word)
    return name.removesuffix("Bold")


@dataclass(frozen=True, slots=True)
class Ruled:
    """A horizontal line."""

    page: int
    x0: float
    x1: float
    y: float
