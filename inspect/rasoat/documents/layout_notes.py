"""Notes: each begins at the foot of the page where its mark is."""

from collections.abc import Iterator

from rasoat.documents import notes
from rasoat.documents.deviations import Deviation
from rasoat.documents.flow import flow
from rasoat.documents.measuring import Sheet
from rasoat.documents.paper import Paper


def check(sheets: list[Sheet], paper: Paper) -> Iterator[Deviation]:
    """Nothing is told of notes that stand together, as an engine prints them that knows no foot of a page."""
    content = flow(paper)
    own = [*content.notes, *(note for one in content.appendices for note in one.notes)]
    if not own or not any(sheet.foot for sheet in sheets):
        return
    marks, begins = notes.marked(sheets), notes.noted(sheets)
    for number, text in own:
        if begins.get(number) != marks.get(number):
            where = f"dấu ở trang {marks.get(number, '?')}, ghi chú ở trang {begins.get(number, '?')}"
            yield Deviation(f"ghi chú {number}", "ở cuối trang có dấu của nó", where, marks.get(number, 1), text=text)
