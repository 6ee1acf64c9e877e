"""What the lead decides: of two values, of records that came too late; and what closing a visit waits for."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlmodel import Session

from rasoat.accounts import operations as accounts
from rasoat.db import new_id
from rasoat.files.models import Attachment
from rasoat.inspections.models import Site
from rasoat.problems import Problem
from rasoat.tablets.desk import operations
from rasoat.tablets.receiving.models import Photo, Record
from rasoat.visits import conflicts
from rasoat.visits.conflicts import digest_of_value
from rasoat.visits.models import Response, ResponseConflict, ResponseRevision, Visit
from rasoat.workflows import CaseRef, fire, may
from rasoat.workflows.meanings import place
from tests.tablets.member import Json, Member, announced, picture
from tests.tablets.received import close, rows, sound, story, the
from tests.visits.conftest import _on_the_day
from tests.visits.samples import SIGNS, ChiLang
from tests.web.browse import Client, words

__all__ = ["_on_the_day"]
only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
Browser = Callable[[str], Client]


def differing(lead: Member, other: Member, item: str, one: Any, two: Any) -> None:
    """Both began with the same and changed one field apart from each other."""
    lead.sent(lead.response("warning_signs", SIGNS))
    for member, value in ((lead, one), (other, two)):
        member.sent(member.response("warning_signs", conflicts.with_value(SIGNS, item, value), based_on=1))


def decide(case: ChiLang, choice: str, who: str = "lead", seen: Any = None) -> None:
    row = the(case, ResponseConflict)
    answers = case.world.see(lambda s: s.get_one(Response, row.response_id)).answers
    digest = digest_of_value(conflicts.value_at(answers, row.item) if seen is None else seen)
    case.world.do(lambda s: conflicts.decide(s, case.world.as_(who), row.id, choice, digest))


def refusal(act: Callable[[], Any]) -> str:
    with pytest.raises(Problem) as refused:
        act()
    return refused.value.key


@pytest.mark.parametrize(("choice", "points", "revision"), [("kept", 70, 2), ("offered", 66, 3)])
def test_one_of_two_values_is_chosen(
    case: ChiLang, lead: Member, other: Member, choice: str, points: int, revision: int
) -> None:
    differing(lead, other, "points", 70, 66)
    assert conflicts_counted(case) == 1
    decide(case, choice)
    response, row = the(case, Response), the(case, ResponseConflict)
    assert (response.answers["points"], response.revision) == (points, revision)
    assert (row.decision, row.decided_by, row.offered) == (choice, case.world.as_("lead").user_id, 66)
    entry = story(case)[-1]
    assert (entry.trigger, entry.facts["decision"], entry.facts["item"]) == ("decide_conflict", choice, "points")
    assert conflicts_counted(case) == 0
    assert refusal(lambda: decide(case, "kept")) == "conflict.decided"
    sound(case)


def conflicts_counted(case: ChiLang) -> int:
    return case.world.see(lambda s: conflicts.count_open(s, case.visit.id))


@only_sqlite
def test_two_remarks_can_both_stay(case: ChiLang, lead: Member, other: Member) -> None:
    differing(lead, other, "_notes.points", "Đếm lại", "Hỏi cán bộ xã")
    decide(case, "both")
    assert conflicts.value_at(the(case, Response).answers, "_notes.points") == "Đếm lại\nHỏi cán bộ xã"


@only_sqlite
def test_two_numbers_cannot_both_stay(case: ChiLang, lead: Member, other: Member) -> None:
    differing(lead, other, "points", 70, 66)
    assert refusal(lambda: decide(case, "both")) == "conflict.both"


@only_sqlite
def test_only_the_lead_decides_on_what_stands_now_and_while_the_visit_is_open(
    case: ChiLang, lead: Member, other: Member
) -> None:
    differing(lead, other, "points", 70, 66)
    assert refusal(lambda: decide(case, "kept", "edu_member")) == "forbidden"
    assert refusal(lambda: decide(case, "offered", seen=67)) == "conflict.changed"
    close(case)
    assert refusal(lambda: decide(case, "offered")) == "visit.not_open"
    decide(case, "kept")


@only_sqlite
def test_a_visit_is_closed_after_everything_was_decided_and_has_arrived(
    case: ChiLang, lead: Member, other: Member
) -> None:
    differing(lead, other, "points", 70, 66)
    site = case.site("water_point", "Phố Sặt")
    photo = announced(picture(), "photo")
    answers = {"on_list": "yes", "photo": [{"attachment": photo["id"]}]}
    lead.sent(lead.response("warning_signs", answers, site_id=site.id, photos=[photo]))
    ref, actor = CaseRef("visit", case.visit.id), case.world.as_("lead")

    def reasons() -> set[str]:
        options = case.world.see(lambda s: may(s, ref, actor))
        return {reason.field for option in options if option.transition.trigger == "close" for reason in option.reasons}

    assert {"conflicts", "photos"} <= reasons()
    decide(case, "kept")
    assert "conflicts" not in reasons()
    photo_id = the(case, Photo).id
    stranger = case.world.as_("edu_member")
    assert refusal(lambda: case.world.do(lambda s: operations.give_up(s, stranger, [photo_id], "Mất"))) == "forbidden"
    assert refusal(lambda: case.world.do(lambda s: operations.give_up(s, actor, [photo_id], " "))) == "form.invalid"
    case.world.do(lambda s: operations.give_up(s, actor, [photo_id], "Máy rơi xuống sông"))
    assert "photos" not in reasons()
    assert (
        refusal(lambda: case.world.do(lambda s: operations.give_up(s, actor, [photo_id], "Mất"))) == "photo.not_waited"
    )
    assert story(case)[-1].trigger == "give_up_photo"
    # It came after all.
    assert lead.whole(photo, picture())["state"] == "stored"
    assert the(case, Attachment).id == photo_id


def reopen(case: ChiLang) -> None:
    visit_id = case.visit.id

    def shut(session: Session) -> None:
        place(session, session.get_one(Visit, visit_id), "closed")

    case.world.do(shut)
    ref = CaseRef("visit", visit_id)
    case.world.do(lambda s: fire(s, ref, "reopen", case.world.as_("lead"), payload={"reason": "Bổ sung"}))


def late_record(case: ChiLang, member: Member) -> tuple[Json, Json, bytes]:
    """A response with a photograph that came after the visit was closed."""
    site = case.site("water_point", "Phố Sặt")
    data = picture("blue")
    photo = announced(data, "photo")
    answers = {"on_list": "yes", "photo": [{"attachment": photo["id"]}]}
    record = member.response("warning_signs", answers, site_id=site.id, photos=[photo])
    close(case)
    return member.sent(record), photo, data


def admit(case: ChiLang, submission_id: str, who: str = "lead") -> Record:
    return case.world.do(lambda s: operations.admit(s, case.world.as_(who), UUID(submission_id)))


def test_a_late_record_is_taken_in_after_all_with_its_photographs(case: ChiLang, lead: Member, other: Member) -> None:
    told, photo, data = late_record(case, other)
    other.whole(photo, data)
    assert refusal(lambda: admit(case, told["id"])) == "visit.not_open"
    reopen(case)
    assert refusal(lambda: admit(case, told["id"], "edu_member")) == "forbidden"
    admit(case, told["id"])
    response, row = the(case, Response), the(case, Record)
    assert response.answers["on_list"] == "yes"
    assert response.saved_by == case.world.as_("edu_member").user_id
    assert (row.outcome, row.revision, row.decided_by) == ("admitted", 1, case.world.as_("lead").user_id)
    attachment, known = the(case, Attachment), the(case, Photo)
    assert (attachment.owner_kind, attachment.owner_id) == ("response", response.id)
    assert (known.owner_kind, known.owner_id) == ("response", response.id)
    assert story(case)[-1].trigger == "admit"
    assert refusal(lambda: admit(case, told["id"])) == "late.decided"
    sound(case)


@only_sqlite
@pytest.mark.parametrize("arrived", [True, False])
def test_a_late_record_of_a_closed_account_is_taken_in_with_its_photographs(
    case: ChiLang, lead: Member, other: Member, arrived: bool
) -> None:
    """Who has left the service since has seen it all the same; the photographs are still this person's."""
    told, photo, data = late_record(case, other)
    if arrived:
        other.whole(photo, data)
    reopen(case)
    writer = case.world.as_("edu_member").user_id
    case.world.do(lambda s: accounts.edit_user(s, writer, None, {"active": False}))
    admit(case, told["id"])
    response, known = the(case, Response), the(case, Photo)
    assert response.saved_by == writer
    assert (known.owner_kind, known.owner_id) == ("response", response.id)
    assert [file.owner_id for file in rows(case, Attachment)] == ([response.id] if arrived else [])
    sound(case)


