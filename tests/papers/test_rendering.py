"""The second of the two transactions: whatever breaks, one number, one file, one issue."""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from rasoat import clock
from rasoat.accounts import operations as accounts
from rasoat.documents import layout, pdf
from rasoat.documents.models import FrozenPaper
from rasoat.documents.paper import Paper
from rasoat.files.models import Attachment
from rasoat.files.store import BlobStore
from rasoat.outbox.models import OutboxItem
from rasoat.outbox.operations import run_due
from rasoat.papers import operations, queries, rendering, voiding
from rasoat.papers.models import PaperCase
from rasoat.problems import Problem
from rasoat.recommendations.models import Obligation
from rasoat.settings import Settings
from rasoat.workflows import CaseRef, journal
from tests.papers.samples import AUGUST_5, ISSUED_ON, Told, attempt, print_at_once, result, result_numbered, settings_in
from tests.world import World

PDF = b"%PDF-1.7 "


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An engine that prints at once; the titles of what it printed."""
    return print_at_once(monkeypatch)


def issue(told: Told, tmp_path: Path, who: str = "clerk", **values: object) -> tuple[PaperCase, BlobStore, Settings]:
    settings, store = settings_in(tmp_path, **values)
    world = told.world
    notice = operations.render_and_issue(world.database, store, settings, told.paper_id, world.as_(who))
    return notice, store, settings


def story(told: Told) -> list[str]:
    ref = CaseRef("paper", told.paper_id)
    return told.world.see(lambda s: [entry.trigger for entry, _ in journal.entries(s, ref)])


def test_a_numbered_notice_is_printed_kept_and_issued(world: World, tmp_path: Path, printer: list[str]) -> None:
    told = result_numbered(world)
    notice, store, _ = issue(told, tmp_path)
    assert (notice.status, notice.number) == ("issued", 1)
    data = world.see(lambda s: operations.issued_file(s, store, told.paper_id))
    assert hashlib.sha256(data).hexdigest() == told.frozen.file_sha256
    assert told.frozen.engine in ("pdfkit", "weasyprint")
    assert printer == [f"01/TB-SLĐTBXH {notice.subject}"]
    kept = world.see(lambda s: list(s.exec(select(Attachment).where(Attachment.owner_id == told.paper_id))))
    assert [(one.sha256, one.visibility) for one in kept] == [(told.frozen.file_sha256, "public")]


def test_a_paper_has_no_file_before_it_is_printed(world: World, tmp_path: Path) -> None:
    store = settings_in(tmp_path)[1]
    told = result(world)
    for step in (lambda: None, told.numbered):
        step()
        with pytest.raises(Problem) as refused:
            world.see(lambda s: queries.file_of(s, store, told.notice))
        assert refused.value.key == "not_found"
    assert queries.file_name(told.notice) == f"TB-1-{ISSUED_ON.year}.pdf"


def test_issuing_again_prints_nothing(world: World, tmp_path: Path, printer: list[str]) -> None:
    told = result_numbered(world)
    issue(told, tmp_path)
    issue(told, tmp_path)
    assert len(printer) == 1
    assert story(told).count("issue") == 1


def test_the_file_of_a_void_number_is_not_that_of_the_new_one(
    world: World, tmp_path: Path, printer: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the text is printed a second time, its number is made void and the paper gets another one."""
    told, keep = result_numbered(world), rendering.keep

    def numbered_anew(*args: Any) -> Any:
        monkeypatch.setattr(rendering, "keep", keep)
        work = select(OutboxItem).where(OutboxItem.key == voiding.key_of(told.notice))
        world.do(lambda s: setattr(s.exec(work).one(), "error", "[2204] Bộ tạo PDF không hoàn thành."))
        told.fire("void_number", "clerk", reason="Có chỗ không in được.")
        told.numbered()
        return keep(*args)

    monkeypatch.setattr(rendering, "keep", numbered_anew)
    notice, _, _ = issue(told, tmp_path)
    assert (notice.status, notice.number, told.frozen.file_sha256) == ("numbered", 2, "")
    kept = select(Attachment).where(Attachment.owner_id == told.paper_id)
    assert world.see(lambda s: s.exec(kept).all()) == []
    notice, _, _ = issue(told, tmp_path)
    assert notice.status == "issued" and printer[-1].startswith("02/TB")


