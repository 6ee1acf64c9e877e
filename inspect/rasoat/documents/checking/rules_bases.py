"""The bases of a paper, its căn cứ (PL I, II.6a).

Judged is how they are written: each names the kind, number, issuer, day and subject of what it cites, a law only its name. Not
judged, since no file shows it: whether what is cited exists, is in force, and gives the power to decide; and their order, of which
the decree says nothing.
"""

import re
from collections.abc import Iterator

from rasoat.documents.checking.judging import Judge
from rasoat.documents.checking.paragraphs import Paragraph, told_of

_BASIS = re.compile(r"^Căn cứ\b")
# What stands among the bases, in their letters: "Theo đề nghị của …", "Xét Tờ trình số …".
_AMONG = re.compile(r"^(Theo đề nghị|Xét|Thực hiện|Trên cơ sở)\b")
_LAW = re.compile(r"^Căn cứ (Hiến pháp|Luật|Bộ luật|Pháp lệnh)\b")
_PAPER = re.compile(
    r"^Căn cứ (Nghị định|Nghị quyết|Quyết định|Thông tư|Chỉ thị|Kế hoạch|Chương trình|Công văn|Thông báo|Hướng dẫn|Tờ trình|Báo cáo)\b"
)
_NUMBER = re.compile(r"\bsố:? ?\d+ ?/\S")
_NAME_WORDS = 10
_DAY = re.compile(r"\bngày \d{1,2}( tháng \d{1,2} năm |[/.-]\d{1,2}[/.-])\d{4}")
_ISSUER = re.compile(r"\bcủa \S")
_SUBJECT = re.compile(
    r"\b(về|quy định|ban hành|phê duyệt|hướng dẫn|thực hiện|triển khai|sửa đổi|quyết định|giao|kiểm tra|thành lập)\b",
    re.I,
)


def of(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The bases: what begins so, and what stands in italics right behind one."""
    found: list[Paragraph] = []
    for before, one in zip([None, *paragraphs], paragraphs, strict=False):
        follows = bool(found) and before is found[-1] and bool(_AMONG.match(one.text)) and one.rows[0].italic
        if _BASIS.match(one.text) or follows:
            found.append(one)
    return found


def judge(bases: list[Paragraph], to: Judge) -> None:
    """All rules of the bases."""
    if not bases:
        return
    upright = next((one for one in bases if not all(row.italic for row in one.rows)), None)
    told = told_of("nghiêng" if upright is None else "đứng", upright, upright is None)
    to.rule("căn cứ", "kiểu chữ nghiêng", told, right=upright is None, page=bases[0].page)
    open_end = next((one for one in bases[:-1] if not one.text.endswith(";")), None)
    closed = open_end is None and bases[-1].text.endswith((".", ";", ","))
    told = told_of("đúng" if closed else "khác", open_end or bases[-1], closed)
    to.rule("căn cứ", "mỗi căn cứ một dòng, cuối dòng “;”, dòng cuối “.”", told, right=closed, page=bases[0].page)
    _cited(bases, to)


def _cited(bases: list[Paragraph], to: Judge) -> None:
    lacking = [(one, list(_lacking(one.text))) for one in bases if _PAPER.match(one.text)]
    if lacking:
        bad, what = next(((one, names) for one, names in lacking if names), (None, []))
        told = told_of(f"thiếu {', '.join(what)}" if what else "đủ", bad, bad is None)
        rule = "văn bản được dẫn có đủ tên loại, số, ký hiệu, ngày, cơ quan, trích yếu"
        to.rule("căn cứ", rule, told, right=bad is None, page=(bad or bases[0]).page)
    laws = [one for one in bases if _LAW.match(one.text)]
    if laws:
        numbered = next((one for one in laws if _NUMBER.search(one.text)), None)
        told = told_of("không có số" if numbered is None else "có số", numbered, numbered is None)
        to.rule("căn cứ", "luật, pháp lệnh không ghi số, ký hiệu", told, right=numbered is None, page=laws[0].page)


def _lacking(text: str) -> Iterator[str]:
    for name, pattern in (("số, ký hiệu", _NUMBER), ("ngày tháng năm", _DAY), ("cơ quan ban hành", _ISSUER)):
        if not pattern.search(text):
            yield name
    issuer = _ISSUER.search(text)
    # Where a name ends is not known: few words and none with which subjects begin are a name alone.
    after = text[issuer.end() :] if issuer else ""
    if issuer and len(after.split()) < _NAME_WORDS and not _SUBJECT.search(after):
        yield "trích yếu"
