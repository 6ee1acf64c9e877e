"""The time and size of the sample notice of four pages: the bare engine, the way to the finished file, and measuring it, in one run.

    python -m bench.documents [--rounds N]

The floor is one start of wkhtmltopdf with the same HTML, or one run of WeasyPrint in this process, warm. All times are
medians in milliseconds; engines and ours take turns. Measuring is told in time of the processor: it is all in this process.
"""

import argparse
import subprocess
from collections.abc import Callable
from functools import partial
from statistics import median
from time import perf_counter, process_time

from tests.documents.samples import long

from rasoat.documents import finishing
from rasoat.documents.convert import MARGINS, with_weasyprint
from rasoat.documents.layout import measure
from rasoat.documents.pdf import PdfkitEngine, WeasyprintEngine, paper_to_pdf
from rasoat.documents.render import to_html


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(prog="bench.documents", description=__doc__)
    arguments.add_argument("--rounds", type=int, default=5)
    rounds = arguments.parse_args().rounds
    paper = long()
    for engine, bare in ((PdfkitEngine(), _wkhtmltopdf), (WeasyprintEngine(), with_weasyprint)):
        html = to_html(paper, engine=engine.name)
        finished = paper_to_pdf(paper, engine)
        times = _in_turns([partial(bare, html), partial(paper_to_pdf, paper, engine)], rounds)
        measuring = _processor(partial(measure, finished, paper), rounds)
        print(
            f"{engine.name:<11} bare {times[0]:6.0f} ms   finished {times[1]:6.0f} ms   ratio {times[1] / times[0]:.2f}   "
            f"measuring {measuring:4.0f} ms   "
            f"{finishing.page_count(finished)} pages   {len(finished) / 1000:.0f} kB"
        )


def _wkhtmltopdf(html: str) -> bytes:
    options = [part for side, mm in MARGINS.items() for part in (f"--margin-{side}", f"{mm}mm")]
    command = ["wkhtmltopdf", "-q", *options, "--page-size", "A4", "--encoding", "UTF-8", "--disable-javascript"]
    command += ["--javascript-delay", "0", "-", "-"]
    return subprocess.run(command, input=html.encode(), capture_output=True, check=True).stdout


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
