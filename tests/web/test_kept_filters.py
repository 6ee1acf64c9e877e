"""What a person last filtered a list by is offered when the person comes back; an address with filters counts as it is."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from sqlmodel import select

from rasoat.accounts.models import KeptFilter
from rasoat.problems import Problem
from tests.recommendations.samples import followed_up
from tests.recommendations.test_pages import play_on
from tests.web.browse import Client, words
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
Browser = Callable[[str], Client]
BOARD = "/followup/"
OFFERED = "Lần trước bạn lọc danh sách này theo"


@pytest.fixture
def board(world: World) -> str:
    followed_up(world)
    play_on(world, date(2024, 11, 7))
    return BOARD


def test_the_last_filters_are_offered_in_words_and_by_an_address(world: World, client_for: Browser, board: str) -> None:
    officer, office = client_for("officer"), world.agencies["office"]
    assert OFFERED not in words(officer.get(board))
    officer.get(f"{board}?stage=overdue&addressee={office}&q=bien&sort=due")
    page = officer.get(board)
    assert "14 nội dung" in words(page), "offered, not applied"
    assert f"{OFFERED} Tình trạng: Quá hạn; Đơn vị:" in words(page)
    assert f'href="{board}?stage=overdue&amp;addressee={office}"' in page.text, "what was searched for is not kept"
    for shown in (officer.get(f"{board}?stage=soon"), officer.get(f"{board}?q=bien"), client_for("leader").get(board)):
        assert OFFERED not in words(shown)
    assert f"{OFFERED} Tình trạng: Sắp đến hạn." in words(officer.get(board)), "the last one counts"


def test_what_the_list_begins_with_is_no_filter_to_offer(client_for: Browser, board: str) -> None:
    officer = client_for("officer")
    officer.get(f"{board}?stage=")
    assert f"{OFFERED} Tình trạng: Tất cả." in words(officer.get(board))
    # Without scripts the form sends every field.
    officer.get(f"{board}?q=&stage=open&priority=&addressee=&due=")
    assert OFFERED not in words(officer.get(board))


def test_what_is_no_choice_is_not_kept(world: World, client_for: Browser, board: str) -> None:
    officer = client_for("officer")
    officer.get(f"{board}?stage=nonsense&addressee={UUID(int=5)}&inspection={UUID(int=6)}")
    assert world.see(lambda s: s.exec(select(KeptFilter)).all()) == []
    officer.get(f"{board}?due=2024-11&_external=1")
    assert [row.chosen for row in world.see(lambda s: s.exec(select(KeptFilter)).all())] == [{"due": "2024-11"}]
    # An earlier choice that the list does not offer any more is left out.
    world.do(lambda s: setattr(s.exec(select(KeptFilter)).one(), "chosen", {"due": "2019-01"}))
    assert OFFERED not in words(officer.get(board))


def test_it_is_forgotten_at_one_press(client_for: Browser, board: str) -> None:
    officer = client_for("officer")
    officer.get(f"{board}?stage=overdue")
    officer.get("/inspections/?status=planned")
    assert officer.post("/kept-filters/forget", {"page": "followup.board"}).headers["Location"] == board
    assert OFFERED not in words(officer.get(board))
    assert OFFERED in words(officer.get("/inspections/")), "each list has its own"
    for page in ("followup.board", "login.sign_out", ""):
        assert officer.post("/kept-filters/forget", {"page": page}).status_code == 404


def test_a_list_is_shown_when_nothing_can_be_written(
    world: World, client_for: Browser, board: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_operation: object) -> None:
        raise Problem("database.busy")

    monkeypatch.setattr("rasoat.web.kept_filters.write", busy)
    assert client_for("officer").get(f"{board}?stage=overdue").status_code == 200
    assert world.see(lambda s: s.exec(select(KeptFilter)).all()) == []
