"""The wheel, installed in a clean environment: it carries the content, an overlay changes it, the demo runs."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.shipped import version

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(folder),
        str(ROOT),
    ]
    subprocess.run(pip, check=True, capture_output=True)
    return next(folder.glob("rasoat-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with nothing but the wheel and what it needs; returns its `rasoat`."""
    folder = tmp_path_factory.mktemp("clean") / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, "-c", str(ROOT / "constraints.txt"), str(wheel)], check=True, capture_output=True)
    return folder / "bin" / "rasoat"


def run(command: Path, *arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("RASOAT_", "PYTHON"))}
    return subprocess.run(
        [str(command), *arguments], cwd=folder, env={**kept, **environment}, capture_output=True, text=True, check=False
    )


def test_the_wheel_holds_content_and_assets_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "workflows/plan.yaml",
        "checklists/warning_signs.yaml",
        "templates/pages/base.html",
        "units/kinds.yaml",
        "units/provinces/20.yaml",
    ):
        assert f"rasoat/_content/{name}" in names
    assert any(name.startswith("rasoat/web/static/dist/main") for name in names)
    assert not any("node_modules" in name or name.startswith(("tests/", "features/")) for name in names)


@pytest.mark.slow
@pytest.mark.long
def test_the_demo_runs_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    result = run(installed, "demo", "--out", "story", folder=tmp_path)
    assert result.returncode == 0, result.stderr
    assert "98/TB-SLĐTBXH" in result.stdout
    papers = {path.name for path in (tmp_path / "story").glob("*.pdf")}
    assert papers >= {"97-TB-SLĐTBXH.pdf", "98-TB-SLĐTBXH.pdf"}


@pytest.mark.slow
@pytest.mark.long
def test_an_overlay_changes_the_packaged_content(installed: Path, tmp_path: Path) -> None:
    overlay = tmp_path / "overlay" / "checklists"
    overlay.mkdir(parents=True)
    text = (ROOT / "checklists" / "warning_signs.yaml").read_text(encoding="utf-8")
    changed = re.sub(r"^version: \d+", "version: 77", text, count=1, flags=re.M).replace(
        "title: Biển cảnh báo", "title: Biển báo của tỉnh", 1
    )
    (overlay / "warning_signs.yaml").write_text(changed, encoding="utf-8")
    content_dir = str(tmp_path / "overlay")
    result = run(installed, "checklists", "check", folder=tmp_path, RASOAT_CONTENT_DIR=content_dir)
    assert result.returncode == 0, result.stderr
    assert "warning_signs v77: Biển báo của tỉnh" in result.stdout
    assert f"safe_home v{version('safe_home')}:" in result.stdout
    (overlay / "warning_signs.yaml").write_text(changed.replace("scope: site", "scope: river"), encoding="utf-8")
    broken = run(installed, "checklists", "check", folder=tmp_path, RASOAT_CONTENT_DIR=content_dir)
    assert broken.returncode == 1
    assert "warning_signs.yaml:" in broken.stderr and "Traceback" not in broken.stderr
