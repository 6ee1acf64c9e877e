"""The process that converts: kept for the next paper, shared with nobody, gone with whoever started it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.documents.test_pdf import ends

from rasoat.documents import converter
from rasoat.documents.converter import ConversionError, convert

HTML = {"engine": "weasyprint", "html": "<p>một</p>"}
PID = {"engine": "weasyprint", "html": "", "no such option": 1}


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[converter._Kept]:
    own = converter._Kept()
    monkeypatch.setattr(converter, "_kept", own)
    yield own
    own.end()


def idle(kept: converter._Kept) -> list[int]:
    return [found._process.pid for found, _ in kept._idle.values()]


@pytest.mark.slow
def test_one_process_does_one_paper_after_the_other(kept: converter._Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    assert convert(sys.executable, HTML, 60).startswith(b"%PDF")
    [first] = idle(kept)
    assert convert(sys.executable, HTML, 60).startswith(b"%PDF")
    assert idle(kept) == [first]
    monkeypatch.setattr(converter, "MOST_RUNS", 3)
    convert(sys.executable, HTML, 60)
    assert idle(kept) == []
    assert ends(first)


@pytest.mark.slow
def test_two_at_once_have_one_each_and_one_is_kept(kept: converter._Kept) -> None:
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda _: convert(sys.executable, HTML, 60), range(2)))
    assert all(each.startswith(b"%PDF") for each in made)
    assert len(idle(kept)) == 1


def test_what_fails_is_told_and_its_process_not_used_again(kept: converter._Kept) -> None:
    with pytest.raises(ConversionError, match="no such option"):
        convert(sys.executable, PID, 60)
    assert idle(kept) == []


def test_one_whose_caller_was_stopped_is_not_used_again(kept: converter._Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer that nobody took would be the next one's."""

    def stopped(_self: converter.Converter, _said: bytes) -> tuple[bytes, bytes]:
        raise KeyboardInterrupt

    convert(sys.executable, HTML, 60)
    [first] = idle(kept)
    monkeypatch.setattr(converter.Converter, "_ask", stopped)
    with pytest.raises(KeyboardInterrupt):
        convert(sys.executable, HTML, 60)
    assert idle(kept) == []
    assert ends(first)


def test_one_that_died_meanwhile_is_replaced(kept: converter._Kept) -> None:
    convert(sys.executable, HTML, 60)
    [first] = idle(kept)
    os.kill(first, signal.SIGKILL)
    assert ends(first)
    assert convert(sys.executable, HTML, 60).startswith(b"%PDF")


def test_it_is_gone_with_whoever_started_it() -> None:
    script = (
        "import sys, time; from rasoat.documents import converter as c; c.convert(sys.executable, "
        f"{HTML!r}, 60); print([f._process.pid for f, _ in c._kept._idle.values()][0], flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as owner:
        assert owner.stdout is not None
        pid = int(owner.stdout.readline())
        owner.kill()
    assert ends(pid)
