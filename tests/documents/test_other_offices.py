"""`rasoat documents check` on papers of other offices: right ones stay quiet, and nothing is told of a wrong one but what is wrong."""

from collections.abc import Iterator

import pytest

from rasoat.documents.checking.judging import Judged
from rasoat.documents.checking.program import judge
from rasoat.documents.convert import with_weasyprint
from rasoat.documents.measuring import read

from .offices import RIGHT, WRONG
from .printing import weasyprint_here


@pytest.fixture(scope="module", autouse=True)
def _fonts() -> Iterator[None]:
    with weasyprint_here():
        yield


def _told(html: str) -> list[Judged]:
    return [one for one in judge(read(with_weasyprint(html))) if not one.right]


@pytest.mark.parametrize("name", RIGHT)
def test_what_keeps_to_the_decree_in_another_layout_stays_quiet(name: str) -> None:
    assert _told(RIGHT[name]) == []


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_and_nothing_else(name: str) -> None:
    html, expected = WRONG[name]
    found = {(one.component, one.rule) for one in _told(html)}
    assert len(found) == len(expected), found
    assert all(any(component == c and rule.startswith(r) for component, rule in found) for c, r in expected), found
