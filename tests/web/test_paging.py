"""Pages of a list: every row once, in order, forwards and backwards, whatever is equal or has no value."""

import base64
import html
import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlmodel import col, select

from rasoat.accounts.models import User
from rasoat.db import new_id
from rasoat.db.counting import count_up_to
from rasoat.pages.paging import By, Page, paginate
from rasoat.tablets.models import Tablet

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
OWNERS = ("officer", "lead", "clerk")
SEEN = [0, None, 2, 1, None, 1, 0, 2, 1, None, 3]
"""Hours after noon, of eleven tablets; None: never."""
ORDERS = {
    "seen": [By(col(Tablet.seen_at)), By(col(Tablet.id))],
    "seen last": [By(col(Tablet.seen_at), True), By(col(Tablet.id), True)],
    "owner": [By(col(User.order_text)), By(col(Tablet.id))],
    "never seen, owner last": [
        By(col(Tablet.seen_at).is_(None), True),
        By(col(User.order_text), True),
        By(col(Tablet.id)),
    ],
}


@pytest.fixture
def tablets(world) -> list[dict[str, Any]]:
    """What the rows are ordered by, of each tablet."""
    rows = [
        Tablet(
            id=new_id(),
            account_id=world.as_(OWNERS[number % 3]).user_id,
            lock_key="",
            seen_at=None if hours is None else NOON + timedelta(hours=hours),
        )
        for number, hours in enumerate(SEEN)
    ]
    world.do(lambda db: db.add_all(rows))
    names = world.see(lambda db: {user.id: user.order_text for user in db.exec(select(User))})
    return [{"id": row.id, "seen": row.seen_at, "owner": names[row.account_id]} for row in rows]


def expected(order: str, rows: list[dict[str, Any]]) -> list[Any]:
    by_id = sorted(rows, key=lambda row: row["id"], reverse=order == "seen last")
    if order == "owner":
        by_id.sort(key=lambda row: row["owner"])
    elif order == "never seen, owner last":
        by_id.sort(key=lambda row: row["owner"], reverse=True)
        by_id.sort(key=lambda row: row["seen"] is not None)
    else:
        by_id.sort(key=lambda row: row["seen"] or NOON, reverse=order == "seen last")
        by_id.sort(key=lambda row: row["seen"] is None)
    return [row["id"] for row in by_id]


def look(app, address: str, order: str, per_page: int) -> Page[Tablet]:
    with app.test_request_context(address):
        query = select(Tablet).join(User, col(User.id) == col(Tablet.account_id))
        return paginate(query, ORDERS[order], per_page)


def test_a_walk_through_the_list_meets_every_row_once(app, tablets) -> None:
    for order in ORDERS:
        whole = expected(order, tablets)
        for per_page in (1, 2, 3, 4, 10, 11, 12):
            pages = [look(app, "/tablets/", order, per_page)]
            while pages[-1].after and len(pages) < len(whole):
                pages.append(look(app, pages[-1].after, order, per_page))
            walked = [[row.id for row in page.items] for page in pages]
            assert [one for page in walked for one in page] == whole, (order, per_page)
            assert {page.total for page in pages} == {len(whole)}
            back = [pages[-1]]
            while back[-1].before and len(back) < len(whole):
                back.append(look(app, back[-1].before, order, per_page))
            assert [[row.id for row in page.items] for page in reversed(back)] == walked, (order, per_page)


def test_rows_that_come_and_go_shift_nothing(app, world, tablets) -> None:
    first = look(app, "/tablets/", "seen last", 3)
    world.do(lambda db: db.add(Tablet(account_id=world.as_("lead").user_id, lock_key="", seen_at=NOON + timedelta(1))))
    shown = [row.id for row in first.items]
    assert [row.id for row in look(app, first.after, "seen last", 3).items] == expected("seen last", tablets)[3:6]
    again = look(app, look(app, first.after, "seen last", 3).before, "seen last", 3)
    assert [row.id for row in again.items] == shown
    assert again.before, "the new one is before them"


def test_the_first_page_is_whole_also_when_one_comes_back_to_it(app, world, tablets) -> None:
    second = look(app, look(app, "/tablets/", "seen", 3).after, "seen", 3)
    gone = expected("seen", tablets)[0]
    world.do(lambda db: db.delete(db.get_one(Tablet, gone)))
    first = look(app, second.before, "seen", 3)
    assert ([row.id for row in first.items], first.before) == (expected("seen", tablets)[1:4], "")


def test_a_long_list_is_not_counted_to_its_end(app, world, tablets) -> None:
    assert look(app, "/tablets/", "seen", 3).count == str(len(SEEN))
    query = select(Tablet).order_by(col(Tablet.seen_at))
    assert [world.see(lambda db, m=most: count_up_to(db, query, m)) for most in (5, 10, 11)] == [6, 11, 11]
    assert [Page([], total).count for total in (1000, 1001)] == ["1000", "Hơn 1.000"]


def written(*values: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode()


KEY = "019580a0000070008000000000000001"
NO_PLACES = [
    "", "x", "%%%", written(), written(None), written("2026-03-02T05:00:00+00:00"), written(5, KEY),
    written("2026-03-02T05:00:00", KEY), written("0001-01-01T00:00:00+14:00", KEY), written("9999-12-31T23:59:59-14:00", KEY),
    written("2026-03-02T05:00:00+00:00", None), written("2026-03-02T05:00:00+00:00", 7), written("\0", "\0"),
    written("\ud800", KEY), written([], {}), base64.urlsafe_b64encode(b"[" * 3000).decode(),
]  # fmt: skip


def test_what_this_program_did_not_write_gives_the_first_page(app, client_for, tablets):
    officer, whole = client_for("officer"), expected("seen", tablets)
    for name in ("after", "before"):
        for place in NO_PLACES:
            assert [row.id for row in look(app, f"/tablets/?{name}={place}", "seen", 3).items] == whole[:3], place
            assert officer.get(f"/tablets/?{name}={place}").status_code == 200, place


def link(page: Any, title: str) -> str:
    """Where a link of this title leads; empty when there is none."""
    found = re.search(rf'href="([^"]*)">{title}</a>', page.text)
    return html.unescape(found.group(1)) if found else ""


def test_a_page_offers_the_pages_beside_it_and_keeps_what_was_asked(app, world, client_for):
    owner = world.as_("officer").user_id
    world.do(lambda db: db.add_all([Tablet(account_id=owner, lock_key="", seen_at=NOON) for _ in range(60)]))
    officer = client_for("officer")
    page = officer.get("/tablets/?state=used&sort=seen")
    assert "60 máy" in page.text
    assert (link(page, "Trang đầu"), link(page, "Trước")) == ("", "")
    for _ in range(2):
        following = link(page, "Sau")
        assert parse_qs(urlsplit(following).query).keys() == {"state", "sort", "after"}
        page = officer.get(following)
    assert "60 máy" in page.text
    assert link(page, "Sau") == ""
    assert parse_qs(urlsplit(link(page, "Trước")).query).keys() == {"state", "sort", "before"}
    assert parse_qs(urlsplit(link(page, "Trang đầu")).query).keys() == {"state", "sort"}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_address_that_was_sent_decides_nothing_about_where_links_lead(client_for):
    asked = "_scheme=javascript&_external=1&_anchor=x&_method=POST&endpoint=health.show&name=x&q=h"
    page = client_for("admin").get(f"/admin/users?{asked}")
    assert page.status_code == 200
    assert "javascript" not in page.text
    assert "/admin/users?" in page.text
