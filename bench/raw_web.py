"""The floor of a submission: the same bytes through the same web server into one raw insert, and nothing else.

`python -m bench.raw_web PORT URL` serves until it is ended; with `flask` after it, the same insert stands behind a bare
Flask, the framework this project is bound to: what is left between the two is not ours to save. Writers on SQLite take turns by a lock of their own as the
application's do, since SQLite hands its lock out unfairly; on PostgreSQL a statement of its own is a transaction.
"""

import os
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import psycopg
from flask import Flask, Response, request
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from rasoat.commands.bodies import WORKING
from rasoat.db.database import _Turn

Insert = Callable[[str, bytes], None]
_local = threading.local()


def create_app() -> Callable[..., Iterable[bytes]]:
    """The whole application: read the body, insert it, commit, answer with it."""
    insert = _insert()

    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path == "/healthz":
            body = b"{}"
        else:
            body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
            insert(path.rpartition("/")[2], body)
        start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]

    return app


def create_flask() -> Flask:
    """The same operation behind Flask."""
    insert, app = _insert(), Flask(__name__)

    @app.get("/healthz")
    def health() -> dict[str, Any]:
        return {}

    @app.put("/api/v1/submissions/<key>")
    def put(key: str) -> Response:
        body = request.get_data()
        insert(key, body)
        return Response(body, mimetype="application/json")

    return app


def _insert() -> Insert:
    url = os.environ["RAW_URL"]
    return _into_sqlite(Path(url.removeprefix("sqlite:///"))) if url.startswith("sqlite") else _into_postgres(url)


def prepare(url: str) -> None:
    """Make the one table, in the mode the application uses."""
    statement = "CREATE TABLE raw (id TEXT PRIMARY KEY, body TEXT NOT NULL)"
    if url.startswith("sqlite"):
        with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(statement)
        connection.close()
        return
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


def _into_sqlite(path: Path) -> Insert:
    turn = _Turn(path)

    def insert(key: str, body: bytes) -> None:
        if not hasattr(_local, "connection"):
            _local.connection = sqlite3.connect(path, isolation_level=None, timeout=5)
            _local.connection.execute("PRAGMA synchronous=FULL")
        run = _local.connection.execute
        with turn:
            run("BEGIN IMMEDIATE")
            run("INSERT INTO raw VALUES (?, ?)", (key, body.decode()))
            run("COMMIT")

    return insert


def _into_postgres(url: str) -> Insert:
    def insert(key: str, body: bytes) -> None:
        if not hasattr(_local, "connection"):
            _local.connection = psycopg.connect(url, autocommit=True)
        _local.connection.execute("INSERT INTO raw VALUES (%s, %s)", (key, body.decode()))

    return insert


def serve(port: int, target: str) -> None:
    """Serve one application as `rasoat serve` does: two processes, as many threads as it lets work at a time."""
    Granian(
        target,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=WORKING,
        factory=True,
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    os.environ["RAW_URL"] = sys.argv[2]
    serve(int(sys.argv[1]), "bench.raw_web:create_flask" if "flask" in sys.argv[3:] else "bench.raw_web:create_app")
