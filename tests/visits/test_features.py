"""The features of this room, step by step."""

from typing import Any

import pytest
from pytest_bdd import parsers, scenarios, step
from tests.visits.samples import FUND, GOOD_SIGN, HIDDEN_SIGN, HOMES, SIGNS
from tests.visits.scene import *  # noqa: F403 - the shared steps must be names of this module
from tests.visits.scene import PEOPLE, WHO, Scene

from rasoat.checklists.evaluate import evaluate
from rasoat.visits import progress, queries
from rasoat.visits.presenters import differences
from rasoat.visits.progress import Slot

pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds

scenarios("visits_ghi_bang_kiem.feature", "visits_ket_thuc_buoi_lam_viec.feature")

TITLES = {
    "biển cảnh báo": "warning_signs",
    "ngôi nhà an toàn": "safe_home",
    "quỹ bảo trợ trẻ em": "fund_use",
}
OF_UNIT = rf"bảng kiểm (?P<title>{'|'.join(TITLES)}) của đơn vị"


def slot(scene: Scene, checklist: str, site: str | None = None) -> Slot:
    found = scene.world.see(lambda s: progress.slots(s, scene.case.inspection_id))
    return next(x for x in found if x.definition.id == checklist and (x.site.name if x.site else None) == site)


def fill(scene: Scene, person: str, checklist: str, answers: dict[str, Any], site: str | None = None) -> None:
    """Save on top of what is there, as from a page opened just now."""
    response = slot(scene, checklist, site).response
    where = scene.site(site) if site else None
    revision = response.revision if response else None
    scene.attempt(lambda: scene.case.fill(checklist, answers, where, who=PEOPLE[person], based_on=revision))


@step(parsers.parse('điểm có nguy cơ đuối nước "{name}"'))
def _site(scene: Scene, name: str) -> None:
    scene.case.site("water_point", name)


@step(parsers.re(rf'(?P<person>{WHO}) ghi tại "(?P<site>[^"]+)" là biển (?P<how>bị cây che khuất|còn tốt)'))
def _fill_site(scene: Scene, person: str, site: str, how: str) -> None:
    fill(scene, person, "warning_signs", GOOD_SIGN if how == "còn tốt" else HIDDEN_SIGN, site)


@step(parsers.re(r'"(?P<site>[^"]+)" được ghi xong và (?P<verdict>đạt|không đạt)'))
def _judged(scene: Scene, site: str, verdict: str) -> None:
    response = slot(scene, "warning_signs", site).response
    assert response is not None
    assert (response.complete, response.passed) == (True, verdict == "đạt")


def signs(points: int, total: int, province: int, commune: int) -> dict[str, int]:
    return {**SIGNS, "points": points, "signs": total, "signs_province": province, "signs_commune": commune}


@step(
    parsers.re(
        rf"(?P<person>{WHO})( đã)? ghi (?P<points>\d+) điểm, (?P<total>\d+) biển, "
        r"trong đó tỉnh (?P<province>\d+) và xã (?P<commune>\d+)"
    ),
    converters={"points": int, "total": int, "province": int, "commune": int},
)
def _fill_signs(scene: Scene, person: str, points: int, total: int, province: int, commune: int) -> None:
    fill(scene, person, "warning_signs", signs(points, total, province, commune))


@step(parsers.parse('trưởng đoàn giải thích "{why}"'))
def _explain(scene: Scene, why: str) -> None:
    response = slot(scene, "warning_signs").response
    assert response is not None
    fill(scene, "trưởng đoàn", "warning_signs", {**response.answers, "_explanations": {"signs_within_points": why}})


@step(parsers.parse('lời giải thích "{why}" được giữ lại'))
def _explanation_kept(scene: Scene, why: str) -> None:
    response = slot(scene, "warning_signs").response
    assert response is not None
    last = scene.world.see(lambda s: queries.revisions_of(s, response.id))[-1]
    assert last.answers["_explanations"] == {"signs_within_points": why}


@step(
    parsers.re(
        r"trưởng đoàn ghi (?P<all>\d+) hộ, (?P<children>\d+) hộ có trẻ em, (?P<committed>\d+) hộ cam kết, "
        r"(?P<recognised>\d+) hộ được công nhận"
    )
)
def _fill_homes(scene: Scene, all: str, children: str, committed: str, recognised: str) -> None:
    given = {"households": all, "with_children": children, "committed": committed, "recognised": recognised}
    fill(scene, "trưởng đoàn", "safe_home", {**HOMES, **{name: int(value) for name, value in given.items()}})


