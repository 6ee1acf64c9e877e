"""Sixty findings reviewed on one page without the mouse, and without another page being loaded."""

from collections import Counter
from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import expect
from sqlmodel import Session, col, select

from rasoat.commands.setup import ready
from rasoat.findings.models import Finding
from rasoat.inspections.models import DECIDING, Inspection
from rasoat.settings import Settings
from tests.browser.person import Person
from tests.browser.server import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MANY = 60


def settle(session: Session) -> UUID:
    """All findings of the inspection that is being decided on wait again, and there are sixty of them."""
    inspection = session.exec(select(Inspection).where(DECIDING.condition)).one()
    rows = session.exec(select(Finding).where(Finding.inspection_id == inspection.id)).all()
    like = next(row for row in rows if row.kind == "shortcoming" and row.draft)
    for row in rows:
        row.status, row.merged_into_id, row.rejected_reason = "drafted", None, ""
    for place in range(len(rows), MANY):
        values = {
            **like.model_dump(exclude={"id", "created_at", "version"}),
            "status": "drafted",
            "merged_into_id": None,
        }
        session.add(Finding(**{**values, "ordinal": 100 + place, "text": f"Biển tại điểm số {place} bị che khuất."}))
    session.flush()
    return inspection.id


class Keys:
    """A person who has nothing but keys."""

    def __init__(self, person: Person) -> None:
        self.person, self.page = person, person.page
        self.loads = 0
        self.page.on("request", lambda request: self._count(request.is_navigation_request()))

    def _count(self, loads: bool) -> None:
        self.loads += loads

    def press(self, *keys: str) -> "Keys":
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def has_seen(self, number: int) -> "Keys":
        expect(self.page.locator("#review-progress > p")).to_contain_text(f"Đã xem {number}/{MANY}")
        return self

    def here(self) -> str:
        """The row in which the focus is."""
        return str(
            self.page.evaluate("document.activeElement.closest('.review-row')?.id ?? document.activeElement.outerHTML")
        )

    def writes(self, words: str) -> "Keys":
        """Waits until there is something to type into, and types over what is there."""
        expect(self.page.locator("textarea:focus")).to_have_count(1)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(words)
        return self.press("Control+Enter")


def test_sixty_findings_by_keys_alone(reviewed_site: Site, people: Callable[..., Person]) -> None:
    database = ready(Settings(data_dir=reviewed_site.data_dir, database_url=""))
    inspection_id = database.write(settle)
    lead = people(reviewed_site, "truongdoan").open(f"/findings/of/{inspection_id}/review")
    assert not lead.faults()
    keys = Keys(lead)
    first = keys.here()
    assert first.startswith("row-"), "the first finding that waits has the focus"

    # One after the other; the focus stays on the finding that was decided on.
    for number in range(1, 11):
        stood = keys.here()
        keys.press("a").has_seen(number)
        assert keys.here() == stood
        keys.press("n")
    # Its evidence, and the way back to what it was.
    keys.press("k", "Enter")
    expect(lead.page.locator(f"#{keys.here()} details[open]")).to_have_count(1)
    row = lead.page.locator(f"#{keys.here()}")
    keys.press("r").writes("Nhầm mục")
    expect(row).to_have_attribute("data-status", "rejected")
    keys.press("u").has_seen(9).press("a").has_seen(10).press("n")

    # Twenty ticked and accepted together; ten left out with one reason, which is offered again for the next.
    keys.press(*(["x", "j"] * 20), "a").has_seen(30)
    keys.press("n", *(["x", "j"] * 9), "x", "r")
    expect(lead.page.locator("#together-reason")).to_be_focused()
    lead.page.keyboard.insert_text("Đã khắc phục tại chỗ")
    keys.press("Enter").has_seen(40)
    expect(lead.page.locator(".review-row:focus")).to_have_count(1)
    keys.press("n", "r")
    expect(lead.page.locator("textarea:focus")).to_have_value("Đã khắc phục tại chỗ")
    keys.press("Control+Enter").has_seen(41)

    # Three merged into the one on which the person stands; one edited in place, with a change of mind before.
    keys.press("n", "x", "j", "x", "j", "x")
    into = keys.here()
    keys.press("m").writes("Biển tại ba điểm bị che khuất.").has_seen(44)
    assert keys.here() == into
    keys.press("n", "e")
    expect(lead.page.locator("textarea:focus")).to_have_count(1)
    keys.press("Escape")
    expect(lead.page.locator("textarea")).to_have_count(0)
    keys.press("e").writes("Biển tại cầu bị cây che.")
    expect(lead.page.locator(f"#{keys.here()} .finding-text")).to_have_text("Biển tại cầu bị cây che.")
    keys.press("a").has_seen(45)

    # The rest together; nothing else was loaded, and the pictures came only where the window was.
    keys.press(*(["n", "x"] * 15), "a").has_seen(60)
    expect(lead.page.locator("#review-said")).to_contain_text("Đã nhận 15 mục. Đã xem 60/60.")
    assert keys.loads == 0
    lead.look()

    with database.read() as session:
        rows = session.exec(select(Finding).where(col(Finding.inspection_id) == inspection_id)).all()
        assert Counter(row.status for row in rows) == {"accepted": 47, "rejected": 11, "merged": 2}
        assert {row.rejected_reason for row in rows if row.status == "rejected"} == {"Đã khắc phục tại chỗ"}
        kept = next(row for row in rows if row.text == "Biển tại ba điểm bị che khuất.")
        assert f"row-{kept.id}" == into
        assert {row.merged_into_id for row in rows if row.status == "merged"} == {kept.id}
        assert [row.status for row in rows if row.text == "Biển tại cầu bị cây che."] == ["accepted"]
