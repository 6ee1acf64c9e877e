"""The feature of taking a visit along, step by step."""

from datetime import timedelta

import pytest
from pytest_bdd import parsers, scenarios, step

from rasoat import clock
from rasoat.db import new_id
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import TeamMember
from rasoat.recommendations import observing, on_the_spot
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.answering.models import SEEN
from rasoat.recommendations.answering.queries import verifications_of
from rasoat.recommendations.data import PartVerdict
from rasoat.recommendations.models import VERDICTS, Obligation
from rasoat.tablets.taking.schemas import Bundle
from tests.tablets.field import *  # noqa: F403 - the shared steps must be names of this module
from tests.tablets.field import Field
from tests.visits.scene import *  # noqa: F403
from tests.visits.scene import WHO

pytestmark = [
    pytest.mark.usefixtures("database"),  # steps ask too late for its kinds
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]
scenarios("tablets_mang_theo.feature")


def taken(afield: Field) -> Bundle:
    assert afield.bundle is not None, "nothing was taken along"
    return afield.bundle


@step("trên máy có đủ các bảng kiểm của cuộc kiểm tra, đúng bản đang dùng")
def _checklists(afield: Field) -> None:
    used = afield.see(lambda s: inspections.checklists(s, afield.scene.case.inspection_id))
    wanted = {(row.checklist, row.checklist_version) for row in used}
    assert {(one.checklist, one.version) for one in taken(afield).checklists} == wanted
    assert {(one["id"], one["version"]) for one in taken(afield).definitions} == wanted


@step(parsers.parse('trên máy có điểm "{name}"'))
def _has_site(afield: Field, name: str) -> None:
    assert name in [site.name for site in taken(afield).sites]


@step("trên máy có tên trưởng đoàn và mọi người trong đoàn")
def _team(afield: Field) -> None:
    visit = taken(afield).visit
    assert visit.lead == "Lương Văn Đoàn"
    assert {one.name for one in visit.team} == {"Lương Văn Đoàn", "Triệu Thị Giáo", "Hà Văn Thể"}


@step("trên máy có số gọi 111, 113, 114, 115")
def _phones(afield: Field) -> None:
    assert [phone.number for phone in taken(afield).phones] == ["111", "113", "114", "115"]


@step(parsers.parse('trên máy có kiến nghị còn mở "{text}"'))
def _open(afield: Field, text: str) -> None:
    assert [one.recommendation for one in taken(afield).obligations] == [text]


@step(parsers.parse('trên máy có tồn tại lần trước "{text}"'))
def _found(afield: Field, text: str) -> None:
    assert [one.text for one in taken(afield).findings] == [text]


@step("trên máy không có kiến nghị nào")
def _none_open(afield: Field) -> None:
    assert taken(afield).obligations == []


@step("trên máy không có tồn tại lần trước nào")
def _none_found(afield: Field) -> None:
    assert taken(afield).findings == []


@step(parsers.re(rf'(?P<who>{WHO}) ghi đã thấy kiến nghị ấy "(?P<title>.*)": "(?P<note>.*)"'))
def _observe(afield: Field, who: str, title: str, note: str) -> None:
    seen = next(key for key, words in SEEN.items() if words == title)
    actor, obligation = afield.scene.who(who), taken(afield).obligations[0].id
    afield.scene.do(
        lambda s: observing.observe(
            s, actor, observation_id=new_id(), obligation_id=obligation, visit_id=afield.visit_id, seen=seen, note=note
        )
    )
    assert afield.scene.problem is None


@step(parsers.parse('trang kiến nghị có điều đoàn thấy "{note}"'))
def _shown(afield: Field, note: str) -> None:
    assert afield.obligation is not None
    assert [row.note for row in afield.see(lambda s: observing.observations_of(s, afield.obligation.id))] == [note]


@step("kiến nghị ấy chưa được coi là đã xác minh")
def _unverified(afield: Field) -> None:
    assert afield.obligation is not None
    row = afield.see(lambda s: s.get_one(Obligation, afield.obligation.id))
    assert (row.status in ("issued", "acknowledged"), row.verdict) == (True, "")


@step("hỏi lại máy chủ, bản trên máy vẫn là bản mới nhất")
def _fresh(afield: Field) -> None:
    assert afield.ask(afield.who).etag == taken(afield).etag


@step("hỏi lại máy chủ, bản trên máy đã cũ")
def _old(afield: Field) -> None:
    assert afield.ask(afield.who).etag != taken(afield).etag


@step("máy cho kết luận kiến nghị ấy")
def _may_conclude(afield: Field) -> None:
    [one] = taken(afield).obligations
    assert (one.verifiable, one.not_verifiable) == (True, [])


@step(parsers.parse('máy không cho kết luận kiến nghị ấy vì "{why}"'))
def _may_not_conclude(afield: Field, why: str) -> None:
    [one] = taken(afield).obligations
    assert not one.verifiable and [why in said for said in one.not_verifiable] == [True]


@step("trưởng đoàn năm trước cũng ở trong đoàn")
def _was_in_the_team(afield: Field) -> None:
    assert afield.obligation is not None and afield.obligation.inspection_id is not None
    lead = afield.scene.world.as_("lead")
    row = TeamMember(inspection_id=afield.obligation.inspection_id, user_id=lead.user_id, agency_id=lead.agency_id)
    afield.scene.do(lambda s: s.add(row))


@step("huyện xin thêm thời gian cho kiến nghị ấy")
def _asked_for_more_time(afield: Field) -> None:
    assert afield.obligation is not None
    owed_id, district = afield.obligation.id, afield.scene.world.as_("district_officer")
    until = clock.today() + timedelta(days=60)
    afield.scene.do(lambda s: answering.ask_extension(s, district, owed_id, until=until, reason="Chờ kinh phí."))


@step(parsers.re(rf'(?P<who>{WHO}) kết luận tại chỗ kiến nghị ấy "(?P<title>.*)": "(?P<evidence>.*)"'))
def _conclude(afield: Field, who: str, title: str, evidence: str) -> None:
    verdict = next(key for key, words in VERDICTS.items() if words == title)
    [owed] = taken(afield).obligations
    given = on_the_spot.SpotVerdict(
        id=new_id(),
        obligation_id=owed.id,
        visit_id=afield.visit_id,
        version=owed.version,
        parts=[PartVerdict(one.ordinal, verdict) for one in owed.parts],
        evidence=evidence,
        pictures=0,
        made_at=clock.now(),
    )
    actor = afield.scene.who(who)
    afield.kept["answer"] = afield.scene.world.do(lambda s: on_the_spot.conclude(s, actor, given))


@step(parsers.parse('kiến nghị ấy đã được xác minh tại chỗ "{title}"'))
def _is_verified(afield: Field, title: str) -> None:
    assert afield.obligation is not None and afield.kept["answer"] is None
    row = afield.see(lambda s: s.get_one(Obligation, afield.obligation.id))
    assert VERDICTS[row.verdict] == title
    [verification] = afield.see(lambda s: verifications_of(s, row.id))
    assert (verification.visit_id, verification.answer_id) == (afield.visit_id, None)


@step(parsers.parse('máy được trả lời kết luận thành điều đoàn thấy vì "{why}"'))
def _is_observed(afield: Field, why: str) -> None:
    assert afield.obligation is not None
    assert why in afield.kept["answer"].what
    assert [why in one.note for one in afield.see(lambda s: observing.observations_of(s, afield.obligation.id))] == [
        True
    ]
