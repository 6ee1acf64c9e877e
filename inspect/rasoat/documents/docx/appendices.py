"""What stands behind the signature: each appendix is a section with a head of its own (PL I, III.1)."""

from collections.abc import Iterator

from rasoat.documents.docx.xml import Element, paragraph, run
from rasoat.documents.flow import Flow, flow, roman
from rasoat.documents.paper import Appendix, Paper


def appendix_head(paper: Paper, number: int) -> Iterator[Element]:
    """The number, where there are several appendices, the title, and to which paper it belongs."""
    several = len(paper.appendices) > 1
    yield paragraph("AppendixNumber", run(f"Phụ lục {roman(number)}" if several else "Phụ lục"))
    yield paragraph("AppendixTitle", run(paper.appendices[number - 1].title.upper()))
    yield paragraph("AppendixOf", run(belongs_to(paper)))


def belongs_to(paper: Paper) -> str:
    """ "(Kèm theo Thông báo số 05/TB-SLĐTBXH ngày 12 tháng 7 năm 2024 của Sở …)", blank in a draft."""
    kind = paper.kind_title.capitalize() or "Công văn"
    number, day = paper.number_text().removeprefix("Số: "), paper.date_text().removeprefix(f"{paper.place}, ")
    return f"(Kèm theo {kind} số {number} {day} của {' '.join(paper.issuer)})"


def appendix_flow(paper: Paper, appendix: Appendix) -> Flow:
    """The content of an appendix, numbered by itself."""
    return flow(paper.model_copy(update={"blocks": appendix.blocks, "legal_bases": ()}))
