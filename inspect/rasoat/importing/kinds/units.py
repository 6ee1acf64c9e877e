"""Administrative units from a table."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.db import new_id
from rasoat.importing import cells
from rasoat.importing.kinds import successors
from rasoat.importing.registry import Column, ImportKind, Line, Wanted, Wrong
from rasoat.units import operations, queries
from rasoat.units.models import AdministrativeUnit, UnitSuccession

_LEVELS = {"province": "Tỉnh", "district": "Huyện", "commune": "Xã"}
Key = tuple[str, date]
COLUMNS = (
    Column("code", "Mã", "Mã đơn vị hành chính, giữ cả số 0 ở đầu.", "06433", cells.text, required=True, also=("Mã đơn vị",)),
    Column("name", "Tên", "Tên đầy đủ, kể cả cấp.", "Xã Chi Lăng", cells.text, required=True, also=("Tên đơn vị",)),
    Column(
        "level", "Cấp", f"Một trong: {', '.join(_LEVELS.values())}.", "Xã",
        cells.one_of(lambda: _LEVELS, "cấp"), required=True, shown=lambda level: _LEVELS[level],
    ),
    Column("parent", "Mã đơn vị cấp trên", "Mã của đơn vị trực tiếp bên trên; dòng của nó có thể ở sau.", "20", cells.text),
    Column("valid_from", "Từ ngày", "Ngày đầu tiên đơn vị tồn tại.", "1/7/2025", cells.day, required=True),
    Column("valid_to", "Đến ngày", "Ngày cuối cùng; để trống nếu đang hoạt động.", "", cells.day),
    Column("ended_by", "Văn bản kết thúc", "Văn bản làm đơn vị kết thúc.", "", cells.text),
    Column(
        "successors", "Đơn vị kế thừa",
        "Mã của các đơn vị tiếp nhận, cách nhau bằng dấu chấm phẩy; tìm theo ngày sau ngày kết thúc. Mã được dùng lại thì ghi thêm ngày bắt đầu: 06433 từ 1/7/2025. Dòng của chúng có thể ở sau.",
        "", cells.several, also=("Đơn vị kế tiếp", "Mã đơn vị kế thừa", "Mã đơn vị kế tiếp"),
    ),
)  # fmt: skip


class Known:
    """The stored units and those of the table, by code and first day."""

    def __init__(self, session: Session, lines: Sequence[Line]) -> None:
        self.stored: dict[Key, AdministrativeUnit] = {}
        self.spans: dict[str, list[tuple[date, date | None, UUID]]] = {}
        self.ids: dict[Key, UUID] = {}
        self.seen: dict[Key, int] = {}
        self.parent_of: dict[UUID, UUID | None] = {}
        self.codes: dict[UUID, str] = {}
        for unit in queries.all_units(session):
            self.stored[(unit.code, unit.valid_from)] = unit
            self.parent_of[unit.id] = unit.parent_id
            self.codes[unit.id] = unit.code
        for key, unit in self.stored.items():
            self.ids[key] = unit.id
        for line in lines:
            self.ids.setdefault(_key(line), new_id())
        given = {_key(line): line.values["valid_to"] for line in lines}
        for key, unit_id in self.ids.items():
            last = given[key] if key in given else self.stored[key].valid_to
            self.spans.setdefault(key[0], []).append((key[1], last, unit_id))
        for line in lines:
            self.parent_of[self.ids[_key(line)]] = self._above(line)
        self.successors = successors.stored(session, UnitSuccession)
        self.by_id = {unit_id: (first, last) for spans in self.spans.values() for first, last, unit_id in spans}

    def wanted(self, line: Line) -> Wanted:
        """What the line comes to. Raises Wrong."""
        key, values = _key(line), line.values
        if first := self.seen.setdefault(key, line.number) != line.number and self.seen[key]:
            raise Wrong(f"Mã và ngày bắt đầu trùng với dòng {first}; bỏ một dòng.")
        if values["valid_to"] and values["valid_to"] < values["valid_from"]:
            raise Wrong("Ngày kết thúc trước ngày bắt đầu; sửa một trong hai.")
        unit_id = self.ids[key]
        if values["parent"] and self.parent_of[unit_id] is None:
            raise Wrong(
                f"Không có đơn vị cấp trên mang mã “{values['parent']}” vào ngày bắt đầu; thêm dòng cho nó hoặc sửa mã."
            )
        stored = {name: values[name] for name in ("code", "name", "level", "valid_from", "valid_to", "ended_by")}
        stored["parent_id"] = self.parent_of[unit_id]
        stored["successors"] = self._successors(line, unit_id)
        linked = {"successors": self.successors.get(unit_id, ())}
        return Wanted(line, values["name"], self.stored.get(key), stored, linked, self._depth(unit_id), unit_id)

    def _successors(self, line: Line, unit_id: UUID) -> tuple[UUID, ...]:
        present, last = self.stored.get(_key(line)), line.values["valid_to"]
        if present and not line.gives("valid_to"):
            last = present.valid_to
        return successors.wanted(line, unit_id, last, self.successors.get(unit_id, ()), self._find, self.by_id)

    def _find(self, code: str, day: date, since: date | None) -> UUID:
        for first, last, unit_id in self.spans.get(code, []):
            if (first == since) if since else (first <= day and (last is None or day <= last)):
                return unit_id
        told = (
            f"bắt đầu ngày {cells.as_day(since)}" if since else f"vào ngày {cells.as_day(day)}, ngày sau khi kết thúc"
        )
        raise Wrong(f"Không có đơn vị kế thừa mang mã “{code}” {told}; thêm dòng cho nó hoặc sửa mã.")

    def _above(self, line: Line) -> UUID | None:
        present = self.stored.get(_key(line))
        if present and present.parent_id and self.codes[present.parent_id] == line.values["parent"]:
            # Several may have the code, and none of them may have been there on the first day.
            return present.parent_id
        first = line.values["valid_from"]
        spans = self.spans.get(line.values["parent"], [])
        fitting = [one for one in spans if one[0] <= first and (one[1] is None or first <= one[1])]
        return fitting[0][2] if fitting else None

    def _depth(self, unit_id: UUID) -> int:
        depth, step = 0, self.parent_of.get(unit_id)
        while step is not None:
            depth += 1
            if step == unit_id or depth > len(self.parent_of):
                raise Wrong("Đơn vị này đứng dưới chính nó; sửa mã đơn vị cấp trên.")
            step = self.parent_of.get(step)
        return depth


def _key(line: Line) -> Key:
    return line.values["code"], line.values["valid_from"]


def _add(session: Session, values: dict[str, Any]) -> AdministrativeUnit:
    return operations.add_checked_unit(session, **values)


def _edit(session: Session, unit_id: UUID, values: dict[str, Any]) -> AdministrativeUnit:
    return operations.edit_unit(session, unit_id, None, values, None)


def _link(session: Session, unit_id: UUID, ids: tuple[UUID, ...]) -> None:
    operations.edit_unit(session, unit_id, None, {}, ids)


def _stored(session: Session, rows: Sequence[AdministrativeUnit]) -> Iterator[dict[str, Any]]:
    after = successors.stored(session, UnitSuccession, [unit.id for unit in rows])
    others = {unit.parent_id for unit in rows} | {one for ids in after.values() for one in ids}
    named = queries.units(session, others)
    for unit in rows:
        heirs = [named[one] for one in after.get(unit.id, ())]
        more = {
            "parent": named[unit.parent_id].code if unit.parent_id else "",
            "successors": successors.written((one.code, one.valid_from) for one in heirs),
        }
        yield {column.name: more.get(column.name, getattr(unit, column.name, "")) for column in COLUMNS}


def _linked(session: Session) -> dict[UUID, tuple[UUID, ...]]:
    return successors.stored(session, UnitSuccession)


KIND = ImportKind(
    "units", "Đơn vị hành chính", "đơn vị", COLUMNS, AdministrativeUnit, Known, _add, _edit,
    page=lambda unit_id: ("administration.edit_unit", {"unit_id": unit_id}), stored=_stored, linked=_linked, link=_link,
)  # fmt: skip
