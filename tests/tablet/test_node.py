"""The tablet's own script, driven by Node with an IndexedDB in memory: one test for each *.test.mjs beside this file."""

import os
import secrets
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


def run(name: str, timeout: int, environment: dict[str, str] | None = None) -> None:
    """Run one file of tests; fails with all that Node printed. `timeout` in seconds."""
    node = shutil.which("node")
    assert node, "node is needed: it came with npm"
    done = subprocess.run(
        [node, "--test", str(HERE / name)],
        cwd=ROOT,
        env=os.environ | (environment or {}),
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", sorted(path.name for path in HERE.glob("*.test.mjs")))
def test_script(name: str) -> None:
    run(name, timeout=120)


@pytest.mark.long
def test_the_model_with_another_seed_each_time() -> None:
    # `make long` chooses the seed and prints it; a failure prints it again, with what it was made smaller to.
    seed = os.environ.get("MODEL_SEED") or str(secrets.randbelow(2**31))
    run("core_model.test.mjs", timeout=900, environment={"MODEL_SEED": seed, "MODEL_RUNS": "400"})
