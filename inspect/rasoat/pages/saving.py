"""One form, one operation: show the form, carry it out, or show it again with every reason against it."""

from collections.abc import Callable, Container
from typing import Any, TypeVar

from werkzeug.wrappers import Response

from rasoat.pages.forms import Form, both_versions, put_reasons, uploads
from rasoat.pages.request import write
from rasoat.problems import Problem

T = TypeVar("T")
Difference = tuple[str, str, str]
"""A part of a form: its label, what the person typed, what is stored now."""


def save_form(
    form: Form,
    operation: Callable[..., T],
    page: Callable[..., str],
    saved: Callable[[T], Response],
    *,
    row: Any = None,
    differences: Callable[[], list[Difference]] | None = None,
    refusals: Container[str] = ("form.invalid",),
    files: str = "",
    pictures: bool = False,
    before: Callable[[], None] | None = None,
) -> Any:
    """Answer the request of one form.

    `operation(session)` writes; with `files`, the name of a file field, it also gets the list of what was sent there.
    `page(problem=…, differences=…)` renders the form; both are empty when it is shown for the first time, and when the
    person only adds or removes a row of a list.
    `saved(result)` says that it is done and leads on.
    `row` is what the form edits: when somebody else saved it meanwhile, both versions are shown and nothing is lost.
    `differences` lists them where the fields do not have the names of the row's columns.
    `before` is done first, outside any transaction: what takes seconds. What it raises counts as the operation's.
    Problems with a key in `refusals`, and those of files, are shown on the form; others are raised.
    """
    if not form.is_submitted() or form.rows_changed():
        return page(problem=None, differences=[])
    if not form.validate():
        return page(problem=None, differences=[]), 422
    try:
        result = _carried_out(operation, files, pictures, before)
    except Problem as problem:
        if problem.key == "row.stale" and row is not None:
            both = differences() if differences else both_versions(form, row)
            # The page now shows both versions, so that saving from it is a decision and not an accident.
            form.version.data = str(row.version)
            return page(problem=problem, differences=both), problem.entry.http
        _put_on_form(form, problem, refusals, files)
        return page(problem=None, differences=[]), 422
    return saved(result)


def _carried_out(operation: Callable[..., T], files: str, pictures: bool, before: Callable[[], None] | None) -> T:
    if before:
        before()
    taken = [uploads(files, pictures=pictures)] if files else []
    return write(lambda session: operation(session, *taken))


def _put_on_form(form: Form, problem: Problem, refusals: Container[str], files: str) -> None:
    if files and problem.key.startswith("file."):
        form[files].errors = [f"{problem.what} {problem.todo}"]
    elif problem.key in refusals:
        put_reasons(form, problem)
    else:
        raise problem
