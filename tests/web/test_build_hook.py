"""The build hook: the wheel carries the built files, needs npm only when they are stale, and says so plainly."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from rasoat import content

ROOT = Path(__file__).parents[2]
NEEDED = ["pyproject.toml", "package.json", "package-lock.json", "README.md", "LICENSE", "hatch_build.py"]
NEEDED_FOLDERS = ["inspect", *content.FOLDERS]

pytestmark = pytest.mark.slow


@pytest.fixture
def checkout(tmp_path):
    """A copy of the project with its built files and without node packages."""
    copy = tmp_path / "checkout"
    copy.mkdir()
    for name in NEEDED:
        shutil.copy2(ROOT / name, copy / name)
    for name in NEEDED_FOLDERS:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


@pytest.fixture
def without_npm(tmp_path):
    """An environment on whose path there is no npm."""
    empty = tmp_path / "bin"
    empty.mkdir()
    return {**os.environ, "PATH": str(empty)}


def build(checkout, environment, out):
    """Builds the sdist, and the wheel from the sdist, as a publisher does."""
    # What the build needs is here already: fetching it anew would try the network, not the hook.
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(checkout)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_built_files_reach_the_wheel_through_the_sdist_without_npm(checkout, without_npm, tmp_path):
    done = build(checkout, without_npm, tmp_path / "out")
    assert done.returncode == 0, done.stdout + done.stderr
    [wheel] = (tmp_path / "out").glob("rasoat-*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    built = {path.name for path in (ROOT / "inspect/rasoat/web/static/dist").iterdir()}
    assert {"manifest.json"} < built
    assert {f"rasoat/web/static/dist/{name}" for name in built} <= names
    assert not [name for name in names if "node_modules" in name or "browser/" in name]


def test_stale_files_without_npm_are_refused_in_a_plain_sentence(checkout, without_npm, tmp_path):
    with (checkout / "inspect/browser/main.js").open("a", encoding="utf-8") as source:
        source.write("// changed\n")
    done = build(checkout, without_npm, tmp_path / "out")
    assert done.returncode != 0
    assert "npm is needed to build the pages' scripts and styles: install nodejs and npm" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
