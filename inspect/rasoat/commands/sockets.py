"""The sockets of this process, which the server opens and does not show."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_KEEPALIVE = {socket.TCP_KEEPIDLE: 60, socket.TCP_KEEPINTVL: 10, socket.TCP_KEEPCNT: 3}


def own_sockets() -> Iterator[socket.socket]:
    """Every TCP socket of this process, as another handle of it that is closed when the next one is asked for."""
    for path in Path("/proc/self/fd").iterdir():
        # What is no socket, or was closed meanwhile, raises; the second handle is closed all the same.
        with suppress(OSError), _second_handle(int(path.name)) as number:
            one = socket.socket(fileno=number)
            try:
                if one.family in (socket.AF_INET, socket.AF_INET6) and one.type == socket.SOCK_STREAM:
                    yield one
            finally:
                one.detach()


@contextmanager
def _second_handle(number: int) -> Iterator[int]:
    second = os.dup(number)
    try:
        yield second
    finally:
        os.close(second)


def listens(one: socket.socket) -> bool:
    """Whether it takes connections in."""
    return bool(one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))


def notice_lost_senders() -> None:
    """Let the system end connections whose other side is gone without a word, as a tablet's is when it loses its
    network: what this process's listening sockets accept from now on inherits these options.
    """
    for one in own_sockets():
        if listens(one):
            one.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            for option, value in _KEEPALIVE.items():
                one.setsockopt(socket.IPPROTO_TCP, option, value)
