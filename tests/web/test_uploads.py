"""Files that people send: few kinds, limited, and never anything that a browser would run."""

import io
import zipfile
from collections.abc import Callable

import pytest
from flask import Flask
from PIL import Image
from werkzeug.datastructures import MultiDict

from rasoat.files import access
from rasoat.files.operations import StoredFile, attach
from rasoat.pages.forms import uploads
from rasoat.problems import Problem


def picture(kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(out, kind)
    return out.getvalue()


def office(member: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(member, "<x/>")
    return out.getvalue()


HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"


@pytest.fixture
def send(app: Flask) -> Callable[[bytes, str], list[StoredFile]]:
    def sent(data: bytes, name: str) -> list[StoredFile]:
        form = MultiDict([("files", (io.BytesIO(data), name))])
        with app.test_request_context("/", method="POST", data=form):
            return uploads("files")

    return sent


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (picture("JPEG"), "anh.jpg", "image/jpeg"),
        (picture("PNG"), "anh-doi-ten.jpg", "image/png"),
        (picture("WEBP"), "anh.webp", "image/webp"),
        (PDF, "cong-van.pdf", "application/pdf"),
        (
            office("word/document.xml"),
            "bao-cao.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
    ],
)
def test_what_offices_use_is_taken_by_its_bytes(send, data, name, kind):
    (stored,) = send(data, name)
    assert (stored.kind, stored.name, stored.size) == (kind, name, len(data))


@pytest.mark.parametrize(
    ("data", "name", "key"),
    [
        (HTML, "anh.jpg", "file.kind"),
        (SVG, "hinh.svg", "file.kind"),
        (SVG, "hinh.png", "file.kind"),
        (b"GIF89a" + HTML, "anh.gif", "file.kind"),
        (b"MZ\x90\x00", "chuong-trinh.pdf", "file.kind"),
        (picture()[:40], "anh-cut.jpg", "file.unreadable"),
        (office("evil.js"), "nen.zip", "file.kind"),
        (b"PK\x03\x04 not an archive", "hong.docx", "file.unreadable"),
        (b"", "rong.pdf", "file.empty"),
    ],
)
def test_everything_else_is_refused(send, data, name, key):
    with pytest.raises(Problem) as refused:
        send(data, name)
    assert refused.value.key == key
    assert name in refused.value.what


def test_a_file_above_the_limit_is_refused(app, send, monkeypatch):
    monkeypatch.setattr("rasoat.files.operations.MEGABYTE", 1000)
    settings = app.extensions["rasoat_settings"]
    app.extensions["rasoat_settings"] = settings.model_copy(update={"upload_limit_mb": 1})
    assert send(PDF + b" " * 900, "vua.pdf")
    with pytest.raises(Problem) as refused:
        send(PDF + b" " * 1000, "to.pdf")
    assert refused.value.key == "file.too_large"
    assert "1 MB" in refused.value.what


def test_names_are_kept_in_one_normal_form(send):
    (stored,) = send(PDF, "Báo cáo Đồng Mỏ.pdf")
    assert stored.name == "Báo cáo Đồng Mỏ.pdf"


@pytest.fixture
def attachment(world, send, monkeypatch):
    """Attaches a file to something that only the district sees."""
    district = world.agencies["district"]
    monkeypatch.setitem(access._checks, "of_district", lambda _db, _id, actor: actor.agency_id == district)

    def attached(data: bytes, name: str) -> str:
        (stored,) = send(data, name)
        person = world.as_("district_officer")
        return str(world.do(lambda db: attach(db, stored, "of_district", district, person)).id)

    return attached


@pytest.mark.parametrize(
    ("data", "name", "place"),
    [(picture(), "anh.jpg", "inline"), (PDF, "a.pdf", "inline"), (office("xl/workbook.xml"), "b.xlsx", "attachment")],
)
def test_a_download_can_run_nothing(client_for, attachment, data, name, place):
    answer = client_for("district_officer").get(f"/files/{attachment(data, name)}")
    assert answer.status_code == 200
    # A picture is sent as the copy that says nothing of how it was taken.
    assert answer.data == data or (place == "inline" and name == "anh.jpg" and answer.data.startswith(b"\xff\xd8"))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "html" not in answer.headers["Content-Type"]
    assert answer.headers["Content-Disposition"].startswith(place)


def test_a_name_cannot_break_the_header(client_for, attachment):
    number = attachment(PDF, 'a"; x=\r\nX-Evil: 1.pdf')
    answer = client_for("district_officer").get(f"/files/{number}")
    assert answer.status_code == 200
    assert "X-Evil" not in answer.headers


@pytest.mark.parametrize("username", ["other_officer", "officer", "admin", "office_officer"])
def test_another_agency_s_file_does_not_exist(client_for, attachment, username):
    number = attachment(PDF, "mat-cua-huyen.pdf")
    answer = client_for(username).get(f"/files/{number}")
    assert answer.status_code == 404
    assert "mat-cua-huyen" not in answer.text


def test_a_file_that_was_damaged_on_disk_is_not_served(settings, client_for, attachment):
    number = attachment(PDF, "a.pdf")
    for path in settings.files_dir.glob("??/*"):
        path.write_bytes(b"something else")
    answer = client_for("district_officer").get(f"/files/{number}")
    assert answer.status_code == 500
    assert "1204" in answer.text