@step(parsers.parse("trưởng đoàn ghi các khoản chi {one:d}, {two:d} và {three:d} đồng, tổng chi {total:d} đồng"))
def _fill_fund(scene: Scene, one: int, two: int, three: int, total: int) -> None:
    rows = [{"purpose": f"Khoản {n}", "amount": amount} for n, amount in enumerate((one, two, three), 1)]
    fill(scene, "trưởng đoàn", "fund_use", {**FUND, "spending": rows, "spending_total": total})


@step(parsers.re(rf"{OF_UNIT} được ghi xong"))
def _done(scene: Scene, title: str) -> None:
    assert scene.problem is None
    assert slot(scene, TITLES[title]).state == "done"


@step(parsers.re(rf'{OF_UNIT} chưa ghi xong vì "(?P<why>[^"]+)"'))
def _not_done(scene: Scene, title: str, why: str) -> None:
    found = slot(scene, TITLES[title])
    assert found.state == "partial"
    assert why in found.shortfall()


@step(parsers.parse("còn {count:d} điểm chưa có biển"))
def _uncovered(scene: Scene, count: int) -> None:
    found = slot(scene, "warning_signs")
    assert found.response is not None
    assert evaluate(found.definition, "unit", found.response.answers).figures["uncovered"] == count


@step(
    parsers.re(rf"(?P<person>{WHO}) sửa số biển của xã thành (?P<count>\d+) từ bản số (?P<revision>\d+)"),
    converters={"count": int, "revision": int},
)
def _edit_signs(scene: Scene, person: str, count: int, revision: int) -> None:
    given = signs(67, 19 + count, 19, count)
    scene.attempt(lambda: scene.case.fill("warning_signs", given, who=PEOPLE[person], based_on=revision))


@step(parsers.parse('hai bản khác nhau ở "{label}": "{yours}" và "{theirs}"'))
def _both(scene: Scene, label: str, yours: str, theirs: str) -> None:
    assert scene.problem is not None
    section = slot(scene, "warning_signs").definition.section("unit")
    found = differences(section, scene.problem.values["yours"], scene.problem.values["theirs"])
    assert (yours, theirs) in [(each.before, each.after) for each in found if each.label == label]


@step(parsers.parse("chưa có gì bị ghi đè: xã vẫn là {count:d} biển, có {revisions:d} bản đã lưu"))
def _nothing_overwritten(scene: Scene, count: int, revisions: int) -> None:
    response = slot(scene, "warning_signs").response
    assert response is not None
    assert response.answers["signs_commune"] == count
    assert len(scene.world.see(lambda s: queries.revisions_of(s, response.id))) == revisions


@step(parsers.parse("buổi làm việc thứ {ordinal:d} là ngày {day:d}/{month:d}/{year:d}"))
def _planned(scene: Scene, ordinal: int, day: int, month: int, year: int) -> None:
    visit = scene.case.visits()[ordinal - 1]
    assert (visit.happens_on.day, visit.happens_on.month, visit.happens_on.year) == (day, month, year)


@step(parsers.re(rf"(?P<person>{WHO}) (?P<what>bắt đầu|kết thúc) buổi làm việc"))
def _step_visit(scene: Scene, person: str, what: str) -> None:
    trigger = {"bắt đầu": "open", "kết thúc": "close"}[what]
    scene.attempt(lambda: scene.case.visit_step(trigger, PEOPLE[person]))


@step(parsers.parse('trưởng đoàn mở lại buổi làm việc với lý do "{why}"'))
def _reopen(scene: Scene, why: str) -> None:
    scene.attempt(lambda: scene.case.visit_step("reopen", reason=why))


@step("trưởng đoàn chuyển sang tổng hợp kết quả")
def _review(scene: Scene) -> None:
    scene.attempt(lambda: scene.case.step("begin_review"))


@step(parsers.parse('chuyên viên Sở LĐTBXH hoãn cuộc kiểm tra với lý do "{why}"'))
def _postpone(scene: Scene, why: str) -> None:
    scene.attempt(lambda: scene.case.step("postpone", "officer", reason=why))


@step(parsers.parse('cuộc kiểm tra đang ở bước "{status}"'))
def _inspection_at(scene: Scene, status: str) -> None:
    assert scene.problem is None
    assert scene.case.inspection.status == status


@step(parsers.parse('buổi làm việc đang ở tình trạng "{status}"'))
def _visit_at(scene: Scene, status: str) -> None:
    assert scene.problem is None
    assert scene.case.visit.status == status


@step("đoàn đã ghi đủ các bảng kiểm của đơn vị")
def _fill_unit(scene: Scene) -> None:
    scene.case.fill_unit()


@step(parsers.parse('lý do là "{why}"'))
def _reason(scene: Scene, why: str) -> None:
    assert scene.problem is not None
    assert why in [reason.message for reason in scene.problem.reasons]
