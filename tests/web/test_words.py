"""Words that pages, papers and guides do not use."""

import re
import unicodedata
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHOWN = ("templates", "workflows", "checklists", "features", "docs/vi", "inspect/rasoat", "inspect/browser")
ENDINGS = {".html", ".yaml", ".yml", ".feature", ".md", ".py", ".js", ".txt", ".css"}
AVOIDED = {"nghĩa vụ": "nội dung phải theo dõi"}
"""A word that authorities are not told, and what they are told instead."""


def test_authorities_are_told_what_must_be_followed_up_and_of_no_duty() -> None:
    found = [
        f"{path.relative_to(ROOT)}: “{word}”, say “{instead}”"
        for folder in SHOWN
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in ENDINGS and "dist" not in path.parts
        for word, instead in AVOIDED.items()
        if re.search(word, unicodedata.normalize("NFC", path.read_text(encoding="utf-8")), re.IGNORECASE)
    ]
    assert found == []


def test_no_page_makes_a_whole_name_small() -> None:
    """`title|lower` writes "ubnd tỉnh"; `title|inside` keeps names and abbreviations as they are."""
    found = [
        f"{path.relative_to(ROOT)}: {hit}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for hit in re.findall(r"\b(?:title|name|label|noun)\s*\|\s*lower\b", path.read_text(encoding="utf-8"))
    ]
    assert found == []
