"""Addresses of earlier versions lead to where their pages are now, with what follows in them."""

import pytest

from tests.web.browse import HOST

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SOME = "0197a000-0000-7000-8000-000000000001"


@on_sqlite
@pytest.mark.parametrize(
    ("earlier", "now"),
    [
        ("/notices/", "/papers/"),
        ("/notices/?status=issued&q=l%E1%BB%8Bch", "/papers/?status=issued&q=l%E1%BB%8Bch"),
        ("/notices/register", "/papers/register"),
        (f"/notices/{SOME}/paper.pdf", f"/papers/{SOME}/paper.pdf"),
        ("/recommendations/inbox", "/obligations/inbox"),
        (f"/recommendations/{SOME}", f"/obligations/{SOME}"),
    ],
)
def test_an_earlier_address_leads_on(client_for, earlier, now):
    answer = client_for("officer").get(earlier)
    assert (answer.status_code, answer.location.removeprefix(HOST)) == (308, now)


@on_sqlite
@pytest.mark.parametrize(
    ("earlier", "now"),
    [
        ("/notices/draft", "/papers/draft"),
        (f"/recommendations/{SOME}/answer", f"/obligations/{SOME}/answer"),
        (f"/recommendations/{SOME}/verify", f"/obligations/{SOME}/verify"),
    ],
)
def test_a_form_that_was_open_meanwhile_is_sent_again(client_for, earlier, now):
    answer = client_for("officer").post(earlier, {"plan_id": SOME})
    assert (answer.status_code, answer.location.removeprefix(HOST)) == (308, now)
