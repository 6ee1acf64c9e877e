"""Signed copies: the clerk adds the scan after numbering, whoever sees the paper sees it with its first page."""

import io
from datetime import date
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from rasoat.files.first_page import WIDTH
from rasoat.files.operations import keep
from rasoat.papers import signed_copies
from rasoat.papers.signed_copies import Scan
from tests.papers.samples import ISSUED_ON, Told, attempt, messages, result, result_numbered, settings_in
from tests.papers.test_views import Browser
from tests.web.browse import Client, words
from tests.world import World

OPTIONS = {"content_type": "multipart/form-data"}


def scan(pages: int = 2, width: float = 595, height: float = 842) -> bytes:
    """A PDF as a scanner makes one."""
    writer, found = pypdf.PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(width, height)
    writer.write(found)
    return found.getvalue()


def send(clerk: Client, told: Told, data: bytes, **changed: str) -> str:
    """The page after sending a scan."""
    sent = {"signed_on": "5/8/2024", "signer": "Nông Văn Mẫu", **changed}
    answer = clerk.post(
        f"/papers/{told.paper_id}/signed-copy", {**sent, "scan": (io.BytesIO(data), "ban-da-ky.pdf")}, **OPTIONS
    )
    return words(answer) if answer.status_code == 422 else words(clerk.get(answer.location))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_clerk_adds_it_and_its_first_page_is_seen(world: World, client_for: Browser) -> None:
    told, clerk = result_numbered(world), client_for("clerk")
    page = send(clerk, told, scan())
    assert "Nông Văn Mẫu ký ngày 05/08/2024" in page
    assert "ban-da-ky.pdf" in page
    [(row, file)] = world.see(lambda s: list(signed_copies.copies_of(s, told.notice)))
    assert row.signed_on == date(2024, 8, 5)
    picture = clerk.get(f"/files/{row.picture_id}")
    assert (picture.mimetype, Image.open(io.BytesIO(picture.data)).width) == ("image/jpeg", WIDTH)
    assert clerk.get(f"/files/{file.id}").data.startswith(b"%PDF")
    # A paper that has not left the house is nobody else's, and neither is its signed copy.
    district = client_for("district_officer")
    assert district.get(f"/files/{row.picture_id}").status_code == 404
    assert told.frozen.file_sha256 == ""
    assert "đã có ở văn bản" in send(clerk, told, scan())


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_only_after_numbering_and_only_by_the_issuer_s_clerk(world: World, client_for: Browser) -> None:
    told = result(world)
    page = f"/papers/{told.paper_id}/signed-copy"
    assert client_for("clerk").get(page).status_code == 403
    assert "Thêm bản đã ký" not in words(client_for("clerk").get(f"/papers/{told.paper_id}"))
    told.numbered()
    assert client_for("clerk").get(page).status_code == 200
    assert client_for("officer").get(page).status_code == 403
    assert "Thêm bản đã ký" not in words(client_for("leader").get(f"/papers/{told.paper_id}"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_cannot_be_is_said_at_its_field(world: World, client_for: Browser) -> None:
    told, clerk = result_numbered(world), client_for("clerk")
    assert "không thể sau hôm nay" in send(clerk, told, scan(), signed_on="6/8/2024")
    assert "Nhập họ tên người ký" in send(clerk, told, scan(), signer="")
    picture = io.BytesIO()
    Image.new("RGB", (20, 20)).save(picture, "PNG")
    assert "Chọn tệp PDF" in send(clerk, told, picture.getvalue())
    assert world.see(lambda s: list(signed_copies.copies_of(s, told.notice))) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_page_of_a_kilometre_is_a_small_picture(world: World, client_for: Browser) -> None:
    told, clerk = result_numbered(world), client_for("clerk")
    send(clerk, told, scan(1, 200, 14_000))
    [(row, _)] = world.see(lambda s: list(signed_copies.copies_of(s, told.notice)))
    picture = Image.open(io.BytesIO(clerk.get(f"/files/{row.picture_id}").data))
    assert picture.width * picture.height <= 4 * WIDTH * WIDTH


def test_the_verb_keeps_its_rules_without_a_page(world: World, tmp_path: Path) -> None:
    told = result(world).numbered(ISSUED_ON)
    _, store = settings_in(tmp_path)
    file, picture = keep(store, "a.pdf", scan(), "application/pdf"), keep(store, "a.png", b"x", "image/png")

    def add(who: str) -> object:
        return world.do(
            lambda s: signed_copies.add_signed_copy(
                s, world.as_(who), told.paper_id, Scan(file, picture), signed_on=ISSUED_ON, signer="Nông Văn Mẫu"
            )
        )

    assert attempt(lambda: add("officer")).key == "forbidden"
    assert attempt(lambda: add("district_officer")).key == "not_found"
    add("clerk")
    assert "đã có ở văn bản" in messages(attempt(lambda: add("clerk")))
