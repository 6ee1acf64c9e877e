"""One inspection from the plan to its end, by clicking, each step by the person whose step it is."""

from collections.abc import Callable

import pytest

from tests.browser import after_visit, before_notice
from tests.browser.before_notice import Cast
from tests.browser.person import Person
from tests.browser.server import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_an_inspection_is_carried_from_plan_to_end(begun_site: Site, people: Callable[..., Person]) -> None:
    cast = Cast(people, begun_site)
    before_notice.draft_plan(cast)
    before_notice.schedule(cast)
    after_visit.schedule_notice(cast)
    before_notice.visit(cast)
    before_notice.review(cast)
    before_notice.recommend(cast)
    before_notice.answer_proposal(cast)
    after_visit.result_notice(cast)
    after_visit.stays_among_its_own(cast)
    after_visit.answer(cast)
    after_visit.verify(cast)
    after_visit.finish(cast)


@pytest.mark.long
def test_the_path_begins_the_same_on_postgres(begun_site_on_postgres: Site, people: Callable[..., Person]) -> None:
    """The rooms' own tests run on both databases; here the pages of the first stage do, in a browser."""
    cast = Cast(people, begun_site_on_postgres)
    before_notice.draft_plan(cast)
