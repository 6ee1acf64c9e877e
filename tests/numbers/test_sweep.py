"""No text becomes a number outside of the converters: every other place is listed, with the reason why it may."""

import ast
from collections.abc import Iterator
from pathlib import Path

import rasoat

ROOT = Path(rasoat.__file__).parent
CONVERTERS = {"numbers.py", "dates.py"}
CALLS = {"int", "float", "Decimal", "complex"}
METHODS = {"isdigit", "isdecimal", "isnumeric"}
FIELDS = {"IntegerField", "FloatField", "DecimalField", "IntegerRangeField", "DecimalRangeField"}
MAY = {
    ("accounts/second_factor.py", "int(clock.real_now().timestamp())"): "the clock's",
    ("accounts/second_factor.py", "plain.isdigit()"): "a code stays a text; it is ASCII and six characters long",
    ("accounts/secret_box.py", "int(clock.real_now().timestamp())"): "the clock's",
    ("accounts/secret_box.py", "int(lasts.total_seconds())"): "a term of the program",
    ("accounts/signing_in.py", "int(THROTTLE_WINDOW.total_seconds() // 60)"): "a constant of the program",
    ("audit/rows.py", "int(part)"): "of a column, in the key of a row that the program wrote",
    ("audit/sealing.py", "int(found[1])"): "at most nine digits 0 to 9",
    ("audit/sealing.py", "int(line.seal)"): "of a column",
    ("audit/sealing.py", "int(seq)"): "the number of an entry, in a key that the program wrote",
    ("arranging/moving.py", "int(found[0])"): "a year of four digits 0 to 9",
    ("arranging/moving.py", "int(said)"): "a quarter, one digit from 1 to 4",
    ("backup/making.py", "int(clock.real_now().timestamp())"): "the clock's",
    ("checklists/values.py", "Decimal(repr(value))"): "a number that JSON has read already",
    (
        "commands/papers.py",
        "click.option('--year', type=int, help='The year of the paper, where several bear the number.')",
    ): "of the command line, by who runs the server",
    (
        "commands/workflows.py",
        "click.argument('from_version', type=int)",
    ): "of the command line, by who runs the server",
    (
        "commands/workflows.py",
        "click.argument('to_version', type=int)",
    ): "of the command line, by who runs the server",
    ("commands/bodies.py", "told.isdecimal()"): "the length of a body, which is refused unless it is digits",
    ("commands/bodies.py", "int(told)"): "the same, of ASCII digits",
    ("commands/sockets.py", "int(path.name)"): "of the system, numbers of open files",
    ("commands/processes.py", "int(pid)"): "of the system, ids of processes",
    ("recommendations/totals.py", "int(number)"): "of the database, counts",
    ("db/new_columns.py", "int(value)"): "a default that a model states, true or false as well",
    ("db/schema.py", "int(head() or 0)"): "the number of a migration, four digits",
    (
        "documents/docx/centred.py",
        "int((room - _points(size, most, lines) * POINT) / 2)",
    ): "a length that the program has worked out",
    ("documents/docx/tables.py", "int(one * POINT)"): "the same",
    ("documents/convert.py", "int(line)"): "a number of bytes that the program itself gives to its helper",
    (
        "importing/shelf.py",
        "int(self._beside(sha256).read_text())",
    ): "a count that the program itself wrote beside the table",
    ("documents/converter.py", "int(size)"): "a number of bytes that the helper itself gives to the program",
    (
        "documents/high_rows.py",
        "int(_PART_LINES * fits)",
    ): "how many lines of a cell stand on a page, that the program itself reckons",
    ("documents/flow.py", "int(mark[1])"): "the number of a footnote that the program has set",
    ("documents/letters.py", "int(first, 16)"): "code points as fontconfig lists them",
    ("documents/letters.py", "int(last or first, 16)"): "the same",
    ("documents/notes.py", "int(digits)"): "digits 0 to 9 as they were printed",
    ("documents/measuring.py", "line.text.isdigit()"): "page numbers as they were printed",
    ("files/sheet_parts.py", "int(element.get('min', 1))"): "of a workbook, in the process that is confined",
    ("files/sheet_parts.py", "int(element.get('max', 1))"): "the same",
    ("importing/cells.py", "int(day)"): "of a cell that the workbook calls a date, written by ourselves",
    ("importing/cells.py", "int(month)"): "the same",
    ("importing/cells.py", "int(cell)"): "a cell that is a number already",
    ("importing/kinds/accounts.py", "typed.isdecimal()"): "nine ASCII digits, of a telephone",
    ("papers/blocks.py", "int(kind[-1])"): "one of heading1 to heading3",
    ("ranking/scoring.py", "Decimal('0.1')"): "a constant of the program",
    ("ranking/scoring.py", "Decimal('0')"): "the same",
    ("recommendations/totals.py", "int(value)"): "of a column",
    ("tablets/receiving/export_file.py", "int(first.group(1))"): "at most twelve digits 0 to 9",
    ("web/second_step.py", "int(LASTS.total_seconds() // 60)"): "a constant of the program",
}


def conversions(source: str) -> Iterator[str]:
    """Every place of a module where a text may become a number, as it is written there."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            kinds = [word.value.id for word in node.keywords if word.arg == "type" and isinstance(word.value, ast.Name)]
            if name in CALLS or method in METHODS or CALLS & set(kinds):
                yield ast.unparse(node)
        elif isinstance(node, ast.ImportFrom):
            yield from (alias.name for alias in node.names if alias.name in FIELDS)


def test_no_text_becomes_a_number_outside_of_the_converters() -> None:
    found = set()
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name not in CONVERTERS:
            found |= {(name, where) for where in conversions(path.read_text(encoding="utf-8"))}
    assert found == set(MAY)


def test_the_sweep_sees_what_it_looks_for() -> None:
    source = """
from wtforms import IntegerField
year = request.args.get("year", type=int)
number = int(request.form["number"]) if request.form["number"].isdigit() else float("1")
"""
    assert sorted(conversions(source)) == [
        "IntegerField",
        "float('1')",
        "int(request.form['number'])",
        "request.args.get('year', type=int)",
        "request.form['number'].isdigit()",
    ]
