"""The pages of papers that are signed outside, of deliveries, and of who opened a paper."""

import csv
import io
from datetime import date

import pytest
from sqlmodel import select

from rasoat import clock
from rasoat.documents import pdf
from rasoat.documents.models import RegisterEntry
from rasoat.documents.paper import Paragraph
from rasoat.papers import deliveries, signing_outside
from rasoat.papers.models import PaperCase
from tests.exporting.taken import take
from tests.papers.replaced import let_out
from tests.papers.samples import ISSUED_ON, Told, out, outside, result
from tests.papers.test_views import Browser
from tests.web.browse import Client, words
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def frozen(told: Told):
    row = told.world.see(lambda s: signing_outside.to_sign(s, s.get_one(PaperCase, told.paper_id)))
    return signing_outside.frozen_text(row)


def give(clerk: Client, told: Told, data: bytes, **changed: str):
    sent = {"how": "hand", "signed_on": "5/8/2024", "version": str(told.notice.version), **changed}
    return clerk.post(
        f"/papers/{told.paper_id}/signed-outside",
        {**sent, "scan": (io.BytesIO(data), "ban-da-ky.pdf")},
        content_type="multipart/form-data",
    )


def test_from_the_choice_of_the_signer_to_the_recorded_signature(world: World, client_for: Browser) -> None:
    told = result(world)
    told.fire("check", "officer")
    officer, clerk, here = client_for("officer"), client_for("clerk"), f"/papers/{told.paper_id}"
    leader = world.as_("leader").user_id
    form = words(officer.get(f"{here}/to-sign"))
    assert "Cố định, tạo bản trình ký" in form
    nobody = officer.post(f"{here}/to-sign", {"signer_id": str(world.as_("officer2").user_id), "version": "2"})
    assert nobody.status_code == 422
    sent = officer.post(f"{here}/to-sign", {"signer_id": str(leader), "version": str(told.notice.version)})
    assert "Tải bản trình ký (PDF)" in words(officer.get(sent.location))
    copy = officer.get(f"{here}/to-sign.pdf")
    assert copy.data.startswith(b"%PDF")
    # Who is inspected sees nothing of it.
    assert client_for("district_officer").get(f"{here}/to-sign.pdf").status_code == 404
    assert "Ghi nhận đã ký" in words(clerk.get(here))
    assert officer.get(f"{here}/signed-outside").status_code == 403
    more = Paragraph(id="x", text="Một việc thêm không có trong bản trình ký. " * 15)
    paper = frozen(told)
    other = pdf.paper_to_pdf(paper.model_copy(update={"blocks": (more, *paper.blocks)}), pdf.usable()[0])
    refused = give(clerk, told, other)
    assert refused.status_code == 422
    assert "Tệp có thêm nội dung" in words(refused)
    taken = give(clerk, told, copy.data)
    page = words(clerk.get(taken.location))
    assert "lời văn trùng với bản trình ký" in page
    assert "(ký tay)" in page
    assert (told.notice.approved_by, told.notice.signed_how) == (leader, "hand")
    # The copy to sign is no longer offered: it was signed.
    assert officer.get(f"{here}/to-sign.pdf").status_code == 404


def test_without_its_signed_file_a_paper_signed_outside_gets_no_number(world: World, client_for: Browser) -> None:
    told = result(world).sent_to_sign()
    give(client_for("clerk"), told, pdf.paper_to_pdf(frozen(told), pdf.usable()[0]))
    [(copy, _)] = world.see(lambda s: signing_outside.signed_copies.copies_of(s, told.notice))
    world.do(lambda s: s.delete(s.get_one(type(copy), copy.id)))
    page = words(client_for("clerk").get(f"/papers/{told.paper_id}"))
    assert "Chưa có bản đã ký" in page


