"""Text that becomes a number, in Python and in the browser: one table of cases for both, and both agree on everything."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rasoat.numbers import (
    LARGEST_STORED,
    NotANumber,
    as_number,
    clock_time,
    decimal,
    grouped,
    measured,
    plain,
    whole,
    with_comma,
    written,
)

HERE = Path(__file__).parent
CASES = json.loads((HERE / "cases.json").read_text(encoding="utf-8"))
READERS: dict[str, Callable[[str], Any]] = {
    "whole": whole,
    "decimal": decimal,
    "measured": measured,
    "clock_time": clock_time,
}
TABLE = [(name, case["typed"], case) for name, cases in CASES.items() for case in cases]
# What looks like numbers, so that most texts come close to one.
TEXTS = st.text(st.sampled_from("0123456789.,  -+:hgp\u00a0\u202f\u2212e²½٣１２．，\u3000đ\t"), max_size=14) | st.text(
    max_size=8
)


class Browser:
    """The browser's converters in one Node process."""

    def __init__(self) -> None:
        node = shutil.which("node")
        assert node, "node is needed: it came with npm"
        command = [node, str(HERE / "driver.mjs")]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, name: str, typed: str) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{json.dumps([name, typed])}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    running = Browser()
    with running.process:
        yield running
        assert running.process.stdin
        running.process.stdin.close()


def server(name: str, typed: str) -> dict[str, Any]:
    """What Python makes of a text, in the table's shape."""
    try:
        return {"number": READERS[name](typed)}
    except NotANumber as error:
        return {"refused": str(error)}


@pytest.mark.parametrize(("name", "typed", "case"), TABLE)
def test_the_table_holds_in_python_and_in_the_browser(
    browser: Browser, name: str, typed: str, case: dict[str, Any]
) -> None:
    wanted = {key: value for key, value in case.items() if key != "typed"}
    assert server(name, typed) == wanted
    assert browser.ask(name, typed) == wanted


@settings(max_examples=150, deadline=None)
@example("1.250")
@given(TEXTS)
def test_python_and_the_browser_agree_on_every_text(browser: Browser, typed: str) -> None:
    for name in READERS:
        assert browser.ask(name, typed) == server(name, typed)


@given(st.integers(-(10**15), 10**15))
def test_what_is_shown_is_read_back(number: int) -> None:
    assert whole(grouped(number)) == number
    assert whole(str(number)) == number
    assert with_comma(number) == grouped(number)
    assert whole(grouped(number).replace(".", "\u00a0")) == number


@given(st.floats(-(10**8), 10**8))
def test_a_decimal_that_is_shown_is_read_back(number: float) -> None:
    assert decimal(written(number)) == number


@given(st.integers(-(10**12), 10**12).map(lambda number: as_number(Decimal(number) / 1000)))
def test_a_number_with_a_fraction_that_is_shown_is_read_back(browser: Browser, number: float) -> None:
    shown, field = with_comma(number), with_comma(number, grouping=False)
    assert (measured(field), browser.ask("measured", field)["number"]) == (number, number)
    assert browser.ask("with_comma", written(number)) == {"shown": shown, "field": field}


@given(st.integers(0, 10**9), st.text("0123456789", min_size=1, max_size=6).filter(lambda parts: len(parts) != 3))
def test_a_point_before_anything_but_three_digits_is_never_left_out(number: int, parts: str) -> None:
    for typed in (f"{number}.{parts}", f"{grouped(number)}.{parts}"):
        with pytest.raises(NotANumber, match="không có phần lẻ"):
            whole(typed)


@pytest.mark.parametrize(
    "written", [None, "", " 1", "1 ", "²", "٣", "１", "-1", "+1", "1.0", "1e3", str(LARGEST_STORED + 1), "9" * 5000]
)
def test_what_no_program_wrote_is_no_plain_number(written: str | None) -> None:
    assert plain(written) is None


def test_plain_numbers_lie_within_their_bounds() -> None:
    assert [plain("0"), plain("12"), plain(str(LARGEST_STORED))] == [0, 12, LARGEST_STORED]
    assert [plain("1899", 1900, 2199), plain("2024", 1900, 2199)] == [None, 2024]
