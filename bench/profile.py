"""Where the time of a tablet's record goes: `python -m bench.profile` calls the application itself, without a web server.

Prints the mean of a record without the profiler, then what the profiler found, most expensive first.
"""

import argparse
import cProfile
import io
import pstats
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from tests.postgres import serve
from tests.tablets import stage

from bench.tablets import Tablets
from rasoat.app import create_app
from rasoat.settings import Settings


def main() -> None:
    """Profile single records or batches on one database."""
    parser = argparse.ArgumentParser(description="Where the time of a record goes.")
    parser.add_argument("--records", type=int, default=1000)
    parser.add_argument("--batch", type=int, default=1, help="records in a request")
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--lines", type=int, default=45)
    parser.add_argument("--sort", default="tottime", choices=["tottime", "cumtime"])
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    folder.chmod(0o755)
    try:
        if given.postgresql:
            with serve(folder, durable=True) as server:
                profile(folder, server.create("profiled"), given)
        else:
            profile(folder, "", given)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def profile(folder: Path, url: str, given: argparse.Namespace) -> None:
    """Call the application for each record, first plainly, then under the profiler."""
    settings = Settings(data_dir=folder / "data", database_url=url, content_dir=stage.overlay(folder / "content"))
    tablets = Tablets(stage.prepare(settings, teams=2, tablets=1, sites=100))
    app = create_app(settings).wsgi_app
    lane = tablets.single(0, given.records * 2) if given.batch == 1 else []
    if given.batch > 1:
        lane = tablets.batches(0, given.records * 2 // given.batch, given.batch)
    half = len(lane) // 2
    for request in lane[: half // 5]:
        _call(app, request)
    wall, own = time.perf_counter(), time.process_time()
    for request in lane[half // 5 : half]:
        _call(app, request)
    records = (half - half // 5) * given.batch
    wall, own = time.perf_counter() - wall, time.process_time() - own
    print(f"{wall / records * 1e6:.0f} µs a record, {own / records * 1e6:.0f} µs of them on the processor")
    # The thread's own time is measured: a profile is not about waiting for the disk. A request that finds nobody
    # writing writes its record itself, so that this one thread does everything.
    with cProfile.Profile(time.thread_time) as found:
        for request in lane[half:]:
            _call(app, request)
    pstats.Stats(found).strip_dirs().sort_stats(given.sort).print_stats(given.lines)


def _call(app: Callable[..., Iterable[bytes]], request: bytes) -> None:
    head, _, body = request.partition(b"\r\n\r\n")
    line, *headers = head.decode().split("\r\n")
    method, path, _ = line.split(" ")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": "", "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(), "wsgi.version": (1, 0), "wsgi.multithread": True, "wsgi.multiprocess": True,
        "wsgi.run_once": False, "REMOTE_ADDR": "127.0.0.1", "SCRIPT_NAME": "",
    }  # fmt: skip
    for header in headers:
        name, _, value = header.partition(": ")
        key = name.upper().replace("-", "_")
        environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = value
    status = ""

    def start_response(told: str, _headers: Any, _error: Any = None) -> None:
        nonlocal status
        status = told

    answer = b"".join(app(environ, start_response))
    if status[:3] not in ("200", "201"):
        raise RuntimeError(f"{status}: {answer.decode()}")


if __name__ == "__main__":
    main()
