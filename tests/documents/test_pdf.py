"""The engines: found, chosen, ended when they hang; and the finished file."""

import io
import os
import stat
import time
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from rasoat.documents import pdf
from rasoat.documents.finishing import real_spaces
from rasoat.documents.pdf import PdfEngine, PdfkitEngine, WeasyprintEngine, choose, paper_to_pdf
from rasoat.problems import Problem

from .samples import long, short


def _program(path: Path, script: str) -> str:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def _runs(pid: int) -> bool:
    """Whether a process still runs; one that only waits to be collected does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def ends(pid: int) -> bool:
    """Whether a process is gone within a minute: a signal is sent at once, its work takes a moment, on a busy machine a longer one."""
    until = time.monotonic() + 60
    while _runs(pid) and time.monotonic() < until:
        time.sleep(0.02)
    return not _runs(pid)


@pytest.mark.parametrize("kind", [PdfkitEngine, WeasyprintEngine])
def test_a_missing_engine_is_said_to_be_missing(kind: type[PdfkitEngine] | type[WeasyprintEngine]) -> None:
    engine = kind(1, "no-such-program-here")
    assert not engine.available()
    with pytest.raises(Problem) as caught:
        engine.render("<p>a</p>")
    assert caught.value.key == "pdf.engine_missing"


@pytest.mark.parametrize("kind", [PdfkitEngine, WeasyprintEngine])
def test_a_hanging_engine_is_ended_with_all_it_started(
    kind: type[PdfkitEngine] | type[WeasyprintEngine], tmp_path: Path
) -> None:
    pid_file = tmp_path / "pid"
    program = _program(tmp_path / "hangs", f"sleep 600 & echo $! > {pid_file}; wait")
    began = time.monotonic()
    with pytest.raises(Problem) as caught:
        kind(2, program).render("<p>a</p>")
    assert caught.value.key == "pdf.failed"
    assert "quá 2 giây" in caught.value.what
    assert time.monotonic() - began < 300, "it waited for what it had started"
    assert ends(int(pid_file.read_text(encoding="utf-8")))


@pytest.mark.parametrize("kind", [PdfkitEngine, WeasyprintEngine])
@pytest.mark.parametrize("script", ["echo broken pipe of paper >&2; exit 1", "read line; echo not a pdf"])
def test_a_failing_engine_is_a_problem(
    kind: type[PdfkitEngine] | type[WeasyprintEngine], script: str, tmp_path: Path
) -> None:
    with pytest.raises(Problem) as caught:
        kind(10, _program(tmp_path / "fails", script)).render("<p>a</p>")
    assert caught.value.key == "pdf.failed"


@pytest.mark.parametrize("written", ["%PDF-1.4 and nothing of one", "%PDF-1.4\ntrailer\n<< /Root 1 0 R >>\n%%EOF"])
def test_garbage_that_begins_as_a_pdf_is_a_failure_too(written: str, tmp_path: Path) -> None:
    engine = PdfkitEngine(10, _program(tmp_path / "garbage", f"cat >/dev/null; printf '%s' '{written}'"))
    with pytest.raises(Problem) as caught:
        paper_to_pdf(short(), engine)
    assert caught.value.key == "pdf.failed"


def test_auto_takes_pdfkit_first_and_weasyprint_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert choose().name == "pdfkit"
    assert choose("weasyprint").name == "weasyprint"
    monkeypatch.setattr(PdfkitEngine, "available", lambda _self: False)
    assert choose().name == "weasyprint"
    with pytest.raises(Problem, match="pdfkit"):
        choose("pdfkit")
    monkeypatch.setattr(WeasyprintEngine, "available", lambda _self: False)
    with pytest.raises(Problem, match="pdfkit / weasyprint"):
        choose()


def test_an_unknown_engine_is_an_error() -> None:
    with pytest.raises(ValueError, match="chromium"):
        choose("chromium")


def test_without_vietnamese_letters_nothing_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = tmp_path / "fonts.conf"
    empty.write_text("<fontconfig></fontconfig>", encoding="utf-8")
    monkeypatch.setattr(pdf, "FONTS", empty)
    with pytest.raises(Problem) as caught:
        paper_to_pdf(short(), choose())
    assert caught.value.key == "pdf.font_missing"


@pytest.mark.parametrize("engine", [PdfkitEngine(), WeasyprintEngine()], ids=lambda engine: engine.name)
def test_the_finished_file_reads_well(engine: PdfEngine) -> None:
    reader = PdfReader(io.BytesIO(paper_to_pdf(long(), engine)))
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert len(reader.pages) >= 4
    assert reader.metadata is not None
    assert reader.metadata.title == long().title()
    assert reader.trailer["/Root"]["/Lang"] == "vi-VN"
    assert "\t" not in text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "Lạng Sơn, ngày 05 tháng 8 năm 2024" in text
    for at, page in enumerate(reader.pages[1:], 2):
        words = page.extract_text().split()
        assert str(at) in (words[0], words[-1])


@pytest.mark.parametrize("engine", [PdfkitEngine(), WeasyprintEngine()], ids=lambda engine: engine.name)
def test_no_file_of_the_machine_gets_into_a_paper(engine: PdfEngine, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("tuyet-mat", encoding="utf-8")
    hostile = f'<iframe src="{secret.as_uri()}"></iframe><img src="{secret.as_uri()}">'
    printed = paper_to_pdf(short(subject=hostile, issued_on=date(2024, 7, 12)), engine)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(printed)).pages)
    assert "tuyet-mat" not in text
    assert "iframe" in text


@pytest.mark.parametrize("engine", [PdfkitEngine(), WeasyprintEngine()], ids=lambda engine: engine.name)
def test_even_raw_html_cannot_read_files(engine: PdfEngine, tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text("<p>tuyet-mat</p>", encoding="utf-8")
    html = f'<meta charset="utf-8"><p>a</p><iframe src="{secret.as_uri()}"></iframe><object data="{secret.as_uri()}"></object>'
    try:
        printed = engine.render(html)
    except Problem as problem:
        assert problem.key == "pdf.failed"
    else:
        assert "tuyet-mat" not in PdfReader(io.BytesIO(printed)).pages[0].extract_text()


def test_only_targets_of_a_cmap_are_mended() -> None:
    cmap = b"<0009> <000B> [<0043> <0009> <004E> ]\n"
    assert real_spaces(cmap) == b"<0009> <000B> [<0043> <0020> <004E> ]\n"


def test_engines_need_no_window_system(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert "QT_QPA_PLATFORM" not in os.environ
    assert choose("pdfkit").render("<p>a</p>").startswith(b"%PDF")


def test_page_numbers_are_printed_once_for_each_number_of_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_printed_sheets", {})
    monkeypatch.setattr(pdf, "_MOST_SHEETS", 2)
    runs: list[str] = []
    monkeypatch.setattr(PdfkitEngine, "_run", lambda _self, html, *_more, **_how: runs.append(html) or html.encode())
    engine = PdfkitEngine()
    assert engine.sheets(1) is None
    assert engine.sheets(4) == engine.sheets(4) == PdfkitEngine(5).sheets(4)
    assert len(runs) == 1
    for pages in (5, 6, 4):
        engine.sheets(pages)
    assert len(runs) == 4, "no more than two are kept"


@pytest.mark.slow
def test_a_file_of_four_pages_is_small() -> None:
    finished = paper_to_pdf(long(), PdfkitEngine())
    assert len(PdfReader(io.BytesIO(finished)).pages) >= 4
    assert len(finished) < 60_000


def test_a_fault_of_the_program_is_not_told_as_a_broken_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what is read of the file that came out says something of that file."""

    def wrong(*_: object) -> bytes:
        raise TypeError("not what JSON can carry")

    monkeypatch.setattr(pdf, "convert", wrong)
    with pytest.raises(TypeError, match="JSON"):
        paper_to_pdf(short(), PdfkitEngine(timeout_s=5))
    monkeypatch.setattr(pdf, "convert", lambda *_: b"%PDF-1.7 broken")
    with pytest.raises(Problem) as failed:
        paper_to_pdf(short(), PdfkitEngine(timeout_s=5))
    assert "bị hỏng" in failed.value.what
