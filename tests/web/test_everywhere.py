"""Search across everything: it finds what a person may see and nothing else, whatever is typed, at a cost that is bounded."""

import html
import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session

from rasoat.db import new_id
from rasoat.db.base import folded
from rasoat.db.bulk import Insert, new_row, write_rows
from rasoat.documents.models import RegisterEntry
from rasoat.files.store import BlobStore
from rasoat.inspections.models import Site
from rasoat.pages.everywhere import searched_kinds
from rasoat.papers.models import PaperCase
from rasoat.recommendations.models import Recommendation
from rasoat.search.rebuilding import searched
from rasoat.settings import Settings
from rasoat.text import printed
from rasoat.units.models import AdministrativeUnit
from tests.bench.reading import noted
from tests.web.browse import Client, words
from tests.web.scene import Scene, build
from tests.world import World

Browser = Callable[[str], Client]
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
LINE = re.compile(r'data-thing="([^"]*)".*?class="row-link" href="([^"]*)"', re.DOTALL)
LEFT_OUT = {RegisterEntry: "lines of papers, which are found", Recommendation: "found by what each addressee has to do",
            Site: "stands on the page of its inspection"}  # fmt: skip
"""Models that lists search and that are no kind of thing here, and why."""
SEEN_AS = {
    "plan": "plan", "inspection": "inspection", "inspection that was never announced": "inspection",
    "obligation": "obligation", "proposal": "proposal", "paper": "paper", "incoming paper": "incoming", "meeting": "meeting",
    "agency": "agency", "account": "account", "paper of before": "earlier",
}  # fmt: skip
"""What the search calls things of tests/web/who_sees_what.yaml."""
SOME = ("officer", "guest", "insider", "edu_leader", "province_leader", "district_officer", "office_civil", "other_officer",
        "ministry_leader", "admin")  # fmt: skip
ASKED = ("trẻ em", "chi lang", "bien canh bao", "ng")


@pytest.fixture
def scene(world: World, settings: Settings) -> Scene:
    return build(world, BlobStore(settings.files_dir))


def found(page: str) -> dict[str, str]:
    """Things with the addresses of their pages, as a page lists them."""
    return {thing: html.unescape(address) for thing, address in LINE.findall(page)}


def addresses(scene: Scene) -> Iterator[tuple[str, str]]:
    """Each thing of the scene that the search knows, as the browser keeps it, with the address of its page."""
    pages = {"plan": "plans", "inspection": "inspections", "obligation": "obligations", "proposal": "proposals",
             "paper": "papers", "incoming": "incoming", "meeting": "meetings", "agency": "admin/agencies",
             "account": "admin/users", "earlier": "earlier"}  # fmt: skip
    for thing, kind in SEEN_AS.items():
        yield f"{kind}:{scene.ids[thing]}", f"/{pages[kind]}/{scene.ids[thing]}"


def test_what_is_found_may_be_opened_and_what_may_not_is_not_found(scene: Scene, client_for: Browser) -> None:
    kinds: set[str] = set()
    for who in SOME:
        browser = client_for(who)
        answers = {asked: browser.get("/search/", query_string={"q": asked}) for asked in ASKED}
        told: dict[str, str] = {}
        for answer in answers.values():
            told |= found(answer.text)
        kinds |= {thing.partition(":")[0] for thing in told}
        refused = {address: status for address in told.values() if (status := browser.get(address).status_code) != 200}
        assert not refused, who
        # The latter things are exactly those whose own pages this person may open.
        known = dict(addresses(scene))
        recent = found(browser.get("/search/recent", query_string={"of": list(known)}).text)
        opens = {thing for thing, address in known.items() if browser.get(address).status_code == 200}
        assert set(recent) == opens, who
        assert set(told) & set(known) <= opens, who
    assert kinds == {kind.name for kind in searched_kinds()} - {"administrative_unit"}


def test_every_kind_leads_to_pages_that_are_there(app: Flask) -> None:
    kinds = searched_kinds()
    rules: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        rules.setdefault(rule.endpoint, set()).update(rule.arguments)
    for kind in kinds:
        endpoint, argument = kind.page
        assert argument in rules[endpoint] or not rules[endpoint], kind.name
        assert not kind.list_page or rules[kind.list_page] == set(), kind.name
    assert len({kind.place for kind in kinds}) == len(kinds)
    assert {kind.model for kind in kinds} | set(LEFT_OUT) == set(searched())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Tìm được những gì"),
        ("   ", "Tìm được những gì"),
        ("?!…", "Gõ ít nhất một chữ cái"),
        ("%", "Gõ ít nhất một chữ cái"),
        ("_", "Gõ ít nhất một chữ cái"),
        ("' OR 1=1 --", "Không tìm thấy gì"),
        ("x" * 300, "Không tìm thấy gì"),
        ("một hai " * 200, "Không tìm thấy gì"),
        ("99999999999999999999", "Không tìm thấy gì"),
        ("u", "Đơn vị, cơ quan"),
    ],
)
def test_whatever_is_typed_is_answered(client_for: Browser, typed: str, said: str) -> None:
    answer = client_for("officer").get("/search/", query_string={"q": typed})
    assert answer.status_code == 200
    assert said in words(answer)