@only_sqlite
def test_a_late_record_merges_as_any_other(case: ChiLang, lead: Member, other: Member) -> None:
    lead.sent(lead.response("warning_signs", SIGNS))
    lead.sent(lead.response("warning_signs", {**SIGNS, "points": 70}, based_on=1))
    close(case)
    told = other.sent(other.response("warning_signs", {**SIGNS, "points": 66}, based_on=1))
    reopen(case)
    admit(case, told["id"])
    assert the(case, Response).answers["points"] == 70
    assert the(case, ResponseConflict).offered == 66


@only_sqlite
def test_photographs_that_follow_an_admitted_record_find_its_response(
    case: ChiLang, lead: Member, other: Member
) -> None:
    told, photo, data = late_record(case, other)
    reopen(case)
    admit(case, told["id"])
    other.whole(photo, data)
    assert the(case, Attachment).owner_kind == "response"


@only_sqlite
def test_a_member_who_goes_on_after_reopening_brings_the_photographs_along(case: ChiLang, other: Member) -> None:
    """The first record lies apart; the next one of the same draft names its photographs again."""
    told, photo, data = late_record(case, other)
    other.whole(photo, data)
    reopen(case)
    record = case.world.see(lambda s: s.get_one(Record, UUID(told["id"]))).body
    again = other.response(
        "warning_signs", {**record["content"]["answers"], "owner": "commune"}, site_id=record["content"]["site_id"]
    )
    assert other.sent(again)["outcome"] == "applied"
    assert (the(case, Attachment).owner_kind, the(case, Photo).owner_kind) == ("response", "response")


