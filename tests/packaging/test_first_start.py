"""The guide's own commands, from an empty machine to a page fetched over HTTPS, in folders of the test."""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
PASSWORD = "mat-khau-dai-va-kho"
# What belongs to the machine and not to the test: packages, accounts, owners. The service is started as systemd would.
SHIMS = {
    "apt-get": "true",
    "useradd": "mkdir -p $TOP/var/lib/rasoat",
    "chown": "true",
    "runuser": 'shift 3; exec "$@"',
    "systemctl": """
set -a; . $(sed -n 's/^EnvironmentFile=//p' $TOP/etc/systemd/system/rasoat.service); set +a
setsid $(sed -n 's/^ExecStart=//p' $TOP/etc/systemd/system/rasoat.service) > $TOP/journal 2>&1 &
echo $! > $TOP/pid
""",
}


def blocks(chapter: str) -> list[str]:
    section = GUIDE.split(f"## {chapter}")[1].split("\n## ")[0]
    found = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
    assert found, f"“{chapter}” holds no commands"
    return found


class Machine:
    """Folders that stand for those of a server, and the commands of the guide in them."""

    def __init__(self, top: Path) -> None:
        self.top = top
        for folder in ("bin", "etc/systemd/system", "opt", "var/lib", "root"):
            (top / folder).mkdir(parents=True)
        for name, script in SHIMS.items():
            path = top / "bin" / name
            path.write_text(f"#!/bin/bash\n{script}\n")
            path.chmod(0o755)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def run(self, script: str, folder: str = "root", **more: str) -> str:
        for known in ("/opt/rasoat", "/etc/", "/var/lib/rasoat"):
            script = re.sub(rf"(?<![\w/.]){re.escape(known)}", f"{self.top}{known}", script)
        script = script.replace("8443", str(self.port))
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("RASOAT_", "PYTHON"))}
        environment = {**kept, "PATH": f"{self.top}/bin:{os.environ['PATH']}", "TOP": str(self.top), **more}
        done = subprocess.run(
            ["bash", "-eu", "-c", script],
            cwd=self.top / folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def stop(self) -> None:
        pid = self.top / "pid"
        if pid.exists():
            number = int(pid.read_text())
            os.kill(number, signal.SIGTERM)
            while Path(f"/proc/{number}").exists():
                time.sleep(0.05)
            pid.unlink()
            (self.top / "journal").unlink()


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    made = Machine(tmp_path)
    yield made
    made.stop()


def journal(machine: Machine, words: str) -> str:
    for _ in range(600):
        told = (machine.top / "journal").read_text() if (machine.top / "journal").exists() else ""
        if words in told:
            return told
        time.sleep(0.1)
    raise AssertionError(told)


@pytest.mark.slow
@pytest.mark.long
def test_a_department_comes_from_nothing_to_https(machine: Machine) -> None:
    _make, install, service, in_terminal = blocks("From an empty Debian machine to HTTPS")
    https = blocks("HTTPS with a certificate authority of one's own")[0]
    subprocess.run(["make", "-C", str(ROOT), "wheel"], check=True, capture_output=True)
    wheel = max((ROOT / "dist").glob("rasoat-*.whl"), key=lambda path: path.stat().st_mtime)
    (machine.top / "root" / wheel.name).write_bytes(wheel.read_bytes())
    machine.run(install)
    machine.run(https.split("curl ")[0], "etc/rasoat")
    machine.run(service)
    told = journal(machine, "Rà Soát: https://")
    address = re.search(r"/begin/\w+", told)
    assert address, told
    fetch = f"curl --silent --show-error --fail --retry 60 --retry-delay 1 --retry-connrefused --cacert server-ca.pem https://localhost:{machine.port}"
    fetch = fetch.replace("server-ca.pem", str(machine.top / "etc/rasoat/ca.pem"))
    assert "Cài đặt lần đầu" in machine.run(f"{fetch}{address[0]}")
    machine.stop()
    begun = machine.run(
        f"printf '%s\\n%s\\n' {PASSWORD} {PASSWORD} | {{ {in_terminal.strip()} --password {PASSWORD}; }}"
    )
    assert "Đã lập Sở Y tế" in begun
    machine.run(service)
    assert "/begin/" not in journal(machine, "Rà Soát: https://")
    assert '"ok":true' in machine.run(f"{fetch}/healthz").replace(" ", "")