def test_what_no_page_of_ours_asks_is_refused_or_passed_over(client_for: Browser) -> None:
    browser = client_for("officer")
    assert browser.get("/search/?q=u&kind=account").status_code == 404
    assert browser.get("/search/?q=u&kind=khong-co").status_code == 404
    nonsense = ["", "plan", "plan:", "plan:1", f"khong-co:{new_id()}", f"plan:{new_id()}", f"account:{new_id()}"]
    answer = browser.get("/search/recent", query_string={"of": nonsense * 5})
    assert (answer.status_code, found(answer.text)) == (200, {})
    assert client_for("").get("/search/").status_code == 303
    assert client_for("").get("/search/recent").status_code == 303


def test_the_page_of_a_thing_says_what_was_opened(scene: Scene, client_for: Browser) -> None:
    browser = client_for("officer")
    for thing, address in addresses(scene):
        if not address.startswith("/admin"):
            assert f'data-opened="{thing}"' in browser.get(address).text
    assert "data-opened" not in browser.get("/plans/").text
    assert "data-opened" not in client_for("").get("/sign-in").text


def numbers(world: World, paper: PaperCase, several: int) -> None:
    """Papers like that one, of other years and with other numbers, all of which name the number 7."""
    kept = paper.model_dump(exclude={"id", "search_text", "order_text", "number", "symbol", "subject"})
    rows = [
        new_row(PaperCase, **{**kept, "number": number, "symbol": "TB-SLĐTBXH", "subject": f"Việc theo Thông báo số 7/TB-SLĐTBXH, lần {number}"},
                **folded(["Việc theo Thông báo số 7", f"{printed(number)} TB-SLĐTBXH 7 07"]))
        for number in range(2, several)
    ]  # fmt: skip
    world.do(lambda session: write_rows(session, Insert(PaperCase, rows)))


def test_the_paper_with_the_number_comes_first_and_the_rest_is_bounded(scene: Scene, client_for: Browser) -> None:
    paper = scene.world.see(lambda session: session.get_one(PaperCase, scene.ids["paper"]))
    numbers(scene.world, paper, 60)
    for typed in ("7/TB", "07/TB-SLĐTBXH", "7"):
        answer = client_for("officer").get("/search/", query_string={"q": typed})
        assert answer.status_code == 200, words(answer)
        page = answer.text
        assert re.findall(r'class="found-reference">(.*?)</span>', page)[0] == "07/TB-SLĐTBXH", typed
        assert "Hơn 20" in page
        assert len([thing for thing in found(page) if thing.startswith("paper:")]) == 5
        assert "/papers/?q=" in page, "all of them are in their list"


def test_a_search_that_matches_thousands_asks_as_little_as_one_that_matches_few(
    world: World, client_for: Browser
) -> None:
    rows = [
        new_row(AdministrativeUnit, code=f"§{number}", name=f"Xã Mẫu {number}", level="commune",
                valid_from=date(2020, 1, 1), **folded([f"Xã Mẫu {number}"]))
        for number in range(3_000)
    ]  # fmt: skip

    def add(session: Session) -> None:
        write_rows(session, Insert(AdministrativeUnit, rows))

    world.do(add)
    browser = client_for("admin")
    with noted(Engine) as asked:
        page = browser.get("/search/?q=mau")
    assert "Hơn 20" in page.text
    assert len(found(page.text)) <= 5 * 3
    assert len(asked) <= 30
    assert "ended=yes&amp;q=mau" in page.text


def test_a_kind_without_a_list_has_its_pages_here(client_for: Browser, world: World) -> None:
    page = client_for("officer").get("/search/?q=ch&kind=person")
    assert page.status_code == 200
    assert "Chuyên viên" in words(page)
    members = found(page.text)
    assert members
    assert set(members.values()) == {f"/inspections/?member={thing.partition(':')[2]}" for thing in members}
    assert str(world.as_("admin").user_id) not in page.text, "administrators are in no team"