@only_sqlite
def test_a_late_place_is_taken_in_before_what_was_found_there(case: ChiLang, lead: Member) -> None:
    site_id = new_id()
    close(case)
    place = lead.sent(lead.record("site", {"id": str(site_id), "kind": "water_point", "name": "Phố Sặt"}))
    found = lead.sent(lead.response("warning_signs", {"on_list": "yes"}, site_id=site_id))
    assert place["outcome"] == found["outcome"] == "quarantined"
    reopen(case)
    assert refusal(lambda: admit(case, found["id"])) == "answers.not_used"
    admit(case, place["id"])
    admit(case, found["id"])
    assert (the(case, Site).id, the(case, Response).site_id) == (site_id, site_id)


def test_a_late_record_is_set_aside_with_a_reason_and_kept(case: ChiLang, other: Member) -> None:
    told, _photo, _data = late_record(case, other)
    submission_id, actor = UUID(told["id"]), case.world.as_("lead")
    assert (
        refusal(lambda: case.world.do(lambda s: operations.set_aside(s, actor, submission_id, " "))) == "form.invalid"
    )
    case.world.do(lambda s: operations.set_aside(s, actor, submission_id, "Đã nhập tay tại bàn"))
    row = the(case, Record)
    assert (row.outcome, row.decision_note) == ("set_aside", "Đã nhập tay tại bàn")
    assert row.body["content"]["answers"]["on_list"] == "yes"
    assert story(case)[-1].trigger == "set_aside"
    assert rows(case, ResponseRevision) == []
    with pytest.raises(Problem) as refused:
        case.world.do(lambda s: operations.set_aside(s, actor, submission_id, "Lần nữa"))
    assert refused.value.key == "late.decided"
    assert actor.name in refused.value.what
    sound(case)


