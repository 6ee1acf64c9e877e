"""A table of open recommendations: read as a whole, harmless twice, taken out as it was brought in."""

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import col, select

from rasoat.documents import register
from rasoat.earlier import operations, queries
from rasoat.earlier.models import REVIEWING, EarlierNotice
from rasoat.earlier.operations import Change
from rasoat.workflows import CaseRef, fire
from tests.earlier.samples import received, reviewed
from tests.exporting.taken import csv_of
from tests.web.browse import Client
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
HEAD = ["Số, ký hiệu", "Ngày ban hành", "Trích yếu", "Người ký", "Đơn vị thực hiện", "Nội dung kiến nghị", "Hạn", "Đã đến đâu",
        "Ngày báo cáo, xác minh", "Nội dung báo cáo, xác minh"]  # fmt: skip
ROWS = [
    ["112/TB-SLĐTBXH", "12/10/2023", "Kết quả kiểm tra huyện Chi Lăng", "Nông Văn Mẫu", "UBND huyện Chi Lăng", "Cắm 18 biển cảnh báo.", "31/3/2024", "", "", ""],
    ["112/TB-SLĐTBXH", "12/10/2023", "", "", "UBND huyện Chi Lăng; Phòng LĐTBXH Chi Lăng", "Mở 02 lớp dạy bơi.", "31/8/2024", "Đã báo cáo thực hiện một phần, chờ xác minh", "20/5/2024", "Đã mở 01 lớp."],
    ["131/TB-SLĐTBXH", "20/11/2023", "Kết quả kiểm tra huyện Hữu Lũng", "Nông Văn Mẫu", "UBND huyện Hữu Lũng", "Rào 03 hồ nước.", "30/6/2024", "Đã xác minh: đã thực hiện", "1/6/2024", "Đã xem tại chỗ."],
]  # fmt: skip


def file_of(rows: list[list[str]]) -> dict[str, Any]:
    out = io.StringIO()
    csv.writer(out).writerows([HEAD, *rows])
    return {"file": (io.BytesIO(out.getvalue().encode("utf-8-sig")), "kien-nghi.csv")}


def token_in(text: str) -> str:
    return text.split('name="token" value="')[1].split('"')[0]


def looked(officer: Client, rows: list[list[str]]) -> Any:
    return officer.post("/earlier/table", file_of(rows), content_type="multipart/form-data")


def notices(world: World) -> list[EarlierNotice]:
    return list(world.see(lambda db: db.exec(select(EarlierNotice).order_by(col(EarlierNotice.number))).all()))


def test_the_rows_of_a_paper_become_that_paper(world: World, client_for: Callable[[str], Client]) -> None:
    officer = client_for("officer")
    page = looked(officer, ROWS)
    assert "3 kiến nghị mới của 2 văn bản" in page.text and notices(world) == []
    officer.post("/earlier/table/confirmed", {"token": token_in(page.text)})
    first, second = notices(world)
    assert (first.reference, first.subject, second.number) == ("112/TB-SLĐTBXH", "Kết quả kiểm tra huyện Chi Lăng", 131)
    parts = world.see(lambda db: queries.parts_of(db, first.id))
    assert [(len(one.tasks), one.row.settled_by) for one in parts] == [(1, None), (2, None)]
    # The same table again would add nothing.
    assert "0 kiến nghị mới" in looked(officer, ROWS).text


def test_a_wrong_row_stops_the_whole_table(world: World, client_for: Callable[[str], Client]) -> None:
    wrong = [
        *ROWS,
        ["140/TB-SLĐTBXH", "1/12/2023", "", "", "UBND huyện Không Có", "Việc.", "1/1/2024", "", "", ""],
        ["12", "1/12/2023", "", "", "UBND huyện Chi Lăng", "Việc.", "1/1/2024", "", "", ""],
        ["112/TB-KHÁC", "12/10/2023", "", "", "UBND huyện Chi Lăng", "Việc.", "1/1/2024", "", "", ""],
        ["141/TB-SLĐTBXH", "1/12/2030", "", "", "UBND huyện Chi Lăng", "Việc.", "1/1/2031", "", "", ""],
        ["142/TB-SLĐTBXH", "1/12/2023", "", "", "UBND huyện Chi Lăng", "Việc.", "1/1/2024", "Đã xác minh: đã thực hiện", "", ""],
    ]  # fmt: skip
    page = looked(client_for("officer"), wrong)
    assert page.status_code == 422 and notices(world) == []
    for said in (
        "“UBND huyện Không Có”",
        "không phải số, ký hiệu",
        "có ký hiệu TB-SLĐTBXH",
        "không thể sau hôm nay",
        "Nhập ngày của báo cáo",
    ):
        assert said in page.text, said


