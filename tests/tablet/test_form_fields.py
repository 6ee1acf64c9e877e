"""What each kind of field on the tablet is and does, against the table in fields.yaml: which controls it has, what a touch or
a key keeps in the draft, and what the field shows for it, also when the form is opened again.
"""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from playwright.sync_api import Locator
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from rasoat.checklists.definition import Definition
from rasoat.checklists.items import ColumnType, ItemType
from tests.tablet.form_desk import Desk, desk, tablet

__all__ = ["desk", "tablet"]

pytestmark = [pytest.mark.browser, pytest.mark.field]
TABLE: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("fields.yaml").read_text(encoding="utf-8"))
BASE = {"id": "fields", "version": 1, "title": "Ô nhập"}

CONTROLS = """root => {
  const told = ['type', 'inputmode', 'autocomplete', 'min', 'max', 'step', 'maxlength', 'rows', 'pattern', 'accept', 'capture', 'multiple', 'required', 'value'];
  const name = one => one.getAttribute('aria-label') || (one.tagName === 'BUTTON' ? one : one.labels?.[0])?.textContent || '';
  const options = one => one.tagName === 'SELECT' ? ' ' + [...one.options].map(({ value, label }) => `${value}=${label}`).join('|') : '';
  return [...root.querySelectorAll('input, select, textarea, button')].filter(one => !one.closest('[hidden]')).map(one => {
    const marks = told.filter(key => one.hasAttribute(key)).map(key => one.getAttribute(key) ? `${key}=${one.getAttribute(key)}` : key);
    return [one.tagName.toLowerCase(), ...marks].join(' ') + options(one) + `: ${name(one).trim()}`;
  });
}"""
SHOWN = """root => {
  const fields = [...root.querySelectorAll('input:not([type=file]), select, textarea')].filter(one => !one.closest('[hidden]'));
  const chosen = fields.filter(one => one.matches('[type=radio], [type=checkbox]') ? one.checked : true);
  return chosen.map(one => one.matches('[type=radio], [type=checkbox]') ? one.labels[0].textContent.trim() : one.value);
}"""
BESIDE = "root => [...root.querySelectorAll('.unit, .in-words')].map(one => one.textContent).filter(Boolean)"


def definition(kind: str, row: dict[str, Any]) -> Definition:
    """A checklist of one question of this kind, and one behind it to which one can leave."""
    question = {
        "id": "it",
        "type": row.get("type", kind),
        "label": "Câu hỏi",
        "required": True,
        **row.get("question", {}),
    }
    items = [question, {"id": "next", "type": "text", "label": "Sau đó"}]
    return Definition.model_validate(BASE | {"sections": [{"scope": "unit", "title": "Một", "items": items}]})


def act(desk: Desk, body: Locator, step: dict[str, Any]) -> None:
    """One touch or one field typed: `press` a button or a choice, `type` into a field (`into`: which), `pick` from a list."""
    if "press" in step:
        desk.item("it").get_by_text(step["press"]).or_(desk.item("it").get_by_label(step["press"])).first.tap()
    elif "pick" in step:
        body.locator("select").select_option(step["pick"])
    else:
        field = body.locator("input:not([type=radio]):not([type=checkbox]), textarea").nth(step.get("into", 0))
        field.fill("")
        field.tap()
        desk.page.keyboard.type(step["type"])


def until_kept(desk: Desk, value: Any) -> None:
    """Wait for what comes by itself (a position); what does not come is told by the comparison that follows."""
    wanted = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    with suppress(PlaywrightTimeout):
        desk.page.wait_for_function("wanted => JSON.stringify(draft.answers.it ?? null) === wanted", arg=wanted)


def told(desk: Desk, script: str, where: str = "#item-it .q-body") -> Any:
    """What a script says about the field."""
    return desk.told(f"({script})(document.querySelector('{where}'))")


def test_every_kind_of_item_has_its_row() -> None:
    assert {row.get("type", kind) for kind, row in TABLE.items()} == set(get_args(ItemType))


@pytest.mark.parametrize("kind", TABLE)
def test_a_field_is_and_does_what_the_table_says(desk: Desk, kind: str) -> None:
    row = TABLE[kind]
    desk.open(definition(kind, row), "unit")
    body = desk.item("it").locator(".q-body")
    assert told(desk, CONTROLS) == row["controls"]
    assert body.locator(".q-label").first.inner_text().endswith("(bắt buộc trả lời)")
    for step in row["does"]:
        act(desk, body, step)
        until_kept(desk, step["keeps"])
        assert (desk.answers.get("it"), told(desk, SHOWN)) == (step["keeps"], step["shows"]), step
        assert told(desk, BESIDE) == step.get("beside", row.get("beside", [])), step
        desk.item("next").get_by_role("textbox").focus()
        desk.frame()
        assert desk.page.locator("#q-it-error").inner_text() == step.get("says", ""), step
    if row["does"] and row["does"][-1]["keeps"] is not None:
        last = row["does"][-1]
        desk.open(definition(kind, row), "unit", answers={"it": last["keeps"]})
        assert told(desk, SHOWN) == row.get("reopened", last["shows"])


def test_a_cell_of_a_table_is_the_same_field(desk: Desk) -> None:
    rows = {kind: TABLE[kind] for kind in TABLE if TABLE[kind].get("type", kind) in get_args(ColumnType)}
    assert {row.get("type", kind) for kind, row in rows.items()} == set(get_args(ColumnType))
    columns = [
        {"id": kind, "type": row.get("type", kind), "label": "Câu hỏi", "required": True, **row.get("question", {})}
        for kind, row in rows.items()
    ]
    desk.open(definition("table", {"question": {"columns": columns}}), "unit")
    desk.item("it").get_by_role("button", name="Thêm dòng").tap()
    desk.told("() => document.querySelectorAll('#item-it .cell').forEach((one, n) => { one.id = `cell-${n}`; })")
    assert {kind: told(desk, CONTROLS, f"#cell-{n}") for n, kind in enumerate(rows)} == {
        kind: [*row["controls"], *row.get("in_a_cell", [])] for kind, row in rows.items()
    }
    for name in ("Hôm nay", "Bây giờ"):
        desk.item("it").get_by_role("button", name=name).tap()
    until_kept(desk, [{"date": "2024-07-17", "time": "13:05"}])
    assert desk.answers["it"] == [{"date": "2024-07-17", "time": "13:05"}]
