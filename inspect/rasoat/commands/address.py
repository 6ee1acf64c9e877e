"""The server's address and its database, taken before anything else is begun, so that no second server uses them.

Each web process opens the port for itself, which the system grants to any number of programs of one user
(SO_REUSEPORT): without more, two servers would answer in turn.
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
    """Take the address for this server alone. It stays taken until the socket, which never listens, is closed.

    Raises Problem "server.address_taken" when any program, ours or not, listens at an address that overlaps with
    it, and "server.address_unusable" when this machine has no such address or does not grant the port.
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
    """Keep other servers from the same SQLite file within the block; web servers may share a PostgreSQL.

    SQLite's locks hold on one machine only, and two servers of different versions would migrate the file under each
    other. Raises Problem "server.database_taken".
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
        # Listening without sharing is granted to one program only, whatever the others ask for. Reusing lets the
        # connections pass that an ended server left to run out.
        alone.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        _bind(alone, host, port)
        alone.listen(0)
        # From here on the web processes may share the address with us, and the next one to ask for it alone may not:
        # a socket that does not reuse stands in its way, even if it does not listen.
        alone.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        kept = socket.socket(family)
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        _bind(kept, host, port)
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
    return kept


def _bind(taking: socket.socket, host: str, port: int) -> None:
    if taking.family == socket.AF_INET6:
        # As the web processes do: "::" means all addresses of both kinds.
        taking.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    taking.bind((host, port))


def _patiently(take: Callable[[], T]) -> T:
    """The result of `take`, tried until the time is over; raises BlockingIOError when it is still another's then."""
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
