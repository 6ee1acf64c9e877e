"""A restore of an older archive that is killed leaves a scratch folder; the next one removes it, and no other's."""

import fcntl
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from rasoat.backup import restore_backup
from rasoat.settings import Settings
from tests.archives.installed import unpacked

KILLED = """
import os, signal, sys
from pathlib import Path
from rasoat.backup import older, restore_backup
from rasoat.settings import Settings
older.load_as_it_was = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
restore_backup(Settings(data_dir=Path(sys.argv[1])), Path(sys.argv[2]))
"""


def test_the_next_restore_removes_what_a_killed_one_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    archive = unpacked("0001", tmp_path)
    told = [sys.executable, "-c", KILLED, str(tmp_path / "killed"), str(archive)]
    ended = subprocess.run(told, env={**os.environ, "TMPDIR": str(scratch)}, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert len(list(scratch.iterdir())) == 1
    running = scratch / "rasoat-restore-running"
    running.mkdir()
    with (running / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        restore_backup(Settings(data_dir=tmp_path / "restored"), archive)
    assert list(scratch.iterdir()) == [running]
