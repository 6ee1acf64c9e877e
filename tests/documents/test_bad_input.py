"""What nobody should write, and somebody will: it is printed in form, or refused with the place named."""

import pytest

from rasoat.documents.paper import Appendix, Heading, Paper, Paragraph, Signing, Table
from rasoat.documents.pdf import PdfEngine, PdfkitEngine, WeasyprintEngine
from rasoat.documents.trial import print_in_form
from rasoat.problems import Problem

from .papers import BOARD, FOURTH, HEAD, SECOND, SENTENCE, THIRD
from .samples import short

ENGINES: list[PdfEngine] = [PdfkitEngine(), WeasyprintEngine()]
END = Paragraph(id="z", text=SENTENCE)


def table(rows: int, columns: int, name: str = "t") -> Table:
    heads = tuple(f"Cột {at}" for at in range(columns))
    return Table(id=name, headers=heads, rows=tuple(tuple(f"ô {n}" for _ in heads) for n in range(rows)))


MUCH: dict[str, Paper] = {
    "nothing": short(blocks=()),
    "a heading at the end": short(blocks=(Paragraph(id="a", text=SENTENCE * 12), Heading(id="h", level=1, text="Cuối"))),
    "six signers": short(other_signers=(HEAD, THIRD, FOURTH, BOARD, SECOND)),
    "long recipients": short(
        recipients=tuple(f"Ủy ban nhân dân xã Giả Định {n} và các cơ quan, đơn vị trực thuộc có liên quan" for n in range(30))
    ),
    "a long signer": short(
        signing=Signing(
            capacity="TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH", position="PHÓ CHỦ TỊCH THƯỜNG TRỰC PHỤ TRÁCH VĂN HÓA, XÃ HỘI",
            office="Trưởng Ban Chỉ đạo phòng, chống tai nạn, thương tích trẻ em tỉnh", name="Công Tằng Tôn Nữ Thị Giả Định",
        )
    ),
    "a paragraph of 15 pages": short(blocks=(Paragraph(id="a", text=SENTENCE * 400),)),
    "400 rows": short(blocks=(table(400, 4), END)),
    "400 rows before the signature": short(blocks=(END, table(400, 4))),
    "15 columns": short(blocks=(table(30, 15), END)),
    "15 columns on a wide sheet": short(
        blocks=(END,), appendices=(Appendix(title="Bảng", blocks=(table(60, 15),), landscape=True),)
    ),
}  # fmt: skip
QUICK = ("nothing", "a heading at the end", "six signers", "a long signer")


@pytest.mark.parametrize("name", [pytest.param(one, marks=() if one in QUICK else pytest.mark.long) for one in MUCH])
def test_much_is_printed_in_form(name: str) -> None:
    assert print_in_form(MUCH[name], ENGINES)[0].startswith(b"%PDF")


@pytest.mark.long
def test_a_cell_higher_than_a_page_is_refused_by_name() -> None:
    high = Table(id="t", headers=("Đơn vị", "Kết quả"), rows=(("1", SENTENCE * 60), ("2", "b")))
    with pytest.raises(Problem) as refused:
        print_in_form(short(blocks=(high, END)), ENGINES)
    assert "“ĐơnvịKếtquả” (đầu bảng" in refused.value.reasons[0].message
