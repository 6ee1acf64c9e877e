"""The bad networks do what they say: otherwise the tests that pass through them prove nothing."""

import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.app.test_tls import commands
from tests.browser.fault_proxy import Network, between


class Behind(ThreadingHTTPServer):
    """A server that writes down what reaches it whole."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.whole: list[str] = []
        self.broken = threading.Event()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Behind

    def do_PUT(self) -> None:
        length = int(self.headers["Content-Length"])
        if len(self.rfile.read(length)) < length:
            self.server.broken.set()
            return
        self.server.whole.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    do_PATCH = do_PUT

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def behind() -> Iterator[Behind]:
    server = Behind()
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    running.start()
    yield server
    server.shutdown()
    running.join()
    server.server_close()


@contextmanager
def through(behind: Behind) -> Iterator[Network]:
    with between(f"http://127.0.0.1:{behind.server_address[1]}") as network:
        yield network


def ask(
    network: Network, method: str = "PUT", path: str = "/api/x", context: ssl.SSLContext | None = None
) -> str | None:
    """Status and body, or None when the connection ended without an answer."""
    address = urlsplit(network.address).netloc
    connection = (
        HTTPSConnection(address, timeout=20, context=context) if context else HTTPConnection(address, timeout=20)
    )
    try:
        connection.request(method, path, b"x" * 50_000)
        answer = connection.getresponse()
        return f"{answer.status} {answer.read().decode()}"
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()


def test_every_third_request_is_lost_before_or_after_the_server(behind: Behind) -> None:
    with through(behind) as network:
        network.turn("drops")
        assert [ask(network, path=f"/api/{n}") for n in range(6)] == ["200 ok", "200 ok", None] * 2
        # The one that was lost afterwards had reached the server.
        assert len(behind.whole) == 5
        assert network.spoilt == {"lost before": 1, "lost after": 1}


def test_errors_and_portals_speak_for_the_server(behind: Behind) -> None:
    with through(behind) as network:
        network.turn("errors")
        assert "500" in str(ask(network))
        assert ask(network, path="/tablet/") == "200 ok"
        network.turn("portal")
        assert str(ask(network)).startswith("200 <!doctype")
        assert str(ask(network, path="/tablet/")).startswith("200 <!doctype")
        assert behind.whole == ["/tablet/"]


def test_a_held_answer_is_lost_when_the_weather_changes(behind: Behind) -> None:
    with through(behind) as network:
        network.turn("holds")
        answers: list[str | None] = []
        asking = threading.Thread(target=lambda: answers.append(ask(network)))
        asking.start()
        assert network.held.wait(20)
        assert behind.whole == ["/api/x"]
        network.turn("clear")
        asking.join()
        assert answers == [None]


def test_a_photograph_is_cut_in_the_middle(behind: Behind) -> None:
    with through(behind) as network:
        network.turn("cuts")
        assert ask(network, "PATCH") is None
        assert behind.broken.wait(20)
        assert behind.whole == []
        assert ask(network, "PUT") == "200 ok"


def test_https_with_an_authority_of_one_s_own(behind: Behind, tmp_path: Path) -> None:
    subprocess.run(["bash", "-eu", "-c", commands().split("curl ")[0]], cwd=tmp_path, check=True, capture_output=True)
    trusting = ssl.create_default_context(cafile=str(tmp_path / "ca.pem"))
    certificate = (tmp_path / "server.pem", tmp_path / "server.key")
    with between(f"http://127.0.0.1:{behind.server_address[1]}", certificate) as network:
        assert network.address.startswith("https://localhost:")
        assert ask(network, context=trusting) == "200 ok"
