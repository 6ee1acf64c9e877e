"""An answer in rounds, as the pages show it: drafts, supplements, what was taken back, what is stale."""

from datetime import date
from uuid import UUID

import pytest

from rasoat.files.access import attached
from rasoat.recommendations import effects, prepared, queries, releasing, rounds
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.answering.queries import answers_of, has_answer, verifications_of
from rasoat.workflows import CaseRef, fire
from tests.recommendations.samples import attempt, followed_up, obligations
from tests.recommendations.test_pages import Browser, picture, play_on
from tests.web.browse import inputs, words
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages
from tests.world import World


@pytest.fixture
def page(world: World) -> str:
    inspection = followed_up(world)
    play_on(world, date(2024, 9, 20))
    return f"/obligations/{obligations(world, inspection.id)[2].id}"


def owed(page: str) -> UUID:
    return UUID(page[-36:])


def send(client: object, page: str, step: str, **values: object) -> object:
    """Post one of the page's forms, with what its hidden fields say."""
    shown = inputs(client.get(page))  # type: ignore[attr-defined]
    hidden = {name: shown[name] for name in ("version", "seen", "command_id") if name in shown}
    return client.post(f"{page}/{step}", {**hidden, **values}, content_type="multipart/form-data")  # type: ignore[attr-defined]


def test_a_draft_is_in_the_form_again_and_goes_with_the_answer(
    world: World,
    client_for: Browser,  # noqa: F811
    page: str,
) -> None:
    officer, dept = client_for("district_officer"), client_for("officer")
    assert send(officer, page, "draft", text="Đã cắm 30 biển.", files=picture()).status_code == 303  # type: ignore[attr-defined]
    shown = officer.get(page)
    assert "Đã cắm 30 biển." in shown.text
    assert "biển cảnh báo.jpg" in words(shown)
    assert "Có bản nháp" in words(officer.get("/obligations/inbox"))
    assert "Đã cắm 30 biển." not in dept.get(page).text
    draft = world.see(
        lambda s: prepared.current(
            s, queries.require_visible(s, owed(page), world.as_("district_officer")), world.as_("district_officer")
        )
    )
    assert draft is not None
    [file] = world.see(lambda s: attached(s, prepared.OWNER, draft.id))
    assert dept.get(f"/files/{file.id}").status_code == 404
    sent = send(officer, page, "answer", claim="met", text="Đã cắm 46 biển.", kept=str(file.id))
    assert sent.status_code == 303  # type: ignore[attr-defined]
    [answer] = world.see(lambda s: answers_of(s, owed(page)))
    assert [one.name for one in world.see(lambda s: attached(s, rounds.ANSWER, answer.id))] == ["biển cảnh báo.jpg"]
    assert "biển cảnh báo.jpg" in dept.get(page).text


def test_a_draft_that_somebody_else_saved_meanwhile_is_not_overwritten(
    world: World,
    client_for: Browser,  # noqa: F811
    page: str,
) -> None:
    officer = client_for("district_officer")
    stale = {"text": "Bản cũ."}
    assert send(officer, page, "draft", text="Bản mới.").status_code == 303  # type: ignore[attr-defined]
    assert officer.post(f"{page}/draft", stale).status_code == 409
    assert "Bản mới." in officer.get(page).text


def test_a_supplement_is_prefilled_and_the_former_version_is_shown(
    world: World,
    client_for: Browser,  # noqa: F811
    page: str,
) -> None:
    officer, dept = client_for("district_officer"), client_for("officer")
    send(officer, page, "answer", claim="partly_met", text="Đã cắm 30 biển.", files=picture())
    shown = officer.get(page)
    assert "Bổ sung báo cáo đã gửi" in words(shown)
    assert "Bổ sung báo cáo đã gửi" not in words(dept.get(page))
    seen = inputs(dept.get(page))
    assert send(officer, page, "supplement", claim="met", text="Đã cắm 46 biển.").status_code == 303  # type: ignore[attr-defined]
    told = words(dept.get(page))
    assert "Đã thay bằng bản bổ sung" in told
    assert "Đã cắm 30 biển." in told and "Đã cắm 46 biển." in told
    # The officer had the former version before him: his verdict does not count for the new one.
    verdict = {"version": seen["version"], "command_id": seen["command_id"], "verdict": "met", "evidence": "Xem ảnh."}
    assert dept.post(f"{page}/verify", verdict).status_code == 409
    assert send(dept, page, "verify", verdict="met", evidence="Xem ảnh.").status_code == 303  # type: ignore[attr-defined]
    rows = world.see(lambda s: answers_of(s, owed(page)))
    [verification] = world.see(lambda s: verifications_of(s, owed(page)))
    assert verification.answer_id == rows[-1].id


