"""The guide's own commands: a certificate authority, a certificate, and a page fetched over HTTPS with it."""

import json
import os
import re
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

GUIDE = Path(__file__).parents[2] / "docs/operations.md"


def commands() -> str:
    section = GUIDE.read_text(encoding="utf-8").split("## HTTPS with")[1]
    script = re.search(r"```sh\n(.*?)```", section, re.DOTALL)
    assert script, "the guide holds no commands"
    return script.group(1)


@pytest.fixture
def certificates(tmp_path: Path) -> Path:
    script = commands().split("curl ")[0]
    subprocess.run(["bash", "-eu", "-c", script], cwd=tmp_path, check=True, capture_output=True)
    return tmp_path


@pytest.fixture
def server(certificates: Path) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("RASOAT_")},
        "RASOAT_DATA_DIR": str(certificates / "data"),
        "RASOAT_PORT": str(port),
        "RASOAT_WORKERS": "1",
        "RASOAT_TLS_CERTIFICATE": str(certificates / "server.pem"),
        "RASOAT_TLS_KEY": str(certificates / "server.key"),
    }
    command = [sys.executable, "-c", "from rasoat.cli import main; main()", "serve", "--no-work"]
    running = subprocess.Popen(command, env=environment, cwd=certificates, stdout=subprocess.DEVNULL)
    try:
        wait(running, port)
        yield port
    finally:
        running.terminate()
        running.wait(30)


def wait(running: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(400):
        assert running.poll() is None, "the server did not start"
        # It listens for a moment while it takes its address, and does not answer then.
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)) as knock:
            knock.sendall(b"GET / HTTP/1.1\r\n\r\n")
            if knock.recv(1):
                return
        time.sleep(0.1)
    raise AssertionError("the server did not listen")


@pytest.mark.slow
def test_the_guide_s_certificate_serves_https(certificates, server):
    trusting = ssl.create_default_context(cafile=str(certificates / "ca.pem"))
    with urllib.request.urlopen(f"https://localhost:{server}/healthz", context=trusting, timeout=30) as answer:
        assert json.load(answer)["ok"]
    with urllib.request.urlopen(f"https://127.0.0.1:{server}/sign-in", context=trusting, timeout=30) as answer:
        assert "Secure" in answer.headers["Set-Cookie"]
        assert answer.headers["Strict-Transport-Security"]
    with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
        urllib.request.urlopen(f"https://localhost:{server}/healthz", timeout=30)
