"""The papers that a text cites: law, plans, earlier notices."""

import re
from collections.abc import Iterator
from typing import Final

from rasoat.parsing.figures import day_of
from rasoat.parsing.models import Basis
from rasoat.parsing.paragraphs import Paragraph

_KINDS: Final = "Luật|Bộ luật|Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư|Thông tư liên tịch|Kế hoạch liên ngành|Kế hoạch|Công văn|Công điện|Thông báo|Chương trình|Báo cáo|Đề án|Hướng dẫn|Văn bản|Biên bản|Tờ trình|Kết luận"
_CITED = re.compile(
    rf"(?P<kind>{_KINDS})\s+(?:[^\W\d_][^,;.]{{0,60}}?\s+)?số\s*:?\s*(?P<number>\d+[\w./-]*)"
    r"(?:\s*,?\s*ngày\s+(?P<d>\d{1,2})\s*(?:/|\s+tháng\s+)\s*(?P<m>\d{1,2})\s*(?:/|\s+năm\s+)\s*(?P<y>\d{4}))?"
)
_LAW = re.compile(
    r"(?P<kind>Luật|Bộ luật)\s+(?P<number>[A-ZĐ][^\d,;.]{2,60}?(?:\s+năm\s+\d{4}|\s+(?:số\s+)?\d+/\d{4}/QH\d+))"
)


def cited(paragraph: Paragraph) -> Iterator[Basis]:
    """The papers that a paragraph cites, in their order."""
    for pattern in (_CITED, _LAW):
        for one in pattern.finditer(paragraph.text):
            given = one.groupdict()
            day = day_of(given["y"], given["m"], given["d"]) if given.get("y") else None
            yield Basis(one["kind"], one["number"].rstrip(".,-/"), day, paragraph.place)
