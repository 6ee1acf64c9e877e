"""The tablet's own script, driven by Node with an IndexedDB in memory: one test for each *.test.mjs beside this file."""

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


@pytest.mark.parametrize("name", sorted(path.name for path in HERE.glob("*.test.mjs")))
def test_script(name: str) -> None:
    node = shutil.which("node")
    assert node, "node is needed: it came with npm"
    done = subprocess.run(
        [node, "--test", str(HERE / name)], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
