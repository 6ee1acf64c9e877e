"""Whether a signed file has the words of the paper that went to be signed.

A file that was signed with a token has letters: every passage of the paper must be there, and nothing that could be a
passage of its own may have come to it. The scan of a sheet is a picture; letters that the scanner guessed are compared
roughly, and a scan without letters is for the clerk's own eyes.
"""

import json
from dataclasses import dataclass

from rasoat.documents.components import components
from rasoat.documents.paper import Paper
from rasoat.files import confined
from rasoat.files.limits import Unreadable
from rasoat.problems import Problem, Reason

SAME, NO_LETTERS, GUESSED = "same", "no_letters", "guessed"
RESULTS = {
    SAME: "lời văn trùng với bản trình ký",
    NO_LETTERS: "bản quét không có lớp chữ, văn thư tự đối chiếu",
    GUESSED: "bản quét, chữ do máy nhận dạng gần khớp với bản trình ký",
}
FEWEST_LETTERS = 80
"""A scan with fewer letters has none that could be compared: a stamp, a page number."""
LEAST_SHARE = 0.6
"""Of the paper's words, in what a scanner guessed. Another paper of the same agency shares about a third."""
MOST_MORE = 400
"""Letters that may come to a signed file: number, day, page numbers, what a token writes of the signer and the time."""
_BLANK_IN_DRAFT = ("số, ký hiệu", "địa danh, thời gian")
_QUOTED = 90


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was found: `kept` is one of RESULTS, `reasons` says what speaks against the file."""

    kept: str
    reasons: tuple[str, ...] = ()


def compare(paper: Paper, pdf: bytes) -> Comparison:
    """Compare a signed PDF with the frozen paper. Raises Problem `file.unreadable` for a file that cannot be read."""
    texts = [one.printed for one in components(paper) if one.name not in _BLANK_IN_DRAFT]
    try:
        answer = confined.run("rasoat.papers.reading_signed", json.dumps(texts).encode() + b"\n" + pdf)
    except Unreadable as error:
        raise Problem("file.unreadable", name="bản đã ký") from error
    return judge(**json.loads(answer))


def judge(missing: list[str], more: int, letters: int, share: float, pictures: bool) -> Comparison:
    """Judge what the program found: passages that are `missing`, letters that are `more` than the paper's, the `share`
    of its words, whether pages are `pictures`.
    """
    if letters < FEWEST_LETTERS:
        return (
            Comparison(NO_LETTERS) if pictures else Comparison(SAME, ("Tệp không có chữ và không có hình trang nào.",))
        )
    if not missing and more <= MOST_MORE:
        return Comparison(SAME)
    if share < LEAST_SHARE:
        return Comparison(SAME, ("Tệp này là của văn bản khác: hầu hết lời văn của bản trình ký không có trong tệp.",))
    if pictures:
        return Comparison(GUESSED)
    told = [f"Tệp không có đúng đoạn: “{_brief(one)}”." for one in missing[:3]]
    if not missing:
        told = ["Tệp có thêm nội dung ngoài bản trình ký."]
    return Comparison(SAME, (*told, "Bản được ký phải đúng lời văn đã cố định; trả lại để sửa nếu lời văn phải đổi."))


def refuse(found: Comparison) -> None:
    """Raise Problem `form.invalid` when something speaks against the file."""
    if found.reasons:
        raise Problem("form.invalid", reasons=[Reason("scan", one) for one in found.reasons])


def _brief(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED].rstrip()}…"
