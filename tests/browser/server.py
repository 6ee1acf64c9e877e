"""A real server, as `rasoat serve` runs it, over a database of its own."""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests import ready

PATIENCE_S = 60
"""How long a start may take on a busy machine; an idle one needs two seconds."""


@dataclass(frozen=True)
class Site:
    """Where the pages are, and the folder with database and files behind them."""

    address: str
    data_dir: Path


@contextmanager
def serve(data_dir: Path, database_url: str = "") -> Iterator[Site]:
    """Run the server until the end of the block; its output is shown when it does not come up."""
    port = _free_port()
    log = data_dir.with_name(f"{data_dir.name}.log")
    environment = {
        **os.environ,
        "RASOAT_DATA_DIR": str(data_dir),
        "RASOAT_DATABASE_URL": database_url,
        "RASOAT_PORT": str(port),
        "RASOAT_WORKERS": "1",
    }
    running = ready.serve(environment, log)
    try:
        _await(f"http://127.0.0.1:{port}/healthz", running, log)
        yield Site(f"http://127.0.0.1:{port}", data_dir)
    finally:
        running.end()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(url: str, running: ready.Running, log: Path) -> None:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end and running.poll() is None:
        try:
            with urlopen(url, timeout=5) as answer:  # noqa: S310 - our own address
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"the server did not come up:\n{log.read_text()}")
