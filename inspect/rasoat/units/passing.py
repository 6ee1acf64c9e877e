"""The words by which one tells what a recommendation asks for (units/passing.yaml)."""

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from rasoat import content
from rasoat.settings import content_dir

FILE = "passing.yaml"


class Words(BaseModel):
    """The keys are explained at the head of units/passing.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ground: tuple[str, ...] = Field(min_length=1)
    upward: tuple[str, ...] = Field(min_length=1)

    def goes_up(self, text: str) -> bool:
        """Whether what is asked is steering or money, and no work on the ground."""
        said = text.lower()
        return any(one in said for one in self.upward) and not any(one in said for one in self.ground)


def words() -> Words:
    """The words. Raises content.ContentError with file and line."""
    path = content.files("units", FILE, content_dir())[0]
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> Words:
    """The file is parsed once until it changes."""
    return content.load(path, Words)
