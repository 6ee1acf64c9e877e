"""The pages of papers of before: bringing, reviewing, bringing in."""

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import col, select

from rasoat.documents import register
from rasoat.earlier import queries
from rasoat.earlier.models import EarlierNotice
from tests.earlier.samples import TEXT, received, reviewed
from tests.web.browse import Client
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def newest(world: World) -> EarlierNotice:
    return world.see(lambda db: db.exec(select(EarlierNotice).order_by(col(EarlierNotice.id).desc())).first())  # type: ignore[return-value]


def test_a_pasted_paper_is_reviewed_and_brought_in(world: World, client_for: Callable[[str], Client]) -> None:
    dated = date(2023, 12, 29)
    world.do(
        lambda db: register.reserve_up_to(db, world.as_("clerk"), world.agencies["dept"], 2023, "TB", 150, dated=dated)
    )
    officer = client_for("officer")
    answer = officer.post("/earlier/new", {"text": TEXT})
    assert answer.status_code == 303
    page = officer.get(answer.location)
    assert "112/TB-SLĐTBXH" in page.text and "Chưa có hạn" in page.text
    notice = newest(world)
    parts = world.see(lambda db: queries.recommendations_of(db, notice.id))
    ids = [str(one.row.id) for one in parts]
    told = officer.post(f"/earlier/{notice.id}/many", {"part": ids[1], "due_on": "31/8/2024"})
    assert told.status_code == 422 and "Nêu lý do của hạn này" in told.text
    officer.post(f"/earlier/{notice.id}/many", {"part": ids[1], "due_on": "31/8/2024", "due_reason": "Hết hè 2024"})
    officer.post(f"/earlier/{notice.id}/many", {"part": ids, "settle": "1"})
    done = officer.post("/earlier/bring", {"notice": str(notice.id)})
    assert "Đã đưa 1 văn bản vào theo dõi" in done.text
    page = officer.get(f"/earlier/{notice.id}")
    assert "Đã đưa vào theo dõi" in page.text
    addressee = client_for("district_officer")
    inbox = addressee.get("/obligations/inbox")
    assert "Cắm biển cảnh báo tại 18 điểm" in inbox.text


def test_what_is_missing_is_told_of_each_and_the_others_go_on(
    world: World, client_for: Callable[[str], Client]
) -> None:
    dated = date(2023, 12, 29)
    world.do(
        lambda db: register.reserve_up_to(db, world.as_("clerk"), world.agencies["dept"], 2023, "TB", 150, dated=dated)
    )
    whole, lacking = reviewed(world, received(world)), received(world, TEXT.replace("112/TB", "113/TB"))
    told = client_for("officer").post("/earlier/bring", {"notice": [str(whole.id), str(lacking.id)]})
    assert "Đã đưa 1 văn bản" in told.text and "Chưa có hạn: phần 10" in told.text


def test_files_of_a_zip_come_one_by_one(world: World, client_for: Callable[[str], Client]) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("2023/thong-bao.txt", TEXT)
        archive.writestr("2023/hong.pdf", b"%PDF-1.4 hong")
    answer = client_for("officer").post(
        "/earlier/new", {"files": (io.BytesIO(buffer.getvalue()), "2023.zip"), "text": TEXT}
    )
    assert "Đã nhận 2 văn bản" in answer.text
    assert "hong.pdf" in answer.text and "112/TB-SLĐTBXH" in answer.text


def test_nothing_sent_is_told(client_for: Callable[[str], Client]) -> None:
    answer = client_for("officer").post("/earlier/new", {"text": " "})
    assert answer.status_code == 422 and "Chọn tệp, hoặc dán nội dung của văn bản." in answer.text


def test_a_part_is_split_and_joined(world: World, client_for: Callable[[str], Client]) -> None:
    notice, officer = received(world), client_for("officer")
    before = world.see(lambda db: queries.parts_of(db, notice.id))
    row = next(one.row for one in before if one.row.text.startswith("Mở ít nhất"))
    page = officer.get(f"/earlier/parts/{row.id}")
    assert "Mở ít nhất 02 lớp" in page.text
    parted = row.text.replace(" cho trẻ em", "\n\ncho trẻ em")
    officer.post(
        f"/earlier/parts/{row.id}", {"kind": row.kind, "text": parted, "version": str(row.version), "split": "1"}
    )
    after = world.see(lambda db: queries.parts_of(db, notice.id))
    assert len(after) == len(before) + 1 and [one.row.ordinal for one in after] == list(range(1, len(after) + 1))
    second = next(one for one in after if one.row.text.startswith("cho trẻ em"))
    assert [task.addressee_id for task in second.tasks] == [world.agencies["district"]]
    officer.post(f"/earlier/parts/{second.row.id}/join", {"version": str(second.row.version)})
    again = world.see(lambda db: queries.parts_of(db, notice.id))
    assert "".join(again[row.ordinal - 1].row.text.split()) == "".join(row.text.split())


@pytest.mark.parametrize("who", ["district_officer", "edu_officer", "admin"])
def test_others_do_not_see_what_nobody_settled(world: World, client_for: Callable[[str], Client], who: str) -> None:
    notice = received(world)
    assert client_for(who).get(f"/earlier/{notice.id}").status_code in (403, 404)
