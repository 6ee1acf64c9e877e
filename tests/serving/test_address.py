"""An address belongs to one server: whoever asks for one that overlaps is refused, and restarts are not hindered."""

import socket
import threading
from itertools import product

import pytest

from rasoat.commands import address
from rasoat.commands.address import take_address
from rasoat.problems import Problem
from tests.tablets.served import free_port

HOSTS = ["127.0.0.1", "0.0.0.0", "::", "::1"]  # noqa: S104 - these are what is tried
APART = {frozenset({"127.0.0.1", "::1"}), frozenset({"0.0.0.0", "::1"})}  # noqa: S104


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(address, "PATIENCE_S", 0.0)


def refused(host: str, port: int) -> bool:
    try:
        take_address(host, port).close()
    except Problem as problem:
        assert problem.key == "server.address_taken"
        return True
    return False


def listener(host: str, port: int, *options: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    for option in options:
        listening.setsockopt(socket.SOL_SOCKET, option, 1)
    listening.bind((host, port))
    listening.listen()
    return listening


@pytest.mark.parametrize(("first", "second"), list(product(HOSTS, HOSTS)))
def test_an_overlap_is_refused_before_and_while_the_web_processes_listen(first, second):
    port = free_port()
    with take_address(first, port):
        assert refused(second, port) == (frozenset({first, second}) not in APART)
        with listener(first, port, socket.SO_REUSEADDR, socket.SO_REUSEPORT):
            assert refused(second, port) == (frozenset({first, second}) not in APART)


@pytest.mark.parametrize("options", [(), (socket.SO_REUSEADDR, socket.SO_REUSEPORT)])
def test_another_program_is_found_whether_it_shares_or_not(options):
    port = free_port()
    with listener("127.0.0.1", port, *options):
        assert refused("127.0.0.1", port)
        assert refused("0.0.0.0", port)  # noqa: S104


def test_connections_left_to_run_out_do_not_hinder_a_restart():
    port = free_port()
    with (
        take_address("127.0.0.1", port),
        listener("127.0.0.1", port, socket.SO_REUSEADDR, socket.SO_REUSEPORT) as web,
        socket.create_connection(("127.0.0.1", port)) as client,
    ):
        web.accept()[0].close()
        assert client.recv(1) == b""
    assert not refused("127.0.0.1", port)


def test_of_many_at_once_one_gets_it(monkeypatch):
    monkeypatch.setattr(address, "PATIENCE_S", 0.3)
    port, taken, start = free_port(), [], threading.Barrier(8)

    def race() -> None:
        start.wait()
        try:
            taken.append(take_address("127.0.0.1", port))
        except Problem:
            taken.append(None)

    racers = [threading.Thread(target=race) for _ in range(8)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert [bool(one) for one in taken].count(True) == 1
    next(filter(None, taken)).close()


@pytest.mark.parametrize("host", ["localhost", "", "192.0.2.1"])
def test_an_address_this_machine_has_not_is_told(host):
    with pytest.raises(Problem, match="1402"):
        take_address(host, free_port())
