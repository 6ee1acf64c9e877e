"""A file of another office as a paper taken apart: opened in a process of its own, with limits."""

import json
from typing import Final

from rasoat.files import confined
from rasoat.files.limits import MILLION, NotTaken, Unreadable
from rasoat.files.office import inspect
from rasoat.parsing.models import Source
from rasoat.parsing.program import PDF, SOURCE, TEXT

MOST_BYTES: Final = 100 * MILLION
WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_TEXT: Final = 5 * MILLION
"""A text of so many bytes has some thousand pages."""
_REFUSED: Final = {
    "encrypted": "Tệp có mật khẩu; gỡ mật khẩu rồi chọn lại tệp.",
    "broken": "Tệp hỏng; mở thử trên máy của bạn, lưu lại thành tệp mới rồi chọn lại.",
    "scan": "Tệp là bản quét, không có chữ để đọc: giữ tệp làm bản quét, và nhập nội dung bằng tay.",
    "long": "Tệp có quá nhiều trang; tách riêng văn bản cần nhập rồi chọn lại.",
    "unreadable": "Không đọc được tệp trong giới hạn thời gian và bộ nhớ; lưu văn bản thành DOCX hoặc PDF khác rồi chọn lại.",
    "kind": "Chỉ đọc được PDF, DOCX và tệp văn bản (TXT, UTF-8).",
    "large_text": "Tệp văn bản lớn hơn 5 MB; tách riêng văn bản cần nhập rồi chọn lại.",
    "large": "Tệp lớn hơn 100 MB; nén ảnh trong tệp hoặc tách tệp rồi chọn lại.",
}  # fmt: skip


class Refused(Exception):
    """Why nothing can be read from a file, in a sentence. `scan` says that it is a picture of a paper."""

    def __init__(self, why: str) -> None:
        super().__init__(_REFUSED[why])
        self.scan = why == "scan"


def read(data: bytes) -> Source:
    """The paper in a PDF, a DOCX or a text in UTF-8. Raises Refused."""
    if len(data) > MOST_BYTES:
        raise Refused("large")
    if data.startswith(b"%PDF"):
        return _asked(PDF, data)
    if data.startswith(b"PK"):
        return _asked(_office(data), data)
    if len(data) > MOST_TEXT:
        raise Refused("large_text")
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("kind") from None
    return _asked(TEXT, data)


def _office(data: bytes) -> str:
    try:
        kind = inspect(data)
    except NotTaken:
        raise Refused("kind") from None
    except Exception:  # zipfile and zlib raise many things for a damaged file.
        raise Refused("broken") from None
    if kind != WORD:
        raise Refused("kind")
    return kind


def _asked(kind: str, data: bytes) -> Source:
    try:
        told = confined.run("rasoat.parsing.program", kind.encode() + b"\n" + data)
        why = json.loads(told).get("refused")
    except (Unreadable, ValueError):
        raise Refused("unreadable") from None
    if why:
        raise Refused(why)
    return SOURCE.validate_json(told)
