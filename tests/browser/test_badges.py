"""Badges in the columns of a table: a date in them is never broken in its middle."""

from collections.abc import Callable

import pytest

from tests.browser.person import TABLET, Person
from tests.browser.server import Site

pytestmark = [pytest.mark.browser]
BROKEN = r"""() => [...document.querySelectorAll('main .badge-status')].flatMap(badge => [...badge.childNodes])
  .filter(node => node.nodeType === Node.TEXT_NODE)
  .flatMap(node => [...node.data.matchAll(/\S+/g)].filter(({ 0: word, index }) => {
    const range = document.createRange();
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1;
  }).map(([word]) => word))"""


def test_no_word_of_a_badge_is_broken(told_site: Site, people: Callable[..., Person]) -> None:
    """On a tablet the columns are narrowest: on a phone each row stands by itself."""
    officer = people(told_site, "chuyenvien", size=TABLET)
    officer.page.goto(f"{told_site.address}/followup/?stage=")
    assert officer.main.locator(".badge-status").count() > 10
    assert officer.page.evaluate(BROKEN) == []
