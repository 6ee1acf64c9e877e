"""An official paper as data: what it says and who signs it, never how it looks.

The same Paper gives the page on screen, the PDF of either engine and the digest that freezes it. The numbers of
headings and notes are not part of it: they follow from the order (see `flow`), so that people may move blocks.
"""

import hashlib
import json
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from rasoat import text

Visibility = Literal["public", "internal", "child"]
Alignment = Literal["left", "center", "right"]
# The blank is wide enough for a clerk to write a number or a day by hand. It cannot be broken, so that the line stays
# whole.
BLANK = "\u00a0" * 4


def _clean(value: object) -> object:
    return text.clean(value).strip() if isinstance(value, str) else value


Text = Annotated[str, BeforeValidator(_clean)]
Words = Annotated[str, BeforeValidator(_clean), StringConstraints(min_length=1)]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:-]{1,100}$")]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class EvidenceRef(_Data):
    """The source of a block's content: the kind and id of the row, and the words that name it to a reader."""

    kind: str
    id: str
    label: Text


class BaseBlock(_Data):
    """What every block carries. `id` is stable while people edit; it is unique in its paper.

    `footnotes` are the block's own notes. "[^2]" in any of its texts is the mark of the second one; a note without a
    mark is marked at the end of the block; a mark without a note is plain text.
    """

    id: Key
    visibility: Visibility = "internal"
    evidence: tuple[EvidenceRef, ...] = ()
    footnotes: tuple[Words, ...] = ()


class Heading(BaseBlock):
    """Level 1 is a mục ("I. …", upper case), 2 a khoản ("1. …"), 3 a điểm ("a) …").

    A khoản that is a sentence of its own, without a title, is `titled=False` and prints upright (PL I, II.6đ).
    """

    type: Literal["heading"] = "heading"
    level: Literal[1, 2, 3]
    text: Words
    titled: bool = True


class Paragraph(BaseBlock):
    """Running text; a line break begins a new paragraph."""

    type: Literal["paragraph"] = "paragraph"
    text: Words


class Bullets(BaseBlock):
    """Items that each begin with a dash."""

    type: Literal["bullets"] = "bullets"
    items: tuple[Words, ...] = Field(min_length=1)


class Table(BaseBlock):
    """A ruled table; its header row is repeated on each page. `align` is per column, left where it is not given."""

    type: Literal["table"] = "table"
    caption: Text = ""
    headers: tuple[Text, ...] = Field(min_length=1)
    rows: tuple[tuple[Text, ...], ...]
    align: tuple[Alignment, ...] = ()

    @model_validator(mode="after")
    def _rectangular(self) -> Self:
        width = len(self.headers)
        if any(len(row) != width for row in self.rows) or len(self.align) not in (0, width):
            raise ValueError(f"bảng phải có đúng {width} cột ở mọi hàng")
        return self


class Article(BaseBlock):
    """One điều of a decision. "Điều 1." is counted and printed bold before the text; a line break begins a new paragraph."""

    type: Literal["article"] = "article"
    text: Words


Block = Annotated[Heading | Paragraph | Bullets | Table | Article, Field(discriminator="type")]


class Appendix(_Data):
    """What stands behind the signature: a title of its own, pages numbered from 1 (PL I, V). `landscape` is for wide
    tables. Several appendices are numbered in Roman numerals in their order.
    """

    title: Words
    blocks: tuple[Block, ...] = Field(min_length=1)
    landscape: bool = False


BETWEEN_LINES = " / "
"""Stands between the lines of a capacity: "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH"."""


class Signing(_Data):
    """Who signs: `capacity` such as "KT. GIÁM ĐỐC" (empty when the head signs), then position and name (PL I, II.7). A
    capacity may have several lines. `office` is the signer's other office, printed in upper case below the position:
    "TRƯỞNG BAN", then "PHÓ CHỦ TỊCH UBND TỈNH".
    """

    capacity: Text = ""
    position: Words
    office: Text = ""
    name: Text = ""

    @property
    def capacity_lines(self) -> list[str]:
        """The capacity, line by line."""
        return [line for line in self.capacity.split(BETWEEN_LINES) if line]


