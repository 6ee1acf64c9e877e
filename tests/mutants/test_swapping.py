"""A mutant is tried in a program that is loaded already; what that cannot reach must be told, or it would seem to survive."""

from types import FunctionType

from tests.mutants import swapping

PATH = "swapped.py"
BEFORE = """
GUARDS = {}

def guard(f):
    def told(due):
        return [] if f(due) else ["late"]
    GUARDS[f.__name__] = told
    return told

@guard
def in_time(due, by=5):
    return due < by

class Calendar:
    OFF = 6
    def works(self, day):
        return any(day < off for off in [self.OFF])

SMALL = [number for number in range(3) if number < 2]
"""


def _loaded() -> dict:
    names: dict = {}
    exec(compile(BEFORE, PATH, "exec"), names)  # noqa: S102 - this file's own text
    return names


def test_a_registered_function_and_a_method_get_the_changed_code() -> None:
    names = _loaded()
    assert names["GUARDS"]["in_time"](5) == ["late"]
    assert swapping.swap(swapping.changes(PATH, BEFORE, BEFORE.replace("due < by", "due <= by")) or [])
    assert names["GUARDS"]["in_time"](5) == []
    works = names["Calendar"]().works
    assert swapping.swap(swapping.changes(PATH, BEFORE, BEFORE.replace("day < off", "day <= off")) or [])
    assert works(6)


def test_a_function_that_another_one_made_while_loading_gets_the_changed_code() -> None:
    names = _loaded()
    assert swapping.swap(swapping.changes(PATH, BEFORE, BEFORE.replace('"late"', '"too late"')) or [])
    assert names["GUARDS"]["in_time"](5) == ["too late"]


def test_what_runs_while_it_is_loaded_is_told() -> None:
    for old, new in [("by=5", "by=6"), ("OFF = 6", "OFF = 5"), ("@guard\n", ""), ("range(3)", "range(4)")]:
        assert swapping.changes(PATH, BEFORE, BEFORE.replace(old, new)) is None


def test_code_that_no_living_function_has_is_told() -> None:
    names = _loaded()
    found = swapping.changes(PATH, BEFORE, BEFORE.replace("number < 2", "number < 1")) or []
    assert found
    assert not swapping.swap(found)
    assert isinstance(names["in_time"], FunctionType)
