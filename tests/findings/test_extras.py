"""Extra items: from two tablets at once to drafted findings, evidence, the desk's pages and the list for who keeps checklists."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from pytest_bdd import parsers, scenarios, step
from sqlmodel import select
from tests.tablets.member import Json, Member, announced, picture
from tests.visits import samples
from tests.visits.samples import GOOD_SIGN, HOME, SIGNS, VISIT_DAY, ChiLang
from tests.visits.scene import *  # noqa: F403 - the shared steps must be names of this module
from tests.visits.scene import WHO, Scene
from tests.web.browse import Client, words
from tests.web.conftest import app, client_for, settings
from tests.world import World

from rasoat import clock
from rasoat.checklists.extras import ANSWERS
from rasoat.findings import extras, queries
from rasoat.findings.models import Finding
from rasoat.tablets.receiving.models import Photo
from rasoat.visits import conflicts
from rasoat.visits import queries as visits
from rasoat.visits.models import Response

__all__ = ["app", "client_for", "settings"]
pytestmark = [
    pytest.mark.usefixtures("database"),
    # What happens at once on both databases is tried in tests/tablets/receiving.
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]
scenarios("findings_muc_them.feature")
Browsers = Callable[[str], Client]
VALUES = {title: value for value, title in ANSWERS.items()}


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.at(VISIT_DAY):
        yield


@pytest.fixture
def case(world: World) -> ChiLang:
    return samples.visiting(world)


@pytest.fixture
def lead(app: Flask, case: ChiLang) -> Member:
    return Member(app, case)


@pytest.fixture
def other(app: Flask, case: ChiLang) -> Member:
    return Member(app, case, "edu_member")


def noted(label: str, answer: str = "not_met", **more: str) -> Json:
    """One extra item under an id of its own."""
    return {"_extras": {str(uuid4()): {"label": label, "answer": answer, **more}}}


def the_response(case: ChiLang) -> Response:
    """The unit's own list of signs."""
    found = case.world.see(lambda s: visits.responses_of(s, case.inspection_id))
    (one,) = [row for row in found if (row.checklist, row.scope) == ("warning_signs", "unit")]
    return one


def about(case: ChiLang, words: str) -> Finding:
    found = case.world.see(lambda s: queries.findings_of(s, case.inspection_id))
    (one,) = [finding for finding in found if words in finding.text]
    return one


def finish(case: ChiLang, unit: Json) -> None:
    """Fill what must be filled, close the visit, begin the review. `unit`: what stands in the unit's list of signs."""
    case.fill("warning_signs", GOOD_SIGN, case.site("water_point", "Đập Bãi Hào"))
    case.fill("safe_home", HOME, case.site("home", "Hộ mẫu số 1"))
    for checklist, answers in (("warning_signs", unit), ("safe_home", samples.HOMES), ("fund_use", samples.FUND)):
        before = [one for one in case.world.see(lambda s: visits.responses_of(s, case.inspection_id))
                  if (one.checklist, one.scope) == (checklist, "unit")]  # fmt: skip
        case.fill(checklist, answers, based_on=before[0].revision if before else None)
    case.visit_step("close")
    case.step("begin_review")


def test_a_tablet_from_before_and_the_desk_leave_extra_items_as_they_are(
    case: ChiLang, lead: Member, other: Member
) -> None:
    extra = noted("Nắp hố ga vỡ", note="Trước cổng trường")
    lead.sent(lead.response("warning_signs", {**SIGNS, **extra}))
    # It knows nothing of the key and sends what it does know.
    old = other.sent(other.response("warning_signs", {**SIGNS, "points": 70}, based_on=0))
    assert (old["outcome"], old["conflicts"]) == ("conflict", ["points"])
    assert the_response(case).answers["_extras"] == extra["_extras"]
    case.fill("warning_signs", {**SIGNS, "signs": 22}, based_on=the_response(case).revision)
    kept = the_response(case).answers
    assert (kept["_extras"], kept["signs"]) == (extra["_extras"], 22)


def test_a_photograph_of_an_extra_item_is_the_childs_and_is_the_findings_evidence(
    case: ChiLang, lead: Member, client_for: Browsers
) -> None:
    (key,) = (extra := noted("Hố ga mất nắp"))["_extras"]
    data = picture()
    photo = announced(data, f"_extra_photos.{key}")
    answers = {**SIGNS, **extra, "_extra_photos": {key: [{"attachment": photo["id"]}]}}
    lead.sent(lead.response("warning_signs", answers, photos=[photo]))
    # The desk saves while the picture is still on its way.
    case.fill("warning_signs", {**SIGNS, "points": 70}, based_on=1)
    lead.whole(photo, data)
    (row,) = case.world.see(lambda s: list(s.exec(select(Photo))))
    assert (row.visibility, row.owner_id) == ("child", the_response(case).id)
    finish(case, {**SIGNS, "points": 70})
    found = about(case, "Hố ga mất nắp")
    assert (found.kind, found.visibility, found.status) == ("shortcoming", "child", "drafted")
    (evidence,) = case.world.see(lambda s: queries.evidence_in(s, case.inspection_id)[found.id])
    assert [str(file.id) for file in evidence.files] == [photo["id"]]
    # No other finding has it.
    (sign,) = case.world.see(lambda s: queries.evidence_in(s, case.inspection_id)[about(case, "49 điểm").id])
    assert sign.files == []
    page = client_for("lead").get(f"/visits/responses/{the_response(case).id}")
    assert "Mục đoàn ghi thêm" in words(page)
    assert photo["id"] in page.text
    assert "Mục thêm" in words(page)  # in the history


