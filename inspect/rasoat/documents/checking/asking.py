"""Has a PDF of unknown origin measured, by a process of its own with limits of memory and time."""

import json
from pathlib import Path
from typing import Any

from rasoat.documents.checking.judging import Judged
from rasoat.files import confined
from rasoat.files.limits import Unreadable

MOST_BYTES = 100_000_000
_REFUSED = {
    "encrypted": "Tệp có mật khẩu; gỡ mật khẩu rồi kiểm tra lại.",
    "broken": "Tệp hỏng hoặc không phải PDF.",
    "no_text": "Tệp không có lớp chữ (bản quét); chỉ đo được tệp PDF xuất từ máy, không đo được ảnh.",
    "unreadable": "Không đọc được tệp trong giới hạn thời gian và bộ nhớ; tệp có thể hỏng.",
}


class Refused(Exception):
    """Why a file cannot be measured, in a sentence."""


def ask(path: Path, kind: str = "") -> list[Judged]:
    """Every rule that was measured. Raises Refused."""
    if path.stat().st_size > MOST_BYTES:
        raise Refused(f"Tệp lớn hơn {MOST_BYTES // 1_000_000} MB.")
    try:
        found: dict[str, Any] = json.loads(
            confined.run("rasoat.documents.checking.program", kind.encode() + b"\n" + path.read_bytes())
        )
    except (Unreadable, ValueError):
        raise Refused(_REFUSED["unreadable"]) from None
    if (why := found.get("refused")) == "long":
        raise Refused(f"Tệp có {found['pages']} trang; chỉ đo văn bản từ 1 đến 200 trang.")
    if why:
        raise Refused(_REFUSED[why])
    return [Judged(**one) for one in found["judged"]]
