"""What stands under a heading: findings of a kind, what is recommended, what the unit proposes."""

import re
from typing import Final, Literal

from rasoat.text import fold

Mode = Literal["", "situation", "strength", "shortcoming", "cause", "recommendation", "proposal", "reply"]

_OF_THE_UNIT: Final = re.compile(
    r"(?:de xuat|kien nghi|de nghi)[^:]{0,40}(?:cua|tu) (?:ubnd|uy ban|don vi|huyen|xa|phuong|co so|dia phuong|cong ty|truong|trung tam|cac don vi|cac xa|cac dia phuong|nha truong|phong|hdnd|doi tuong (?:duoc )?kiem tra)(?! kiem tra)"
    r"|^(?:\S+ ){0,3}?(?!doi voi)(?:ubnd|don vi|co so|dia phuong|nha truong|xa|phuong|huyen|trung tam)[^:.]{0,60} (?:de xuat|kien nghi|de nghi)\b"
    r"|^kho khan[^:]{0,40}(?:de xuat|kien nghi)"
)
_OF_THE_TEAM: Final = re.compile(
    r"\b(?:doan|so|to cong tac|co quan kiem tra|truong doan)\b[^:]{0,40}(?:de nghi|kien nghi|yeu cau|giao)|(?:de nghi|kien nghi|yeu cau)[^:]{0,30} cua (?:doan|so|to kiem tra|to cong tac)"
)
_REPLY: Final = re.compile(
    r"^(?:giai trinh|tra loi|tiep thu|giai quyet|phan hoi)[^:]{0,60}(?:de xuat|kien nghi|de nghi)|^ket qua giai quyet (?:de xuat|kien nghi)"
)
_KINDS: Final[tuple[tuple[Mode, re.Pattern[str]], ...]] = (
    ("cause", re.compile(r"^(?:\S+ ){0,3}nguyen nhan")),
    ("recommendation", re.compile(r"kien nghi|de nghi|yeu cau(?! cua| dat| ve)|nhiem vu(?! nam| duoc)|noi dung can|y kien (?:nhu sau|chi dao|ket luan)|tap trung(?: thuc hien| trien khai| chi dao)|che do (?:thong tin|bao cao)|viec sau|cong viec|ket luan (?:cua )?(?:chu tri|chu toa|hoi nghi|cuoc hop|phien hop)|bien phap (?:chan chinh|khac phuc)|xu ly sau kiem tra|can khac phuc|bien phap (?:khac phuc|xu ly|chan chinh)|can (?:tap trung|thuc hien|lam)|to chuc thuc hien|phan cong|chan chinh|giai phap|khuyen nghi|viec can lam|de xuat bien phap|nhung viec|cac viec")),
    ("shortcoming", re.compile(r"ton tai|han che|khuyet diem|thieu sot|vi pham|bat cap|chua dat|chua lam duoc|yeu kem|(?:^|nhung |mot so )kho khan|vuong mac|sai pham|sai sot")),
    ("strength", re.compile(r"uu diem|mat duoc|dat duoc|mat manh|lam tot|da lam duoc|mat tich cuc")),
    ("situation", re.compile(r"ket qua|tinh hinh|danh gia|noi dung kiem tra|thuc trang|nhan xet|khai quat|dac diem|ket luan|cong tac|viec trien khai|viec thuc hien|hoat dong|dien bien|qua kiem tra")),
)  # fmt: skip


def mode_of(heading: str) -> Mode:
    """What a heading announces; nothing where it only names a subject."""
    known = fold(heading)
    if _REPLY.search(known):
        return "reply"
    if _OF_THE_UNIT.search(known):
        return "proposal"
    if _OF_THE_TEAM.search(known):
        return "recommendation"
    return next((mode for mode, pattern in _KINDS if pattern.search(known)), "")


_LABELS: Final[tuple[tuple[Mode, re.Pattern[str]], ...]] = (
    ("strength", re.compile(r"^(?:về )?(?:ưu điểm|kết quả đạt được|mặt được|đã làm được)\s*[:,]", re.IGNORECASE)),
    (
        "shortcoming",
        re.compile(
            r"^(?:về )?(?:chưa được|mặt chưa được|chưa làm được|tồn tại|hạn chế|tồn tại, hạn chế|hạn chế, tồn tại|khuyết điểm|thiếu sót|vi phạm)\s*[:,]",
            re.IGNORECASE,
        ),
    ),
    ("cause", re.compile(r"^nguyên nhân\s*:", re.IGNORECASE)),
    (
        "recommendation",
        re.compile(
            r"^(?:đoàn[^:.;]{0,40} |tổ[^:.;]{0,30} )?(?:kiến nghị|yêu cầu|đề nghị|khuyến nghị|biện pháp khắc phục|nhiệm vụ)\s*:",
            re.IGNORECASE,
        ),
    ),
    ("situation", re.compile(r"^(?:kết quả|kết quả kiểm tra|tình hình|hiện trạng|qua kiểm tra)\s*:", re.IGNORECASE)),
)


def label_of(text: str) -> Mode:
    """What the word before the colon at the beginning of a paragraph announces."""
    return next((mode for mode, pattern in _LABELS if pattern.match(text)), "")
