"""A file of another office as a paper taken apart: opened in a process of its own, with limits."""

import json
from dataclasses import dataclass
from typing import Any, Final

from rasoat.files import confined
from rasoat.files.limits import MILLION, NotTaken, Unreadable
from rasoat.files.office import inspect
from rasoat.parsing.models import Block, Paper
from rasoat.parsing.paper import take_apart
from rasoat.parsing.plain_text import blocks_of_text
from rasoat.text import clean

MOST_BYTES: Final = 100 * MILLION
WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF: Final = "application/pdf"
TEXT: Final = "text/plain"
_REFUSED: Final = {
    "encrypted": "Tệp có mật khẩu; gỡ mật khẩu rồi chọn lại tệp.",
    "broken": "Tệp hỏng; mở thử trên máy của bạn, lưu lại thành tệp mới rồi chọn lại.",
    "scan": "Tệp là bản quét, không có chữ để đọc: giữ tệp làm bản quét, và nhập nội dung bằng tay.",
    "long": "Tệp có quá nhiều trang; tách riêng văn bản cần nhập rồi chọn lại.",
    "unreadable": "Không đọc được tệp trong giới hạn thời gian và bộ nhớ; lưu văn bản thành DOCX hoặc PDF khác rồi chọn lại.",
    "kind": "Chỉ đọc được PDF, DOCX và tệp văn bản (TXT, UTF-8).",
    "large": "Tệp lớn hơn 100 MB; nén ảnh trong tệp hoặc tách tệp rồi chọn lại.",
}  # fmt: skip


class Refused(Exception):
    """Why nothing can be read from a file, in a sentence. `scan` says that it is a picture of a paper."""

    def __init__(self, why: str) -> None:
        super().__init__(_REFUSED[why])
        self.scan = why == "scan"


@dataclass(frozen=True)
class Source:
    """The text of a file, and the paper that was found in it."""

    text: str
    paper: Paper


def read(data: bytes) -> Source:
    """The paper in a PDF, a DOCX or a text in UTF-8. Raises Refused."""
    if len(data) > MOST_BYTES:
        raise Refused("large")
    if data.startswith(b"%PDF"):
        return _asked(PDF, data)
    if data.startswith(b"PK"):
        return _asked(_office(data), data)
    try:
        text = clean(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Refused("kind") from None
    return Source(text, take_apart(blocks_of_text(text)))


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
        found: dict[str, Any] = json.loads(confined.run("rasoat.parsing.program", kind.encode() + b"\n" + data))
    except (Unreadable, ValueError):
        raise Refused("unreadable") from None
    if why := found.get("refused"):
        raise Refused(why)
    blocks = [Block(**{**one, "cells": tuple(one["cells"])}) for one in found["blocks"]]
    return Source(found["text"], take_apart(blocks))
