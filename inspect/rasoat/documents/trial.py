"""Whether a paper keeps the decree's layout in print. It is checked before the paper gets a number, and again before
it is issued.

Nothing here is stored. A paper is printed by the first engine whose file keeps the layout; if there is none, the
refusal names the words that do not.
"""

from pathlib import Path

from rasoat.documents import layout, layout_breaks, letters, pdf
from rasoat.documents.deviations import Deviation
from rasoat.documents.paper import Paper
from rasoat.problems import Problem, Reason

MOST_REASONS = 10
_QUOTED = 60
_ADVICE = Reason("", "Sửa các chỗ trên (viết ngắn chữ liền quá dài, bớt cột hoặc tách bảng, thay chữ lạ) rồi làm lại.")


def print_in_form(paper: Paper, engines: list[pdf.PdfEngine], overlay: Path | None = None) -> tuple[bytes, str]:
    """Print the paper. Returns the finished file and the name of the engine that made it.

    Only engines that can print what the paper has are asked, in their order; a file that only looks bad (a line that stands alone, an empty line inside a row)
    is taken when no engine does better. Raises Problem `paper.out_of_form` with a reason for each part that breaks the
    layout, and what `paper_to_pdf` raises; `pdf.failed` when no engine gets through.
    """
    found = list(letters.lacking(paper))
    if found:
        raise Problem("paper.out_of_form", reasons=[*reasons(found), _ADVICE])
    fair: tuple[bytes, str] | None = None
    failed: Problem | None = None
    for engine in pdf.suited(engines, paper):
        try:
            file, deviations = _printed(paper, engine, overlay, alone=not any(one.has_foot for one in engines))
        except Problem as problem:
            if problem.key != "pdf.failed":
                raise
            failed = failed or problem
            continue
        if not any(one.certain or one.expected in layout_breaks.LOOKS for one in deviations):
            return file, engine.name
        certain = [one for one in deviations if one.certain]
        if not certain:
            fair = fair or (file, engine.name)
        # The refusal reports what the first engine printed, because this installation normally prints with it.
        found = found or certain
    if fair is not None:
        return fair
    if failed is not None and not found:
        raise failed
    raise Problem("paper.out_of_form", reasons=[*reasons(found), _ADVICE])


def _printed(
    paper: Paper, engine: pdf.PdfEngine, overlay: Path | None, *, alone: bool
) -> tuple[bytes, list[Deviation]]:
    """The file and what is wrong with it. An engine that did not repeat the head of a table prints again, with the table cut where pages
    end, if there is no other that breaks tables by itself (`alone`).
    """
    file = pdf.paper_to_pdf(paper, engine, overlay)
    deviations = layout.measure(file, paper)
    if alone and any(one.expected == layout_breaks.REPEATED for one in deviations):
        file = pdf.paper_to_pdf(paper, engine, overlay, cut=True)
        deviations = layout.measure(file, paper)
    return file, deviations


def reasons(deviations: list[Deviation]) -> list[Reason]:
    """One sentence for each block or part, at most `MOST_REASONS`; each quotes the beginning of its text."""
    first: dict[tuple[str, str], Deviation] = {}
    for one in deviations:
        first.setdefault((one.block, one.block or one.component), one)
    return [Reason("", told(one)) for one in list(first.values())[:MOST_REASONS]]


def told(one: Deviation) -> str:
    """The deviation as a sentence: which words, what the layout requires, what was printed."""
    words = one.text if len(one.text) <= _QUOTED else f"{one.text[:_QUOTED].rstrip()}…"
    where = f"“{words}” ({one.component}, trang {one.page})" if words else f"Trang {one.page}, {one.component}"
    return f"{where}: cần {one.expected}; in ra {one.found}."