@only_sqlite
def test_the_pages_show_both_sides_and_what_to_do(
    case: ChiLang, lead: Member, other: Member, client_for: Browser
) -> None:
    differing(lead, other, "points", 70, 66)
    url = f"/visits/{case.visit.id}/conflicts"
    page = client_for("lead").get(url)
    assert "70 điểm" in words(page)
    assert "66 điểm" in words(page)
    assert "Giữ giá trị đang có Lấy giá trị gửi đến" in words(page)
    assert "Lấy giá trị gửi đến" not in words(client_for("edu_member").get(url))
    assert client_for("district_officer").get(url).status_code == 404
    row = the(case, ResponseConflict)
    browser = client_for("lead")
    assert "1 mục hai người ghi khác nhau chờ trưởng đoàn" in words(browser.get(f"/visits/{case.visit.id}"))
    seen = digest_of_value(70)
    stale = browser.post(f"/visits/conflicts/{row.id}/decide", {"choice": "offered", "seen": "x"})
    assert stale.status_code == 303
    assert "đã thay đổi sau khi bạn mở trang" in words(browser.get(url))
    assert browser.post(f"/visits/conflicts/{row.id}/decide", {"choice": "?", "seen": seen}).status_code == 400
    browser.post(f"/visits/conflicts/{row.id}/decide", {"choice": "offered", "seen": seen})
    assert "Lấy giá trị gửi đến" in words(browser.get(url))
    assert the(case, Response).answers["points"] == 66
    told = words(browser.get(f"/visits/{case.visit.id}"))
    assert "Trưởng đoàn chọn giữa hai giá trị khác nhau" in told
    assert "Nhận dữ liệu từ máy tính bảng: 3 lần" in told


@only_sqlite
def test_the_page_of_late_records_tells_what_they_hold(
    case: ChiLang, other: Member, client_for: Browser, app: Flask
) -> None:
    told, photo, data = late_record(case, other)
    other.whole(photo, data)
    url, browser = f"/visits/{case.visit.id}/late", client_for("lead")
    page = words(browser.get(url))
    assert "Phố Sặt" in page
    assert "Lúc về: buổi làm việc đang ở tình trạng “Đã xong”" in page
    assert client_for("district_officer").get(url).status_code == 404
    assert browser.get(f"/files/{photo['id']}").status_code == 200
    assert client_for("district_officer").get(f"/files/{photo['id']}").status_code == 404
    browser.post(f"/visits/late/{told['id']}/admit")
    assert "Chưa đưa vào được" in words(browser.get(url))
    assert browser.post(f"/visits/late/{told['id']}/set-aside", {"reason": ""}).status_code == 422
    reopen(case)
    browser.post(f"/visits/late/{told['id']}/admit")
    assert "Đã đưa vào" in words(browser.get(url))
    assert client_for("edu_member").post(f"/visits/late/{told['id']}/admit").status_code in (303, 403)


@only_sqlite
@pytest.mark.parametrize("kind", ["response", "site"])
def test_a_late_record_is_checked_again_when_it_is_taken_in(case: ChiLang, lead: Member, kind: str) -> None:
    """What made it late must be over: the visit is open again."""
    content = {"id": str(new_id()), "kind": "water_point", "name": "Phố Sặt"}
    record = lead.record("site", content) if kind == "site" else lead.response("warning_signs", SIGNS)
    close(case)
    told = lead.sent(record)
    assert told["outcome"] == "quarantined"
    assert refusal(lambda: admit(case, told["id"])) == "visit.not_open"
    assert the(case, Record).outcome == "quarantined"
    assert rows(case, Site) == rows(case, Response) == []
    reopen(case)
    assert admit(case, told["id"]).outcome == "admitted"