def test_rows_join_the_paper_that_was_read_from_a_file(world: World, client_for: Callable[[str], Client]) -> None:
    notice = reviewed(world, received(world))
    before = len(world.see(lambda db: queries.recommendations_of(db, notice.id)))
    officer = client_for("officer")
    page = looked(officer, ROWS[:2])
    assert "văn bản đang chờ rà soát" in page.text
    officer.post("/earlier/table/confirmed", {"token": token_in(page.text)})
    assert len(notices(world)) == 1
    assert len(world.see(lambda db: queries.recommendations_of(db, notice.id))) == before + 2


def test_what_is_taken_out_comes_in_as_it_was(world: World, client_for: Callable[[str], Client]) -> None:
    """Number, day, addressee, text, measure, due date, state and last answer agree."""
    dated = date(2023, 12, 29)
    world.do(
        lambda db: register.reserve_up_to(db, world.as_("clerk"), world.agencies["dept"], 2023, "TB", 150, dated=dated)
    )
    officer = client_for("officer")
    page = looked(officer, ROWS)
    officer.post("/earlier/table/confirmed", {"token": token_in(page.text)})
    settle_and_bring(world, officer)
    taken = officer.post("/exports/of/earlier_asked", {"form": "csv"})
    head, *rows = csv_of(taken)
    assert [[row[head.index(name)] for name in ("Số, ký hiệu", "Nội dung kiến nghị", "Hạn", "Đã đến đâu")] for row in rows] == [
        ["112/TB-SLĐTBXH", "Cắm 18 biển cảnh báo.", "31/03/2024", "Chưa có báo cáo"],
        ["112/TB-SLĐTBXH", "Mở 02 lớp dạy bơi.", "31/08/2024", "Đã báo cáo thực hiện một phần, chờ xác minh"],
        ["112/TB-SLĐTBXH", "Mở 02 lớp dạy bơi.", "31/08/2024", "Đã báo cáo thực hiện một phần, chờ xác minh"],
        ["131/TB-SLĐTBXH", "Rào 03 hồ nước.", "30/06/2024", "Đã xác minh: đã thực hiện"],
    ]  # fmt: skip
    reason = {"reason": "Đưa vào lại từ bảng đã tải về"}
    for notice in notices(world):
        world.do(
            lambda db, of=notice.id: fire(db, CaseRef("earlier", of), "withdraw", world.as_("officer"), payload=reason)
        )  # type: ignore[misc]
    again = officer.post(
        "/earlier/table", {"file": (io.BytesIO(taken.data), "da-tai-ve.csv")}, content_type="multipart/form-data"
    )
    officer.post("/earlier/table/confirmed", {"token": token_in(again.text)})
    settle_and_bring(world, officer)
    assert csv_of(officer.post("/exports/of/earlier_asked", {"form": "csv"})) == [head, *rows]


def settle_and_bring(world: World, officer: Client) -> None:
    waiting = [one for one in notices(world) if REVIEWING.of(one)]
    for notice in waiting:
        parts = [one.row.id for one in world.see(lambda db, of=notice.id: queries.parts_of(db, of))]  # type: ignore[misc]
        world.do(
            lambda db, of=notice.id, ids=parts: operations.change_many(
                db, world.as_("officer"), of, ids, Change(settle=True)
            )
        )  # type: ignore[misc]
    brought = officer.post("/earlier/bring", {"notice": [str(one.id) for one in waiting]})
    assert f"Đã đưa {len(waiting)} văn bản" in brought.text and len(waiting) == 2