def test_pictures_are_shown_small_to_both_sides(client_for: Browser, page: str) -> None:  # noqa: F811
    officer, dept = client_for("district_officer"), client_for("officer")
    send(officer, page, "progress", progress="Đã cắm 12 biển.", progress_files=picture())
    for who in (officer, dept):
        assert 'class="photo-strip"' in who.get(page).text


def test_what_was_taken_back_stands_no_more(world: World, page: str) -> None:
    district, ref = world.as_("district_officer"), CaseRef("obligation", owed(page))
    world.do(lambda s: answering.answer(s, district, ref.id, claim="met", text="Đã làm."))
    world.do(lambda s: fire(s, ref, "take_back", district, payload={"reason": "Nhầm điểm."}))
    assert world.see(lambda s: effects.standing_answer(s, ref.id)) is None
    assert not world.see(lambda s: has_answer(s, ref.id))
    world.do(lambda s: answering.answer(s, district, ref.id, claim="partly_met", text="Đã làm một phần."))
    found = world.see(lambda s: effects.standing_answer(s, ref.id))
    assert found is not None and (found.ordinal, found.claim) == (2, "partly_met")


def test_what_was_taken_back_is_a_draft_with_its_figures_and_pictures(
    world: World,
    client_for: Browser,  # noqa: F811
    page: str,
) -> None:
    officer = client_for("district_officer")
    sent = {"claim": "met", "text": "Đã cắm 12 biển.", "files": picture()}
    assert send(officer, page, "answer", **sent).status_code == 303  # type: ignore[attr-defined]
    ref, district = CaseRef("obligation", owed(page)), world.as_("district_officer")
    world.do(lambda s: fire(s, ref, "take_back", district, payload={"reason": "Nhầm điểm."}))
    form = officer.get(page).text.partition('id="answer"')[2]
    assert "Đã cắm 12 biển.</textarea>" in form and "biển cảnh báo.jpg" in form
    assert "Đã cắm 12 biển.</textarea>" not in client_for("officer").get(page).text
    again = {"claim": "met", "text": "Đã cắm 13 biển.", "files": picture()}
    assert send(officer, page, "answer", **again).status_code == 303  # type: ignore[attr-defined]


def test_nobody_else_takes_an_answer_back(world: World, page: str) -> None:
    ref = CaseRef("obligation", owed(page))
    world.do(lambda s: answering.answer(s, world.as_("district_officer"), ref.id, claim="met", text="Đã làm."))
    reason = {"reason": "Không phải của tôi."}
    for who in ("officer", "leader", "other_officer"):
        assert "case.not_allowed" in attempt(
            lambda who=who: world.do(lambda s: fire(s, ref, "take_back", world.as_(who), payload=reason))
        )


def test_a_draft_does_not_take_what_waits_for_the_leader(world: World, page: str) -> None:
    from rasoat.units import operations as units

    world.do(lambda s: units.edit_agency(s, world.agencies["district"], None, {"leader_releases": True}))
    officer = world.as_("district_officer")
    row = world.do(lambda s: releasing.prepare(s, officer, owed(page), claim="met", text="Đã làm."))
    told = attempt(
        lambda: world.do(lambda s: releasing.save_draft(s, officer, owed(page), claim="", text="Nháp.", seen=row.id))
    )
    assert "đang chờ lãnh đạo duyệt" in told
