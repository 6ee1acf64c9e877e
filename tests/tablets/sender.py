"""One tablet's connection: it loses answers without noticing what the server did, and asks again when it is back."""

import json
import threading
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException, HTTPResponse
from types import TracebackType
from typing import Any, Self

from tests.tablets.forms import packed

PATIENCE_S = 60


class Sender:
    """Requests with a bearer token. `up` is set while the server is worth asking; `over` tells that all is lost."""

    def __init__(self, port: int, token: str, up: threading.Event, over: Callable[[], bool]) -> None:
        self._port = port
        self._token = token
        self._up = up
        self._over = over
        self._connection: HTTPConnection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._hang_up()

    def json(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Status and answer; the same bytes are sent as often as needed."""
        data = packed(body) if body is not None else b""
        while True:
            answer = self._once(method, path, data, {"Content-Type": "application/json"} if data else {})
            # 503: the server runs, but its database does not yet.
            if answer is not None and answer[0] != 503:
                return answer[0], json.loads(answer[1])

    def piece(self, path: str, offset: int, data: bytes) -> Any | None:
        """Send a piece once: the photograph's state, or None when no good answer came."""
        headers = {"Upload-Offset": str(offset), "Content-Type": "application/octet-stream"}
        answer = self._once("PATCH", path, data, headers)
        if answer is None or answer[0] in (409, 503):
            return None
        assert answer[0] == 200, f"{answer[0]}: {answer[1]!r}"
        return json.loads(answer[1])

    def _once(self, method: str, path: str, data: bytes, headers: dict[str, str]) -> tuple[int, bytes] | None:
        """Try once. None when the connection was lost, nobody knows at which point."""
        if not self._up.wait(PATIENCE_S) or self._over():
            raise RuntimeError("the server stays away")
        try:
            connection = self._connected()
            connection.request(method, f"/api/v1{path}", data, {"Authorization": f"Bearer {self._token}", **headers})
            response: HTTPResponse = connection.getresponse()
            body = response.read()
        except (OSError, HTTPException):
            self._hang_up()
            return None
        assert response.getheader("Rasoat-Api") == "1", f"{response.status}: {body!r}"
        return response.status, body

    def _connected(self) -> HTTPConnection:
        if self._connection is None:
            self._connection = HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE_S)
        return self._connection

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
