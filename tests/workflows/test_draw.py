"""Pictures of the workflows: complete, well-formed, nothing over anything, nothing the page's policy forbids."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

import pytest

from rasoat import content
from rasoat.procedures import source
from rasoat.procedures.definition import Workflow
from rasoat.workflows import draw
from rasoat.workflows.diagram import FONT, LINE, Box, Diagram, Words, lay_out, text_width, wrap
from tests import errand

SVG = "{http://www.w3.org/2000/svg}"
WORKFLOWS = [content.load(path, Workflow) for path in source.files()]
LONG = errand.workflow(
    errand.SOURCE.replace("title: Hoàn thành", "title: " + "Hoàn thành toàn bộ công việc được giao " * 4).replace(
        "title: Đang làm", "title: " + "Đang làm việc được giao <&> " * 3
    )
)
ALL = pytest.mark.parametrize("workflow", [*WORKFLOWS, LONG], ids=lambda w: w.id)


def parsed(workflow: Workflow, present: str | None = None) -> ElementTree.Element:
    return ElementTree.fromstring(draw.svg(workflow, present))  # noqa: S314 - our own drawing


def words_of(element: ElementTree.Element) -> str:
    return " ".join(tspan.text or "" for tspan in element.iter(f"{SVG}tspan"))


@ALL
def test_every_state_and_every_way_is_there(workflow: Workflow) -> None:
    root = parsed(workflow)
    groups = {g.get("data-state"): g for g in root.iter(f"{SVG}g") if g.get("data-state")}
    assert list(groups) == list(workflow.states)
    for name, state in workflow.states.items():
        texts = [" ".join(words_of(t).split()) for t in groups[name].iter(f"{SVG}text")]
        assert texts[0] == " ".join(state.title.split())
        said = [" ".join(t.title.split()) for t in workflow.leaving(name)]
        assert sorted(text.removeprefix("↻ ") for text in texts[1:]) == sorted(said)
    lanes = [(g.get("data-to")) for g in root.iter(f"{SVG}g") if g.get("class") == "lane"]
    assert set(lanes) == {t.to for t in workflow.transitions if t.to != "=" and t.from_ != [t.to]}


@ALL
def test_it_is_accessible_and_fits_the_pages_policy(workflow: Workflow) -> None:
    root = parsed(workflow, workflow.initial)
    assert root.get("role") == "img"
    assert f"Hiện tại: {workflow.states[workflow.initial].title}" in (root.findtext(f"{SVG}title") or "")
    told = root.findtext(f"{SVG}desc") or ""
    assert all(t.title in told for t in workflow.transitions)
    for element in root.iter():
        assert element.tag != f"{SVG}style"
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]


@ALL
def test_the_present_state_and_only_it_is_marked(workflow: Workflow) -> None:
    for present in workflow.states:
        groups = [g for g in parsed(workflow, present).iter(f"{SVG}g") if g.get("data-state")]
        marked = [g.get("data-state") for g in groups if "●" in words_of(g)]
        thick = [
            g.get("data-state") for g in groups for r in g if r.get("class") == "head" and r.get("stroke-width") == "3"
        ]
        assert marked == thick == [present]
    assert "●" not in draw.svg(workflow)


@ALL
def test_no_text_lies_over_a_box_a_line_or_another_text(workflow: Workflow) -> None:
    diagram = lay_out(workflow)
    heads = {name: card.head for name, card in diagram.cards.items()}
    areas = list(_areas(diagram))
    for owner, area in areas:
        inside = heads[owner] if area.bottom <= heads[owner].bottom else diagram.cards[owner].box
        assert inside.x <= area.x and area.right <= inside.right, (
            f"{owner}: a text leaves its card, where the lines are"
        )
        assert inside.y <= area.y and area.bottom <= inside.bottom
        for name, head in heads.items():
            assert (name == owner and inside is head) or not _overlap(area, head), f"text of {owner} over {name}"
    for index, (_owner, area) in enumerate(areas):
        assert not [other for _o, other in areas[index + 1 :] if _overlap(area, other)]
    boxes = [card.box for card in diagram.cards.values()]
    assert not [1 for i, box in enumerate(boxes) for other in boxes[i + 1 :] if _overlap(box, other)]


@ALL
def test_it_fits_a_telephone_and_its_own_frame(workflow: Workflow) -> None:
    diagram = lay_out(workflow)
    assert diagram.width <= 360
    assert all(card.box.bottom < diagram.height for card in diagram.cards.values())
    for side in (True, False):
        lanes = [lane for lane in diagram.lanes if lane.forward is side]
        for index, lane in enumerate(lanes):
            for other in lanes[index + 1 :]:
                apart = lane.span[1] < other.span[0] or other.span[1] < lane.span[0]
                assert lane.number != other.number or apart


@ALL
def test_mermaid_says_the_same(workflow: Workflow) -> None:
    lines = draw.mermaid(workflow, workflow.initial).splitlines()
    assert lines[0] == "stateDiagram-v2"
    assert len([line for line in lines if '" as ' in line]) == len(workflow.states)
    arrows = [line for line in lines if "-->" in line and "[*]" not in line]
    assert len(arrows) == sum(len(t.from_) for t in workflow.transitions)
    assert f"    class {workflow.initial} present" in lines


def test_mermaid_escapes_its_own_signs() -> None:
    found = draw.mermaid(errand.workflow(errand.SOURCE.replace("title: Bắt đầu", """title: 'A: "b"; #c'""")))
    assert "asked --> doing: A#58; #34;b#34;#59; #35;c" in found


def test_wrapping_keeps_every_word() -> None:
    text = "Chuyển giao nội dung phải theo dõi cho cơ quan kế thừa theo văn bản của Ủy ban nhân dân tỉnh"
    lines = wrap(text, 120, FONT)
    assert " ".join(lines) == text
    assert all(text_width(line, FONT) <= 120 for line in lines)


def _areas(diagram: Diagram) -> Iterator[tuple[str, Box]]:
    for name, card in diagram.cards.items():
        for words in [card.title, *(way for _t, way in card.ways), *card.notes]:
            for number, line in enumerate(words.lines):
                yield name, _area(words, line, number)


def _area(words: Words, line: str, number: int) -> Box:
    width = text_width(line, words.size)
    left = {"start": words.x, "middle": words.x - width / 2, "end": words.x - width}[words.anchor]
    baseline = words.y + number * (LINE - (2 if words.size < FONT else 0))
    return Box(left, baseline - words.size * 0.75, width, words.size * 0.95)


def _overlap(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom
