"""No address of a picture says where it was taken to somebody who is not to know; the picture as it came is for the agency
that sent it and for those who weigh it.
"""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from rasoat.files.access import attached
from rasoat.files.operations import take_in
from rasoat.files.store import BlobStore
from rasoat.recommendations import rounds
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.answering.queries import progress_of, verifications_of
from rasoat.settings import Settings
from tests.files import located
from tests.recommendations.samples import followed_up, obligations
from tests.recommendations.test_pages import play_on
from tests.web.browse import Client, inputs
from tests.web.scene import Scene, build
from tests.web.sights import SIGHTS
from tests.web.test_who_sees_what import (  # noqa: F401 - the fixture reads the states of every kind
    EVERY,
    ROWS,
    TABLE,
    _read_workflows,
    _states_of,
)
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
Browser = Callable[[str], Client]
OUTSIDE = ("unit", "its office", "its office, other account", "another unit", "ministry", "administrator")


@pytest.fixture
def scene(world: World, settings: Settings) -> Scene:
    return build(world, BlobStore(settings.files_dir))


def test_no_address_of_a_picture_tells_anybody_outside_where_it_was_taken(scene: Scene, client_for: Browser) -> None:
    """Every owner of files, in a state in which as many as possible see it, as those outside who do, and one inside. All of
    these were sent by the team's lead.
    """
    people = {group: TABLE["groups"][group][0] for group in (*OUTSIDE, "lead agency")}
    clients = {group: client_for(name) for group, name in people.items()}
    outside = {people[group] for group in OUTSIDE}
    opened, whole = 0, set()
    for row in (row for row in ROWS if SIGHTS[row.thing].owner_kind):
        widest = max(_states(row), key=lambda state, row=row: len(row.seers(state)))
        if widest != EVERY:
            scene.put(row.kind, row.thing, widest)
        for group in (group for group, name in people.items() if name in row.seers(widest)):
            client = clients[group]
            at = scene.ids[row.thing]
            for path in (f"/files/{at}", f"/files/{at}/small", f"/api/v1/files/{at}"):
                answer = client.get(path)
                assert answer.status_code == 200, (path, group)
                opened += 1
                assert located.told(answer.data) == [], (row.thing, group, path)
            original = client.get(f"/files/{at}/original")
            assert original.status_code in (200, 404)
            if original.status_code == 200:
                whole.add((row.thing, people[group]))
                assert "gps" in located.told(original.data)
                assert original.headers["Content-Disposition"].startswith("attachment")
    assert opened > 80
    assert not {pair for pair in whole if pair[1] in outside}
    assert {thing for thing, _ in whole} >= {"photograph of an answer", "file of an answer", "photograph of a danger"}


def _states(row: Any) -> list[str]:
    known = _states_of(row.kind)
    return [state for state in known if state != EVERY] or known


def test_what_a_telephone_sent_is_shown_to_both_sides_without_its_place(
    world: World, client_for: Browser, settings: Settings
) -> None:
    inspection = followed_up(world)
    play_on(world, date(2024, 9, 20))
    owed = obligations(world, inspection.id)[2]
    page, sender = f"/obligations/{owed.id}", client_for("district_officer")
    shown = sender.get(page)
    assert 'capture="environment"' in shown.text
    hidden = {name: inputs(shown)[name] for name in ("version", "command_id") if name in inputs(shown)}
    files = [(io.BytesIO(located.photo(turn=one)), f"IMG_{one}.jpg") for one in (1, 6, 8)]
    sent = sender.post(
        f"{page}/progress",
        {**hidden, "progress": "Đã cắm 12 biển.", "progress_files": files},
        content_type="multipart/form-data",
    )
    assert sent.status_code == 303
    [report] = world.see(lambda s: progress_of(s, owed.id))
    rows = world.see(lambda s: attached(s, rounds.PROGRESS, report.id))
    assert len(rows) == 3
    for who, whole in (("district_officer", True), ("district_leader", True), ("officer", True)):
        client = client_for(who)
        text = client.get(page).text
        for row in rows:
            assert located.told(client.get(f"/files/{row.id}").data) == [], who
            assert f'src="/files/{row.id}/small"' in text, who
            assert located.told(client.get(f"/files/{row.id}/small").data) == [], who
            assert (f'href="/files/{row.id}/original"' in text) == whole, who
            original = client.get(f"/files/{row.id}/original")
            assert original.status_code == (200 if whole else 404), who
            assert not whole or "gps" in located.told(original.data)
    assert client_for("other_officer").get(f"/files/{rows[0].id}/original").status_code == 404
    # What the department photographs is shown to the addressee, and is the department's as it came.
    dept, store = client_for("officer"), BlobStore(settings.files_dir)
    taken = take_in(store, "sat.jpg", io.BytesIO(located.photo()), 20)
    world.do(lambda s: answering.answer(s, world.as_("district_officer"), owed.id, claim="met", text="Đã cắm."))
    given = {"verdict": "not_met", "evidence": "Chưa thấy biển.", "files": [taken]}
    world.do(lambda s: answering.verify(s, world.as_("officer"), owed.id, **given))
    [verdict] = world.see(lambda s: verifications_of(s, owed.id))
    [file] = world.see(lambda s: attached(s, "verification", verdict.id))
    assert located.told(sender.get(f"/files/{file.id}").data) == []
    assert f"/files/{file.id}/small" in sender.get(page).text
    assert f"/files/{file.id}/original" not in sender.get(page).text
    assert [one.get(f"/files/{file.id}/original").status_code for one in (sender, dept)] == [404, 200]
    assert store.get(rows[0].sha256) == located.photo()
