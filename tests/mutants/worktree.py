"""A copy of the project in which files may be changed: whatever happens to the copy, nothing is left in the project."""

import compileall
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from py_compile import PycInvalidationMode

from tests.mutants.lists import ROOT

BUILT = "inspect/rasoat/web/static/dist"
"""The pages' scripts and styles: built, so not among the files that git knows."""
MARGIN = 6
"""A run of the tests may take this many times what it took without a mutant before it counts as hanging."""


@contextmanager
def copied() -> Iterator[Path]:
    """The working directory is a copy of the project, removed in the end; imports and tests come from there."""
    with tempfile.TemporaryDirectory(prefix="rasoat-mutants-") as folder:
        copy = Path(folder)
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, check=True, text=True,
        )  # fmt: skip
        for name in filter(None, listed.stdout.split("\0")):
            if (ROOT / name).is_file():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, copy / name)
        shutil.copytree(ROOT / BUILT, copy / BUILT)
        # Python recompiles by the text and not by the time, because two mutants of one size within a second would be
        # taken for the same.
        mode = PycInvalidationMode.CHECKED_HASH
        compileall.compile_dir(copy / "inspect", quiet=1, invalidation_mode=mode)
        os.environ["PYTHONPATH"] = f"{copy / 'inspect'}:{copy}"
        with chdir(copy):
            yield copy


def command(tests: tuple[str, ...]) -> list[str]:
    """How these tests are run: on SQLite only, since a rule says the same on both databases."""
    quick = ["-x", "-q", "-p", "no:cacheprovider", "--no-header", "--tb=no"]
    return [sys.executable, "-m", "pytest", *quick, "-m", "not long", "-k", "not postgresql", *tests]


@contextmanager
def replaced(path: Path, old: str, new: str) -> Iterator[None]:
    """The file with one text in place of another, for as long as the block takes."""
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace(old, new), encoding="utf-8")
    try:
        yield
    finally:
        path.write_text(before, encoding="utf-8")