def test_what_broke_between_the_two_is_resumed(
    world: World, tmp_path: Path, printer: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = result_numbered(world)

    def killed(*_args: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(rendering, "_finish", killed)
        with pytest.raises(KeyboardInterrupt):
            issue(told, tmp_path)
    assert (told.notice.status, told.frozen.file_sha256) == ("numbered", "")
    before = told.frozen
    notice, _, _ = issue(told, tmp_path)
    assert (notice.status, notice.number) == ("issued", 1)
    assert (told.frozen.snapshot_sha256, told.frozen.id) == (before.snapshot_sha256, before.id)
    # The other one is that of the plan.
    assert world.see(lambda s: len(list(s.exec(select(FrozenPaper))))) == 2
    assert story(told).count("issue") == 1
    assert len(printer) == 2


def test_a_missing_engine_leaves_the_number(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = result_numbered(world)
    with monkeypatch.context() as patch:
        patch.setattr(pdf.shutil, "which", lambda _program: None)
        problem = attempt(lambda: issue(told, tmp_path, pdf_engine="pdfkit"))
    assert problem.key == "pdf.engine_missing"
    assert "Tạo lại tệp" in problem.todo
    assert told.notice.status == "numbered"


def test_a_numbered_paper_out_of_form_keeps_its_number_and_is_not_issued(
    world: World, tmp_path: Path, printer: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = result_numbered(world)
    with monkeypatch.context() as patch:
        patch.setattr(layout, "measure", lambda *_: [layout.Deviation("lề phải", "15-20 mm", "3.0 mm", 1)])
        problem = attempt(lambda: issue(told, tmp_path))
    assert problem.key == "paper.out_of_form"
    assert problem.reasons[0].message == "Trang 1, lề phải: cần 15-20 mm; in ra 3.0 mm."
    assert (told.notice.status, told.frozen.file_sha256) == ("numbered", "")
    assert issue(told, tmp_path)[0].status == "issued"


def test_the_other_engine_prints_what_the_first_one_cannot(
    world: World, tmp_path: Path, printer: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = result_numbered(world)
    wrong = [[layout.Deviation("lề phải", "15-20 mm", "3.0 mm", 1)], []]
    monkeypatch.setattr(layout, "measure", lambda *_: wrong.pop(0))
    monkeypatch.setattr(pdf, "usable", lambda *_: [pdf.PdfkitEngine(), pdf.WeasyprintEngine()])
    # As for a paper without notes: with notes only one of them is asked.
    monkeypatch.setattr(pdf, "suited", lambda engines, _paper: engines)
    assert issue(told, tmp_path)[0].status == "issued"
    assert told.frozen.engine == "weasyprint"


def test_the_other_engine_is_asked_when_the_first_one_breaks(
    world: World, tmp_path: Path, printer: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told, prints = result_numbered(world), pdf.paper_to_pdf

    def breaks(paper: Paper, engine: pdf.PdfEngine, *more: Any, **how: Any) -> bytes:
        if engine.name == "pdfkit":
            raise Problem("pdf.failed", engine="pdfkit", why="hỏng")
        return prints(paper, engine, *more, **how)

    monkeypatch.setattr(pdf, "paper_to_pdf", breaks)
    monkeypatch.setattr(pdf, "usable", lambda *_: [pdf.PdfkitEngine(), pdf.WeasyprintEngine()])
    monkeypatch.setattr(pdf, "suited", lambda engines, _paper: engines)
    assert issue(told, tmp_path)[0].status == "issued"
    assert told.frozen.engine == "weasyprint"


def test_a_hanging_engine_leaves_the_number(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = result_numbered(world)
    sleeper = tmp_path / "sleeper"
    sleeper.write_text("#!/bin/sh\nexec sleep 60\n")
    sleeper.chmod(0o755)
    monkeypatch.setattr(pdf, "usable", lambda _name, timeout_s: [pdf.WeasyprintEngine(0.2, str(sleeper))])
    problem = attempt(lambda: issue(told, tmp_path))
    assert problem.key == "pdf.failed"
    assert told.notice.status == "numbered"


def test_the_worker_finishes_when_the_clerk_went_away(world: World, tmp_path: Path, printer: list[str]) -> None:
    told = result_numbered(world)
    settings, store = settings_in(tmp_path)
    assert run_due(world.database, rendering.handlers(settings)) == 1
    assert told.notice.status == "issued"
    assert run_due(world.database, rendering.handlers(settings)) == 0
    assert issue(told, tmp_path)[0].number == 1
    assert len(printer) == 1
    assert world.see(lambda s: operations.issued_file(s, store, told.paper_id)).startswith(PDF)


@pytest.mark.parametrize("change", [{"active": False}, {"role": "officer"}], ids=["closed", "another role"])
def test_the_worker_finishes_what_was_begun_by_an_account_that_changed_since(
    world: World, tmp_path: Path, printer: list[str], change: dict[str, Any]
) -> None:
    told = result_numbered(world)
    clerk = world.as_("clerk").user_id
    world.do(lambda session: accounts.edit_user(session, clerk, None, change))
    settings, _ = settings_in(tmp_path)
    assert run_due(world.database, rendering.handlers(settings)) == 1
    assert told.notice.status == "issued"
    issued = world.see(lambda session: journal.entries(session, CaseRef("paper", told.paper_id)))[-1][0]
    assert (issued.trigger, issued.actor_id) == ("issue", clerk)


def test_the_page_and_the_worker_at_once_issue_once(
    world: World, tmp_path: Path, printer: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = result_numbered(world)
    settings, _ = settings_in(tmp_path)
    fake = pdf.paper_to_pdf

    def overtaken(*args: Any) -> bytes:
        monkeypatch.setattr(pdf, "paper_to_pdf", fake)
        run_due(world.database, rendering.handlers(settings))
        return fake(*args)

    monkeypatch.setattr(pdf, "paper_to_pdf", overtaken)
    notice, store, _ = issue(told, tmp_path)
    assert notice.status == "issued"
    assert story(told).count("issue") == 1
    assert world.see(lambda s: operations.issued_file(s, store, told.paper_id)) == PDF + b"1"


@pytest.mark.parametrize("who", ["officer", "leader", "edu_leader"])
def test_only_the_clerk_issues(world: World, tmp_path: Path, printer: list[str], who: str) -> None:
    told = result_numbered(world)
    assert attempt(lambda: issue(told, tmp_path, who)).key == "case.not_allowed"
    assert told.notice.status == "numbered"


def test_without_a_number_there_is_nothing_to_print(world: World, tmp_path: Path, printer: list[str]) -> None:
    told = result(world)
    assert attempt(lambda: issue(told, tmp_path)).key == "case.wrong_state"
    assert printer == []


def test_a_file_that_changed_on_disk_is_not_served(world: World, tmp_path: Path, printer: list[str]) -> None:
    told = result_numbered(world)
    _, store, _ = issue(told, tmp_path)
    store.path(told.frozen.file_sha256).write_bytes(b"%PDF-1.7 something else")
    with pytest.raises(Problem) as refused:
        world.see(lambda s: operations.issued_file(s, store, told.paper_id))
    assert refused.value.key == "file.lost"


def test_obligations_begin_on_the_day_the_paper_bears(world: World, tmp_path: Path, printer: list[str]) -> None:
    """A paper of 5 August that goes out on 9 August obliges from 5 August on."""
    told = result(world).numbered(ISSUED_ON)
    with clock.at(AUGUST_5 + timedelta(days=4)):
        issue(told, tmp_path)
    rows = world.see(
        lambda s: list(s.exec(select(Obligation).where(Obligation.inspection_id == told.case.inspection_id)))
    )
    assert {row.issued_on for row in rows} == {ISSUED_ON}
    for ref in [CaseRef("inspection", told.case.inspection_id), *(CaseRef("obligation", row.id) for row in rows)]:
        entries = world.see(lambda s, r=ref: [entry for entry, _ in journal.entries(s, r)])
        assert entries[-1].effective_on == ISSUED_ON, ref
