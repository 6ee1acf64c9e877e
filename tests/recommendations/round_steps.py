"""Steps of the stories in which an addressee answers in rounds, or says what it thinks of what is asked."""

import pytest
from pytest_bdd import parsers, step

from rasoat import clock
from rasoat.files.access import attached
from rasoat.recommendations import prepared, releasing, retelling, rounds, stances
from rasoat.recommendations.answering.models import IN_PREPARATION, STANCE_OUTCOMES, STANCES
from rasoat.recommendations.answering.queries import answers_of
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.obligations import history, presenters
from rasoat.web import today
from tests.recommendations.releasing_steps import newest
from tests.recommendations.scene import VERDICT_NAMES, Scene
from tests.scenes import day_of

STANCE_NAMES = {title: name for name, title in STANCES.items()}
DECISIONS = {"Giữ nguyên": "kept", "Thay đổi, bằng công văn": "to_change", "Rút, bằng công văn": "to_withdraw"}
LETTER = "Công văn số 12/SLĐTBXH-PXH"


@step(parsers.parse('"{who}" rút lại báo cáo của kiến nghị {number:d} vì "{reason}"'))
def _taken_back(scene: Scene, who: str, number: int, reason: str) -> None:
    scene.fire(number, "take_back", who, reason=reason)


@step(parsers.parse('"{who}" bổ sung báo cáo của kiến nghị {number:d} "{claim}", giữ ảnh cũ'))
def _supplemented(scene: Scene, who: str, number: int, claim: str) -> None:
    obligation_id = scene.obligation(number).id
    before = scene.world.see(lambda s: answers_of(s, obligation_id))[-1]
    kept = [file.id for file in scene.world.see(lambda s: attached(s, rounds.ANSWER, before.id))]
    words = {"claim": VERDICT_NAMES[claim], "text": "Đã cắm đủ 46 biển."}
    scene.attempt(lambda s: rounds.supplement(s, scene.who(who), obligation_id, kept=kept, **words))


@step(parsers.parse('"{who}" bắt đầu xác minh kiến nghị {number:d}'))
def _begun(scene: Scene, who: str, number: int) -> None:
    scene.fire(number, "begin_verification", who)


@step(parsers.parse('"{who}" dừng xác minh kiến nghị {number:d}'))
def _stopped(scene: Scene, who: str, number: int) -> None:
    scene.fire(number, "stop_verification", who)


@step(parsers.parse('"{who}" báo tiến độ kiến nghị {number:d} "{text}" kèm một ảnh'))
def _progress(scene: Scene, who: str, number: int, text: str) -> None:
    obligation_id = scene.obligation(number).id
    scene.attempt(
        lambda s: rounds.report_progress(s, scene.who(who), obligation_id, text=text, files=[scene.picture()])
    )


@step(parsers.parse("trong {count:d} báo cáo của kiến nghị {number:d} còn {standing:d} báo cáo có hiệu lực"))
def _standing(scene: Scene, count: int, number: int, standing: int) -> None:
    rows = scene.world.see(lambda s: answers_of(s, scene.obligation(number).id))
    assert (len(rows), len([row for row in rows if not row.ended])) == (count, standing)


@step(parsers.parse('báo cáo có hiệu lực của kiến nghị {number:d} là "{claim}" kèm {count:d} tệp'))
def _stands(scene: Scene, number: int, claim: str, count: int) -> None:
    row = scene.world.see(lambda s: answers_of(s, scene.obligation(number).id))[-1]
    files = scene.world.see(lambda s: attached(s, rounds.ANSWER, row.id))
    assert (row.ended, row.claim, len(files)) == ("", VERDICT_NAMES[claim], count)


