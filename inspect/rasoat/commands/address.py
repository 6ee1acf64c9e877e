"""The server takes its address and its database before it does anything else, so that no second server uses them.

Each web process opens the port for itself. The system allows this to any number of programs of one user (SO_REUSEPORT),
so that without further care two servers would answer in turn.
"""

import errno
import fcntl
import ipaddress
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import make_url

from rasoat.problems import Problem
from rasoat.settings import Settings

T = TypeVar("T")

PATIENCE_S = 2.0
"""How long a server that is just ending is waited for."""


def take_address(host: str, port: int) -> socket.socket:
    """Take the address for this server alone, until the socket is closed. The socket never listens.

    Raises Problem "server.address_taken" when any program listens at an address that overlaps with it, and
    "server.address_unusable" when this machine has no such address or does not allow the port.
    """
    try:
        version = ipaddress.ip_address(host).version
        return _patiently(lambda: _alone(socket.AF_INET6 if version == 6 else socket.AF_INET, host, port))
    except BlockingIOError:
        raise Problem("server.address_taken", host=host, port=port) from None
    except (ValueError, OSError) as error:
        raise Problem("server.address_unusable", host=host, port=port, why=error) from error


@contextmanager
def only_one_on(chosen: Settings) -> Iterator[None]:
    """Prevent other servers from using the same SQLite file within the block. Web servers may share a PostgreSQL
    database.

    SQLite's locks work on one machine only, and two servers of different versions would migrate the file at the same
    time. Raises Problem "server.database_taken".
    """
    address = make_url(chosen.url)
    if not address.drivername.startswith("sqlite"):
        yield
        return
    path = Path(address.database or "").with_suffix(".serving")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        try:
            _patiently(lambda: fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB))
        except BlockingIOError:
            raise Problem("server.database_taken", path=address.database) from None
        yield


def _alone(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
    with socket.socket(family) as alone:
        # The system lets only one program listen without sharing, whatever the others ask for. SO_REUSEADDR ignores the
        # connections that an ended server left open.
        alone.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        _bind(alone, host, port)
        alone.listen(0)
        # From here on the web processes may share the address with this process. A second server cannot take it alone:
        # a socket without SO_REUSEADDR prevents that, even if it does not listen.
        alone.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        kept = socket.socket(family)
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        _bind(kept, host, port)
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
    return kept


def _bind(taking: socket.socket, host: str, port: int) -> None:
    if taking.family == socket.AF_INET6:
        # The web processes do the same: "::" means all addresses of both kinds.
        taking.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    taking.bind((host, port))


def _patiently(take: Callable[[], T]) -> T:
    """Repeat `take` until it succeeds or the time is over, and return its result. Raises BlockingIOError when the lock
    is then still another's.
    """
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            return take()
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EWOULDBLOCK):
                raise
            if time.monotonic() > end:
                raise BlockingIOError from error
        time.sleep(0.05)