def test_what_an_earlier_visit_noted_stays_a_finding_after_a_later_one(case: ChiLang, lead: Member) -> None:
    lead.sent(lead.response("warning_signs", {**SIGNS, **noted("Rào chắn hỏng")}))
    finish(case, SIGNS)
    assert about(case, "Rào chắn hỏng").status == "drafted"
    case.step("resume_visiting", reason="Bổ sung")
    case.visit_step("reopen", reason="Bổ sung")
    case.fill("warning_signs", {**SIGNS, "points": 68}, based_on=the_response(case).revision)
    case.visit_step("close")
    case.step("begin_review")
    assert about(case, "Rào chắn hỏng").status == "drafted"


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"_extras": {"x": {"label": "a"}}}, "_extras.x"),
        ({"_extras": {"00000000-0000-7000-8000-000000000001": {"label": "a" * 301}}}, "label"),
        ({"_extras": {"00000000-0000-7000-8000-000000000001": {"answer": "maybe"}}}, "answer"),
        ({"_extras": ["x"]}, "_extras"),
        ({"_extra_photos": {"00000000-0000-7000-8000-000000000001": [{"attachment": str(uuid4())}]}}, "_extra_photos"),
    ],
)
def test_what_is_no_extra_item_is_refused_with_its_place(lead: Member, answers: Json, field: str) -> None:
    told = lead.refused(lead.response("warning_signs", {**SIGNS, **answers}))
    assert told["http"] == 422
    assert field in str(told["reasons"])


def test_the_list_counts_alike_ones_for_those_who_may_read_them(
    case: ChiLang, lead: Member, client_for: Browsers
) -> None:
    two = {"_extras": {**noted("Hố ga mất nắp")["_extras"], **noted("hố  ga MẤT nắp", "note")["_extras"]}}
    lead.sent(lead.response("warning_signs", {**SIGNS, **two}))
    finish(case, SIGNS)
    page = words(client_for("officer").get("/findings/extras?year=2024"))
    assert "2 (Không đạt: 1, Ghi chú: 1)" in page or "2 (Ghi chú: 1, Không đạt: 1)" in page
    assert "huyện Chi Lăng" in page
    assert "Chưa có mục nào ghi thêm" in words(client_for("officer").get("/findings/extras?year=2023"))
    assert client_for("admin").get("/findings/extras").status_code == 403
    admin = words(client_for("admin").get("/admin/checklists"))
    assert "ghi thêm ngoài bảng kiểm" in admin
    assert "Hố ga" not in admin


@step(
    parsers.re(
        rf'máy của (?P<who>{WHO}) ghi thêm mục "(?P<label>[^"]+)" là "(?P<answer>[^"]+)"( với ghi chú "(?P<note>[^"]+)")?'
    )
)
def _notes(scene: Scene, app: Flask, who: str, label: str, answer: str, note: str | None) -> None:
    member = Member(app, scene.case, {"trưởng đoàn": "lead"}.get(who, "edu_member"))
    member.sent(
        member.response("warning_signs", {**SIGNS, **noted(label, VALUES[answer], **({"note": note} if note else {}))})
    )


@step("không có mục nào chờ trưởng đoàn chọn")
def _none_waits(scene: Scene) -> None:
    assert scene.world.see(lambda s: conflicts.count_open(s, scene.case.visit.id)) == 0


@step(parsers.parse("bảng kiểm có {count:d} mục ghi thêm"))
def _has(scene: Scene, count: int) -> None:
    assert len(the_response(scene.case).answers["_extras"]) == count


@step("đoàn ghi xong và chuyển sang tổng hợp")
def _reviews(scene: Scene) -> None:
    finish(scene.case, SIGNS)


@step(parsers.re(r'có gợi ý (?P<kind>tồn tại|ưu điểm) "(?P<text>[^"]+)" chỉ bên kiểm tra đọc'))
def _drafted(scene: Scene, kind: str, text: str) -> None:
    found = about(scene.case, text)
    wanted = ({"tồn tại": "shortcoming", "ưu điểm": "strength"}[kind], text, "drafted", "child")
    assert (found.kind, found.text, found.status, found.visibility) == wanted


def _seen_by(scene: Scene, who: str) -> list[Any]:
    actor = scene.world.as_(who)
    return scene.world.see(lambda s: extras.noted(s, actor, 2024))


@step(parsers.parse('chuyên viên thấy mục ghi thêm "{label}" {count:d} lần'))
def _listed(scene: Scene, label: str, count: int) -> None:
    assert [one.count for one in _seen_by(scene, "officer") if one.label == label] == [count]


@step("đơn vị được kiểm tra không thấy mục ghi thêm nào")
def _not_told(scene: Scene) -> None:
    assert _seen_by(scene, "district_officer") == []
