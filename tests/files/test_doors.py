"""Every form and address that takes a file, with every hostile one: a refusal that says what to do, the words kept."""

import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlmodel import select
from werkzeug.test import stream_encode_multipart

from rasoat import clock
from rasoat.db import installation, new_id
from rasoat.files.models import Attachment
from rasoat.recommendations import releasing
from rasoat.recommendations.answering import operations as answering
from rasoat.units import operations as units
from tests.files import hostile
from tests.incoming.samples import entered
from tests.papers.samples import AUGUST_5, result, result_numbered
from tests.recommendations.samples import followed_up, obligations
from tests.tablets.member import Member, announced
from tests.visits.samples import HIDDEN_SIGN, JULY_12, VISIT_DAY, scheduled, visiting
from tests.web.browse import Client, inputs, words
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages
from tests.world import World

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.filterwarnings("ignore::UserWarning"),
]
Browser = Callable[[str], Client]
TYPED = "Đã cắm 46 biển, còn 3 điểm chờ kinh phí."


Files = list[tuple[str, bytes]]
FEW = ("80 MB of mimetype in 80 kB", "a broken directory", "half a JPEG", "a PNG that says 900 megapixels")
"""One for each way of refusing. That all of them are refused is shown at the one door behind every form."""


@pytest.fixture(params=["few", pytest.param("all", marks=pytest.mark.long)])
def files(request: pytest.FixtureRequest) -> Files:
    names = FEW if request.param == "few" else tuple(hostile.REFUSED)
    some = [(name, hostile.refused(name)) for name in names]
    return [*some, ("a page", b"<!doctype html><script>alert(1)</script>"), ("noise", bytes(range(256)) * 9)]