@step(parsers.parse('lịch sử kiến nghị {number:d} ghi "{words}"'))
def _story(scene: Scene, number: int, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Only a request knows addresses.
    monkeypatch.setattr(presenters, "url_for", lambda *_args, **_values: "/")
    events = scene.world.see(lambda s: history.story(s, scene.obligation(number).id))
    assert any(words in f"{event.text} {event.then} {event.parts}" for event in events), events


@step(parsers.parse('"{who}" lưu nháp báo cáo kiến nghị {number:d} "{text}" kèm một ảnh'))
def _draft(scene: Scene, who: str, number: int, text: str) -> None:
    obligation_id = scene.obligation(number).id
    scene.attempt(
        lambda s: releasing.save_draft(s, scene.who(who), obligation_id, claim="", text=text, files=[scene.picture()])
    )


def _reads(scene: Scene, who: str, number: int) -> bool:
    actor, row = scene.who(who), scene.obligation(number)
    return scene.world.see(lambda s: prepared.current(s, row, actor)) is not None


@step(parsers.parse('"{who}" đọc được bản nháp của kiến nghị {number:d}'))
def _read(scene: Scene, who: str, number: int) -> None:
    assert _reads(scene, who, number)


@step(parsers.parse('"{who}" không đọc được bản nháp của kiến nghị {number:d}'))
def _unread(scene: Scene, who: str, number: int) -> None:
    assert not _reads(scene, who, number)


@step(parsers.parse("bản nháp của kiến nghị {number:d} không còn"))
def _no_draft(scene: Scene, number: int) -> None:
    assert newest(scene, number).outcome not in IN_PREPARATION


def _state(scene: Scene, who: str, stance: str, number: int, reason: str) -> None:
    obligation_id = scene.obligation(number).id
    scene.attempt(lambda s: stances.state(s, scene.who(who), obligation_id, stance=STANCE_NAMES[stance], reason=reason))


@step(parsers.re(r'"(?P<who>[^"]+)" nêu ý kiến "(?P<stance>[^"]+)" về kiến nghị (?P<number>\d+)$'))
def _stated(scene: Scene, who: str, stance: str, number: str) -> None:
    _state(scene, who, stance, int(number), "")


@step(parsers.parse('"{who}" nêu ý kiến "{stance}" về kiến nghị {number:d} vì "{reason}"'))
def _stated_why(scene: Scene, who: str, stance: str, number: int, reason: str) -> None:
    _state(scene, who, stance, number, reason)


@step(parsers.parse('"{who}" quyết định "{decision}" về ý kiến của kiến nghị {number:d} vì "{note}"'))
def _decided(scene: Scene, who: str, decision: str, number: int, note: str) -> None:
    scene.fire(number, "decide_stance", who, decision=DECISIONS[decision], note=note)


@step(parsers.parse('ý kiến về kiến nghị {number:d} là "{outcome}"'))
def _outcome(scene: Scene, number: int, outcome: str) -> None:
    rows = scene.world.see(lambda s: stances.stances_of(s, scene.obligation(number).id))
    assert STANCE_OUTCOMES[rows[-1].outcome] == outcome


@step(parsers.parse('trang đầu của "{who}" có "{title}"'))
def _first_page(scene: Scene, who: str, title: str) -> None:
    sections = scene.world.see(lambda s: today.sections(s, scene.who(who), clock.today()))
    assert title in [section.title for section in sections]


@step(parsers.parse("Sở có {count:d} ý kiến không nhất trí được giữ nguyên"))
def _kept(scene: Scene, count: int) -> None:
    agency_id = scene.who("lãnh đạo Sở").agency_id
    found = scene.world.see(lambda s: stances.kept_disagreements(s, agency_id))
    assert len(found) == count
    assert all(row.outcome == "kept" and obligation.lead_agency_id == agency_id for row, obligation in found)


@step(parsers.parse("kiến nghị {number:d} là yêu cầu"))
def _demanded(scene: Scene, number: int) -> None:
    obligation_id = scene.obligation(number).id
    scene.world.do(lambda s: setattr(s.get_one(Obligation, obligation_id), "force", "demanded"))


@step(parsers.parse('công văn ngày {day} thay đổi kiến nghị {number:d} thành "{text}" hạn {due}'))
def _changed_by_letter(scene: Scene, day: str, number: int, text: str, due: str) -> None:
    by, obligation_id = retelling.ByPaper(LETTER, day_of(day)), scene.obligation(number).id
    terms = retelling.Terms(text, day_of(due), ("",))
    with clock.use_date(day_of(day)):
        scene.world.do(lambda s: retelling.retell(s, scene.who("chuyên viên Sở"), by, obligation_id, terms))


@step(parsers.parse('công văn ngày {day} rút kiến nghị {number:d} vì "{reason}"'))
def _withdrawn_by_letter(scene: Scene, day: str, number: int, reason: str) -> None:
    by, obligation_id = retelling.ByPaper(LETTER, day_of(day)), scene.obligation(number).id
    with clock.use_date(day_of(day)):
        scene.world.do(lambda s: retelling.withdraw(s, scene.who("chuyên viên Sở"), by, obligation_id, reason))


@step(parsers.parse("công văn trả lời gia hạn kiến nghị {number:d} được ban hành ngày {day}"))
def _extended_by_letter(scene: Scene, number: int, day: str) -> None:
    by, obligation_id = retelling.ByPaper(LETTER, day_of(day)), scene.obligation(number).id
    with clock.use_date(day_of(day)):
        scene.world.do(lambda s: retelling.extend(s, scene.who("chuyên viên Sở"), by, obligation_id))
