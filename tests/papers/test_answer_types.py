"""How a result notice says answers of every type: several chosen ones, numbers with a fraction, times of day."""

from uuid import UUID

import pytest

from rasoat import content
from rasoat.checklists.definition import Definition
from rasoat.documents.paper import Table
from rasoat.inspections.models import Site
from rasoat.papers import blocks, wording
from rasoat.papers.kinds.result_checklists import Filled, compose
from rasoat.papers.wording import ChecklistWording
from rasoat.visits.models import Response

ID = UUID(int=1)
DEFINITION = content.parse(
    """
id: depths
version: 1
title: Đo độ sâu
site_kinds: [water_point]
sections:
  - scope: unit
    title: Tại đơn vị
    items:
      - {id: depth, type: decimal, unit: m, label: Chỗ sâu nhất, visibility: public}
      - {id: at, type: time, label: Lúc, visibility: public}
      - {id: kit, type: select_multiple, label: Cứu hộ, visibility: public, choices: [{value: buoy, label: phao}, {value: rope, label: dây}]}
      - id: lines
        type: table
        label: Các chỗ
        visibility: public
        columns: [{id: deep, type: decimal, label: Sâu}, {id: since, type: time, label: Lúc}]
  - scope: site
    title: Tại điểm
    items:
      - {id: kit, type: select_multiple, label: Cứu hộ, visibility: public, choices: [{value: buoy, label: phao}, {value: rope, label: dây}]}
""",
    Definition,
    "depths.yaml",
)
WORDS = ChecklistWording.model_validate(
    {
        "checklist": "depths",
        "unit": [{"id": "deep", "text": "Sâu {depth} m lúc {at}, có {kit}.", "show_if": {"kit": ["rope"]}}],
        "sites": {"lead": "{count} điểm:", "says": {"kit": {"buoy": "có phao", "rope": "có dây"}}},
        "tables": [{"item": "lines", "caption": "Các chỗ đã đo"}],
    }
)


def filled(scope: str, **answers: object) -> Filled:
    """A response to the checklist, at a site where its scope is one."""
    definition, response = DEFINITION, Response(id=ID, scope=scope)
    site = Site(id=ID, kind="water_point", name="Đập Bãi Hào", place="xã Mẫu") if scope == "site" else None
    return Filled(response, definition, definition.sections[scope == "site"], answers, site)


def test_the_notice_says_them_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "of_checklist", lambda _name: WORDS)
    rows = [{"deep": 1.5, "since": "07:00"}, {"deep": 12}]
    unit = filled("unit", depth=1250.75, at="07:30", kit=["buoy", "rope"], lines=rows)
    text, table, places = compose("depths", [unit, filled("site", kit=["buoy", "rope"])], "UBND huyện")
    assert blocks.text_of(text) == "Sâu 1.250,75 m lúc 7 giờ 30, có phao, dây."
    assert isinstance(table, Table)
    assert (table.rows, table.align) == ((("1,5", "7 giờ"), ("12", "")), ("right", "left"))
    assert "Đập Bãi Hào, xã Mẫu: có phao, có dây" in blocks.text_of(places)


def test_without_sentences_of_its_own_the_numbers_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "of_checklist", lambda _name: None)
    (found,) = compose("depths", [filled("unit", depth=2.75, at="07:30")], "UBND huyện")
    assert "Chỗ sâu nhất: 2,75 m" in blocks.text_of(found)
