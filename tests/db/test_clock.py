"""Now and today: UTC inside, Vietnam's date outside, the example's own date where it is in use."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rasoat
from rasoat import clock
from rasoat.db import Database
from rasoat.db.installation import example_date, mark_example, move_date
from rasoat.problems import Problem


def test_now_is_utc_and_real() -> None:
    assert clock.now().tzinfo is UTC
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2024, 7, 17, 16, 59, tzinfo=UTC), date(2024, 7, 17)),
        (datetime(2024, 7, 17, 17, 0, tzinfo=UTC), date(2024, 7, 18)),
        (datetime(2024, 7, 17, 23, 0, tzinfo=timezone(timedelta(hours=-8))), date(2024, 7, 18)),
    ],
)
def test_today_is_vietnams_date(instant: datetime, day: date) -> None:
    with clock.at(instant):
        assert clock.today() == day
        assert clock.now() == clock.real_now() == instant


def test_a_naive_instant_cannot_stop_the_clock() -> None:
    with pytest.raises(ValueError, match="aware"), clock.at(datetime(2024, 7, 17)):  # noqa: DTZ001 - it is what is refused
        pass


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_example_has_its_own_date_and_the_real_time_of_day(day: date) -> None:
    with clock.use_date(day):
        assert clock.today() == day
        assert abs(clock.real_now() - datetime.now(UTC)) < timedelta(seconds=5)
        apart = clock.local(clock.now()).time(), clock.local(clock.real_now()).time()
        assert apart[0] <= apart[1] or apart[1].hour == 0
    assert clock.today() == clock.local(clock.real_now()).date()


def test_a_date_in_use_ends_with_its_block() -> None:
    with clock.use_date(date(2024, 7, 12)):
        with clock.use_date(date(2024, 7, 17)):
            pass
        assert clock.today() == date(2024, 7, 12)


def test_only_the_example_has_a_date(database: Database) -> None:
    with pytest.raises(Problem) as caught:
        database.write(lambda session: move_date(session, date(2024, 7, 17)))
    assert caught.value.key == "example.only"
    with database.read() as session:
        assert example_date(session) is None
    database.write(lambda session: mark_example(session, date(2024, 7, 12)))
    database.write(lambda session: move_date(session, date(2024, 7, 17)))
    with database.read() as session:
        assert example_date(session) == date(2024, 7, 17)


def test_dates_and_times_are_written_in_one_place() -> None:
    folder = Path(clock.__file__).parent
    elsewhere = [path for path in folder.rglob("*.py") if "%H:%M" in path.read_text() and path.name != "clock.py"]
    # The example's teller reads a time instead of writing one.
    assert [path.relative_to(folder).as_posix() for path in elsewhere] == ["example/teller.py"]


JUDGED = {
    "accounts/sessions.py": ["col(SignIn.began_at) < clock.real_now() - lasts"],  # what is over is deleted
    "accounts/signing_in.py": ["col(LoginAttempt.at) < clock.real_now() - KEPT"],  # what is old is deleted
    "audit/sealing.py": ["timedelta() <= clock.real_now() - last.made_at < DAY"],  # both ends are looked at
    "pages/api.py": ["abs(skew) > TOLERATED_S"],  # how far the tablet's own clock is off
}
"""Where else a stored time is compared with now. A clock that was ahead for a while must not make anything last or wait
for years: everywhere else `clock.waits` and `clock.lasts` compare, and in SQL their twins in `db/times.py`.
"""


def test_stored_times_are_compared_with_now_in_one_place() -> None:
    root = Path(rasoat.__file__).parent
    own = {root / "clock.py", root / "db" / "times.py"}
    found = {
        str(path.relative_to(root)): comparisons
        for path in sorted(root.rglob("*.py"))
        if path not in own and (comparisons := list(_with_now(ast.parse(path.read_text(encoding="utf-8")))))
    }
    assert found == JUDGED


def _with_now(tree: ast.Module) -> Iterator[str]:
    asks = re.compile(r"\bclock\.(real_)?now\(\)")
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        kept = {
            target.id
            for node in ast.walk(function)
            if isinstance(node, ast.Assign) and asks.search(ast.unparse(node.value))
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(function):
            if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Lt | ast.LtE | ast.Gt | ast.GtE):
                names = {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}
                if names & kept or asks.search(ast.unparse(node)):
                    yield ast.unparse(node)
