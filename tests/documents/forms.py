"""Papers of every form: each value of each of their parts meets each value of every other part in at least one paper."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rasoat.documents.flow import letter
from rasoat.documents.paper import Appendix, Article, Bullets, Heading, Paper, Paragraph, Signing, Table

from .samples import short

_SENTENCE = (
    "Ủy ban nhân dân huyện đã ban hành văn bản, phân công người theo dõi và bố trí kinh phí cho công tác trẻ em. "
)
_HEAD = Signing(position="GIÁM ĐỐC", name="Trần Thị Ví Dụ")
_DEPUTY = Signing(capacity="KT. GIÁM ĐỐC", position="PHÓ GIÁM ĐỐC", name="Nguyễn Văn Mẫu")
_COLLECTIVE = Signing(
    capacity="TM. BAN CHỈ ĐẠO / KT. TRƯỞNG BAN",
    position="PHÓ TRƯỞNG BAN",
    office="Phó Chủ tịch UBND tỉnh",
    name="Lê Văn Giả Định",
)
_BY_ORDER = Signing(capacity="TL. GIÁM ĐỐC", position="TRƯỞNG PHÒNG", name="")


def _table(rows: int, columns: int) -> Table:
    heads = ("STT", *(f"Cột {letter(n)}" for n in range(1, columns)))
    cells = tuple((str(row), *(f"ô {row}.{n}" for n in range(1, columns))) for row in range(1, rows + 1))
    return Table(id="table", caption="Số liệu của đơn vị", headers=heads, rows=cells, align=("right",) * columns)


def _notes(each: int) -> Iterator[Paragraph]:
    for at in range(3):
        marks = " ".join(f"ý {n}[^{n}]" for n in range(1, each + 1))
        notes = tuple(f"Công văn số {10 * at + n}/UBND ngày 1/3/2024 của đơn vị thứ {n}." for n in range(1, each + 1))
        yield Paragraph(id=f"noted{at}", text=f"{_SENTENCE}{marks}.", footnotes=notes)


def _outline(sections: int, prefix: str = "") -> tuple[Any, ...]:
    return tuple(
        block
        for at in range(sections)
        for block in (
            Heading(id=f"{prefix}i{at}", level=1, text=f"Nội dung thứ {at + 1}"),
            Heading(id=f"{prefix}n{at}", level=2, text="Đánh giá"),
            Paragraph(id=f"{prefix}p{at}", text=_SENTENCE * 3),
            Heading(id=f"{prefix}u{at}", level=2, text="Khoản là một câu, không có tiêu đề riêng.", titled=False),
            Heading(id=f"{prefix}a{at}", level=3, text="Ưu điểm"),
            Bullets(id=f"{prefix}b{at}", items=(_SENTENCE, "Có sự phối hợp giữa các ngành")),
        )
    )


def _articles(number: int) -> tuple[Any, ...]:
    return tuple(Article(id=f"d{n}", text=f"{_SENTENCE * 2}\nĐoạn hai của điều.") for n in range(number))


_TITLE = "Kết quả kiểm tra, giám sát tình hình thực hiện các chương trình bảo vệ, chăm sóc trẻ em"
_LIST = Appendix(
    title="Danh sách thành viên đoàn kiểm tra",
    blocks=(*_outline(1, "x.")[:3], Paragraph(id="x.last", text=_SENTENCE)),
)
_WIDE = Appendix(
    title="Bảng số liệu của các xã", landscape=True, blocks=(_table(60, 12).model_copy(update={"id": "w"}),)
)
PARTS: dict[str, dict[str, dict[str, Any]]] = {
    "form": {
        "notice": {},
        "letter": {"kind_title": "", "symbol": "SGD-PXH", "addressed_to": ("UBND huyện Chi Lăng",)},
        "letter to many": {
            "kind_title": "",
            "symbol": "SGD-PXH",
            "addressed_to": tuple(f"UBND huyện Giả Định {n}" for n in range(12)),
        },
        "decision": {"kind_title": "QUYẾT ĐỊNH", "symbol": "QĐ-SGD", "decides": "Giám đốc Sở Giả định", "lead": None},
        "minutes": {"kind_title": "BIÊN BẢN", "symbol": "BB-SGD", "minutes": True},
    },
    "issuer": {
        "one line": {"issuer": ("SỞ GIẢ ĐỊNH",), "issuer_parent": None},
        "two lines": {},
        "three lines": {
            "issuer_parent": "ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN",
            "issuer": ("BAN CHỈ ĐẠO PHÒNG, CHỐNG", "TAI NẠN, THƯƠNG TÍCH", "VÀ ĐUỐI NƯỚC TRẺ EM"),
        },
        "one long line": {"issuer": ("BAN CHỈ ĐẠO PHÒNG, CHỐNG TAI NẠN, THƯƠNG TÍCH VÀ ĐUỐI NƯỚC TRẺ EM",)},
    },
    "subject": {
        "short": {"subject": "Kiểm tra"},
        "one line": {"subject": "Kết quả kiểm tra tại huyện Chi Lăng"},
        "three lines": {"subject": f"{_TITLE} trên địa bàn tỉnh Lạng Sơn năm 2024 (tại huyện Chi Lăng)"},
    },
    "recipients": {
        "one": {"recipients": ("UBND tỉnh (b/c)",)},
        "ten": {"recipients": tuple(f"Đơn vị thứ {n}" for n in range(10)), "drafter": "PL.(300)"},
        "thirty": {"recipients": tuple(f"Đơn vị có tên dài hơn các đơn vị khác, thứ {n}" for n in range(30))},
    },
    "signers": {
        "the head": {"signing": _HEAD},
        "a deputy": {"signing": _DEPUTY},
        "of a collective": {"signing": _COLLECTIVE},
        "two": {"signing": _DEPUTY, "other_signers": (_COLLECTIVE,)},
        "three": {"signing": _COLLECTIVE, "other_signers": (_HEAD, _BY_ORDER)},
        "four": {"signing": _HEAD, "other_signers": (_DEPUTY, _HEAD, _DEPUTY)},
    },
    "content": {
        "a page": {"blocks": _outline(1)},
        "pages": {"blocks": _outline(5)},
        "articles": {"blocks": _articles(3)},
        "a page and two lines": {"blocks": (*_outline(1), *(Paragraph(id=f"x{n}", text="Việc khác.") for n in range(6)))},
    },
    "table": {
        "none": {"blocks": ()},
        "small": {"blocks": (_table(3, 4),)},
        "long": {"blocks": (_table(90, 4),)},
        "wide": {"blocks": (_table(5, 9),)},
    },
    "notes": {
        "none": {"blocks": ()},
        "few": {"blocks": tuple(_notes(1))},
        "many": {"blocks": tuple(_notes(4))},
    },
    "marks": {
        "none": {},
        "draft": {"number": None, "issued_on": None},
        "urgent draft": {"number": None, "issued_on": None, "urgency": "THƯỢNG KHẨN"},
        "urgent": {"urgency": "HỎA TỐC", "circulation": "XEM XONG TRẢ LẠI"},
        "at the foot": {"contact": "Số 1 đường Giả Định, thành phố Lạng Sơn. Điện thoại: 0205.0000000"},
    },
    "appendices": {"none": {}, "one": {"appendices": (_LIST,)}, "two": {"appendices": (_LIST, _WIDE)}},
}  # fmt: skip
"""Of each part its values, as fields of the paper. Blocks of several parts follow each other."""


@dataclass(frozen=True)
class Form:
    """One paper, and of each part the value it has."""

    values: dict[str, str] = field(hash=False)

    @property
    def paper(self) -> Paper:
        """The paper."""
        fields = [PARTS[part][value] for part, value in self.values.items()]
        blocks = tuple(block for one in fields for block in one.get("blocks", ()))
        ended = (*blocks, Paragraph(id="end", text="Đề nghị các đơn vị thực hiện."))
        merged: dict[str, Any] = {name: value for one in fields for name, value in one.items()}
        return short(**merged | {"blocks": ended})

    def __str__(self) -> str:
        return ", ".join(f"{part}: {value}" for part, value in self.values.items())


def pairwise_forms() -> list[Form]:
    """Few papers in which each two values of different parts stand together; the same ones each time."""
    open_pairs = {
        frozenset({(one, a), (two, b)})
        for one, two in itertools.combinations(PARTS, 2)
        for a, b in itertools.product(PARTS[one], PARTS[two])
    }
    forms = []
    while open_pairs:
        values: dict[str, str] = dict(min(sorted(pair) for pair in open_pairs))
        for part in PARTS:
            if part not in values:
                values[part] = max(PARTS[part], key=lambda v: (_new(open_pairs, values, part, v), v))
        open_pairs -= {frozenset(pair) for pair in itertools.combinations(values.items(), 2)}
        forms.append(Form({part: values[part] for part in PARTS}))
    return forms


def _new(open_pairs: set[frozenset[tuple[str, str]]], values: dict[str, str], part: str, value: str) -> int:
    return sum(frozenset({(part, value), known}) in open_pairs for known in values.items())
