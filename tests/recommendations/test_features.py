"""The features of this room, step by step."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from pytest_bdd import parsers, scenarios, step

from rasoat import clock
from rasoat.accounts import queries as accounts
from rasoat.accounts.models import User
from rasoat.db import new_id
from rasoat.inspections.models import TeamMember
from rasoat.problems import Problem
from rasoat.recommendations import coverage, due, queries
from rasoat.recommendations import operations as drafting
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.answering.models import EXTENSIONS
from rasoat.recommendations.answering.queries import answers_of, extensions_of
from rasoat.recommendations.conditions import is_open, is_overdue, open_condition, overdue_condition
from rasoat.recommendations.data import ObligationData
from rasoat.recommendations.measures import Measure
from rasoat.recommendations.models import Obligation
from rasoat.workflows import CaseRef, Firing, journal, pins
from rasoat.workflows.registry import guards
from tests.recommendations import samples
from tests.recommendations.inbox_steps import *  # noqa: F403 - as those of the scene
from tests.recommendations.notice_steps import *  # noqa: F403 - as those of the scene
from tests.recommendations.official_steps import *  # noqa: F403 - as those of the scene
from tests.recommendations.part_steps import *  # noqa: F403 - as those of the scene
from tests.recommendations.releasing_steps import *  # noqa: F403 - as those of the scene
from tests.recommendations.repeat_steps import *  # noqa: F403 - as those of the scene
from tests.recommendations.round_steps import *  # noqa: F403 - as those of the scene
from tests.recommendations.scene import *  # noqa: F403 - the shared steps must be names of this module
from tests.recommendations.scene import PEOPLE, VERDICT_NAMES, Scene
from tests.scenes import day_of

pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds

scenarios(
    "recommendations_soan_thao.feature",
    "recommendations_xac_minh.feature",
    "recommendations_han_thuc_hien.feature",
    "recommendations_lanh_dao_duyet.feature",
    "recommendations_thong_bao_tren_trang.feature",
    "recommendations_hop_viec_den.feature",
    "recommendations_bao_cao_chinh_thuc.feature",
    "recommendations_nhieu_lan.feature",
    "recommendations_y_kien.feature",
    "recommendations_nhac_lai.feature",
)


@step(parsers.parse('đoàn ghi {some:d} kiến nghị với "{first}" và {more:d} kiến nghị với "{second}"'))
def _add(scene: Scene, some: int, first: str, more: int, second: str) -> None:
    for name, texts in ((first, samples.TO_DISTRICT[:some]), (second, samples.TO_OFFICE[:more])):
        obligations = [ObligationData(scene.agency(name))]
        for text in texts:
            scene.attempt(
                lambda s, text=text, obligations=obligations: drafting.add_recommendation(
                    s, scene.who("trưởng đoàn"), scene.inspection_id, text=text, finding_ids=[], obligations=obligations
                )
            )


@step(parsers.parse("có {count:d} kiến nghị, mỗi kiến nghị có hạn {day} tính từ {days:d} ngày làm việc"))
def _all_due(scene: Scene, count: int, day: str, days: int) -> None:
    rows = samples.obligations(scene.world, scene.inspection_id)
    assert len(rows) == count
    assert {row.due_on for row in rows} == {day_of(day)}
    assert {row.due_basis["working_days"] for row in rows if row.due_basis} == {days}


@step(parsers.parse('tồn tại "{text}"'))
def _shortcoming(scene: Scene, text: str) -> None:
    samples.shortcoming(scene.world, scene.inspection_id, text)


def _asked(scene: Scene, *names: str, of: str) -> str:
    """What the guards answer when they are asked, as for a button of the page."""

    def ask(session: Any) -> list[str]:
        record = {"inspection_id": scene.inspection_id}
        ref = CaseRef(of, scene.inspection_id)
        definition = pins.newest(session, of).definition
        firing = Firing(session, ref, record, definition, definition.transitions[0], scene.who("chuyên viên Sở"))
        return [reason.message for name in names for reason in guards[name].check(firing)]

    return " ".join(scene.world.see(ask))


@step(parsers.parse('"{who}" chia kiến nghị {number:d} thành các phần'))
def _split(scene: Scene, who: str, number: int, datatable: list[list[str]]) -> None:
    kinds = {"Số lượng": "count", "Tỷ lệ": "share", "Văn bản": "paper", "Hiện trạng": "state", "Lời văn": "text"}
    measures = [
        Measure(thing, kinds[kind], unit, *(float(number) if number else None for number in (start, target)))
        for kind, thing, unit, start, target in datatable[1:]
    ]
    obligation_id = samples.obligations(scene.world, scene.inspection_id)[number - 1].id
    scene.attempt(lambda s: drafting.set_measures(s, scene.who(who), obligation_id, None, measures))


@step(parsers.parse("kết quả phải đạt của kiến nghị {number:d} là"))
def _measures(scene: Scene, number: int, datatable: list[list[str]]) -> None:
    row = samples.obligations(scene.world, scene.inspection_id)[number - 1]
    assert row.measures == [said for [said] in datatable[1:]]


@step("xem điều kiện gửi thông báo kết quả", target_fixture="reasons")
def _ask_notice(scene: Scene) -> str:
    inspection_id, day = scene.inspection_id, clock.today()
    found = scene.world.see(lambda s: [*coverage.reasons(s, inspection_id), *coverage.unready(s, inspection_id, day)])
    return " ".join(reason.message for reason in found)


@step("xem điều kiện kết thúc cuộc kiểm tra", target_fixture="reasons")
def _ask_end(scene: Scene) -> str:
    return _asked(scene, "no_open_obligation", of="inspection")


@step(parsers.parse('thông báo bị giữ lại vì "{why}"'))
@step(parsers.parse('chưa kết thúc được vì "{why}"'))
def _held(reasons: str, why: str) -> None:
    assert why in reasons


@step("thông báo không bị giữ lại")
@step("kết thúc được")
def _free(reasons: str) -> None:
    assert reasons == ""


@step(parsers.parse('"{who}" có {count:d} kiến nghị phải thực hiện'))
def _inbox(scene: Scene, who: str, count: int) -> None:
    assert len(scene.world.see(lambda s: queries.inbox(s, scene.who(who)))) == count


@step(parsers.parse('"{who}" không tìm thấy kiến nghị {number:d}'))
def _not_found(scene: Scene, who: str, number: int) -> None:
    def look(session: Any) -> str:
        try:
            queries.require_visible(session, scene.obligation(number).id, scene.who(who))
        except Problem as problem:
            return problem.key
        return ""

    assert scene.world.see(look) == "not_found"


@step(parsers.parse('"{who}" tự thêm một kiến nghị'))
def _add_own(scene: Scene, who: str) -> None:
    obligations = [ObligationData(scene.agency("UBND huyện Chi Lăng"))]
    scene.attempt(
        lambda s: drafting.add_recommendation(
            s, scene.who(who), scene.inspection_id, text="Tự kiến nghị.", finding_ids=[], obligations=obligations
        )
    )


@step(parsers.parse('"{who}" ấn định hạn {day} cho kiến nghị {number:d}'))
def _set_due(scene: Scene, who: str, day: str, number: int) -> None:
    _edit(scene, who, number, day_of(day))


@step(parsers.parse('"{who}" xóa hạn của kiến nghị {number:d}'))
def _clear_due(scene: Scene, who: str, number: int) -> None:
    _edit(scene, who, number, None)


def _edit(scene: Scene, who: str, number: int, due_on: date | None) -> None:
    row = scene.obligation(number)
    told = scene.world.see(lambda s: queries.told(s, row.source_id)).recommendation
    obligations = [ObligationData(row.addressee_id, due_on=due_on)]
    scene.attempt(
        lambda s: drafting.edit_recommendation(
            s, scene.who(who), told.id, told.version, text=told.text, finding_ids=[], obligations=obligations
        )
    )


@step(parsers.parse('"{who}" xác nhận đã nhận kiến nghị {number:d}'))
def _acknowledge(scene: Scene, who: str, number: int) -> None:
    scene.fire(number, "acknowledge", who)


@step(parsers.parse('"{who}" xác minh kiến nghị {number:d} "{verdict}" với bằng chứng "{evidence}"'))
def _verify(scene: Scene, who: str, number: int, verdict: str, evidence: str) -> None:
    given = {"verdict": VERDICT_NAMES[verdict], "evidence": evidence}
    scene.attempt(lambda s: answering.verify(s, scene.who(who), scene.obligation(number).id, **given))


@step(parsers.parse('"{who}" xác minh kiến nghị {number:d} "{verdict}" mà không có bằng chứng'))
def _verify_without(scene: Scene, who: str, number: int, verdict: str) -> None:
    _verify(scene, who, number, verdict, "   ")


@step(parsers.parse('"{who}" xác minh kiến nghị {number:d} "{verdict}" bằng một ảnh'))
def _verify_by_file(scene: Scene, who: str, number: int, verdict: str) -> None:
    scene.attempt(
        lambda s: answering.verify(
            s, scene.who(who), scene.obligation(number).id, verdict=VERDICT_NAMES[verdict], files=[scene.picture()]
        )
    )


@step(parsers.parse('"{who}" có tên trong đoàn kiểm tra'))
def _in_team(scene: Scene, who: str) -> None:
    # Naming refuses a person of the unit; a row from before the person changed agencies would not.
    person = scene.who(who)
    row = TeamMember(inspection_id=scene.inspection_id, user_id=person.user_id, agency_id=person.agency_id)
    scene.world.do(lambda s: s.add(row))


@step(parsers.parse('"{who}" đã chuyển công tác về Sở'))
def _moved(scene: Scene, who: str) -> None:
    name, person = PEOPLE[who], scene.who(who)

    def move(session: Any) -> Any:
        session.get_one(User, person.user_id).agency_id = scene.world.agencies["dept"]
        session.flush()
        return accounts.actor_of(session, person.user_id)

    scene.world.actors[name] = scene.world.do(move)


@step(parsers.parse('"{who}" yêu cầu bổ sung báo cáo của kiến nghị {number:d} vì "{reason}"'))
def _send_back(scene: Scene, who: str, number: int, reason: str) -> None:
    scene.fire(number, "send_back", who, reason=reason)


@step(parsers.parse('"{who}" bấm gửi hai lần báo cáo của kiến nghị {number:d}'))
def _answer_twice(scene: Scene, who: str, number: int) -> None:
    row, command_id = scene.obligation(number), new_id()
    for _ in range(2):
        scene.attempt(
            lambda s: answering.answer(
                s,
                scene.who(who),
                row.id,
                claim="met",
                text="Đã cắm biển.",
                expected_version=row.version,
                command_id=command_id,
            )
        )


@step(parsers.parse("kiến nghị {number:d} có {count:d} báo cáo"))
def _answers(scene: Scene, number: int, count: int) -> None:
    assert len(scene.world.see(lambda s: answers_of(s, scene.obligation(number).id))) == count


@step(parsers.parse('"{who}" yêu cầu làm tiếp kiến nghị {number:d} với hạn {day}'))
def _reopen(scene: Scene, who: str, number: int, day: str) -> None:
    scene.fire(number, "reopen", who, reason="Còn 21 điểm chưa có biển.", due_on=day_of(day))


@step(parsers.parse("kiến nghị {number:d} được coi là xong"))
def _is_done(scene: Scene, number: int) -> None:
    assert not is_open(scene.obligation(number))
    assert scene.obligation(number).id not in _open_ids(scene)


@step(parsers.parse("kiến nghị {number:d} chưa xong"))
def _is_open(scene: Scene, number: int) -> None:
    assert is_open(scene.obligation(number))
    assert scene.obligation(number).id in _open_ids(scene)


def _open_ids(scene: Scene) -> set[UUID]:
    return {row.id for row in samples.obligations(scene.world, scene.inspection_id, open_condition())}


@step(parsers.parse('nhật ký của kiến nghị {number:d} gồm "{triggers}"'))
def _journal(scene: Scene, number: int, triggers: str) -> None:
    ref = CaseRef("obligation", scene.obligation(number).id)
    entries = scene.world.see(lambda s: [entry.trigger for entry, _note in journal.entries(s, ref)])
    assert ", ".join(entries) == triggers


@step(parsers.parse("hạn của kiến nghị {number:d} là {day}"))
def _due(scene: Scene, number: int, day: str) -> None:
    assert scene.obligation(number).due_on == day_of(day)


@step(parsers.parse('cách tính hạn của kiến nghị {number:d} ghi "{words}"'))
def _explained(scene: Scene, number: int, words: str) -> None:
    assert words in due.explain(scene.obligation(number).due_basis, "Hoàng Thị Thử")


@step(parsers.parse('"{who}" xin gia hạn kiến nghị {number:d} đến ngày {day}'))
def _ask(scene: Scene, who: str, number: int, day: str) -> None:
    scene.fire(number, "ask_extension", who, until=day_of(day), reason="Chờ cấp kinh phí.")


@step(parsers.parse('"{who}" đồng ý gia hạn kiến nghị {number:d} đến ngày {day}'))
def _grant(scene: Scene, who: str, number: int, day: str) -> None:
    scene.fire(number, "grant_extension", who, until=day_of(day))


@step(parsers.parse('"{who}" không gia hạn kiến nghị {number:d} vì "{reason}"'))
def _refuse(scene: Scene, who: str, number: int, reason: str) -> None:
    scene.fire(number, "refuse_extension", who, reason=reason)


@step(parsers.parse('"{who}" có thể xin gia hạn kiến nghị {number:d} lần nữa'))
def _ask_again(scene: Scene, who: str, number: int) -> None:
    _ask(scene, who, number, "30/11/2024")
    assert scene.obligation(number).extension_asked


@step(parsers.parse('đề nghị gia hạn cuối của kiến nghị {number:d} là "{outcome}"'))
def _last_extension(scene: Scene, number: int, outcome: str) -> None:
    last = scene.world.see(lambda s: extensions_of(s, scene.obligation(number).id))[-1]
    assert EXTENSIONS[last.outcome] == outcome
    assert not scene.obligation(number).extension_asked


@step(parsers.parse('"{who}" chuyển giao kiến nghị {number:d} cho "{receiver}" theo "{act}"'))
def _transfer(scene: Scene, who: str, number: int, receiver: str, act: str) -> None:
    scene.fire(number, "transfer", who, to_agency=scene.agency(receiver), act=act)


@step(parsers.parse('"{who}" chuyển giao kiến nghị {number:d} cho "{receiver}" theo "{act}" với hạn {day}'))
def _transfer_anew(scene: Scene, who: str, number: int, receiver: str, act: str, day: str) -> None:
    scene.fire(number, "transfer", who, to_agency=scene.agency(receiver), act=act, due_on=day_of(day))


@step(parsers.parse('nội dung phải theo dõi mới của kiến nghị {number:d} có hạn {day} và ghi "{act}"'))
def _passed_on(scene: Scene, number: int, day: str, act: str) -> None:
    parent = scene.obligation(number)
    [child] = samples.obligations(scene.world, scene.inspection_id, Obligation.parent_id == parent.id)
    assert (child.status, child.due_on) == ("issued", day_of(day))
    assert act in due.explain(child.due_basis)


@step(parsers.parse('"{who}" rút kiến nghị {number:d} vì "{reason}"'))
def _withdraw(scene: Scene, who: str, number: int, reason: str) -> None:
    scene.fire(number, "withdraw", who, reason=reason)


@step(parsers.parse('"{who}" rút cả 14 kiến nghị vì "{reason}"'))
def _withdraw_all(scene: Scene, who: str, reason: str) -> None:
    for number in range(1, 15):
        _withdraw(scene, who, number, reason)


@step(parsers.parse("kiến nghị {number:d} quá hạn"))
def _overdue(scene: Scene, number: int) -> None:
    assert _is_late(scene, number) == (True, True)


@step(parsers.parse("kiến nghị {number:d} chưa quá hạn"))
def _not_overdue(scene: Scene, number: int) -> None:
    assert _is_late(scene, number) == (False, False)


def _is_late(scene: Scene, number: int) -> tuple[bool, bool]:
    row = scene.obligation(number)
    found = samples.obligations(scene.world, scene.inspection_id, overdue_condition(clock.today()))
    return is_overdue(row, clock.today()), row.id in {one.id for one in found}
