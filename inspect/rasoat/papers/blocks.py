"""Blocks as people edit them: the generated ones, and what people have changed, added, hidden and moved.

`PaperCase.edits` has only the difference, so that a figure corrected in a checklist still reaches every block that
nobody changed. All functions here are pure: they take edits and return new ones.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from pydantic import TypeAdapter

from rasoat import text
from rasoat.documents.paper import Article, Block, Bullets, Heading, Paragraph, Table
from rasoat.papers import table_text

Edits = dict[str, Any]
TYPES = {"heading": "Đề mục", "paragraph": "Đoạn văn", "bullets": "Các ý", "table": "Bảng", "article": "Điều"}
BLOCK: TypeAdapter[Block] = TypeAdapter(Block)


def digest(block: Block) -> str:
    """A short digest of what a block says, to notice that the generated text changed after an edit."""
    said = json.dumps(block.model_dump(mode="json", exclude={"evidence"}), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def arrange(generated: Sequence[Block], edits: Edits) -> list[Block]:
    """Put every block in its place with its edits, including the hidden ones."""
    changed = edits.get("changed", {})
    blocks = {b.id: BLOCK.validate_python(changed[b.id]) if b.id in changed else b for b in generated}
    natural = [b.id for b in generated]
    for item in edits.get("added", []):
        block = BLOCK.validate_python(item["block"])
        if block.id not in blocks:
            blocks[block.id] = block
            _insert_after(natural, item["after"], block.id)
    return [blocks[block_id] for block_id in _ordered(natural, edits.get("order", []))]


def apply_edits(generated: Sequence[Block], edits: Edits) -> list[Block]:
    """The blocks that are shown, in the order people gave them. Without edits these are the generated ones."""
    hidden = set(edits.get("hidden", []))
    return [block for block in arrange(generated, edits) if block.id not in hidden]


def outdated(generated: Sequence[Block], edits: Edits) -> set[str]:
    """Ids of changed blocks whose generated text is no longer the one that was changed."""
    based = edits.get("based_on", {})
    return {b.id for b in generated if b.id in edits.get("changed", {}) and based.get(b.id) != digest(b)}


def orphaned(generated: Sequence[Block], edits: Edits) -> list[Block]:
    """Changed blocks whose generated block is gone (for example because a finding was rejected). They are shown to
    people and never printed.
    """
    known = {b.id for b in generated}
    return [BLOCK.validate_python(b) for block_id, b in edits.get("changed", {}).items() if block_id not in known]


def change(generated: Sequence[Block], edits: Edits, block: Block) -> Edits:
    """Put a person's text in the place of a block, generated or added. A text that equals the generated one is not
    kept as an edit.
    """
    for item in edits.get("added", []):
        if item["block"]["id"] == block.id:
            added = [{**i, "block": dump(block)} if i is item else i for i in edits["added"]]
            return _tidy({**edits, "added": added})
    own = _find(generated, block.id)
    if own == block:
        return reset(edits, block.id, keep_hidden=True)
    changed = {**edits.get("changed", {}), block.id: dump(block)}
    based = {**edits.get("based_on", {}), block.id: digest(own)}
    return _tidy({**edits, "changed": changed, "based_on": based})


def add(generated: Sequence[Block], edits: Edits, after: str, block: Block) -> Edits:
    """Put a new block after another one; an empty `after` puts it first. Raises ValueError for an id that is taken."""
    shown = [b.id for b in arrange(generated, edits)]
    if block.id in shown:
        raise ValueError(f"the block {block.id} is there already")
    added = [*edits.get("added", []), {"after": after, "block": dump(block)}]
    if not edits.get("order"):
        return _tidy({**edits, "added": added})
    _insert_after(shown, after, block.id)
    return _tidy({**edits, "added": added, "order": shown})


def hide(edits: Edits, block_id: str) -> Edits:
    """Leave a block out of the paper. An added block is removed for good."""
    added = edits.get("added", [])
    own = next((item for item in added if item["block"]["id"] == block_id), None)
    if own is not None:
        # The blocks that stood after the removed one now stand after the block before it.
        kept = [{**i, "after": own["after"]} if i["after"] == block_id else i for i in added if i is not own]
        order = [i for i in edits.get("order", []) if i != block_id]
        return _tidy({**edits, "added": kept, "order": order})
    return _tidy({**edits, "hidden": [*(i for i in edits.get("hidden", []) if i != block_id), block_id]})


def show(edits: Edits, block_id: str) -> Edits:
    """Bring a hidden block back."""
    return _tidy({**edits, "hidden": [i for i in edits.get("hidden", []) if i != block_id]})


def reset(edits: Edits, block_id: str, *, keep_hidden: bool = False) -> Edits:
    """Give a generated block its generated text back, and show it again."""
    changed = {k: v for k, v in edits.get("changed", {}).items() if k != block_id}
    based = {k: v for k, v in edits.get("based_on", {}).items() if k != block_id}
    clean = _tidy({**edits, "changed": changed, "based_on": based})
    return clean if keep_hidden else show(clean, block_id)


def move(generated: Sequence[Block], edits: Edits, block_id: str, way: Literal["up", "down"]) -> Edits:
    """Exchange a block with the shown block above or below it; at either end of the paper nothing moves."""
    hidden = set(edits.get("hidden", []))
    order = [b.id for b in arrange(generated, edits)]
    shown = [i for i in order if i not in hidden or i == block_id]
    at = shown.index(block_id)
    other = at - 1 if way == "up" else at + 1
    if not 0 <= other < len(shown):
        return edits
    order.remove(block_id)
    order.insert(order.index(shown[other]) + (way == "down"), block_id)
    plain = [b.id for b in arrange(generated, {**edits, "order": []})]
    return _tidy({**edits, "order": [] if order == plain else order})


def reset_order(edits: Edits) -> Edits:
    """Put every block back in its proposed place."""
    return _tidy({**edits, "order": []})


def dump(block: Block) -> dict[str, Any]:
    """A block as it is stored."""
    return block.model_dump(mode="json")


def text_of(block: Block) -> str:
    """A block's words as one text to edit: one line for each item; `table_text` writes the rows of a table."""
    if isinstance(block, Bullets):
        return "\n".join(block.items)
    if isinstance(block, Table):
        return table_text.write((block.headers, *block.rows))
    return block.text


