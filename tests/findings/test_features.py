"""The features of this room, step by step."""

import pytest
from pytest_bdd import parsers, scenarios, step
from tests.findings.review_steps import *  # noqa: F403 - as those of the scene
from tests.visits import samples
from tests.visits.scene import *  # noqa: F403 - the shared steps must be names of this module
from tests.visits.scene import WHO, Scene

from rasoat.findings import operations, queries
from rasoat.findings.models import Finding

pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds

scenarios("findings_tong_hop.feature", "findings_xem_lai_mot_trang.feature")

KINDS = {"tồn tại": "shortcoming", "ưu điểm": "strength"}
PART = 'mục nêu "(?P<part>[^"]+)"'


def findings(scene: Scene, kind: str | None = None) -> list[Finding]:
    return scene.world.see(lambda s: queries.findings_of(s, scene.case.inspection_id, kind))


def about(scene: Scene, part: str) -> Finding:
    (found,) = [finding for finding in findings(scene) if part in finding.text]
    return found


@step("đoàn đã kiểm tra Phố Sặt, đập Bãi Hào, một hộ gia đình và chuyển sang tổng hợp")
def _reviewing(scene: Scene) -> None:
    scene.case = samples.reviewing(scene.world)


@step(parsers.re(r'có gợi ý (?P<kind>tồn tại|ưu điểm)( nêu)? "(?P<part>[^"]+)"'))
def _suggested(scene: Scene, kind: str, part: str) -> None:
    found = about(scene, part)
    assert (found.kind, found.status) == (KINDS[kind], "drafted")


@step(parsers.parse('gợi ý nêu "{part}" dẫn tới kiến nghị "{words}" cho đơn vị trong {days:d} ngày làm việc'))
def _leads_to(scene: Scene, part: str, words: str, days: int) -> None:
    draft = about(scene, f"{part} bị che khuất").draft
    assert draft is not None
    assert draft["recommendation"].startswith(words)
    assert (draft["addressee"], draft["due_days"]) == ("unit", days)


@step(parsers.parse('không có tồn tại nào nêu "{part}"'))
def _none(scene: Scene, part: str) -> None:
    assert not [finding for finding in findings(scene) if part in finding.text]


@step(parsers.re(rf"(?P<person>{WHO}) nhận {PART}"))
def _accept(scene: Scene, person: str, part: str) -> None:
    found = about(scene, part)
    scene.do(lambda s: operations.accept_finding(s, scene.who(person), found.id, found.version))


@step(parsers.re(rf'(?P<person>{WHO})( đã)? sửa {PART} thành "(?P<text>[^"]+)"'))
def _edit(scene: Scene, person: str, part: str, text: str) -> None:
    found = about(scene, part)
    scene.do(lambda s: operations.edit_finding(s, scene.who(person), found.id, found.version, text=text))


@step(parsers.re(rf'(?P<person>{WHO}) bỏ {PART} với lý do "(?P<why>[^"]*)"'))
def _reject(scene: Scene, person: str, part: str, why: str) -> None:
    found = about(scene, part)
    scene.do(lambda s: operations.reject_finding(s, scene.who(person), found.id, why, found.version))


@step(parsers.re(rf"(?P<person>{WHO}) khôi phục {PART}"))
def _restore(scene: Scene, person: str, part: str) -> None:
    found = about(scene, part)
    scene.do(lambda s: operations.restore_finding(s, scene.who(person), found.id, found.version))


@step(parsers.re(rf'(?P<person>{WHO}) gộp {PART} vào mục nêu "(?P<into>[^"]+)" thành "(?P<text>[^"]+)"'))
def _merge(scene: Scene, person: str, part: str, into: str, text: str) -> None:
    one, other = about(scene, into), about(scene, part)
    scene.do(lambda s: operations.merge_findings(s, scene.who(person), one.id, [other.id], text=text))


@step(parsers.re(rf'{PART} đang ở tình trạng "(?P<status>[^"]+)"'))
def _has_status(scene: Scene, part: str, status: str) -> None:
    assert scene.problem is None, scene.problem
    assert about(scene, part).status == status


@step(parsers.re(rf"{PART} có (?P<count>\d+) chứng cứ"), converters={"count": int})
def _evidence(scene: Scene, part: str, count: int) -> None:
    found = about(scene, part)
    assert len(scene.world.see(lambda s: queries.evidence_in(s, found.inspection_id)[found.id])) == count


@step("đoàn kiểm tra bổ sung và ghi rằng trong năm chưa kiểm tra, sửa chữa biển")
def _supplement(scene: Scene) -> None:
    case = scene.case
    case.step("resume_visiting", reason="Bổ sung số liệu về biển")
    case.visit_step("reopen", reason="Bổ sung số liệu về biển")
    case.fill("warning_signs", {**samples.SIGNS, "checked_this_year": "no"}, based_on=1)
    case.visit_step("close")
    case.step("begin_review")


@step(parsers.parse('trưởng đoàn nêu mục "{part}" không cần kiến nghị vì "{why}"'))
def _explain(scene: Scene, part: str, why: str) -> None:
    found = about(scene, part)
    scene.do(lambda s: operations.explain_no_recommendation(s, scene.who("trưởng đoàn"), found.id, why))


@step(parsers.re(rf"{PART} có lý do không kiến nghị"))
def _explained(scene: Scene, part: str) -> None:
    assert about(scene, part).no_recommendation_reason


@step(parsers.parse('mọi mục nêu "{name}" chỉ dành cho người có trách nhiệm về trẻ em'))
def _guarded(scene: Scene, name: str) -> None:
    named = [finding for finding in findings(scene) if name in finding.text]
    assert named
    assert {finding.visibility for finding in named} == {"child"}


@step(parsers.parse('trưởng đoàn thêm tồn tại công khai "{text}"'))
def _add(scene: Scene, text: str) -> None:
    who, inspection_id = scene.who("trưởng đoàn"), scene.case.inspection_id
    scene.do(lambda s: operations.add_finding(s, who, inspection_id, kind="shortcoming", text=text))


@step("cán bộ huyện Chi Lăng xem kết quả kiểm tra")
def _look(scene: Scene) -> None:
    who, inspection_id = scene.who("cán bộ huyện Chi Lăng"), scene.case.inspection_id
    scene.attempt(lambda: scene.world.see(lambda s: queries.readable(s, inspection_id, who)))
