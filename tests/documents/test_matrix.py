"""Papers of every kind and shape: each two choices of kind, lengths, signers, tables, notes and appendices meet at least once, and the finished
file of each is read and measured, by what its paper says and by `rasoat documents check`, which knows nothing of it.
"""

import io
import itertools
import random
import unicodedata
from collections.abc import Iterator

import pytest
from pypdf import PdfReader

from rasoat.documents.checking.program import judge
from rasoat.documents.components import components
from rasoat.documents.layout import measure
from rasoat.documents.measuring import read
from rasoat.documents.paper import Appendix, Article, Block, Bullets, Heading, Paper, Paragraph, Signing, Table
from rasoat.documents.pdf import PdfEngine, PdfkitEngine
from rasoat.documents.trial import print_in_form
from rasoat.papers.kinds import every
from rasoat.papers.registry import PaperKind

from .papers import BOARD, FOURTH, HEAD, SECOND, THIRD, WIDE
from .printing import weasyprint_here
from .samples import BASES, SIGNING, short

TEXT = "Ủy ban nhân dân xã đã ban hành văn bản, phân công nhiệm vụ và bố trí người theo dõi việc thực hiện chính sách trẻ em. "
SUBJECTS = ("Lịch kiểm tra", "Kết quả kiểm tra, giám sát tình hình thực hiện các chương trình bảo vệ, chăm sóc trẻ em",
            "Kết quả kiểm tra, giám sát tình hình thực hiện các chương trình, kế hoạch bảo vệ, chăm sóc, giáo dục trẻ em, phòng, chống "
            "tai nạn thương tích và đuối nước trẻ em trên địa bàn các xã, phường thuộc tỉnh Lạng Sơn sáu tháng đầu năm 2026")  # fmt: skip
ISSUERS = (
    ("Sở Y tế",),
    ("Sở Lao động -", "Thương binh và Xã hội"),
    ("Ban Chỉ đạo phòng, chống tai nạn,", "thương tích, đuối nước trẻ em", "tỉnh Lạng Sơn"),
)
TUQ = Signing(capacity="TUQ. CHỦ TỊCH", position="GIÁM ĐỐC SỞ", name="Bùi Thị Tạm")
SIGNERS = ((SIGNING,), (BOARD,), (HEAD, TUQ), (SECOND, THIRD, FOURTH), (SIGNING, HEAD, THIRD, FOURTH))
# Of each kind of paper that the program drafts, what sets its form apart from that of a notice or a letter.
KINDS: dict[str, dict[str, object]] = {
    "joint_plan": {"symbol": "KHLN-SYT-SGDĐT-CAT", "circulation": "LƯU HÀNH NỘI BỘ"},
    "decision": {"decides": "Giám đốc Sở"},
    "unit_decision": {"decides": "Ủy ban nhân dân tỉnh Lạng Sơn"},
    "schedule": {},
    "working_plan": {"symbol": "KH-ĐKT"},
    "minutes": {"minutes": True, "legal_bases": (), "symbol": "BB-ĐKT"},
    "report": {"symbol": "BC-ĐKT", "addressed_to": ("Giám đốc Sở Y tế",)},
    "plan_report": {"symbol": "BC-ĐKT", "addressed_to": ("Giám đốc Sở Y tế", "Giám đốc Sở Giáo dục và Đào tạo")},
    "danger_letter": {"urgency": "KHẨN"},
    "result": {},
    "demand": {},
    "conclusions": {"symbol": "TB-BCĐ"},
    "forwarding": {},
    "asking_again": {},
    "extension_reply": {},
    "reminder": {},
    "urgent": {"urgency": "HỎA TỐC"},
    "province_report": {"symbol": "BC-SYT", "addressed_to": ("Ủy ban nhân dân tỉnh Lạng Sơn",)},
    "amendment": {},
    "correction": {},
}
CHOICES: dict[str, tuple[object, ...]] = {
    "engine": ("pdfkit", "weasyprint"),
    "kind": tuple(KINDS),
    "issuer": (0, 1, 2),
    "subject": (0, 1, 2),
    "recipients": (1, 6, 30),
    "signers": tuple(range(len(SIGNERS))),
    "table": (0, 4, 40),
    "notes": (0, 2, 12),
    "appendices": (0, 1, 2),
    "length": (1, 4, 15),
}


def pairwise() -> list[dict[str, object]]:
    """Few choices in which each pair of two values is met."""
    names = list(CHOICES)
    chance = random.Random(12)
    left = {
        (a, x, b, y)
        for a, b in itertools.combinations(names, 2)
        for x in range(len(CHOICES[a]))
        for y in range(len(CHOICES[b]))
    }
    rows = []
    while left:
        tried = [{name: chance.randrange(len(CHOICES[name])) for name in names} for _ in range(32)]
        best = max(tried, key=lambda row: len(left & _pairs(row)))
        left -= _pairs(best)
        rows.append({name: CHOICES[name][at] for name, at in best.items()})
    return rows