def with_text(block: Block, words: str, footnotes: Iterable[str], visibility: str) -> Block:
    """The block with other words (see `text_of`). Raises ValueError (pydantic's) for a text that does not fit the
    block.
    """
    values = {**dump(block), "footnotes": [n for n in footnotes if n.strip()], "visibility": visibility}
    words = text.clean(words)
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    if isinstance(block, Bullets):
        values["items"] = lines
    elif isinstance(block, Table):
        rows = table_text.read(words)
        values |= {"headers": rows[0] if rows else [], "rows": rows[1:]}
    else:
        values["text"] = " ".join(lines) if isinstance(block, Heading) else "\n".join(lines)
    return BLOCK.validate_python(values)


def new_block(block_id: str, kind: str, words: str) -> Block:
    """A block that a person adds: "paragraph", "bullets", "article", or "heading1" to "heading3"."""
    if kind.startswith("heading"):
        return Heading(id=block_id, level=int(kind[-1]), text=" ".join(words.split()), visibility="public")
    if kind == "bullets":
        return Bullets(id=block_id, items=tuple(w for w in words.splitlines() if w.strip()), visibility="public")
    if kind == "article":
        return Article(id=block_id, text=words, visibility="public")
    return Paragraph(id=block_id, text=words, visibility="public")


def _find(generated: Sequence[Block], block_id: str) -> Block:
    found = next((b for b in generated if b.id == block_id), None)
    if found is None:
        raise KeyError(block_id)
    return found


def _insert_after(ids: list[str], after: str, block_id: str) -> None:
    if after and after not in ids:
        ids.append(block_id)
    else:
        ids.insert(ids.index(after) + 1 if after else 0, block_id)


def _ordered(natural: list[str], wanted: Sequence[str]) -> list[str]:
    """The ids in the wanted order. An id that the order does not name comes after the block that precedes it in the
    natural order.
    """
    order = [i for i in dict.fromkeys(wanted) if i in natural]
    before = ""
    for block_id in natural:
        if block_id not in order:
            _insert_after(order, before, block_id)
        before = block_id
    return order


def _tidy(edits: Edits) -> Edits:
    return {key: value for key, value in edits.items() if value}
