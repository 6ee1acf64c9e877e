"""Edits as pure data: whatever people do, nothing is lost and a reset gives the generated text back."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from rasoat.documents.paper import Block, Bullets, Heading, Paragraph, Table
from rasoat.papers import blocks

GENERATED: list[Block] = [
    Heading(id="one", level=1, text="Kết quả", visibility="public"),
    Paragraph(id="two", text="Đã cắm 21 biển[^1].", footnotes=("Tỉnh 19, xã 2.",), visibility="public"),
    Bullets(id="three", items=("Ý thứ nhất", "Ý thứ hai"), visibility="public"),
    Table(id="four", headers=("A", "B"), rows=(("1", "2"),), visibility="child"),
    Paragraph(id="five", text="Trên đây là kết quả.", visibility="public"),
]
IDS = [block.id for block in GENERATED]
ACTS = st.tuples(
    st.sampled_from(["change", "add", "hide", "show", "reset", "up", "down", "reset_order"]),
    st.integers(min_value=0, max_value=30),
    st.text(alphabet="abc đ", min_size=1, max_size=6).filter(str.strip),
)


def apply(edits: dict[str, Any], act: str, at: int, words: str, count: int) -> dict[str, Any]:
    """One thing a person does on the composer's page."""
    known = blocks.arrange(GENERATED, edits)
    block = known[at % len(known)]
    if act == "change":
        return blocks.change(GENERATED, edits, blocks.with_text(block, words, (), block.visibility))
    if act == "add":
        return blocks.add(GENERATED, edits, block.id if at % 7 else "", Paragraph(id=f"added.{count}", text=words))
    if act in ("up", "down"):
        return blocks.move(GENERATED, edits, block.id, act)  # type: ignore[arg-type]  # one of the two ways
    if act == "reset_order":
        return blocks.reset_order(edits)
    return {"hide": blocks.hide, "show": blocks.show, "reset": blocks.reset}[act](edits, block.id)


def undo_all(edits: dict[str, Any]) -> dict[str, Any]:
    """Every block reset, what was added taken out, the order as it was."""
    for block in blocks.arrange(GENERATED, edits):
        edits = blocks.reset(edits, block.id) if block.id in IDS else blocks.hide(edits, block.id)
    return blocks.reset_order(edits)


@given(st.lists(ACTS, max_size=25))
def test_nothing_is_lost_and_a_reset_gives_the_generated_text_back(acts: list[tuple[str, int, str]]) -> None:
    edits: dict[str, Any] = {}
    for count, (act, at, words) in enumerate(acts):
        edits = apply(edits, act, at, words, count)
        every = [block.id for block in blocks.arrange(GENERATED, edits)]
        assert len(set(every)) == len(every)
        assert set(IDS) <= set(every)
        shown = [block.id for block in blocks.apply_edits(GENERATED, edits)]
        assert shown == [i for i in every if i not in edits.get("hidden", [])]
    undone = undo_all(edits)
    assert undone == {}
    assert blocks.apply_edits(GENERATED, undone) == GENERATED


@given(st.lists(ACTS, max_size=15), st.sets(st.sampled_from(IDS)), st.integers(0, 4))
def test_edits_outlive_what_the_data_takes_away_and_brings(
    acts: list[tuple[str, int, str]], gone: set[str], place: int
) -> None:
    edits: dict[str, Any] = {}
    for count, (act, at, words) in enumerate(acts):
        edits = apply(edits, act, at, words, count)
    fresh: Block = Paragraph(id="fresh", text="Mới")
    later = [block for block in GENERATED if block.id not in gone]
    later.insert(min(place, len(later)), fresh)
    shown = blocks.arrange(later, edits)
    added = {item["block"]["id"] for item in edits.get("added", [])}
    assert {block.id for block in shown} == {block.id for block in later} | added
    assert len(shown) == len(later) + len(added)
    assert {block.id for block in blocks.orphaned(later, edits)} == gone & set(edits.get("changed", {}))


def test_no_edits_are_the_generated_blocks() -> None:
    assert blocks.apply_edits(GENERATED, {}) == GENERATED


@given(st.sampled_from(GENERATED))
def test_text_survives_its_own_form(block: Block) -> None:
    again = blocks.with_text(block, blocks.text_of(block), block.footnotes, block.visibility)
    assert again == block
    assert blocks.change(GENERATED, {}, again) == {}


def test_a_change_remembers_what_it_was_based_on() -> None:
    edited = blocks.change(GENERATED, {}, Paragraph(id="two", text="Đã cắm 22 biển.", visibility="public"))
    assert blocks.outdated(GENERATED, edited) == set()
    later = [b.model_copy(update={"text": "Đã cắm 25 biển."}) if b.id == "two" else b for b in GENERATED]
    assert blocks.outdated(later, edited) == {"two"}
    assert blocks.text_of(blocks.apply_edits(later, edited)[1]) == "Đã cắm 22 biển."


def test_a_moved_block_skips_what_is_hidden() -> None:
    edits = blocks.move(GENERATED, blocks.hide({}, "two"), "three", "up")
    assert [block.id for block in blocks.apply_edits(GENERATED, edits)] == ["three", "one", "four", "five"]


def test_a_block_added_after_a_removed_one_stays_where_it_was() -> None:
    edits = blocks.add(GENERATED, {}, "one", Paragraph(id="added.1", text="Một"))
    edits = blocks.add(GENERATED, edits, "added.1", Paragraph(id="added.2", text="Hai"))
    edits = blocks.hide(edits, "added.1")
    assert [block.id for block in blocks.apply_edits(GENERATED, edits)][:3] == ["one", "added.2", "two"]


def test_an_id_is_taken_once() -> None:
    with pytest.raises(ValueError, match="there already"):
        blocks.add(GENERATED, {}, "", Paragraph(id="two", text="Hai"))


@pytest.mark.parametrize(("block", "words"), [(GENERATED[1], "  \n"), (GENERATED[2], ""), (GENERATED[3], "A | B\n1")])
def test_words_that_make_no_block_are_refused(block: Block, words: str) -> None:
    with pytest.raises(ValidationError):
        blocks.with_text(block, words, (), "public")


CELL = st.text(alphabet=st.sampled_from("ab đ|\\n\n.,-"), max_size=8)


@given(st.integers(min_value=1, max_value=4).flatmap(lambda width: st.lists(st.tuples(*[CELL] * width), min_size=1)))
def test_a_table_saved_without_a_change_is_the_same_table(rows: list[tuple[str, ...]]) -> None:
    table = Table(id="t", headers=rows[0], rows=tuple(rows[1:]))
    assert blocks.with_text(table, blocks.text_of(table), (), table.visibility) == table


def test_a_bar_in_a_cell_is_typed_with_a_backslash() -> None:
    table = Table(id="t", headers=("Nơi", "Giờ"), rows=())
    typed = "Nơi | Giờ\nHội trường tầng 2 \\| nhà B | 8 giờ\nD:\\tệp | 9 giờ"
    read = blocks.with_text(table, typed, (), "public")
    assert isinstance(read, Table)
    assert read.rows == (("Hội trường tầng 2 | nhà B", "8 giờ"), ("D:\\tệp", "9 giờ"))