class Paper(_Data):
    """One paper in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I.

    `kind` is the abbreviation ("TB"), `kind_title` its name ("THÔNG BÁO"); an official letter has no title and
    prints its subject under the number. `issuer_parent` is the cơ quan chủ quản. A paper without a number or a day is a
    draft. `addressed_to` (Kính gửi) is for letters, reports upward and submissions. `archive` is what follows "Lưu:".

    `decides` makes it a decision: the authority that decides, above the bases; "QUYẾT ĐỊNH:" follows them (Phụ lục III,
    mẫu 1.2). `minutes` makes it a biên bản, which has no place and day in its head (mẫu 1.9). `other_signers` sign beside
    `signing`, in their order, two in a row; the last of an odd number stands on the right, beside the recipients. `circulation` is the
    mark for what may not be passed on, `drafter` the typist's sign with the number of copies ("PL.(300)"), `contact` the
    line of address, telephone and mail at the foot of the first page (PL I, III).
    """

    kind: Words
    kind_title: Text = ""
    issuer_parent: Text | None = None
    issuer: tuple[Words, ...] = Field(min_length=1)
    number: int | None = Field(default=None, ge=1)
    symbol: Words
    place: Words
    issued_on: date | None = None
    urgency: Literal["KHẨN", "THƯỢNG KHẨN", "HỎA TỐC"] | None = None
    subject: Words
    addressed_to: tuple[Words, ...] = ()
    legal_bases: tuple[Words, ...] = ()
    lead: Text | None = None
    blocks: tuple[Block, ...] = ()
    recipients: tuple[Words, ...] = ()
    archive: Words = "VT"
    signing: Signing
    other_signers: tuple[Signing, ...] = ()
    decides: Text = ""
    minutes: bool = False
    circulation: Literal["XEM XONG TRẢ LẠI", "LƯU HÀNH NỘI BỘ"] | None = None
    drafter: Text = ""
    contact: Text = ""
    appendices: tuple[Appendix, ...] = ()

    @model_validator(mode="after")
    def _ids_unique(self) -> Self:
        parts = (self.blocks, *(one.blocks for one in self.appendices))
        ids = [block.id for blocks in parts for block in blocks]
        if len(set(ids)) != len(ids):
            raise ValueError("hai khối trong một văn bản không được trùng mã")
        return self

    @property
    def is_draft(self) -> bool:
        """Whether number or day is still missing."""
        return self.number is None or self.issued_on is None

    @property
    def is_letter(self) -> bool:
        """Whether it is a công văn, the one kind whose name is not printed (PL I, II.5b)."""
        return not self.kind_title

    def digest(self) -> str:
        """SHA-256 (hex) of the canonical JSON: the same content gives the same digest on any machine."""
        return digest_of(self.model_dump(mode="json"))

    def number_text(self) -> str:
        """ "Số: 05/TB-SLĐTBXH"; below 10 with a leading 0 (PL I, II.3c), blank in a draft."""
        number = BLANK if self.number is None else f"{self.number:02d}"
        return f"Số: {number}/{self.symbol}"

    def date_text(self) -> str:
        """Place and day of issue, blank in a draft."""
        return vietnamese_date(self.place, self.issued_on)

    @property
    def has_foot(self) -> bool:
        """Whether something of it stands at the foot of a page: a note, or the line of address and telephone."""
        parts = (self.blocks, *(one.blocks for one in self.appendices))
        return bool(self.contact) or any(block.footnotes for blocks in parts for block in blocks)

    def as_enclosed(self) -> str:
        """ "(Kèm theo Kế hoạch số 15/KH-SYT ngày 05 tháng 01 năm 2026 của Sở Y tế)", below the title of an appendix (PL I,
        III.1c). What a draft does not have yet stays blank.
        """
        number = self.number_text().removeprefix("Số: ")
        day = vietnamese_date("", self.issued_on).removeprefix(", ")
        return (
            f"(Kèm theo {(self.kind_title or 'Công văn').capitalize()} số {number} {day} của {' '.join(self.issuer)})"
        )

    @property
    def signers(self) -> tuple[Signing, ...]:
        """All who sign, in their order."""
        return (self.signing, *self.other_signers)

    def title(self) -> str:
        """What the file is called in a PDF reader's window."""
        return f"{self.number_text().removeprefix('Số: ').replace(BLANK, '…')} {self.subject}"


# Fields that came after papers had been frozen. One that is not used leaves the digest as it was before there was the field.
_LATER = ("other_signers", "decides", "minutes", "circulation", "drafter", "contact", "appendices", "office")


def digest_of(data: dict[str, Any]) -> str:
    """The digest of the paper with these data, as `Paper.digest` gives it, without making a paper of them."""
    kept = _without_unused(data)
    canonical = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _without_unused(data: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in data.items() if value or name not in _LATER}
    kept["signing"] = {name: value for name, value in data["signing"].items() if value or name not in _LATER}
    return kept


def vietnamese_date(place: str, day: date | None) -> str:
    """ "Lạng Sơn, ngày 05 tháng 01 năm 2024": days below 10 and months 1 and 2 take a leading 0 (PL I, II.4b)."""
    if day is None:
        return f"{place}, ngày{BLANK}tháng{BLANK}năm{BLANK}"
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{place}, ngày {day.day:02d} tháng {month} năm {day.year}"
