"""Measures: when one part of an obligation is reached, as data that figures can be held against, and in words.

The words are what papers, lists and tablets show. They are made here from the data, so that the two cannot differ; a
measure of the kind “text” has nothing but its words.
"""

from dataclasses import dataclass

from rasoat.numbers import with_comma

Number = int | float

KINDS = {
    "text": "Lời văn",
    "count": "Số lượng",
    "share": "Tỷ lệ (%)",
    "paper": "Văn bản ban hành",
    "state": "Hiện trạng (có ảnh)",
}
WITH_FIGURES = ("count", "share")
"""Kinds that are reached when a figure is."""
LARGEST = 1_000_000_000
"""Nothing that a commune has to do is counted further."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. `thing` is what is counted, issued or to be seen; a text's whole words.

    `unit`, `start` and `target` belong to a count (whole numbers) and, without a unit, to a share (per cent).
    `counted_by` names the question of a checklist whose figure shows how far it has come: see counting.py.
    """

    thing: str = ""
    kind: str = "text"
    unit: str = ""
    start: Number | None = None
    target: Number | None = None
    counted_by: str = ""

    @property
    def words(self) -> str:
        """The measure as papers and pages say it: 46 biển cảnh báo; Từ 40% lên 80% hộ đạt tiêu chí Ngôi nhà an toàn."""
        if self.kind == "paper":
            return f"{self.thing} được ban hành, có số và ngày"
        if self.kind == "state":
            return f"{self.thing}, có ảnh chụp"
        if self.kind not in WITH_FIGURES:
            return self.thing
        found = " ".join(one for one in (self._span(), self.unit, self.thing) if one)
        return found[:1].upper() + found[1:]

    def _span(self) -> str:
        target = figure(self.kind, self.target)
        return f"từ {figure(self.kind, self.start)} lên {target}" if self.start else target

    def reached(self, number: Number | None) -> str:
        """A figure against the target: 31/46 biển; 62%/80%. Empty without a figure."""
        if number is None or self.kind not in WITH_FIGURES:
            return ""
        said = f"{_plain(self.kind, number)}/{_plain(self.kind, self.target)}"
        return f"{said} {self.unit}".strip()

    def counted(self, number: Number) -> str:
        """A figure that a checklist counted: 67/67 biển. Without a figure to start from the target is what has to be
        added, with which a total cannot be compared: 67 biển.
        """
        return self.reached(number) if self.start is not None else f"{_plain(self.kind, number)} {self.unit}".strip()

    def is_reached(self, number: Number | None) -> bool:
        """Whether a figure is enough."""
        return number is not None and self.target is not None and number >= self.target


def figure(kind: str, number: Number | None) -> str:
    """A figure in a sentence; a count below ten has two digits, as papers write it."""
    plain = _plain(kind, number)
    return f"0{plain}" if kind == "count" and len(plain) == 1 else plain


def _plain(kind: str, number: Number | None) -> str:
    said = with_comma(number or 0)
    return f"{said}%" if kind == "share" else said


Fault = tuple[str, str]
"""The field of a measure, and what is wrong with it in a Vietnamese sentence."""


def faults(measure: Measure) -> list[Fault]:
    """What is wrong with a measure that somebody typed."""
    if measure.kind not in KINDS:
        return [("kind", "Chọn một loại số đo trong danh sách.")]
    found = []
    if not measure.thing and measure.kind not in WITH_FIGURES:
        found.append(("thing", _MISSING[measure.kind]))
    if measure.kind in WITH_FIGURES:
        return [*found, *_wrong_figures(measure)]
    if measure.counted_by:
        found.append(("counted_by", "Chỉ “Số lượng” và “Tỷ lệ” đếm được bằng bảng kiểm; chọn loại ấy hoặc để trống."))
    if measure.start is not None or measure.target is not None:
        found.append(("target", "Chỉ “Số lượng” và “Tỷ lệ” có số; chọn loại ấy hoặc để trống ô số."))
    return found


_MISSING = {
    "text": "Ghi thế nào là xong, hoặc bỏ dòng này.",
    "paper": "Ghi tên văn bản phải ban hành, ví dụ: Kế hoạch hỗ trợ trẻ em.",
    "state": "Ghi điều phải thấy được trong ảnh, ví dụ: Biển tại Phố Sặt nhìn thấy rõ.",
}


def _wrong_figures(measure: Measure) -> list[Fault]:
    found = []
    if measure.kind == "count" and not measure.unit:
        found.append(("unit", "Ghi đơn vị đếm, ví dụ: biển, lớp, hộ."))
    if measure.kind == "share" and not measure.thing:
        found.append(("thing", "Ghi tỷ lệ của cái gì, ví dụ: hộ đạt tiêu chí Ngôi nhà an toàn."))
    if measure.target is None:
        return [*found, ("target", "Nhập số phải đạt; không có số thì không biết thế nào là xong.")]
    wrong = [(name, wrong_figure(measure.kind, number)) for name, number in _figures(measure)]
    found += [(name, said) for name, said in wrong if said]
    if not any(said for _, said in wrong):
        if measure.target <= 0:
            found.append(("target", "Số phải đạt phải lớn hơn 0."))
        elif measure.target <= (measure.start or 0):
            found.append(("target", f"Số phải đạt phải lớn hơn số ban đầu ({_plain(measure.kind, measure.start)})."))
    return found


def _figures(measure: Measure) -> list[tuple[str, Number | None]]:
    return [("start", measure.start), ("target", measure.target)]


def wrong_figure(kind: str, number: Number | None) -> str:
    """What is wrong with a figure of a count or a share, as one sentence; empty when nothing is."""
    if number is None:
        return ""
    if number < 0:
        return "Số không được nhỏ hơn 0."
    if kind == "share":
        return f"Tỷ lệ từ 0% đến 100%, không thể là {_plain(kind, number)}." if number > 100 else ""
    if number % 1:
        return "Số lượng là số nguyên, không có phần lẻ."
    return f"Số quá lớn: nhiều nhất {with_comma(LARGEST)}." if number > LARGEST else ""
