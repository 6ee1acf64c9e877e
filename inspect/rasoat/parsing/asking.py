"""Whom a paragraph asks for something, by the words at its beginning."""

import re
from dataclasses import dataclass
from typing import Final

from rasoat.parsing import agencies

_OPENING: Final = re.compile(
    r"^(?:(?:Đoàn (?:kiểm tra|giám sát|công tác)|Sở|Ban Chỉ đạo|Tổ công tác|Trưởng đoàn)[^:;.,]{0,80}?\s)?"
    r"(?P<word>[Đđ]ối với|[Đđ]ề nghị(?: với)?|[Yy]êu cầu(?: đối với)?|[Gg]iao(?: cho)?|[Kk]iến nghị(?: với| đối với)?|[Kk]ính đề nghị|[Tt]rách nhiệm của|[Nn]hiệm vụ của|[Vv]ới|[Vv]ề phía|Riêng|Đồng thời,? (?:đề nghị|yêu cầu))\s*:?\s+"
)
_SUBJECT = re.compile(
    r"^(?:các |những |một số )?(?:nội dung|công tác|việc|lĩnh vực|vấn đề|nhóm nội dung|mô hình|phần mềm|đề xuất|kiến nghị|hạng mục|điểm|biển|các điểm|trường hợp|nguồn|kinh phí|chế độ|số tiền|tồn tại|hạn chế)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Asked:
    """Who is asked, as written, and what stands behind the name. `whole` says that the paragraph names nothing else."""

    name: str
    rest: str
    whole: bool


def asked_in(text: str) -> Asked | None:
    """Whom a paragraph asks, when it says so at its beginning; None when it does not.

    `Đối với UBND xã A`, `Đề nghị UBND xã A cắm biển`, `Sở Tư pháp: Tiếp tục …` and a heading that is only a name do.
    """
    opening = _OPENING.match(text)
    behind = text[opening.end() :] if opening else text
    if _SUBJECT.match(behind):
        return None
    name = agencies.name_at(behind)
    if not name:
        return None
    rest = behind[len(name) :].strip()
    if re.match(r"(?:kiến nghị|đề nghị|yêu cầu|khuyến nghị)\s*:", rest):
        return None
    whole = (
        not rest.strip(" :.,;-–")
        or re.fullmatch(
            r"(?:thực hiện|triển khai|tập trung|khẩn trương|nghiêm túc|cần|tiếp tục|chủ trì|phối hợp)?[^.;]{0,90}(?:sau|sau đây|dưới đây|như sau|nhiệm vụ|nội dung)?\s*:",
            rest,
        )
        is not None
    )
    if opening is None and not rest.startswith(":") and not (whole and (not rest or rest.endswith(":"))):
        return None
    return Asked(name, rest.lstrip(" :,–-").strip(), whole)


_LEADING: Final = re.compile(
    r"(?P<word>[Đđ]ề nghị|[Yy]êu cầu|[Gg]iao|[Kk]iến nghị(?: với| đối với)?|[Cc]hỉ đạo)\s+(?:đồng chí\s+)?(?=\S)"
)


def asked_within(text: str) -> Asked | None:
    """Whom a sentence that leads on to a list asks, wherever in it: `… Sở đề nghị UBND xã A thực hiện các nội dung sau:`."""
    for found in _LEADING.finditer(text):
        name = agencies.name_at(text[found.end() :])
        if name:
            return Asked(name, text[found.end() + len(name) :].strip(), whole=True)
    return None
