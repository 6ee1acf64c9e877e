"""Putting the code of a changed module in the place of what a running program has loaded of it.

A test run spends most of its time on loading the program. So a mutant gets no run of its own: a copy of a process that has
loaded everything takes the mutant's code into the functions that exist already, wherever they are registered or held.
"""

import gc
from collections.abc import Iterator
from types import CodeType, FunctionType

CO_OPTIMIZED = 1
"""The mark that the code of functions carries, and the code of modules and classes does not."""

Changes = list[list[tuple[CodeType, CodeType]]]
"""For each outermost function that differs: its code and that of the functions inside it, before and after."""


def changes(path: str, before: str, after: str) -> Changes | None:
    """The functions whose code differs; None when something differs that runs while it is loaded."""
    old, new = compile(before, path, "exec"), compile(after, path, "exec")
    if _loaded(old) != _loaded(new):
        return None
    pairs = zip(_functions(old), _functions(new), strict=True)
    return [list(zip(_inside(one), _inside(other), strict=True)) for one, other in pairs if one != other]


def swap(found: Changes) -> bool:
    """Give the living functions their changed code; False when there is none for one of the changes.

    Objects that are frozen (`gc.freeze`) are not found.
    """
    # `isinstance` would ask a weak proxy for its class, and fail when what it stands for is gone.
    living = [one for one in gc.get_objects() if type(one) is FunctionType]
    return all(_swapped(pairs, living) for pairs in found)


def _swapped(pairs: list[tuple[CodeType, CodeType]], living: list[FunctionType]) -> bool:
    # A function inside another lives by itself when the outer one was called while the program was loaded: a relation
    # that a function made, a decorator.
    mine = [
        (function, new)
        for old, new in pairs
        for function in living
        if function.__code__ == old and function.__code__.co_filename == old.co_filename
    ]
    for function, new in mine:
        function.__code__ = new
    return bool(mine)


def _inside(code: CodeType) -> list[CodeType]:
    """A function's code and that of all functions inside it."""
    return [code, *(found for const in code.co_consts if isinstance(const, CodeType) for found in _inside(const))]


def _loaded(code: CodeType) -> tuple:
    """What runs while the module is loaded: its own code and that of its classes, without their functions' code."""
    inner = [const for const in code.co_consts if isinstance(const, CodeType)]
    plain = [(type(const), const) for const in code.co_consts if not isinstance(const, CodeType)]
    classes = [_loaded(const) for const in inner if not const.co_flags & CO_OPTIMIZED]
    return code.co_code, code.co_names, plain, classes, len(inner)


def _functions(code: CodeType) -> Iterator[CodeType]:
    """The outermost functions of a module or class."""
    for const in code.co_consts:
        if isinstance(const, CodeType) and const.co_flags & CO_OPTIMIZED:
            yield const
        elif isinstance(const, CodeType):
            yield from _functions(const)
