"""Figures of progress: kept beside its words, shown as the unit's own account, never as a verdict, and what the next form
begins with.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import col, select

from rasoat import clock
from rasoat.db import new_id
from rasoat.files.operations import StoredFile
from rasoat.recommendations import last_said, rounds
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.answering.models import ProgressPart, ProgressReport
from rasoat.recommendations.data import PartReport, PartVerdict
from rasoat.recommendations.effects import Receiver
from rasoat.recommendations.measures import Measure
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.parts import change_parts
from rasoat.workflows import CaseRef, fire
from tests.recommendations.samples import attempt
from tests.recommendations.test_pages import picture, play_on
from tests.recommendations.test_part_verdicts import AUGUST_20, PLAN, SEEN, SIGNS, issued
from tests.web.browse import Client, inputs, words
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages
from tests.world import World

Browser = Callable[[str], Client]
HOMES = Measure("hộ đạt tiêu chí Ngôi nhà an toàn", "share", "", 40, 80)
ON_PAPER = PartReport(2, None, "12/KH-UBND", date(2024, 8, 19))


def tell(world: World, row: Obligation, *parts: PartReport, **more: Any) -> None:
    district = world.as_("district_officer")
    with clock.use_date(AUGUST_20):
        world.do(
            lambda s: rounds.report_progress(s, district, row.id, **{"text": "Đang cắm biển.", "parts": parts, **more})
        )


def kept(world: World) -> list[str]:
    query = select(ProgressPart).order_by(col(ProgressPart.id))
    return world.see(lambda s: [one.told for one in s.exec(query) if one.told])


def said(world: World, row: Obligation) -> dict[int, str]:
    found = world.see(lambda s: last_said.by_part(s, s.get_one(Obligation, row.id)))
    return {number: one.told for number, one in found.items()}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_newest_account_of_each_part_counts_whatever_it_came_with(world: World) -> None:
    row, district = issued(world, SIGNS, PLAN), world.as_("district_officer")
    tell(world, row, PartReport(1, 21), PartReport(2))
    tell(world, row, PartReport(1), ON_PAPER)
    assert said(world, row) == {1: "21/67 biển", 2: "văn bản số 12/KH-UBND ngày 19/08/2024"}
    tell(world, row, PartReport(1, 35))
    assert world.see(lambda s: last_said.to_begin_with(s, s.get_one(Obligation, row.id))) == [
        PartReport(1, 35),
        ON_PAPER,
    ]
    answered: dict[str, Any] = {"claim": "met", "text": "Xong.", "parts": [PartReport(1, 67)]}
    world.do(lambda s: answering.answer(s, district, row.id, **answered))
    assert said(world, row)[1] == "67/67 biển"
    world.do(lambda s: fire(s, CaseRef("obligation", row.id), "take_back", district, payload={"reason": "Nhầm."}))
    assert said(world, row)[1] == "35/67 biển", "what was taken back says nothing any more"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_of_a_part_that_is_worded_anew_nothing_is_known(world: World) -> None:
    row = issued(world, SIGNS, SEEN)
    shown = StoredFile("d" * 64, 3, "image/png", "Phố Sặt.png")
    tell(world, row, PartReport(1, 35), PartReport(2, photo=True), files=[shown])
    assert said(world, row) == {1: "35/67 biển", 2: "có ảnh"}
    world.do(lambda s: change_parts(s, s.get_one(Obligation, row.id), replace(SIGNS, thing="cắm ở hồ"), SEEN))
    begun = world.see(lambda s: last_said.to_begin_with(s, s.get_one(Obligation, row.id)))
    assert begun == [PartReport(2)], "the photograph of before does not come along"


def passed_on(world: World, row: Obligation, *receivers: str) -> list[Obligation]:
    """The same with whoever takes over, undivided or spread over several."""
    act = "Nghị quyết số 1/NQ-HĐND"
    payload: dict[str, Any] = {"to_agency": world.agencies[receivers[0]], "act": act}
    if len(receivers) > 1:
        payload["_receivers"] = [Receiver(world.agencies[one]) for one in receivers]
    with clock.use_date(AUGUST_20):
        world.do(lambda s: fire(s, CaseRef("obligation", row.id), "transfer", world.as_("officer"), payload=payload))
    query = select(Obligation).where(Obligation.parent_id == row.id).order_by(col(Obligation.id))
    return world.see(lambda s: list(s.exec(query).all()))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whoever_takes_it_over_whole_goes_on_from_what_was_said_before(world: World, client_for: Browser) -> None:  # noqa: F811
    row = issued(world, SIGNS, PLAN)
    tell(world, row, PartReport(1, 35), ON_PAPER)
    [child] = passed_on(world, row, "other_district")

    def begun(obligation_id: UUID) -> list[PartReport]:
        return world.see(lambda s: last_said.to_begin_with(s, s.get_one(Obligation, obligation_id)))

    assert begun(child.id) == [PartReport(1, 35), ON_PAPER]
    assert said(world, child) == {}, "the new owner has said nothing itself"
    page = words(client_for("officer").get(f"/obligations/{child.id}"))
    assert "35/67 biển (cơ quan thực hiện trước báo)" in page and "khi cơ quan trước thực hiện" in page
    world.do(lambda s: change_parts(s, s.get_one(Obligation, child.id), replace(SIGNS, target=80), PLAN))
    assert begun(child.id) == [ON_PAPER], "of what is asked anew nothing is known"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_spread_over_several_begins_anew_for_each(world: World) -> None:
    row = issued(world, SIGNS, PLAN)
    tell(world, row, PartReport(1, 35), ON_PAPER)
    children = passed_on(world, row, "other_district", "province")
    assert len(children) == 2
    for child in children:
        assert not world.see(lambda s, key=child.id: last_said.to_begin_with(s, s.get_one(Obligation, key)))


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (PartReport(1, 140), "không thể là 140%"),
        (PartReport(1, -1), "không được nhỏ hơn 0"),
        (PartReport(2, None, "12/KH-UBND"), "Nhập ngày ban hành"),
        (PartReport(2, None, "", date(2024, 8, 19)), "Nhập số, ký hiệu"),
        (PartReport(2, None, "12/KH-UBND", date(2024, 8, 21)), "không thể ở sau hôm nay"),
        (PartReport(3, photo=True), "chưa đính kèm ảnh"),
        (PartReport(4, 1), "case.edited"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_cannot_be_is_refused_and_nothing_of_the_report_is_kept(world: World, wrong: PartReport, why: str) -> None:
    row = issued(world, HOMES, PLAN, SEEN)
    assert why in attempt(lambda: tell(world, row, wrong))
    assert world.see(lambda s: s.exec(select(ProgressReport)).all()) == []
    assert kept(world) == []


def test_sent_twice_it_is_kept_once(world: World) -> None:
    row, command = issued(world, HOMES), new_id()
    for _ in range(2):
        tell(world, row, PartReport(1, 62.5), command_id=command)
    assert kept(world) == ["62,5%/80%"]


@pytest.fixture
def page(world: World) -> str:
    row = issued(world, SIGNS, PLAN)
    play_on(world, date(2024, 9, 20))
    return f"/obligations/{row.id}"


def send(client: Client, page: str, step: str, **values: object) -> Any:
    return client.post(f"{page}/{step}", {**inputs(client.get(page)), **values}, content_type="multipart/form-data")


def told_of_signs(number: str) -> dict[str, str]:
    return {"progress": "Đang cắm biển.", "progress_parts-0-reached": number}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_figures_of_progress_are_shown_to_both_sides_and_begin_the_next_forms(
    client_for: Browser,  # noqa: F811
    page: str,
) -> None:
    district, officer = client_for("district_officer"), client_for("officer")
    paper = {"progress_parts-1-paper_number": "12/KH-UBND", "progress_parts-1-paper_dated": "19/08/2024"}
    assert send(district, page, "progress", **told_of_signs("21"), **paper).status_code == 303
    assert send(district, page, "progress", **told_of_signs("35")).status_code == 303
    for who in (district, officer):
        seen = words(who.get(page))
        assert "Đơn vị báo cáo: 35/67 biển" in seen
        assert "20/09/2024: 21/67 biển số tự nhập Đơn vị báo tiến độ" in seen
        assert "Đơn vị báo cáo: văn bản số 12/KH-UBND ngày 19/08/2024" in seen
        assert "Người xác minh đếm" not in seen
    shown = inputs(district.get(page))
    for form in ("progress_parts", "parts"):
        assert (shown[f"{form}-0-reached"], shown[f"{form}-1-paper_number"]) == ("35", "12/KH-UBND")
    assert send(district, page, "answer", claim="partly_met", text="Mới được 35 biển.").status_code == 303
    assert "35/67 biển" in words(officer.get(page)).partition("Báo cáo, xác minh, gia hạn")[2]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_figure_that_cannot_be_stands_in_the_form_again_with_what_is_wrong(
    world: World,
    client_for: Browser,  # noqa: F811
    page: str,
) -> None:
    district = client_for("district_officer")
    for number, why in (("-3", "Số không được nhỏ hơn 0."), ("ba", "Cần một số")):
        refused = send(district, page, "progress", **told_of_signs(number))
        assert refused.status_code == 422
        form = refused.text.partition('id="progress"')[2].partition("</details>")[0]
        assert why in form and "Đang cắm biển.</textarea>" in form
        assert inputs(refused)["progress_parts-0-reached"] == number
    assert kept(world) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_wanted_in_addition_begins_with_what_was_sent(world: World, client_for: Browser, page: str) -> None:  # noqa: F811
    district, ref = client_for("district_officer"), CaseRef("obligation", UUID(page[-36:]))
    sent = {"claim": "partly_met", "text": "Đã cắm 14 biển.", "parts-0-reached": "35", "files": picture()}
    assert send(district, page, "answer", **sent).status_code == 303
    wanted = {"reason": "Thiếu vị trí các biển."}
    world.do(lambda s: fire(s, ref, "send_back", world.as_("officer"), payload=wanted))
    form = district.get(page).text.partition('id="answer"')[2]
    assert "Đã cắm 14 biển.</textarea>" in form and "biển cảnh báo.jpg" in form
    assert inputs(district.get(page))["parts-0-reached"] == "35"
    assert re.search(r'<input checked [^>]*name="claim"[^>]*value="partly_met"', form)
    assert "Đã cắm 14 biển.</textarea>" not in client_for("officer").get(page).text
    assert send(district, page, "answer", **{**sent, "text": "Thêm vị trí.", "files": picture()}).status_code == 303


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_the_unit_told_is_no_verdict(world: World) -> None:
    row, district, officer = issued(world, SIGNS), world.as_("district_officer"), world.as_("officer")
    tell(world, row, PartReport(1, 67))
    again = world.see(lambda s: s.get_one(Obligation, row.id))
    assert (again.verdict, again.parts[0].verdict) == ("", "")
    world.do(lambda s: answering.answer(s, district, row.id, claim="met", text="Xong."))
    why = attempt(
        lambda: world.do(
            lambda s: answering.verify(s, officer, row.id, verdict="met", evidence="X", parts=[PartVerdict(1, "met")])
        )
    )
    assert "cần số đã đếm được" in why, "the unit's own figure does not stand for the verifier's count"
