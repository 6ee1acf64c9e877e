"""Which two values can both stay, and what becomes of them then; None: the lead must choose one."""

from typing import Any

import pytest
from tests.checklists.samples import DEFINITION

from rasoat.visits.conflicts import both

SECTION = DEFINITION.section("site")
ONE, TWO, THREE = ({"sha256": letter * 64} for letter in "abc")


@pytest.mark.parametrize(
    ("item", "kept", "offered", "together"),
    [
        ("photo", [ONE, TWO], [TWO, THREE], [ONE, TWO, THREE]),
        ("lines", [{"meta": "Phao"}], [{"meta": "Biển"}], [{"meta": "Phao"}, {"meta": "Biển"}]),
        ("why_not", "Mưa", "Nắng", "Mưa\nNắng"),
        ("_notes.data", "Đếm lại", "Hỏi xã", "Đếm lại\nHỏi xã"),
        ("_explanations.sum", "Đếm lại", "Hỏi xã", "Đếm lại\nHỏi xã"),
        (
            "_wordings.present",
            {"shortcoming": "Thiếu."},
            {"shortcoming": "Mất.", "recommendation": "Cắm."},
            {"shortcoming": "Thiếu.\nMất.", "recommendation": "Cắm."},
        ),
        (
            "_extras.x",
            {"label": "Hố ga", "answer": "not_met"},
            {"label": "Nắp cống", "answer": "met", "note": "Mới thay"},
            {"label": "Hố ga", "answer": "not_met", "note": "Nắp cống\nMới thay"},
        ),
        ("_extra_photos.x", [ONE], [TWO], [ONE, TWO]),
        ("data", 66, 70, None),
        ("present", "yes", "no", None),
        ("why_not", None, "Nắng", None),
        ("why_not", "Mưa", None, None),
        ("photo", None, [ONE], None),
    ],
)
def test_what_both_becomes(item: str, kept: Any, offered: Any, together: Any) -> None:
    assert both(SECTION, item, kept, offered) == together
