"""Due dates in a person's own calendar: a secret address, shown once, that its owner revokes."""

import re
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from rasoat import clock
from rasoat.accounts import operations as accounts
from rasoat.recommendations.answering.operations import answer
from rasoat.recommendations.calendar import ics, operations, views
from rasoat.recommendations.calendar.limiting import KNOWN, Limit
from rasoat.recommendations.calendar.models import CalendarToken
from rasoat.recommendations.inside import operations as inside
from rasoat.recommendations.models import Obligation
from tests.recommendations.samples import TO_DISTRICT, followed_up, obligations
from tests.recommendations.test_pages import Browser, play_on
from tests.web.browse import Client, words
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages
from tests.web.telephone import box_for, telephone_of
from tests.world import World

DAY = date(2024, 9, 20)
ADDRESS = re.compile(r'id="calendar-address">http://127\.0\.0\.1:8080(/calendar/feed/[\w-]{43}\.ics)<')


@pytest.fixture
def seven(world: World) -> list[Obligation]:
    inspection = followed_up(world)
    play_on(world, DAY)
    return obligations(world, inspection.id, Obligation.addressee_id == world.agencies["district"])


def made(client: Client) -> str:
    answer = client.post("/calendar/make")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    found = ADDRESS.search(answer.text)
    assert found, answer.text
    return found.group(1)


def events(text: str) -> list[dict[str, str]]:
    """The entries of a calendar, read as a calendar program reads them."""
    assert all(len(line.encode()) <= ics.WIDEST for line in text.split("\r\n"))
    whole = text.replace("\r\n ", "").split("\r\n")
    found: list[dict[str, str]] = []
    for line in whole:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found:
            found[-1].setdefault(name, value)
    return found


def test_the_calendar_has_the_days_and_no_word_of_what_is_asked(
    world: World,
    client_for: Browser,  # noqa: F811
    seven: list[Obligation],
) -> None:
    address, stranger = made(client_for("district_officer")), client_for("")
    mine = world.as_("district_officer")
    with clock.use_date(DAY):
        world.do(lambda s: inside.assign(s, mine, seven[0].id, mine.user_id, date(2024, 10, 1)))
        world.do(lambda s: answer(s, mine, seven[6].id, claim="met", text="Đã làm."))
    told = stranger.get(address)
    assert (told.status_code, told.mimetype) == (200, "text/calendar")
    found = events(told.text)
    titles = sorted(one["SUMMARY"] for one in found)
    # The seventh was answered and no longer waits for the district.
    assert titles == ["Hạn nội bộ: kiến nghị số 1", *(f"Hạn: kiến nghị số {number}" for number in range(1, 7))]
    first = next(one for one in found if one["SUMMARY"] == "Hạn: kiến nghị số 1")
    assert seven[0].due_on is not None
    assert first["DTSTART;VALUE=DATE"] == f"{seven[0].due_on:%Y%m%d}"
    assert first["URL"] == f"http://127.0.0.1:8080/obligations/{seven[0].id}"
    assert not any(text[:20] in told.text for text in TO_DISTRICT)
    # A colleague's calendar does not have what was given to another.
    leaders = client_for("district_leader")
    assert "nội bộ" not in stranger.get(made(leaders)).text


def test_the_address_is_shown_once_and_only_its_digest_is_kept(
    world: World,
    client_for: Browser,  # noqa: F811
    seven: list[Obligation],
) -> None:
    client = client_for("district_officer")
    assert "Chưa có địa chỉ" in words(client.get("/calendar/"))
    address = made(client)
    secret = address.rpartition("/")[2].removesuffix(".ics")
    page = client.get("/calendar/")
    assert secret not in page.text
    assert "Địa chỉ đang dùng" in words(page)
    [row] = world.see(lambda s: s.exec(select(CalendarToken)).all())
    assert secret not in row.model_dump_json()
    assert row.digest == operations.digest(secret)
    assert len(seven) == 7


@pytest.mark.parametrize("end", ["revoked", "made anew", "account closed"])
def test_an_address_that_ended_leads_nowhere_and_tells_nothing(
    world: World,
    client_for: Browser,  # noqa: F811
    seven: list[Obligation],
    end: str,
) -> None:
    client, stranger = client_for("district_officer"), client_for("")
    address = made(client)
    assert stranger.get(address).status_code == 200
    if end == "revoked":
        assert client.post("/calendar/revoke").status_code == 303
        assert client.post("/calendar/revoke").status_code == 303
        assert "Chưa có địa chỉ" in words(client.get("/calendar/"))
    elif end == "made anew":
        assert stranger.get(made(client)).status_code == 200
    else:
        who = world.as_("district_officer").user_id
        world.do(lambda s: accounts.edit_user(s, who, None, {"active": False}))
    gone = stranger.get(address)
    forged = stranger.get(f"/calendar/feed/{'A' * 43}.ics")
    assert gone.status_code == forged.status_code == 404
    assert words(gone) == words(forged), "the token of the page's form tells the second, and may differ"
    assert len(seven) == 7


def test_the_link_opens_the_one_case_after_password_and_code(
    world: World,
    app: Flask,  # noqa: F811
    client_for: Browser,  # noqa: F811
    seven: list[Obligation],
) -> None:
    """The link of a mail or of a calendar, on a telephone where nobody is signed in."""
    phone, link = telephone_of(world, box_for(app), "district_officer"), f"/obligations/{seven[2].id}"
    client = client_for("")
    asked = client.get(link)
    assert (asked.status_code, asked.headers["Location"]) == (303, f"/sign-in?next={link}")
    assert '<form method="post" novalidate>' in client.get(asked.headers["Location"]).text, (
        "it is sent to where it stands"
    )
    led = phone.sign_in(client, following=f"?next={link}").headers["Location"]
    assert led == link
    assert TO_DISTRICT[2] in words(client.get(led))


def test_whoever_asks_too_often_waits(
    client_for: Browser,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(views, "_asked", Limit(2, 600))
    client = client_for("")
    codes = [client.get("/calendar/feed/khong-co.ics").status_code for _ in range(4)]
    assert codes == [404, 404, 429, 429]


def test_the_limit_is_of_one_address_and_of_the_last_minutes() -> None:
    limit = Limit(2, 600)
    assert [limit.passes("a", 0), limit.passes("a", 1), limit.passes("a", 2)] == [True, True, False]
    assert limit.passes("b", 2)
    assert [limit.passes("a", 600), limit.passes("a", 600)] == [True, False]
    for number in range(KNOWN + 5):
        limit.passes(str(number), 601)
    assert limit.passes("b", 602), "it was forgotten, and nothing grows without end"


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]), max_size=200))
def test_every_text_comes_back_as_it_was(title: str) -> None:
    entry = ics.Entry("1@rasoat", DAY, title, "http://x/1")
    [found] = events(ics.written("Lịch", [entry], datetime(2024, 9, 20, tzinfo=UTC)))
    assert re.sub(r"\\([\\;,])", r"\1", found["SUMMARY"]) == title