@pytest.fixture(autouse=True)
def in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test client would spool long bodies into temporary files and leave them open."""
    monkeypatch.setattr("werkzeug.test.stream_encode_multipart", partial(stream_encode_multipart, use_tempfile=False))


@pytest.fixture
def on_the_day() -> Iterator[None]:
    with clock.at(VISIT_DAY):
        yield


def refuses(files: Files, post: Callable[[dict[str, Any]], Any], field: str, *, typed: str = TYPED) -> None:
    """Each hostile file is refused on its field; what was typed is still there."""
    for what, data in files:
        answer = post({field: (io.BytesIO(data), "tệp thử.pdf")})
        assert answer.status_code == 422, (what, answer.status_code)
        told = words(answer)
        assert "tệp thử.pdf" in told, what
        assert any(said in told for said in ("không mở được", "điểm ảnh", "Không nhận loại tệp")), what
        assert typed in answer.text, what


def nothing_attached(world: World) -> bool:
    return world.see(lambda session: session.exec(select(Attachment)).all()) == []


def test_answers_and_verifications(world: World, client_for: Browser, files: Files) -> None:  # noqa: F811
    obligation = obligations(world, followed_up(world).id)[2]
    world.do(lambda session: installation.mark_example(session, date(2024, 9, 20)))
    page, district, officer = f"/obligations/{obligation.id}", client_for("district_officer"), client_for("officer")
    before = len(world.see(lambda session: session.exec(select(Attachment)).all()))
    form = {key: inputs(district.get(page))[key] for key in ("version", "command_id")}
    sent = {**form, "claim": "met", "text": TYPED}
    options = {"content_type": "multipart/form-data"}
    refuses(files, lambda file: district.post(f"{page}/answer", {**sent, **file}, **options), "files")
    good = {"files": (io.BytesIO(hostile.document()), "bao-cao.docx")}
    assert district.post(f"{page}/answer", {**sent, **good}, **options).status_code == 303
    form = {key: inputs(officer.get(page))[key] for key in ("version", "command_id")}
    seen = {**form, "verdict": "met", "evidence": TYPED}
    refuses(files, lambda file: officer.post(f"{page}/verify", {**seen, **file}, **options), "files")
    assert officer.post(f"{page}/verify", seen, **options).status_code == 303
    assert len(world.see(lambda session: session.exec(select(Attachment)).all())) == before + 1


def test_answers_put_before_the_leader(world: World, client_for: Browser, files: Files) -> None:  # noqa: F811
    obligation = obligations(world, followed_up(world).id)[2]
    world.do(lambda session: installation.mark_example(session, date(2024, 9, 20)))
    world.do(lambda s: units.edit_agency(s, world.agencies["district"], None, {"leader_releases": True}))
    page, officer, options = (
        f"/obligations/{obligation.id}",
        client_for("district_officer"),
        {"content_type": "multipart/form-data"},
    )
    before = len(world.see(lambda session: session.exec(select(Attachment)).all()))
    sent = {"claim": "met", "text": TYPED}
    refuses(files, lambda file: officer.post(f"{page}/prepare", {**sent, **file}, **options), "files")
    assert officer.post(f"{page}/prepare", sent, **options).status_code == 303
    assert len(world.see(lambda session: session.exec(select(Attachment)).all())) == before


@pytest.mark.parametrize(
    ("address", "field", "typed"),
    [
        ("draft", "files", {"text": TYPED}),
        ("progress", "progress_files", {"progress": TYPED}),
        ("stance", "stance_files", {"stance": "disagrees", "stance_reason": TYPED}),
        ("extension", "extension_files", {"until": "31/12/2025", "extension_reason": TYPED}),
        ("supplement", "files", {"claim": "met", "text": TYPED}),
    ],
)
def test_what_an_addressee_sends_besides(
    world: World,
    client_for: Browser,  # noqa: F811
    files: Files,
    address: str,
    field: str,
    typed: dict[str, str],
) -> None:
    obligation = obligations(world, followed_up(world).id)[2]
    world.do(lambda session: installation.mark_example(session, date(2024, 9, 20)))
    if address == "supplement":
        district = world.as_("district_officer")
        world.do(lambda s: answering.answer(s, district, obligation.id, claim="partly_met", text="Đã cắm 30 biển."))
    officer, options = client_for("district_officer"), {"content_type": "multipart/form-data"}
    page = f"/obligations/{obligation.id}"
    shown = inputs(officer.get(page))
    before = len(world.see(lambda session: session.exec(select(Attachment)).all()))
    sent = {**{key: shown[key] for key in ("version", "command_id")}, **typed}
    refuses(files, lambda file: officer.post(f"{page}/{address}", {**sent, **file}, **options), field)
    good = {field: (io.BytesIO(hostile.document()), "to-trinh.docx")}
    assert officer.post(f"{page}/{address}", {**sent, **good}, **options).status_code == 303
    assert len(world.see(lambda session: session.exec(select(Attachment)).all())) == before + 1


@pytest.mark.usefixtures("on_the_day")
def test_a_danger_at_the_desk(world: World, client_for: Browser, files: Files) -> None:  # noqa: F811
    case, officer = visiting(world), client_for("officer")
    page, options = f"/dangers/at/{case.visit.id}/new", {"content_type": "multipart/form-data"}
    sent = {"what": TYPED, "place": "Thôn Mẫu", "latitude": "21,65", "longitude": "106.56"}
    refuses(files, lambda file: officer.post(page, {**sent, **file}, **options), "photos")
    assert nothing_attached(world)


@pytest.mark.usefixtures("on_the_day")
def test_photographs_of_a_checklist_at_the_desk(world: World, client_for: Browser, files: Files) -> None:  # noqa: F811
    case, lead = visiting(world), client_for("lead")
    page = f"/visits/{case.visit.id}/fill/warning_signs/{case.site('water_point', 'Phố Sặt').id}"
    sent = {**{f"q-{name}": value for name, value in HIDDEN_SIGN.items()}, "version": 0, "note-photo": TYPED}
    options = {"content_type": "multipart/form-data"}
    refuses(files, lambda file: lead.post(page, {**sent, **file}, **options), "q-photo-files")
    paper = {"q-photo-files": (io.BytesIO(hostile.PDF), "to-trinh.pdf")}
    assert "không phải là ảnh" in words(lead.post(page, {**sent, **paper}, **options))
    assert nothing_attached(world)


@pytest.mark.usefixtures("on_the_day")
def test_a_tablet_s_photograph(world: World, app: Flask, files: Files) -> None:  # noqa: F811
    case = visiting(world)
    lead, site = Member(app, case), case.site("water_point", "Phố Sặt")
    for begun in range(0, len(files), 5):
        some = files[begun : begun + 5]
        told = [announced(data, "photo") for _, data in some]
        answers = {"on_list": "yes", "photo": [{"attachment": photo["id"]} for photo in told]}
        lead.sent(lead.response("warning_signs", answers, site_id=site.id, based_on=begun // 5, photos=told))
        for (what, data), photo in zip(some, told, strict=True):
            for at in range(0, len(data), 1_048_576):
                answer = lead.piece(photo, at, data[at : at + 1_048_576])
            assert (answer.status_code, answer.get_json()["key"]) == (415, "photo.not_a_picture"), what
            assert lead.ask("GET", f"/photos/{photo['id']}").get_json()["state"] == "expected", what
    assert nothing_attached(world)


def export(header: bytes) -> bytes:
    return b"RASOAT-EXPORT 1 %d\n" % len(header) + header


def broken_exports(account: str) -> Iterator[tuple[str, bytes]]:
    """Headers that are deep, wide, broken in every line, or say what is not there."""
    head = b'{"account":{"id":"%s"},"made_at":"x","records":' % account.encode()
    entry = b'{"id":"%s","body":' % str(new_id()).encode()
    yield "deep", export(head + b"[" * 200_000)
    yield "deep and closed", export(head + b"[" * 200_000 + b"]" * 200_000 + b"}")
    yield "wide", export(head + b"[" + b"[]," * 2_000_000 + b"[]]}")
    yield "nested entries", export(head + entry * 40_000)
    yield "a wide entry", export(head + entry + b"[],[" * 1_000_000)
    yield "a long number", export(head + b"9" * 100_000 + b"}")
    yield "no text", export(head + b"[\xff\xfe\xfd]}")
    yield "a photograph beyond the end", export(head + b'[],"photos":[{"id":"%s","submission_id":"%s","sha256":"x","size":%d,"offset":%d}]}' % (str(new_id()).encode(), str(new_id()).encode(), 2**39, 2**39))  # fmt: skip
    body = json.dumps({"kind": "danger", "x": "y" * 1_100_000})
    yield "a record above the limit", export(head + b"[" + json.dumps({"id": str(new_id()), "sha256": "x", "body": body}).encode() + b"]}")  # fmt: skip


@pytest.mark.usefixtures("on_the_day")
def test_a_tablet_s_export_file(world: World, client_for: Browser, files: Files) -> None:  # noqa: F811
    visiting(world)
    lead, account = client_for("lead"), str(world.as_("lead").user_id)
    for what, data in [*files, *broken_exports(account)]:
        sent = {"file": (io.BytesIO(data), "may-1.rasoat")}
        answer = lead.post("/visits/import", sent, content_type="multipart/form-data")
        assert answer.status_code < 500, what
        assert any(said in words(answer) for said in ("không phải là tệp xuất", "Đã nhập tệp của")), what
    assert nothing_attached(world)


def test_the_scan_of_a_signed_paper(world: World, client_for: Browser, files: Files) -> None:  # noqa: F811
    with clock.at(AUGUST_5):
        told = result_numbered(world)
        page, clerk = f"/papers/{told.paper_id}/signed-copy", client_for("clerk")
        before = len(world.see(lambda session: session.exec(select(Attachment)).all()))
        sent = {"signed_on": "05/08/2024", "signer": TYPED}
        options = {"content_type": "multipart/form-data"}
        refuses(files, lambda file: clerk.post(page, {**sent, **file}, **options), "scan")
        # It begins and ends like a PDF; what draws it finds nothing between.
        refuses([("an empty PDF", hostile.PDF)], lambda file: clerk.post(page, {**sent, **file}, **options), "scan")
    assert len(world.see(lambda session: session.exec(select(Attachment)).all())) == before


def test_the_file_of_a_paper_that_was_signed_outside(world: World, client_for: Browser, files: Files) -> None:  # noqa: F811
    with clock.at(AUGUST_5):
        told = result(world).sent_to_sign()
        page, clerk = f"/papers/{told.paper_id}/signed-outside", client_for("clerk")
        before = len(world.see(lambda session: session.exec(select(Attachment)).all()))
        sent = {"signed_on": "05/08/2024", "how": "hand", "version": str(told.notice.version)}
        for what, data in [*files, ("an empty PDF", hostile.PDF)]:
            answer = clerk.post(
                page, {**sent, "scan": (io.BytesIO(data), "ký.pdf")}, content_type="multipart/form-data"
            )
            assert answer.status_code == 422, what
        assert told.notice.status == "outside"
    assert len(world.see(lambda session: session.exec(select(Attachment)).all())) == before


def test_the_scan_of_a_paper_that_came_in(world: World, client_for: Browser, files: Files) -> None:  # noqa: F811
    with clock.at(AUGUST_5):
        clerk, options = client_for("clerk"), {"content_type": "multipart/form-data"}
        sent = {"arrived_on": "05/08/2024", "dated": "01/08/2024", "author": "UBND xã", "reference": "1/BC-UBND",
                "kind_title": "Báo cáo", "subject": TYPED, "first": "1"}  # fmt: skip
        refuses(files, lambda file: clerk.post("/incoming/new", {**sent, **file}, **options), "scan")
        row = entered(world)
        before = len(world.see(lambda session: session.exec(select(Attachment)).all()))
        page, kept = f"/incoming/{row.id}/edit", {**sent, "version": str(row.version)}
        refuses(files, lambda file: clerk.post(page, {**kept, **file}, **options), "scan")
    assert len(world.see(lambda session: session.exec(select(Attachment)).all())) == before


def test_the_files_of_a_units_report(world: World, client_for: Browser, files: Files) -> None:  # noqa: F811
    with clock.at(JULY_12):
        case, unit = scheduled(world), client_for("district_officer")
        sent = {"q-warning_signs-points": "67", "reference": TYPED, "dated": "11/07/2024", "sent": "0", "send": "1"}
        page = f"/reported/of/{case.inspection_id}/give"
        refuses(files, lambda file: unit.post(page, {**sent, **file}, content_type="multipart/form-data"), "files")
    assert world.see(lambda session: session.exec(select(Attachment)).all()) == []


def test_a_table_to_bring_in(world: World, client_for: Browser, files: Files) -> None:  # noqa: F811
    admin = client_for("admin")
    for what, data in files:
        sent = {"file": (io.BytesIO(data), "tệp thử.xlsx")}
        answer = admin.post("/imports/of/units", sent, content_type="multipart/form-data")
        assert answer.status_code == 422, what
        told = words(answer)
        assert "tệp thử.xlsx" in told, what
        assert any(said in told for said in ("không đọc được", "Không tìm thấy dòng tên cột", "có mật khẩu")), what


def test_the_scan_of_an_agencys_report(world: World, client_for: Browser, files: Files) -> None:  # noqa: F811
    row = obligations(world, followed_up(world).id)[2]
    world.do(lambda session: installation.mark_example(session, date(2024, 9, 20)))
    words = {"claim": "met", "text": "Đã làm."}
    actor, district = world.as_("district_officer"), client_for("district_officer")
    draft = world.do(lambda session: releasing.save_draft(session, actor, row.id, **words))
    sent = {"of": str(draft.id), "reference": "12/BC-UBND", "dated": "20/09/2024", "signer": TYPED}
    page = "/official-report/send"
    refuses(files, lambda file: district.post(page, {**sent, **file}, content_type="multipart/form-data"), "scan")
    assert nothing_attached(world)


def test_the_file_of_a_paper_of_before(world: World, client_for: Browser, files: Files) -> None:  # noqa: F811
    officer = client_for("officer")
    refuses(
        files,
        lambda file: officer.post("/earlier/new", file, content_type="multipart/form-data"),
        "files",
        typed="Không nhận được văn bản nào",
    )
    assert nothing_attached(world)


def test_a_table_of_recommendations(world: World, client_for: Browser, files: Files) -> None:  # noqa: F811
    officer = client_for("officer")
    for what, data in files:
        sent = {"file": (io.BytesIO(data), "tệp thử.xlsx")}
        answer = officer.post("/earlier/table", sent, content_type="multipart/form-data")
        assert answer.status_code == 422, what
        told = words(answer)
        assert "tệp thử.xlsx" in told, what
        assert any(said in told for said in ("không đọc được", "Không tìm thấy dòng tên cột", "có mật khẩu")), what


SWEPT = {
    "rasoat.earlier.table_views.bring_table": test_a_table_of_recommendations,
    "rasoat.earlier.views.new": test_the_file_of_a_paper_of_before,
    "rasoat.official.views.send": test_the_scan_of_an_agencys_report,
    "rasoat.importing.views.bring": test_a_table_to_bring_in,
    "rasoat.incoming.views.enter": test_the_scan_of_a_paper_that_came_in,
    "rasoat.incoming.views.edit": test_the_scan_of_a_paper_that_came_in,
    "rasoat.reported.desk.views.give": test_the_files_of_a_units_report,
    "rasoat.papers.outside_views.record_signature": test_the_file_of_a_paper_that_was_signed_outside,
    "rasoat.papers.signed_views.add_signed_copy": test_the_scan_of_a_signed_paper,
    "rasoat.recommendations.obligations.answering_views.answer": test_answers_and_verifications,
    "rasoat.recommendations.obligations.answering_views.prepare": test_answers_put_before_the_leader,
    "rasoat.recommendations.obligations.answering_views.draft": test_what_an_addressee_sends_besides,
    "rasoat.recommendations.obligations.answering_views.extension": test_what_an_addressee_sends_besides,
    "rasoat.recommendations.obligations.answering_views.progress": test_what_an_addressee_sends_besides,
    "rasoat.recommendations.obligations.answering_views.stance": test_what_an_addressee_sends_besides,
    "rasoat.recommendations.obligations.answering_views.supplement": test_what_an_addressee_sends_besides,
    "rasoat.recommendations.obligations.views.verify": test_answers_and_verifications,
    "rasoat.dangers.views.raise_danger": test_a_danger_at_the_desk,
    "rasoat.visits.views.fill": test_photographs_of_a_checklist_at_the_desk,
    "rasoat.tablets.receiving.api.add_piece": test_a_tablet_s_photograph,
    "rasoat.tablets.receiving.views.import_file": test_a_tablet_s_export_file,
}
"""The doors that are swept here; test_every_door.py compares them with those of the program."""