def _pairs(row: dict[str, int]) -> set[tuple[str, int, str, int]]:
    return {(a, row[a], b, row[b]) for a, b in itertools.combinations(CHOICES, 2)}


def paper_of(row: dict[str, object]) -> Paper:
    """The paper of these choices."""
    first, *others = SIGNERS[_number(row, "signers")]
    kind = kind_of(row)
    letter = {"legal_bases": (), "addressed_to": ("UBND xã Giả Định", "UBND phường Ví Dụ")[: _number(row, "length")]}
    form = (letter if kind.is_letter else {}) | KINDS[kind.name]
    return short(
        **{
            "kind": abbreviation(row), "kind_title": kind.title, "symbol": f"{kind.symbol}-SYT" if kind.symbol else "SYT-NV",
            "issuer": ISSUERS[_number(row, "issuer")], "subject": SUBJECTS[_number(row, "subject")], "legal_bases": BASES,
            "blocks": tuple(_blocks(row)), "appendices": tuple(_appendices(_number(row, "appendices"))),
            "recipients": tuple(f"Ủy ban nhân dân xã Giả Định {n}" for n in range(_number(row, "recipients"))),
            "signing": first, "other_signers": tuple(others),
        } | form
    )  # fmt: skip


def kind_of(row: dict[str, object]) -> PaperKind:
    """The kind of the row."""
    return next(one for one in every.KINDS if one.name == row["kind"])


def abbreviation(row: dict[str, object]) -> str:
    """What `rasoat documents check --kind` is told."""
    return kind_of(row).symbol or "CV"


def _number(row: dict[str, object], name: str) -> int:
    found = row[name]
    assert isinstance(found, int)
    return found


def _blocks(row: dict[str, object]) -> Iterator[Block]:
    notes = _number(row, "notes")
    yield Heading(id="h", level=1, text="Kết quả", footnotes=("Ghi chú của đề mục.",) if notes else ())
    for at in range(_number(row, "length")):
        note = (f"Báo cáo số {at + 1}/BC-UBND. " * (25 if notes == 12 and at == 2 else 2),) if at < notes else ()
        if "decides" in KINDS[str(row["kind"])]:
            yield Article(id=f"d{at}", text=TEXT * 3, footnotes=note)
        else:
            yield Paragraph(id=f"p{at}", text=TEXT * 4, footnotes=note)
    if count := _number(row, "table"):
        rows = tuple((str(n), f"Xã Giả Định {n}", f"{n}/9/2026") for n in range(1, count + 1))
        yield Table(
            id="t",
            caption="Thời hạn",
            headers=("STT", "Đơn vị", "Hạn"),
            rows=rows,
            footnotes=("Tên bảng.",) if notes else (),
        )
    yield Bullets(id="b", items=("Thực hiện đúng thời hạn", "Báo cáo kết quả"))
    if notes != 2:
        yield Paragraph(id="z", text="Trên đây là kết quả kiểm tra.")


def _appendices(count: int) -> Iterator[Appendix]:
    if count:
        yield Appendix(title="Phân công nhiệm vụ", blocks=tuple(Paragraph(id=f"a{n}", text=TEXT * 5) for n in range(9)))
    if count > 1:
        yield Appendix(title="Lịch kiểm tra", blocks=(WIDE,), landscape=True)


def test_every_kind_of_paper_is_in_the_matrix() -> None:
    assert set(KINDS) == {one.name for one in every.KINDS}, "what is the form of a paper of the new kind?"


ROWS = pairwise()
# Of each engine the first paper with a table that is soon printed; which row that is changes with each new kind.
FEW = {
    next(
        at
        for at, row in enumerate(ROWS)
        if row["engine"] == one and row["table"] == 4 and row["length"] != 15 and row["notes"] != 12
    )
    for one in CHOICES["engine"]
}
CASES = [pytest.param(row, id=str(at), marks=() if at in FEW else pytest.mark.long) for at, row in enumerate(ROWS)]


@pytest.fixture(scope="module")
def here() -> Iterator[PdfEngine]:
    with weasyprint_here() as engine:
        yield engine


@pytest.mark.parametrize("row", CASES)
def test_every_shape_is_printed_in_form_and_reads_well(row: dict[str, object], here: PdfEngine) -> None:
    paper = paper_of(row)
    engines = [PdfkitEngine(), here] if row["engine"] == "pdfkit" else [here]
    file, _ = print_in_form(paper, engines)
    assert [one for one in measure(file, paper) if one.certain] == [], row
    assert [one for one in judge(read(file), abbreviation(row)) if not one.right and one.rule[:5] != "trang"] == [], row
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages)
    assert unicodedata.is_normalized("NFC", text)
    _in_order(paper, "".join(text.split()))


def _in_order(paper: Paper, text: str) -> None:
    """Every paragraph stands in the text layer, one after the other; notes and the numbers of pages may stand between."""
    at = 0
    for component in components(paper):
        if component.body and component.part == 0:
            begin = "".join(component.printed.split())[:40]
            found = text.find(begin, at)
            assert found >= 0, begin
            at = found + 1
