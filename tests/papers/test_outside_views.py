"""The pages of papers that are signed outside, of deliveries, and of who opened a paper."""

import io

import pytest

from rasoat.documents import pdf
from rasoat.documents.paper import Paragraph
from rasoat.papers import deliveries, signing_outside
from rasoat.papers.models import PaperCase
from tests.papers.samples import Told, out, result
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
    [(copy, _)] = world.see(lambda s: signing_outside.signed_copies.copies_of(s, told.paper_id))
    world.do(lambda s: s.delete(s.get_one(type(copy), copy.id)))
    page = words(client_for("clerk").get(f"/papers/{told.paper_id}"))
    assert "Chưa có bản đã ký" in page


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
