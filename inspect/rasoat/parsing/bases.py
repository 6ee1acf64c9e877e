"""The papers that a text cites: law, plans, earlier notices."""

import re
from collections.abc import Iterator
from typing import Final

from rasoat.parsing.figures import day_of
from rasoat.parsing.models import Basis
from rasoat.parsing.paragraphs import Paragraph

_KINDS: Final = (
    "Thông tư liên tịch|Thông tư|Bộ luật|Luật|Nghị quyết|Nghị định|Quyết định|Chỉ thị|Kế hoạch liên ngành|Kế hoạch|Công văn|Công điện|"
    "Thông báo|Chương trình|Báo cáo|Đề án|Hướng dẫn|Văn bản|Biên bản|Tờ trình|Kết luận"
)
_DAY: Final = (
    r"(?:\s*,?\s*ngày\s+(?P<d>\d{1,2})\s*(?:/|\s+tháng\s+)\s*(?P<m>\d{1,2})\s*(?:/|\s+năm\s+)\s*(?P<y>\d{4}))?"
)
_CITED = re.compile(rf"(?P<kind>{_KINDS})\s+(?P<about>[^\d,;.]{{0,60}}?)\s*(?:số\s*:?\s*)(?P<number>\d+[\w./-]*){_DAY}")
_LAW = re.compile(
    rf"(?P<kind>Bộ luật|Luật)\s+(?P<about>[A-ZĐ][^\d,;.]{{2,60}}?)(?:\s+năm\s+(?P<year>\d{{4}})|(?=\s+ngày\s)){_DAY}"
)


def cited(paragraph: Paragraph) -> Iterator[Basis]:
    """The papers that a paragraph cites, in their order. A law without a number is named by what it is about."""
    found = sorted(
        (one for pattern in (_CITED, _LAW) for one in pattern.finditer(paragraph.text)),
        key=lambda one: (one.start(), -one.end()),
    )
    reached = 0
    for one in found:
        if one.start() < reached:
            continue
        reached = one.end()
        given = one.groupdict()
        day = day_of(given["y"], given["m"], given["d"]) if given["y"] else None
        number = (given.get("number") or "").rstrip(".,-/")
        about = " ".join(part for part in (given["about"].strip(), given.get("year")) if part)
        yield Basis(one["kind"], about, number, day, paragraph.place)
