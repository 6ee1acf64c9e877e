"""The feature of watching the tablets from the desk, step by step."""

import io
from pathlib import Path

import pytest
from pytest_bdd import parsers, scenarios, step
from sqlmodel import select

from rasoat.files.store import BlobStore
from rasoat.tablets.desk import board
from rasoat.tablets.desk.board import Board, BoardMember
from rasoat.tablets.desk.operations import give_up
from rasoat.tablets.receiving import importing
from rasoat.tablets.receiving.models import Record
from rasoat.tablets.receiving.uploads import Uploads
from tests.tablets.carried import Carried, picture
from tests.tablets.field import *  # noqa: F403 - the shared steps must be names of this module
from tests.tablets.field import Field
from tests.tablets.receiving.test_import import version_of
from tests.visits.samples import HOMES
from tests.visits.scene import *  # noqa: F403
from tests.visits.scene import PEOPLE, WHO

pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds
scenarios("tablets_bang_theo_doi.feature")


def board_of(afield: Field) -> Board:
    found: Board = afield.see(lambda s: board.board_of(s, afield.scene.case.visit))
    return found


def member_of(afield: Field, who: str) -> BoardMember:
    return next(one for one in board_of(afield).members if one.user.username == PEOPLE[who])


def held(afield: Field, who: str) -> Carried:
    """What the tablet of this member holds: one checklist, one danger with two photographs."""
    if "carried" not in afield.kept:
        made = Carried(afield.scene.world, PEOPLE[who], afield.visit_id)
        made.response("safe_home", version_of(afield.scene.case, "safe_home"), dict(HOMES))
        made.add("danger", {"what": "Giếng không nắp"}, pictures={"": [picture(1), picture(2)]})
        afield.kept["carried"] = made
    carried: Carried = afield.kept["carried"]
    return carried


def bring_in(afield: Field, folder: Path, who: str, data: bytes) -> None:
    world = afield.scene.world
    uploads = Uploads(world.database, BlobStore(folder / "files"), folder / "uploads")
    importer = afield.scene.who(who)
    importing.import_file(world.database, uploads, importer, io.BytesIO(data), photo_limit_mb=20)


@step(parsers.re(rf'(?P<who>{WHO}) gửi bảng kiểm "safe_home" và nguy hiểm có 2 ảnh, ảnh chưa gửi xong'))
def _send(afield: Field, tmp_path: Path, who: str) -> None:
    made = held(afield, who)
    bring_in(afield, tmp_path, who, made.file()[: -sum(len(data) for _, _, data in made.pictures)])


@step(parsers.re(rf"(?P<who>{WHO}) gửi nốt ảnh"))
def _rest(afield: Field, tmp_path: Path, who: str) -> None:
    bring_in(afield, tmp_path, who, held(afield, who).file())


@step(parsers.re(rf"(?P<who>{WHO}) nhập tệp xuất từ máy của (?P<maker>{WHO})( lần nữa)?"))
def _import(afield: Field, tmp_path: Path, who: str, maker: str) -> None:
    bring_in(afield, tmp_path, who, held(afield, maker).file())


@step(parsers.re(rf'(?P<who>{WHO}) xác nhận ảnh không còn gửi được vì "(?P<why>.*)"'))
def _give_up(afield: Field, who: str, why: str) -> None:
    actor, waiting = afield.scene.who(who), [one.photo.id for one in board_of(afield).awaited]
    afield.scene.do(lambda s: give_up(s, actor, waiting, why))


@step(parsers.re(rf'bảng theo dõi ghi (?P<who>{WHO}) có "(?P<label>.*)", (?P<state>sẵn sàng|bản cũ)'))
def _ready(afield: Field, who: str, label: str, state: str) -> None:
    (one,) = member_of(afield, who).taken
    assert (one.tablet.label, one.old) == (label, state == "bản cũ")


@step(parsers.re(rf"bảng theo dõi ghi (?P<who>{WHO}) chưa mang theo"))
def _not_taken(afield: Field, who: str) -> None:
    assert member_of(afield, who).taken == []


@step(parsers.parse("bảng theo dõi có {records:d} bản ghi đã về, {photos:d} ảnh chưa về"))
@step(parsers.parse("không có gì bị lặp: bảng theo dõi có {records:d} bản ghi đã về, {photos:d} ảnh chưa về"))
def _counts(afield: Field, records: int, photos: int) -> None:
    found = board_of(afield)
    assert (sum(found.counts.values()), len(found.awaited)) == (records, photos)


@step(parsers.parse('bảng theo dõi không còn kể "{checklist}" là thiếu'))
def _not_lacking(afield: Field, checklist: str) -> None:
    assert checklist not in [slot.definition.id for slot in board_of(afield).lacking]


@step(parsers.parse("bảng theo dõi kể {count:d} ảnh không còn gửi được"))
def _given_up(afield: Field, count: int) -> None:
    assert len(board_of(afield).given_up) == count


@step(parsers.re(rf'bảng kiểm "(?P<name>.*)" được ghi là của (?P<maker>{WHO}), do (?P<who>{WHO}) nhập'))
def _whose(afield: Field, name: str, maker: str, who: str) -> None:
    query = select(Record).where(Record.kind == "response")
    (row,) = afield.see(lambda s: list(s.exec(query)))
    assert row.body["content"]["checklist"] == name
    assert (row.account_id, row.imported_by) == (afield.scene.who(maker).user_id, afield.scene.who(who).user_id)
