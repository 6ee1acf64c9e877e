"""Steps of the story in which one official report answers several obligations."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import pytest
from pytest_bdd import parsers, step
from sqlmodel import col, select

from rasoat.db import new_id
from rasoat.documents.paper import Paper
from rasoat.files.access import attached
from rasoat.files.operations import keep
from rasoat.incoming import queries as incoming
from rasoat.incoming import sent
from rasoat.incoming.about import Link
from rasoat.incoming.models import IncomingPaper
from rasoat.official import arriving, composing, drafted, operations
from rasoat.official.operations import Signed
from rasoat.recommendations import prepared, releasing
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.obligations import history, presenters
from rasoat.units import queries as units
from tests.incoming.samples import ARRIVED, entered
from tests.recommendations.scene import VERDICT_NAMES, Scene
from tests.scenes import day_of


def _current(scene: Scene, who: str, numbers: str) -> list[UUID]:
    rows = [scene.obligation(int(one)) for one in numbers.split(", ")]
    found = [scene.world.see(lambda s, row=row: prepared.current(s, row, scene.who(who))) for row in rows]
    return [one.id for one in found if one is not None]


@step(parsers.parse('"{who}" soạn nháp kiến nghị {number:d} "{claim}" với kết quả "{text}"'))
def _drafted(scene: Scene, who: str, number: int, claim: str, text: str) -> None:
    row, actor = scene.obligation(number), scene.who(who)
    before = scene.world.see(lambda s: prepared.current(s, row, actor))
    words = {"claim": VERDICT_NAMES[claim], "text": text, "seen": before.id if before else None}
    scene.attempt(lambda s: releasing.save_draft(s, actor, row.id, **words))


@step(parsers.parse('"{who}" soạn báo cáo chính thức về kiến nghị "{numbers}"'), target_fixture="report")
def _composed(scene: Scene, who: str, numbers: str) -> Paper:
    actor, ids = scene.who(who), _current(scene, who, numbers)
    return scene.world.see(
        lambda s: composing.paper_of(s, units.agency(s, actor.agency_id), drafted.chosen(s, actor, ids))
    )


def _texts(report: Paper) -> str:
    said = [getattr(block, "text", "") or " ".join(getattr(block, "items", ())) for block in report.blocks]
    return " ".join(said)


@step(parsers.parse('báo cáo mang tên "{issuer}", ký hiệu "{symbol}", chưa có số và ngày'))
def _head(report: Paper, issuer: str, symbol: str) -> None:
    found = (" / ".join(report.issuer).upper(), report.symbol, report.is_draft)
    assert found == (issuer, symbol, True), found
    assert report.kind_title == "BÁO CÁO"


@step(parsers.parse('báo cáo gửi "{name}"'))
def _addressed(report: Paper, name: str) -> None:
    assert report.addressed_to == (name,)


@step(parsers.parse('báo cáo có "{words}"'))
def _says(report: Paper, words: str) -> None:
    assert words in _texts(report)


@step(parsers.parse('báo cáo không có "{words}"'))
def _says_not(report: Paper, words: str) -> None:
    assert words not in _texts(report)


@step(parsers.parse('"{who}" không có bản nháp nào để soạn báo cáo'))
def _none(scene: Scene, who: str) -> None:
    assert scene.world.see(lambda s: drafted.ready(s, scene.who(who))) == []


def _send(scene: Scene, who: str, reference: str, day: str, signer: str, ids: Sequence[UUID]) -> None:
    scan = keep(scene.store, "bao-cao.pdf", b"%PDF-1.7 signed %%EOF", "application/pdf")
    signed = Signed(reference, day_of(day), signer)
    scene.attempt(lambda s: operations.send(s, scene.who(who), signed, ids, [scan], command_id=new_id()))


@step(parsers.parse('"{who}" gửi báo cáo "{reference}" ngày {day} do "{signer}" ký về kiến nghị "{numbers}"'))
def _sent(scene: Scene, who: str, reference: str, day: str, signer: str, numbers: str) -> None:
    _send(scene, who, reference, day, signer, _current(scene, who, numbers))


@step(parsers.parse('"{who}" đã in báo cáo về kiến nghị "{numbers}"'), target_fixture="printed")
def _printed(scene: Scene, who: str, numbers: str) -> list[UUID]:
    return _current(scene, who, numbers)


@step(parsers.parse('"{who}" gửi báo cáo đã in "{reference}" ngày {day} do "{signer}" ký'))
def _sent_printed(scene: Scene, printed: list[UUID], who: str, reference: str, day: str, signer: str) -> None:
    _send(scene, who, reference, day, signer, printed)


@step(parsers.parse('lịch sử kiến nghị {number:d} có người báo cáo "{words}"'))
def _by(scene: Scene, number: int, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Only a request knows addresses.
    monkeypatch.setattr(presenters, "url_for", lambda *_args, **_values: "/")
    row: Obligation = scene.obligation(number)
    assert any(words in event.who for event in scene.world.see(lambda s: history.story(s, row.id)))


@step(parsers.parse("có {count:d} báo cáo chờ vào sổ văn bản đến"))
def _awaiting(scene: Scene, count: int) -> None:
    assert len(scene.world.see(lambda s: arriving.awaiting(s, scene.world.as_("clerk")))) == count


@step('"văn thư Sở" vào sổ báo cáo đang chờ')
def _entered(scene: Scene) -> None:
    [report] = scene.world.see(lambda s: arriving.awaiting(s, scene.world.as_("clerk")))
    scene.attempt(lambda s: sent.enter_sent(s, scene.world.as_("clerk"), report.id))


@step(parsers.parse('văn thư đã vào sổ bằng tay "{reference}" ngày {day} của "{author}"'))
def _by_hand(scene: Scene, reference: str, day: str, author: str) -> None:
    on = day_of(day)
    entered(scene.world, replace(ARRIVED, arrived_on=on, dated=on, reference=reference, author=author))


def _register(scene: Scene) -> list[IncomingPaper]:
    return scene.world.see(lambda s: list(s.exec(select(IncomingPaper).order_by(col(IncomingPaper.number)))))


@step(parsers.parse("sổ văn bản đến có {count:d} văn bản"))
def _lines(scene: Scene, count: int) -> None:
    assert len(_register(scene)) == count


@step(parsers.parse('sổ văn bản đến có "{cited}" ngày {day} của "{author}" kèm {files:d} tệp quét, "{note}"'))
def _line(scene: Scene, cited: str, day: str, author: str, files: int, note: str) -> None:
    [row] = _register(scene)
    assert (f"{row.kind_title} {row.reference}", row.dated, row.author) == (cited, day_of(day), author)
    assert note in row.note
    assert len(scene.world.see(lambda s: attached(s, "incoming", row.id))) == files


@step(parsers.parse('văn bản đến ấy nằm trong hồ sơ kiến nghị "{numbers}"'))
def _in_records(scene: Scene, numbers: str) -> None:
    [row], clerk = _register(scene), scene.world.as_("clerk")
    for one in (scene.obligation(int(number)) for number in numbers.split(", ")):
        found = scene.world.see(lambda s, one=one: incoming.of_case(s, Link("obligation", one.id), clerk))
        assert [paper.id for paper in found] == [row.id]