def test_the_signed_file_of_a_text_that_went_back_is_shown_no_more(world: World, client_for: Browser) -> None:
    """Who receives the paper would take another text for the signed one."""
    told, clerk = result(world).sent_to_sign(), client_for("clerk")
    data, here = pdf.paper_to_pdf(frozen(told), pdf.usable()[0]), f"/papers/{told.paper_id}"
    assert give(clerk, told, data).status_code == 303
    [(before, file)] = world.see(lambda s: signing_outside.signed_copies.copies_of(s, told.notice))
    told.fire("return_paper", "leader", reason="Sai số.")
    # Who may read the drafts may still look at it.
    assert client_for("officer").get(f"/files/{file.id}").status_code == 200
    # It was sent back by mistake: the same sheet is recorded again.
    told.sent_to_sign()
    assert give(clerk, told, data).status_code == 303
    [(after, _)] = world.see(lambda s: signing_outside.signed_copies.copies_of(s, told.notice))
    assert after.id != before.id
    assert words(clerk.get(here)).count("ban-da-ky.pdf") == 1
    # Now it is signed here: no file is that of this signature.
    told.fire("return_paper", "leader", reason="Sai số.")
    outside(world)
    let_out(told.numbered(), ISSUED_ON)
    assert "ban-da-ky.pdf" not in words(clerk.get(here))
    district = client_for("district_officer")
    assert district.get(here).status_code == 200
    assert district.get(f"/files/{file.id}").status_code == 404


def test_where_it_went_and_who_opened_it(world: World, client_for: Browser) -> None:
    told = out(world)
    here, clerk = f"/papers/{told.paper_id}", client_for("clerk")
    page = words(clerk.get(here))
    assert "Chưa ghi lần gửi nào" in page
    assert "Chưa cơ quan nào mở" in page
    line = world.see(lambda s: deliveries.recipients_of(s, s.get_one(PaperCase, told.paper_id)))[0]
    sent = {"way": "post", "sent_on": "5/8/2024", "note": "RA 123 456 789 VN", "recipients": [line]}
    assert "Chọn ít nhất một nơi nhận" in words(clerk.post(f"{here}/deliveries", {**sent, "recipients": []}))
    for day in ("4/8/2024", "6/8/2024"):
        assert "Ngày gửi phải từ" in words(clerk.post(f"{here}/deliveries", {**sent, "sent_on": day}))
    told_so = clerk.post(f"{here}/deliveries", sent)
    assert f"{line}: bưu điện, ngày 05/08/2024 (RA 123 456 789 VN)" in words(clerk.get(told_so.location))
    district = client_for("district_officer")
    for _ in range(2):
        assert "Gửi đi" not in words(district.get(here))
    client_for("leader").get(here)
    assert world.see(lambda s: deliveries.is_first_opening(s, told.notice, world.as_("district_leader")))
    again = [world.as_(who) for who in ("district_officer", "leader")]
    assert not any(world.see(lambda s, who=who: deliveries.is_first_opening(s, told.notice, who)) for who in again)
    [opened] = world.see(lambda s: deliveries.openings_of(s, told.paper_id))
    assert opened.agency.id == world.agencies["district"]
    assert "mở lần đầu" in words(clerk.get(here))
    assert client_for("officer").get(f"{here}/deliveries").status_code == 403


def test_the_register_says_to_how_many_and_since_when_a_paper_went(world: World, client_for: Browser) -> None:
    told = out(world)
    clerk, symbol = client_for("clerk"), told.notice.symbol
    entry = world.see(lambda s: s.exec(select(RegisterEntry.id).where(RegisterEntry.symbol == symbol)).one())

    def columns() -> list[list[str]]:
        table = take(clerk, "register", "csv", year="2024").data.decode("utf-8-sig")
        return [row[6:9] for row in csv.reader(io.StringIO(table), delimiter=";") if row[0] == told.notice.reference]

    assert columns() == [["", "", ""]]
    assert "Số bản" not in words(clerk.get("/papers/register?year=2024"))
    lines = world.see(lambda s: deliveries.recipients_of(s, s.get_one(PaperCase, told.paper_id)))
    who = world.as_("clerk")
    # One recipient on two ways is one copy; the first day is the register's.
    for day, way, some in ((7, "mail", lines[:2]), (6, "post", lines[:1])):
        with clock.at(clock.beginning(date(2024, 8, 8))):
            world.do(lambda s, d=day, w=way, r=some: deliveries.record(s, who, told.paper_id, r, w, date(2024, 8, d)))
    assert columns() == [["2", "06/08/2024", ""]]
    page = clerk.get("/papers/register?year=2024").text
    assert '<td data-label="Số bản">2</td>' in page
    assert "06/08/2024" in page
    assert world.see(lambda s: deliveries.sent_under(s, [entry]))[entry] == deliveries.Sent(2, date(2024, 8, 6))
