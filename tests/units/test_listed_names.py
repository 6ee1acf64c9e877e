"""An agency that has ended is marked wherever pages name it; papers name it as it was."""

import re
from datetime import date
from pathlib import Path

import pytest

from rasoat import clock, content
from rasoat.units.models import Agency

ROOT = content.root()
PLAIN = {
    # Titles, questions and forms of the page on which the administrator edits the agency itself.
    "templates/pages/administration/agency.html",
    # A search for the agency's cases by its name, on a page of ended agencies only.
    "templates/pages/reorganisation/ended.html",
    # Fields of forms, and what is not an agency's row: a proposal by kind, a need of a transition, the tablet's manifest.
    "templates/pages/administration/proposed.html",
    "templates/pages/beginning/lead.html",
    "templates/pages/beginning/administrator.html",
    "inspect/rasoat/web/administration/forms.py",
    "inspect/rasoat/web/administration/proposed.py",
    "inspect/rasoat/web/beginning/forms.py",
    "inspect/rasoat/web/beginning/letterhead.py",
    "inspect/rasoat/web/beginning/operations.py",
    "inspect/rasoat/web/cases.py",
    "inspect/rasoat/web/tablet.py",
    "inspect/rasoat/units/kinds.py",
    "inspect/rasoat/units/proposing.py",
    "inspect/rasoat/commands/beginning.py",
    "inspect/rasoat/example/facts.py",
    "inspect/rasoat/example/reorganising.py",
    # The column of a table that is brought in, compared with the row.
    "inspect/rasoat/importing/kinds/agencies.py",
    "inspect/rasoat/importing/kinds/agency_names.py",
    # The row itself, its name on letterheads, and what the administrator has just saved.
    "inspect/rasoat/units/models.py",
    "inspect/rasoat/units/naming.py",
    "inspect/rasoat/units/operations.py",
    "inspect/rasoat/units/checking.py",
    "inspect/rasoat/web/administration/agencies.py",
    # Names in papers, in sentences that are drafted for them, in titles that are stored, and in addresses of mails.
    "inspect/rasoat/papers/letterhead.py",
    "inspect/rasoat/owed/operations.py",
    "inspect/rasoat/papers/checks.py",
    "inspect/rasoat/inspections/rules.py",
    "inspect/rasoat/visits/presenters.py",
    "inspect/rasoat/tablets/taking/bundle.py",
    "inspect/rasoat/notifying/queries.py",
    # The author that a clerk typed, compared with the row.
    "inspect/rasoat/followup/closing.py",
    "inspect/rasoat/incoming/answering.py",
    "inspect/rasoat/incoming/sent.py",
    "inspect/rasoat/example/owing.py",
    "inspect/rasoat/incoming/replying.py",
    "inspect/rasoat/owed/desk/recording.py",
    # Columns of a query, which `listed_name` puts together.
    "inspect/rasoat/recommendations/totals.py",
    # Names that a paper of before gives, compared with the rows.
    "inspect/rasoat/earlier/matching.py",
    # Agencies of people who may be chosen, units of a plan: they exist on its days; a group of units has the district's name of then.
    "inspect/rasoat/arranging/forms.py",
    "inspect/rasoat/arranging/known.py",
    "inspect/rasoat/arranging/neighbours.py",
    "inspect/rasoat/inspections/elsewhere.py",
    # Says itself that the agency has ended.
    "inspect/rasoat/arranging/copying.py",
    # Says itself that the agency has ended; the example's own summary.
    "inspect/rasoat/commands/units.py",
    "inspect/rasoat/example/following.py",
}


def plainly_named() -> set[str]:
    files = [*(ROOT / "templates/pages").rglob("*.html"), *(ROOT / "inspect/rasoat").rglob("*.py")]
    found = {str(path.relative_to(ROOT)) for path in files if re.search(r"\bshort_name\b", path.read_text("utf-8"))}
    return {
        name for name in found if not name.startswith(("inspect/rasoat/papers/kinds/", "inspect/rasoat/db/migrations/"))
    }


def test_no_page_names_an_agency_without_saying_that_it_has_ended() -> None:
    """A new place that shows an agency takes `listed_name`; another one is named above with its reason."""
    assert plainly_named() - PLAIN == set()
    assert {name for name in PLAIN if not Path(ROOT / name).is_file()} == set()


def test_no_page_writes_the_full_name_of_an_agency_unmarked() -> None:
    full = re.compile(r"\b(?:agency|agencies\[[^\]]*\]|addressee|lead|lead_agency|office)\.name\b")
    meant = PLAIN | {"templates/pages/administration/agencies.html"}  # which has a badge beside the name
    pages = [
        (str(path.relative_to(ROOT)), path.read_text("utf-8")) for path in (ROOT / "templates/pages").rglob("*.html")
    ]
    assert {name for name, source in pages if full.search(source)} - meant == set()


@pytest.mark.parametrize(
    ("today", "shown"),
    [
        (date(2025, 6, 30), "UBND huyện Chi Lăng"),
        (date(2025, 7, 1), "UBND huyện Chi Lăng (đã kết thúc 30/06/2025)"),
    ],
)
def test_an_agency_is_marked_from_the_day_after_its_last(today: date, shown: str) -> None:
    agency = Agency(name="Ủy ban nhân dân huyện Chi Lăng", short_name="UBND huyện Chi Lăng", symbol="UBND", kind="district",
                    valid_from=date(1975, 1, 1), valid_to=date(2025, 6, 30))  # fmt: skip
    with clock.use_date(today):
        assert agency.listed_name == shown
        assert agency.has_ended(today) == (shown != agency.short_name)
