"""The networks that tablets meet: a proxy in front of the server that loses, refuses, delays and cuts requests on
purpose.

Only what the tablet asks of the API is disturbed. Pages and scripts pass, except where there is no network at all and
behind a captive portal, which answers for everybody. Each disturbed request is noted, so that a test can see that its
disturbance happened.
"""

import ssl
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

Weather = Literal["clear", "away", "drops", "errors", "holds", "portal", "cuts"]
PORTAL = "<!doctype html><title>Wi-Fi khách sạn</title><h1>Chào mừng quý khách</h1><p>Nhập số phòng để vào mạng.</p>"
_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "server", "date"}
PATIENCE_S = 60


@dataclass
class Network:
    """The network between tablet and server. `weather` can be set at any time and applies from the next request on."""

    address: str
    weather: Weather = "clear"
    spoilt: Counter[str] = field(default_factory=Counter)
    passed: list[str] = field(default_factory=list)
    held: threading.Event = field(default_factory=threading.Event)
    _asked: int = 0
    _release: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def turn(self, weather: Weather) -> None:
        """Change the weather; answers that were delayed until now are lost for ever."""
        self.weather = weather
        self._release.set()
        self._release = threading.Event()
        self.held.clear()

    def fate(self, method: str, path: str) -> str:
        """What happens to one request."""
        if self.weather == "portal":
            return self._note("portal")
        if self.weather == "away":
            return self._note("lost before")
        if not path.startswith("/api/") or self.weather == "clear":
            return "pass"
        with self._lock:
            self._asked += 1
            turn, third = divmod(self._asked, 3)
        if self.weather == "drops":
            if third:
                return "pass"
            return self._note("lost before" if turn % 2 else "lost after")
        if self.weather == "errors":
            return self._note("error")
        if self.weather == "holds":
            return self._note("hold") if method != "GET" else "pass"
        return self._note("cut") if method == "PATCH" else "pass"

    def hold(self) -> None:
        """Delay an answer until the weather changes."""
        release = self._release
        self.held.set()
        release.wait(PATIENCE_S)

    def _note(self, fate: str) -> str:
        with self._lock:
            self.spoilt[fate] += 1
        return fate


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Server"

    def _serve(self) -> None:
        network = self.server.network
        fate = network.fate(self.command, self.path)
        length = int(self.headers.get("Content-Length", 0))
        if fate == "cut":
            return self._cut(length)
        body = self.rfile.read(length)
        if fate == "lost before":
            return self._drop()
        if fate == "portal":
            return self._say(200, PORTAL)
        if fate == "error":
            return self._say(500, "<h1>Internal Server Error</h1>")
        try:
            response, content = self._forward(body)
        except (OSError, HTTPException):
            # The server itself is away.
            return self._drop()
        if fate == "hold":
            network.hold()
        if fate in ("lost after", "hold"):
            return self._drop()
        network.passed.append(f"{self.command} {self.path}")
        return self._give(response, content)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = _serve

    def _forward(self, body: bytes) -> tuple[HTTPResponse, bytes]:
        connection = HTTPConnection(self.server.upstream, timeout=PATIENCE_S)
        try:
            headers = {k: v for k, v in self.headers.items() if k.lower() not in _HOP}
            if self.server.scheme == "https":
                headers["X-Forwarded-Proto"] = "https"
            headers["X-Forwarded-Host"] = headers.pop("Host", self.server.upstream)
            headers["X-Forwarded-For"] = "127.0.0.1"
            connection.request(self.command, self.path, body or None, headers)
            response = connection.getresponse()
            return response, response.read()
        finally:
            connection.close()

    def _cut(self, length: int) -> None:
        """Half of a piece reaches the server, and then the connection breaks on both sides."""
        half = self.rfile.read(length // 2)
        connection = HTTPConnection(self.server.upstream, timeout=PATIENCE_S)
        try:
            connection.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            for name, value in self.headers.items():
                connection.putheader(name, value)
            connection.endheaders(half)
        except OSError:
            pass
        finally:
            connection.close()
        self._drop()

    def _drop(self) -> None:
        self.close_connection = True
        # Without this a TLS connection would be closed in the regular way.
        self.connection.close()

    def _say(self, status: int, page: str) -> None:
        body = page.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _give(self, response: HTTPResponse, content: bytes) -> None:
        self.send_response(response.status)
        for name, value in response.getheaders():
            if name.lower() not in _HOP:
                self.send_header(name, value)
        if response.status not in (204, 304):
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing: the tests say what they expected."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, network: Network, scheme: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.network = network
        self.scheme = scheme
        self.upstream = ""

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore a browser that closed the connection early: these tests do that on purpose."""


@contextmanager
def between(upstream: str, certificate: tuple[Path, Path] | None = None) -> Iterator[Network]:
    """Run the proxy in front of `upstream` (http://host:port); with certificate and key it speaks HTTPS."""
    network = Network("")
    server = _Server(network, "https" if certificate else "http")
    server.upstream = urlsplit(upstream).netloc
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        # The handshake belongs to the connection's own thread: one that stalls must not stop the others.
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    network.address = f"{server.scheme}://localhost:{server.server_address[1]}"
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    running.start()
    try:
        yield network
    finally:
        network.turn("clear")
        server.shutdown()
        running.join()
        server.server_close()
