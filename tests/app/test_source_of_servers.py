"""The source from which browser tests get their servers lives on when one of them cannot begin."""

import subprocess
import sys
from pathlib import Path

_BEGIN = """
import os, sys
from tempfile import TemporaryDirectory
import rasoat.cli
from tests import ready

def broken():
    raise RuntimeError("this server cannot begin")

rasoat.cli.main = broken
with TemporaryDirectory() as folder:
    pid = os.fork()
    if not pid:
        ready.become_server(dict(os.environ), sys.argv[1])
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), os.path.isdir(folder))
"""


def test_a_server_that_cannot_begin_leaves_its_sources_templates(tmp_path: Path) -> None:
    log = tmp_path / "log"
    root = Path(__file__).parents[2]
    ran = subprocess.run([sys.executable, "-c", _BEGIN, log], cwd=root, capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == ["1 True"]
    assert "this server cannot begin" in log.read_text()
