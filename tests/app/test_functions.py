"""What holds for every function of the program: it can be read at one look, and its lists have an order."""

import ast
import re
from pathlib import Path

import rasoat

SOURCE = Path(rasoat.__file__).parent
LONGEST = 40
"""Lines of a function, from its name to its end."""
APART = SOURCE / "db" / "migrations"
"""Migrations list tables and are never edited."""


def test_no_function_is_longer_than_one_look() -> None:
    found = {
        f"{path.relative_to(SOURCE)}: {node.name}": node.end_lineno - node.lineno + 1
        for path in SOURCE.rglob("*.py")
        if APART not in path.parents
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    }
    assert len(found) > 1500, "the program is there"
    assert {name: lines for name, lines in found.items() if lines > LONGEST} == {}


LISTS = re.compile(r"\.all\(\)|\blist\(session\.exec|\[[^{}]* in session\.exec", re.DOTALL)


def test_every_list_that_a_room_reads_has_an_order() -> None:
    """PostgreSQL returns a row that was changed behind the others: without an order a page shows another list each time."""
    functions = [
        (f"{path.relative_to(SOURCE)}: {node.name}", ast.unparse(node))
        for path in SOURCE.rglob("queries.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    lists = {name: source for name, source in functions if "select(" in source and LISTS.search(source)}
    assert len(lists) > 20, "the rooms read lists"
    assert {name for name, source in lists.items() if "order_by(" not in source and "sorted(" not in source} == set()


PLACE = re.compile(r"\.all\(\)+\[-?\d")


def test_no_test_takes_a_row_by_its_place_in_a_list_without_order() -> None:
    """Such a test passes until PostgreSQL returns the rows otherwise, which it may do at any time."""
    functions = [
        (f"{path}: {node.name}", ast.unparse(node))
        for path in Path("tests").rglob("*.py")
        if PLACE.search(source := path.read_text(encoding="utf-8"))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef)
    ]
    assert {name for name, source in functions if PLACE.search(source) and "order_by(" not in source} == set()


DIGITS_ANYWHERE = re.compile(r'assert f?"\d{1,4}" not in [\w.]*\b(?:body|text|html)$', re.MULTILINE)


def test_no_test_misses_a_few_digits_in_a_text_with_links() -> None:
    """A link holds a random id: now and then one that contains just these digits."""
    found = {
        f"{path}: {hit}"
        for path in Path("tests").rglob("*.py")
        for hit in DIGITS_ANYWHERE.findall(path.read_text(encoding="utf-8"))
    }
    assert found == set()
