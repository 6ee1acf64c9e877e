"""One rule, what was measured, and whether that is right."""

from dataclasses import dataclass, field

from rasoat.documents.checking.rows import Part
from rasoat.documents.components import Style
from rasoat.documents.deviations import SIZE_SLACK
from rasoat.documents.measuring import FAMILIES


@dataclass(frozen=True)
class Judged:
    """A rule of a component, what was found, on which page."""

    component: str
    rule: str
    found: str
    right: bool
    page: int = 1


@dataclass
class Judge:
    """Collects what was judged."""

    judged: list[Judged] = field(default_factory=list)

    def rule(self, component: str, rule: str, found: str, *, right: bool, page: int = 1) -> None:
        """Judge one rule."""
        self.judged.append(Judged(component, rule, found, right, page))

    def letters(self, name: str, part: Part, style: Style, *, upper: bool | None = None) -> None:
        """Size, cut and case of a component's letters."""
        glyphs = [g for g in part.glyphs if g.text.isalnum()] or part.glyphs
        sizes = [g.size for g in glyphs]
        low, high = style.smallest, style.largest
        wide = f"{low:g}" if low == high else f"{low:g}-{high:g}"
        fits = low - SIZE_SLACK <= min(sizes) and max(sizes) <= high + SIZE_SLACK
        self.rule(name, f"cỡ chữ {wide}", f"{min(sizes):.1f}-{max(sizes):.1f}", right=fits, page=part.page)
        cut = _cut(bold=style.bold, italic=style.italic)
        cuts = dict.fromkeys(_cut(bold=g.bold, italic=g.italic) for g in glyphs)
        self.rule(name, f"kiểu chữ {cut}", " và ".join(cuts), right=set(cuts) == {cut}, page=part.page)
        if upper is not None:
            is_upper = part.text.upper() == part.text
            said = "chữ in hoa" if is_upper else "chữ in thường"
            self.rule(name, "chữ in hoa" if upper else "chữ in thường", said, right=is_upper == upper, page=part.page)


def _cut(*, bold: bool, italic: bool) -> str:
    return f"{'nghiêng' if italic else 'đứng'}{', đậm' if bold else ''}"


def is_times(family: str) -> bool:
    """Whether the letters are Times New Roman or of its measures."""
    return family in FAMILIES or family.startswith("TimesNewRoman")
