"""The feature of taking a visit along, step by step."""

import pytest
from pytest_bdd import parsers, scenarios, step

from rasoat.db import new_id
from rasoat.inspections import queries as inspections
from rasoat.recommendations import observing, operations
from rasoat.recommendations.models import SEEN, Obligation
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
        lambda s: operations.observe(
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
    assert (row.status, row.verdict) == ("issued", "")


@step("hỏi lại máy chủ, bản trên máy vẫn là bản mới nhất")
def _fresh(afield: Field) -> None:
    assert afield.ask(afield.who).etag == taken(afield).etag


@step("hỏi lại máy chủ, bản trên máy đã cũ")
def _old(afield: Field) -> None:
    assert afield.ask(afield.who).etag != taken(afield).etag
