"""The notice of conclusions keeps the decree's form, by both engines: long names, many tasks, a task of several pages."""

import pytest

from rasoat.documents import layout, pdf
from tests.meetings.samples import DUE, TEACH, prepared
from tests.world import World

LONG = (
    "Chủ trì, phối hợp với các đơn vị liên quan rà soát, hướng dẫn, kiểm tra việc thực hiện; báo cáo kết quả đúng hạn. "
    * 60
)


@pytest.mark.long
@pytest.mark.parametrize("engine", ["pdfkit", "weasyprint"])
@pytest.mark.parametrize("length", ["short", "long"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_notice_keeps_the_form(world: World, length: str, engine: str) -> None:
    name = "Ban Chỉ đạo liên ngành thực hiện công tác bảo vệ, chăm sóc và giáo dục trẻ em trên địa bàn tỉnh Lạng Sơn"
    changes = {"body_name": name, "conclusions": LONG} if length == "long" else {}
    held = prepared(world, **changes)
    held.step("hold")
    if length == "long":
        for key in ("dept", "edu", "culture", "district", "other_district"):
            held.add(LONG, key, due_on=DUE)
    held.add(TEACH)
    held.step("conclude")
    paper = held.drafted().paper.model_copy(update={"number": 5, "issued_on": held.meeting.held_on})
    [printer] = [one for one in pdf.usable(engine, 60) if one.name == engine]
    assert not [one for one in layout.measure(pdf.paper_to_pdf(paper, printer), paper) if one.certain]
