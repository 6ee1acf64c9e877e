"""The pages of proposals as browsers without scripts use them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import col, select

from rasoat import clock
from rasoat.followup import proposal_steps
from rasoat.followup.models import LadderStep
from rasoat.incoming.about import Link
from rasoat.papers import queries as papers
from rasoat.papers.compose import as_paper
from rasoat.papers.kinds import late_proposals, province_report
from rasoat.papers.models import PaperCase
from rasoat.papers.operations import draft_paper
from rasoat.problems import Problem
from rasoat.proposals import forwarding, joining, queries
from rasoat.workflows import CaseRef, fire
from rasoat.workflows.meanings import place
from tests.incoming.samples import ARRIVED, entered
from tests.papers.decreed import issue
from tests.papers.samples import Told, print_at_once, words_of
from tests.proposals.samples import both, now
from tests.recommendations.samples import REVIEWED_ON, reviewing
from tests.recommendations.test_pages import play_on
from tests.visits.samples import ChiLang
from tests.web.browse import Client, inputs, words
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages
from tests.world import World

Browser = Callable[[str], Client]


def test_sent_by_the_district_read_and_found_by_the_department(world: World, client_for: Browser) -> None:  # noqa: F811
    inspection = reviewing(world)
    play_on(world, REVIEWED_ON)
    district, page = client_for("district_officer"), f"/proposals/of/{inspection.id}"
    assert "Gửi đề xuất" in words(district.get(page))
    answer = district.post(f"{page}/new", {"text": " "})
    assert answer.status_code == 422
    assert "Nhập nội dung đề xuất." in words(answer)
    assert district.post(f"{page}/new", {"text": "Nâng cấp phần mềm hay lỗi, mất dữ liệu"}).status_code == 303
    [row] = world.see(lambda s: queries.proposals_of(s, inspection.id))
    assert row.received_on == REVIEWED_ON
    officer = client_for("officer")
    assert "Nâng cấp phần mềm" in words(officer.get("/proposals/?q=phan+mem+loi"))
    assert "Không có đề xuất nào khớp" in words(officer.get("/proposals/?q=khong+co"))
    shown = officer.get(f"/proposals/{row.id}")
    assert "Chuyển cơ quan có thẩm quyền" in words(shown)
    given = {"to_agency": str(world.agencies["ministry"]), "response": "Đề nghị Bộ xem xét", "version": "1"}
    assert officer.post(f"/cases/proposal/{row.id}/forward", given).status_code == 303
    ministry = client_for("ministry_leader")
    assert "Trả lời đơn vị" in words(ministry.get(f"/proposals/{row.id}"))
    assert client_for("other_officer").get(f"/proposals/{row.id}").status_code == 404
    assert client_for("other_officer").get(f"{page}/new").status_code == 404


def test_an_officer_notes_one_on_the_day_it_was_made(world: World, client_for: Browser) -> None:  # noqa: F811
    inspection = reviewing(world)
    play_on(world, REVIEWED_ON)
    officer, page = client_for("officer"), f"/proposals/of/{inspection.id}/new"
    assert inputs(officer.get(page))["received_on"] == f"{REVIEWED_ON:%d/%m/%Y}"
    late = officer.post(page, {"text": "Mở lớp tập huấn", "received_on": "13/8/2024"})
    assert "Ngày nhận không thể sau hôm nay." in words(late)
    assert officer.post(page, {"text": "Mở lớp tập huấn", "received_on": "17/7/2024"}).status_code == 303
    assert client_for("leader").get(page).status_code == 403


def test_a_stale_edit_shows_both(world: World, client_for: Browser) -> None:  # noqa: F811
    inspection = reviewing(world)
    play_on(world, REVIEWED_ON)
    district = client_for("district_officer")
    district.post(f"/proposals/of/{inspection.id}/new", {"text": "Bản đầu"})
    [row] = world.see(lambda s: queries.proposals_of(s, inspection.id))
    page = f"/proposals/{row.id}/edit"
    seen = inputs(district.get(page))["version"]
    assert district.post(page, {"text": "Bản hai", "version": seen}).status_code == 303
    answer = district.post(page, {"text": "Bản ba", "version": seen})
    assert answer.status_code == 409
    assert "Bản hai" in words(answer)
    assert "Mã Thị Huyện" in words(answer)


def test_an_officer_names_a_person_joins_forwards_and_records_the_reply(world: World, client_for: Browser) -> None:  # noqa: F811
    play_on(world, REVIEWED_ON)
    with clock.use_date(REVIEWED_ON):
        first, second = both(world)
    officer, page = client_for("officer"), f"/proposals/{first.id}"
    shown = officer.get(f"{page}/appoint")
    assert inputs(shown)["due_on"] == "26/08/2024"
    assert "Nhập hạn." in words(officer.post(f"{page}/appoint", {"owner": "", "due_on": "", "version": "1"}))
    named = {"owner": str(world.as_("officer2").user_id), "due_on": "30/8/2024", "version": inputs(shown)["version"]}
    assert officer.post(f"{page}/appoint", named).status_code == 303
    assert officer.post(f"{page}/appoint", named).status_code == 409
    told = words(officer.get(page))
    assert "Lý Văn Nháp" in told and "30/08/2024" in told
    listed = officer.get(f"/proposals/?owner={world.as_('officer2').user_id}")
    assert "Nâng cấp phần mềm quản lý trẻ em" in words(listed) and "Lý Văn Nháp theo dõi" in words(listed)
    assert "Không có đề xuất nào khớp" in words(officer.get("/proposals/?stage=late"))
    assert "Nhập lý do" not in words(client_for("district_officer").get(page))
    assert "Lý Văn Nháp" not in words(client_for("district_officer").get(page))

    form = officer.get(f"/proposals/{second.id}/join")
    assert "UBND huyện Chi Lăng, đã tiếp nhận: Nâng cấp phần mềm" in words(form)
    assert "Chọn đề xuất cùng nội dung." in words(officer.post(f"/proposals/{second.id}/join", {"version": "1"}))
    joined = {"leader": str(first.id), "version": inputs(form)["version"]}
    assert officer.post(f"/proposals/{second.id}/join", joined).status_code == 303
    assert "Đề xuất 1 của UBND huyện Hữu Lũng" in words(officer.get(page))
    unit = words(client_for("other_officer").get(f"/proposals/{second.id}"))
    assert "xử lý chung" in unit and "Chi Lăng" not in unit

    several = words(officer.get("/proposals/forward"))
    assert "Nâng cấp phần mềm" in several and "Phần mềm quản lý trẻ em hay lỗi" not in several
    sent = {
        "receiver": str(world.agencies["province"]), "onward": "government", "until": "30/9/2024",
        "proposals-0-proposal_id": str(first.id), "proposals-0-response": "Đề nghị nâng cấp phần mềm.",
    }  # fmt: skip
    assert "Nhập nội dung kiến nghị." in words(
        officer.post("/proposals/forward", {**sent, "proposals-0-response": " "})
    )
    assert "Hạn không thể trước hôm nay." in words(officer.post("/proposals/forward", {**sent, "until": "1/8/2024"}))
    assert officer.post("/proposals/forward", sent).status_code == 303
    told = words(officer.get(page))
    assert "Chính phủ, Thủ tướng Chính phủ" in told and "Soạn công văn chuyển đề xuất" in told
    assert "Không có đề xuất nào chờ chuyển" in words(officer.get("/proposals/forward"))
    play_on(world, date(2024, 10, 7))
    assert "Quá hạn từ ngày 30/09/2024" in words(officer.get(page))
    assert "Nâng cấp phần mềm" in words(officer.get("/proposals/?stage=late"))

    paper = entered(world, replace(ARRIVED, arrived_on=date(2024, 10, 7), dated=date(2024, 10, 4), author="UBND tỉnh"))
    replies = f"/incoming/{paper.id}/replies"
    assert "Ghi là trả lời đề xuất" in words(officer.get(f"/incoming/{paper.id}"))
    assert client_for("leader").get(replies).status_code == 403
    assert "chuyển UBND tỉnh ngày 12/08/2024" in words(officer.get(replies))
    assert "Chọn ít nhất một đề xuất" in words(officer.post(replies, {}))
    given = {"replies-0-proposal_id": str(first.id), "replies-0-reply": "Bộ nâng cấp trong quý IV."}
    assert officer.post(replies, given).status_code == 303
    assert "Nâng cấp phần mềm" in words(officer.get(f"/incoming/{paper.id}"))
    for who, row in (("district_officer", first), ("other_officer", second)):
        told = words(client_for(who).get(f"/proposals/{row.id}"))
        assert "Bộ nâng cấp trong quý IV." in told and "Báo cáo số 125/BC-UBND ngày 04/10/2024" in told


def test_what_was_joined_is_separated(world: World, client_for: Browser) -> None:  # noqa: F811
    play_on(world, REVIEWED_ON)
    with clock.use_date(REVIEWED_ON):
        first, second = both(world)
        world.do(lambda s: joining.join(s, world.as_("officer"), second.id, None, first.id))
    officer, page = client_for("officer"), f"/proposals/{second.id}"
    assert "Tách ra xử lý riêng" in words(officer.get(page))
    assert client_for("leader").post(f"{page}/separate").status_code == 403
    assert officer.post(f"{page}/separate", {"version": str(now(world, second.id).version)}).status_code == 303
    assert now(world, second.id).follows_id is None
    assert "Gộp vào đề xuất cùng nội dung" in words(officer.get(page))


def test_a_letter_that_forwards_several_goes_to_every_unit(world: World) -> None:
    with clock.use_date(REVIEWED_ON):
        rows = both(world)
        to = forwarding.Receiver(world.agencies["ministry"])
        some = [forwarding.Forwarded(row.id, "Đề nghị nâng cấp.") for row in rows]
        world.do(lambda s: forwarding.forward_together(s, world.as_("officer"), to, some))
        letter = world.do(lambda s: draft_paper(s, world.as_("officer"), "forwarding", rows[0].id))
        readers = {who: _reads(world, letter.id, who) for who in READERS}
        assert not any(readers.values())
        world.do(lambda s: place(s, s.get_one(PaperCase, letter.id), "issued"))
        readers = {who: _reads(world, letter.id, who) for who in READERS}
    assert readers == {**dict.fromkeys(READERS, True), "office_officer": False}


READERS = ("district_officer", "other_officer", "ministry_leader", "office_officer")


def _reads(world: World, paper_id: UUID, who: str) -> bool:
    return world.see(lambda s: papers.visible(s, paper_id, world.as_(who)))


def test_a_unit_is_asked_for_its_letter_and_the_clerk_registers_it(world: World, client_for: Browser) -> None:  # noqa: F811
    play_on(world, REVIEWED_ON)
    with clock.use_date(REVIEWED_ON):
        first, second = both(world)
    officer, page = client_for("officer"), f"/proposals/{first.id}"
    assert "Đề nghị đơn vị gửi văn bản" in words(officer.get(page))
    asked = {"response": "Đề nghị huyện có văn bản gửi Sở.", "due_on": "20/8/2024", "version": str(first.version)}
    assert officer.post(f"/cases/proposal/{first.id}/ask_letter", asked).status_code == 303
    district = client_for("district_officer")
    assert "Đề xuất chờ văn bản của cơ quan bạn" in words(district.get("/"))
    assert "Đề nghị huyện có văn bản gửi Sở." in words(district.get(page))
    join = {"leader": str(first.id), "version": str(second.version)}
    assert "đang chờ văn bản của đơn vị" in words(officer.post(f"/proposals/{second.id}/join", join))
    play_on(world, date(2024, 8, 22))
    assert "Đề xuất của đơn vị quá hạn" in words(officer.get("/"))
    assert "Vào sổ văn bản đến" in words(client_for("clerk").get(page))
    with clock.use_date(date(2024, 8, 22)):
        arrived = replace(ARRIVED, arrived_on=date(2024, 8, 22), dated=date(2024, 8, 21))
        paper = entered(world, arrived, Link("proposal", first.id))
    told = words(officer.get(page))
    assert "Báo cáo số 125/BC-UBND ngày 21/08/2024" in told and "Tiếp thu để giải quyết" in told
    assert "văn bản ở lại trong hồ sơ đó" in words(client_for("clerk").get(f"/incoming/{paper.id}"))


def test_a_letter_that_asks_again_is_drafted_by_hand_too(world: World, client_for: Browser) -> None:  # noqa: F811
    play_on(world, REVIEWED_ON)
    with clock.use_date(REVIEWED_ON):
        first, second = both(world)
        given = {"to_agency": world.agencies["ministry"], "response": "Đề nghị Bộ xem xét."}
        ref = CaseRef("proposal", first.id)
        world.do(lambda s: fire(s, ref, "forward", world.as_("officer"), payload=given))
        letter = world.do(lambda s: draft_paper(s, world.as_("officer"), "asking_again", first.id))
        for row in (first, second):
            with pytest.raises(Problem) as caught:
                world.do(lambda s, i=row.id: draft_paper(s, world.as_("officer"), "asking_again", i))
            assert caught.value.key == "paper.not_possible"
    officer = client_for("officer")
    assert "Công văn hỏi lại về đề xuất đã chuyển" in words(officer.get(f"/papers/{letter.id}"))
    assert f"/papers/{letter.id}" in officer.get(f"/proposals/{first.id}").text
    assert "Soạn công văn hỏi lại" not in words(officer.get(f"/proposals/{second.id}"))


def test_an_officer_stops_a_step_and_the_unit_reads_nothing_of_it(world: World, client_for: Browser) -> None:  # noqa: F811
    play_on(world, REVIEWED_ON)
    with clock.use_date(REVIEWED_ON):
        row, _ = both(world)
    officer, page, stop = client_for("officer"), f"/proposals/{row.id}", f"/followup/proposals/{row.id}/ladder"
    assert "Quá hạn xem xét đề xuất" in words(officer.get(page))
    assert "Quá hạn xem xét đề xuất, ngày" in words(officer.get(stop))
    assert "Cần nêu lý do dừng bậc này." in words(officer.post(stop, {"step": "decide_leaders", "reason": " "}))
    why = {"step": "decide_leaders", "reason": "Đã hẹn họp ngày 30/8."}
    assert officer.post(stop, why).status_code == 303
    told = words(officer.get(page))
    assert "đã dừng, Hoàng Thị Thử. Lý do: Đã hẹn họp ngày 30/8." in told and "Dừng một bậc của thang đôn đốc" in told
    assert "Quá hạn xem xét đề xuất" in told, "what comes before the stopped step is still told"
    assert officer.post(stop, why).status_code == 422
    unit = words(client_for("district_officer").get(page))
    assert "hẹn họp" not in unit and "Dừng một bậc" not in unit and "Thang đôn đốc" not in unit
    assert client_for("district_officer").get(stop).status_code == 403
    assert client_for("edu_officer").get(stop).status_code == 403


def test_the_issued_report_to_the_province_is_told_of_each_proposal_that_it_names(
    world: World,
    client_for: Browser,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    print_at_once(monkeypatch)
    with clock.use_date(REVIEWED_ON):
        row, _ = both(world)
    late = date(2024, 10, 10)
    with clock.use_date(late):
        proposal_steps.chase(world.database, late)
        dept = world.agencies["dept"]
        case = world.do(lambda s: draft_paper(s, world.as_("officer"), province_report.NAME, dept))
        said = words_of(world.see(lambda s: as_paper(s, s.get_one(PaperCase, case.id))))
        days = world.see(lambda s: s.exec(select(LadderStep.day).where(col(LadderStep.province))).all())
        before = min(days) - timedelta(days=1)
        assert world.see(lambda s: late_proposals.late(s, dept, min(days)))
        assert not world.see(lambda s: late_proposals.late(s, dept, before)), (
            "what climbs later changes no earlier report"
        )
    assert "10/10/2024: 2 đề xuất của đơn vị chậm được giải quyết. Cụ thể" in said
    assert "chỉ đạo các đơn vị" not in said, "the agency itself is late"
    assert "khẩn trương xem xét, giải quyết, trả lời đơn vị" in said
    play_on(world, late)
    assert f"{row.text} " in words(client_for("officer").get("/followup/report"))
    case = issue(Told(world, ChiLang(world, row.inspection_id), case.id), late, tmp_path)  # type: ignore[arg-type]
    assert f"{case.reference} " in words(client_for("officer").get("/followup/report"))
    assert "Nêu trong báo cáo UBND tỉnh" in words(client_for("officer").get(f"/proposals/{row.id}"))
    assert "báo cáo UBND tỉnh" not in words(client_for("district_officer").get(f"/proposals/{row.id}"))
