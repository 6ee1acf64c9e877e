"""The time and size of the sample notice of five pages: the bare engine, the way to the finished file, and measuring it, in one run.

    python -m bench.documents [--rounds N] [--batch N]

Three ways, each beside its floor, which is one start of wkhtmltopdf with the same HTML (without notes) or one run of WeasyPrint (with notes):
`warm` (WeasyPrint in a process that runs already), `cold` (a new interpreter for each paper, WeasyPrint's floor too), and a batch of
`--batch` papers, whose memory is read as it goes on. Times are medians in milliseconds; engines and ours take turns. Measuring is told in time of
the processor: it is all in this process.
"""

import argparse
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from tests.documents.samples import long

from rasoat.documents import finishing
from rasoat.documents.convert import MARGINS, with_weasyprint
from rasoat.documents.layout import measure
from rasoat.documents.paper import Paper, Paragraph
from rasoat.documents.pdf import PdfEngine, PdfkitEngine, WeasyprintEngine, paper_to_pdf
from rasoat.documents.render import to_html

Bare = Callable[[str], bytes]
MORE = "Đề nghị các cơ quan, đơn vị phối hợp thực hiện đúng nội dung và thời gian đã nêu, báo cáo kết quả về cơ quan thường trực. "
STEPS = 10
"""So many times the memory of a batch is read."""


def paper_of(*, notes: bool, number: int = 15) -> Paper:
    """The notice, with a page more than the sample of the tests has."""
    paper = long(number=number)
    blocks = [*paper.blocks, *(Paragraph(id=f"more.{n}", text=MORE * 4) for n in range(5))]
    if not notes:
        blocks = [one.model_copy(update={"footnotes": ()}) for one in blocks]
    return paper.model_copy(update={"blocks": tuple(blocks)})


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(prog="bench.documents", description=__doc__)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--batch", type=int, default=200)
    arguments.add_argument("--once", choices=("pdfkit", "weasyprint"), help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.once:
        paper_to_pdf(paper_of(notes=given.once == "weasyprint"), _engine(given.once))
        return
    bares: list[tuple[str, Bare]] = [("pdfkit", _wkhtmltopdf), ("weasyprint", with_weasyprint)]
    for name, bare in bares:
        _warm(name, bare, given.rounds)
        _cold(name, given.rounds)
        if given.batch:
            _batch(name, bare, given.batch)


def _engine(name: str) -> PdfEngine:
    return PdfkitEngine() if name == "pdfkit" else WeasyprintEngine()


def _warm(name: str, bare: Bare, rounds: int) -> None:
    engine, paper = _engine(name), paper_of(notes=name == "weasyprint")
    html, finished = to_html(paper, engine=engine.name), paper_to_pdf(paper, engine)
    times = _in_turns([partial(bare, html), partial(paper_to_pdf, paper, engine)], rounds)
    measuring = _processor(partial(measure, finished, paper), rounds)
    _tell(name, "warm", *times)
    print(
        f"{'':<17} measuring {measuring:4.0f} ms   {finishing.page_count(finished)} pages   {len(finished) / 1000:.0f} kB"
    )


def _cold(name: str, rounds: int) -> None:
    """Both in a new interpreter, but for wkhtmltopdf, which is a program of its own."""
    html = to_html(paper_of(notes=name == "weasyprint"), engine=_engine(name).name)
    bare = partial(_wkhtmltopdf, html) if name == "pdfkit" else partial(_alone, html)
    ours = partial(subprocess.run, [sys.executable, "-m", "bench.documents", "--once", name], check=True)
    _tell(name, "cold", *_in_turns([bare, ours], rounds))


def _batch(name: str, bare: Bare, papers: int) -> None:
    """So many papers, one after the other: how long one takes, and how much memory this process and those that it keeps hold."""
    engine, notes = _engine(name), name == "weasyprint"
    html = to_html(paper_of(notes=notes), engine=engine.name)
    begun = perf_counter()
    for _ in range(papers):
        bare(html)
    floor = (perf_counter() - begun) * 1000 / papers
    held: list[float] = []
    begun = perf_counter()
    for number in range(1, papers + 1):
        paper = paper_of(notes=notes, number=number)
        measure(paper_to_pdf(paper, engine), paper)
        if number % max(1, papers // STEPS) == 0:
            held.append(_memory())
            print(f"\r{name}: {number}/{papers}, {held[-1]:.0f} MB", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    _tell(name, f"{papers} papers", floor, (perf_counter() - begun) * 1000 / papers)
    print(f"{'':<17} measured, too; memory {', '.join(f'{one:.0f}' for one in held)} MB")


def _tell(name: str, how: str, bare: float, ours: float) -> None:
    print(f"{name:<11} {how:<11} bare {bare:6.0f} ms   finished {ours:6.0f} ms   ratio {ours / bare:.2f}")


def _wkhtmltopdf(html: str) -> bytes:
    options = [part for side, mm in MARGINS.items() for part in (f"--margin-{side}", f"{mm}mm")]
    command = ["wkhtmltopdf", "-q", *options, "--page-size", "A4", "--encoding", "UTF-8", "--disable-javascript"]
    command += ["--javascript-delay", "0", "-", "-"]
    return subprocess.run(command, input=html.encode(), capture_output=True, check=True).stdout


def _alone(html: str) -> bytes:
    program = "import sys, weasyprint; sys.stdout.buffer.write(weasyprint.HTML(string=sys.stdin.read()).write_pdf())"
    return subprocess.run([sys.executable, "-c", program], input=html.encode(), capture_output=True, check=True).stdout


def _memory() -> float:
    """What this process and its children hold, in MB."""
    own = Path("/proc/self")
    pids = [pid for task in own.glob("task/*/children") for pid in task.read_text().split()]
    return sum(_held(Path("/proc") / pid) for pid in pids) + _held(own)


def _held(process: Path) -> float:
    told = (process / "status").read_text() if process.exists() else ""
    return int(told.partition("VmRSS:")[2].split()[0]) / 1024 if "VmRSS:" in told else 0.0


def _processor(run: Callable[[], object], rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        begun = process_time()
        run()
        taken.append((process_time() - begun) * 1000)
    return median(taken)


def _in_turns(runs: list[Callable[[], object]], rounds: int) -> list[float]:
    taken: list[list[float]] = [[] for _ in runs]
    for _ in range(rounds):
        for times, run in zip(taken, runs, strict=True):
            begun = perf_counter()
            run()
            times.append((perf_counter() - begun) * 1000)
    return [median(times) for times in taken]


if __name__ == "__main__":
    main()
