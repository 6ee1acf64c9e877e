"""Which letters the papers' font has. A letter that it lacks would be printed in another font, or as an empty box."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from rasoat.documents.components import components
from rasoat.documents.converter import FONTS
from rasoat.documents.deviations import Deviation, of
from rasoat.documents.paper import Paper

FAMILIES = ("Liberation Serif", "Tinos", "Times New Roman")


def lacking(paper: Paper) -> Iterator[Deviation]:
    """A deviation for each text with a letter that the font lacks. Without fontconfig's own tool nothing is known, and nothing
    told.
    """
    known = _known(FONTS)
    for component in components(paper):
        strange = [letter for letter in dict.fromkeys(component.text) if letter.isprintable() and not letter.isspace()]
        strange = [letter for letter in strange if known and ord(letter) not in known]
        if strange:
            named = ", ".join(f"“{letter}” (U+{ord(letter):04X})" for letter in strange[:5])
            yield of(component, "chữ có trong phông Times New Roman", f"phông không có {named}", 1)


@lru_cache(maxsize=2)
def _known(config: Path) -> frozenset[int]:
    """The code points of the first of the families that is installed; empty when it cannot be asked."""
    tool = shutil.which("fc-list")
    if tool is None:
        return frozenset()
    env = os.environ | {"FONTCONFIG_FILE": str(config)}
    for family in FAMILIES:
        # ạ stands for the Vietnamese letters: an old version of the font has none of them.
        pattern = f":family={family}:style=Regular:charset=1ea1"
        command = [tool, pattern, "--format=%{charset}\n"]
        run = subprocess.run(command, capture_output=True, check=False, env=env)  # noqa: S603
        if ranges := run.stdout.decode().split("\n")[0].split():
            return frozenset(point for one in ranges for point in _points(one))
    return frozenset()


def _points(one: str) -> range:
    first, _, last = one.partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)
