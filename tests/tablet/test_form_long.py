"""A form of forty questions in a real browser: drawn little by little, every question reached all the same."""

import pytest
from playwright.sync_api import expect

from rasoat import content
from rasoat.checklists.definition import Definition
from tests.tablet.form_desk import Desk, desk, tablet
from tests.tablets.stage import FORTY

__all__ = ["desk", "tablet"]

pytestmark = [pytest.mark.browser, pytest.mark.field]
LONG = content.parse(FORTY.read_text(encoding="utf-8"), Definition, FORTY.name)
ITEMS = [item.id for item in LONG.sections[0].items]
DRAWN = "() => [...document.querySelectorAll('.q:not(:empty, .form-summary)')].map(one => one.dataset.item)"
OFF = """id => {
  const one = document.getElementById(`item-${id}`);
  return one.getBoundingClientRect().top - parseFloat(getComputedStyle(one).scrollMarginTop);
}"""
"""How far a question is from where a jump should end."""


def test_what_is_about_the_place_is_drawn_at_once_and_all_of_it_soon(desk: Desk) -> None:
    desk.open(LONG)
    first, wanted = ITEMS[20], ITEMS[19:25]
    # By a clock on which each look costs a slice: how fast this machine is decides nothing.
    slow = "let spent = 0; performance.now = () => (spent += 8);"
    script = f"async ([d, s, o]) => {{ await form.close(); {slow} start(d, s, o); return ({DRAWN})(); }}"
    drawn = desk.page.evaluate(script, [LONG.model_dump(mode="json"), "site", {"first": first}])
    assert set(wanted) <= set(drawn)
    assert len(drawn) < len(wanted) + 3
    desk.told("form.drawn")
    assert desk.told(DRAWN) == ITEMS
    desk.page.evaluate("() => { delete performance.now; }")


def test_a_form_that_is_left_early_draws_no_more(desk: Desk) -> None:
    desk.open(LONG)
    desk.page.evaluate(
        "async ([d, s]) => { await form.close(); start(d, s); await form.close(); }",
        [LONG.model_dump(mode="json"), "site"],
    )
    desk.page.wait_for_timeout(100)
    assert desk.told("document.getElementById('root').childElementCount") == 0


def test_a_jump_lands_and_stays(desk: Desk) -> None:
    desk.page.set_viewport_size({"width": 360, "height": 740})
    desk.open(LONG)
    for item in (ITEMS[30], ITEMS[3], ITEMS[17]):
        desk.told(f"form.goTo('{item}')")
        expect(desk.item(item)).to_be_focused()
        desk.page.wait_for_timeout(400)
        assert abs(desk.page.evaluate(OFF, item)) < 2, item


def test_every_question_is_found_by_searching_and_by_keyboard(desk: Desk) -> None:
    desk.open(LONG)
    last = LONG.sections[0].items[-2]
    assert desk.page.evaluate("words => window.find(words)", last.label)
    expect(desk.item(last.id)).to_be_in_viewport()
    desk.item(ITEMS[0]).locator("input").first.focus()
    seen: list[str] = []
    for _ in range(6 * len(ITEMS)):
        desk.page.keyboard.press("Tab")
        item = desk.told("document.activeElement.closest('.q')?.dataset.item ?? ''")
        if not item:
            break
        seen += [item] if item not in seen else []
    assert seen == ITEMS
