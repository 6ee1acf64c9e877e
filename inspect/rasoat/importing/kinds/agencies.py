"""Agencies from a table."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.db import new_id
from rasoat.importing import cells
from rasoat.importing.kinds import successors
from rasoat.importing.kinds.agency_names import Names, names_of_all
from rasoat.importing.registry import Column, ImportKind, Line, Wanted, Wrong
from rasoat.text import fold
from rasoat.units import kinds, operations, queries
from rasoat.units.models import AdministrativeUnit, Agency, AgencySuccession

Key = tuple[str, UUID | None, date]
"""The folded name, what stands above, the first day."""
COLUMNS = (
    Column("name", "Tên cơ quan", "Tên đầy đủ, như trong câu.", "Ủy ban nhân dân xã Chi Lăng", cells.text, required=True, also=("Tên",)),
    Column("short_name", "Tên gọn", "Dùng trong danh sách.", "UBND xã Chi Lăng", cells.text, required=True),
    Column("symbol", "Ký hiệu", "Dùng trong ký hiệu văn bản.", "UBND", cells.text, required=True),
    Column(
        "kind", "Loại cơ quan", "Tên một loại cơ quan, như trong danh sách chọn khi thêm cơ quan.", "UBND xã, phường, thị trấn, đặc khu",
        cells.one_of(kinds.titles, "loại cơ quan"), required=True, shown=lambda kind: kinds.kind_of(kind).title, also=("Loại",),
    ),
    Column(
        "parent", "Cơ quan cấp trên",
        "Tên, tên gọn hoặc ký hiệu; nếu nhiều cơ quan cùng tên thì ghi “tên / tên cơ quan trên nó”. Dòng của nó có thể ở sau.",
        "UBND tỉnh Lạng Sơn", cells.text, also=("Trực thuộc",),
    ),
    Column("unit", "Mã đơn vị hành chính", "Mã của đơn vị mà cơ quan phục vụ.", "06433", cells.text),
    Column("place", "Địa danh", "Địa danh trên văn bản.", "Chi Lăng", cells.text),
    Column("header", "Dòng trên tên", "Chỉ nhập khi khác với dòng mà loại cơ quan tự có.", "", cells.text),
    Column("email", "Thư điện tử", "Địa chỉ nhận thư của cơ quan.", "vanthu@example.org", cells.mail, also=("Email",)),
    Column("valid_from", "Từ ngày", "Ngày đầu tiên hoạt động.", "1/7/2025", cells.day, required=True),
    Column("valid_to", "Đến ngày", "Ngày cuối cùng; để trống nếu đang hoạt động.", "", cells.day),
    Column("ended_by", "Văn bản kết thúc", "Văn bản làm cơ quan kết thúc.", "", cells.text),
    Column(
        "successors", "Cơ quan kế thừa",
        "Tên các cơ quan tiếp nhận nhiệm vụ, cách nhau bằng dấu chấm phẩy; tìm theo ngày sau ngày kết thúc. Cần rõ hơn thì ghi như ở cột Cơ quan cấp trên, hoặc thêm ngày bắt đầu: UBND xã Chi Lăng từ 1/7/2025. Dòng của chúng có thể ở sau.",
        "", cells.several, also=("Cơ quan kế tiếp",),
    ),
)  # fmt: skip
_OWN = ("name", "short_name", "symbol", "kind", "place", "header", "email", "valid_from", "valid_to", "ended_by")


class Known:
    """The stored agencies and those of the table."""

    def __init__(self, session: Session, lines: Sequence[Line]) -> None:
        everybody = list(session.exec(select(Agency).order_by(col(Agency.id))))
        self.stored = {(fold(one.name), one.parent_id, one.valid_from): one for one in everybody}
        self.alike = {(fold(one.name), one.parent_id): one for one in everybody}
        self.by_id = {one.id: one for one in everybody}
        self.units = _units(session)
        self.names = Names(everybody)
        by_name: dict[tuple[str, date], list[Agency]] = {}
        for one in everybody:
            by_name.setdefault((fold(one.name), one.valid_from), []).append(one)
        self.ids = {line.number: self._id_of(line, by_name) for line in lines}
        for line in lines:
            self.names.add(self.ids[line.number], line.values)
        self.drafts = {self.ids[line.number]: line.values for line in lines}
        self.seen: dict[Key, int] = {}
        self.successors = successors.stored(session, AgencySuccession)

    def _id_of(self, line: Line, by_name: Mapping[tuple[str, date], list[Agency]]) -> UUID:
        """The id of the stored agency that the line is about, by its name, first day and what stands above; else a new one."""
        above = line.values["parent"]
        for one in by_name.get((fold(line.values["name"]), line.values["valid_from"]), []):
            if one.parent_id in self.names.ids(above) if above else one.parent_id is None:
                return one.id
        return new_id()

    def wanted(self, line: Line) -> Wanted:
        """What the line comes to. Raises Wrong."""
        values, agency_id = line.values, self.ids[line.number]
        parent_id = self._parent(agency_id, values)
        key = (fold(values["name"]), parent_id, values["valid_from"])
        if first := self.seen.setdefault(key, line.number) != line.number and self.seen[key]:
            raise Wrong(f"Trùng tên và cơ quan cấp trên với dòng {first}; bỏ một dòng.")
        stored = {name: values[name] for name in _OWN}
        stored |= {"parent_id": parent_id, "unit_id": self._unit(agency_id, values)}
        depth = self._depth(agency_id, parent_id)
        self._check(stored, parent_id)
        present = self.by_id.get(agency_id)
        same = self.alike.get((key[0], parent_id))
        if present is None and same is not None:
            raise Wrong(
                f"Đã có “{same.name}” ở cùng nơi từ {cells.as_day(same.valid_from)}; nếu là cơ quan khác thì thêm trên trang Cơ quan."
            )
        stored["successors"] = self._successors(line, agency_id)
        linked = {"successors": self.successors.get(agency_id, ())}
        return Wanted(line, values["short_name"], present, stored, linked, depth, agency_id)

    def _successors(self, line: Line, agency_id: UUID) -> tuple[UUID, ...]:
        present, last = self.by_id.get(agency_id), line.values["valid_to"]
        if present and not line.gives("valid_to"):
            last = present.valid_to
        before = self.successors.get(agency_id, ())
        if before and line.values["successors"] == self.names.written_with_days(before):
            # Several may have the name: a table that says what is stored changes nothing.
            return before
        return successors.wanted(line, agency_id, last, before, self.names.heir, self.names.spans)

    def _check(self, stored: dict[str, Any], parent_id: UUID | None) -> None:
        draft, parent = Agency(id=new_id(), path="", **stored), None
        if parent_id is not None:
            parent = self.by_id.get(parent_id) or Agency(**{name: self.drafts[parent_id][name] for name in _OWN})
        if told := [sentence for _, sentence in operations.faults(draft, parent)]:
            raise Wrong(" ".join(told))

    def _parent(self, agency_id: UUID, values: dict[str, Any]) -> UUID | None:
        present = self.by_id.get(agency_id)
        if not values["parent"]:
            return None
        if present and present.parent_id in self.names.ids(values["parent"]):
            # Several may have the name: a table that says what is stored moves nothing.
            return present.parent_id
        return self.names.only(values["parent"], values["valid_from"])

    def _unit(self, agency_id: UUID, values: dict[str, Any]) -> UUID | None:
        present = self.by_id.get(agency_id)
        if not values["unit"]:
            return None
        if present and present.unit_id in {one.id for one in self.units.get(values["unit"], [])}:
            return present.unit_id
        fitting = [one for one in self.units.get(values["unit"], []) if one.serves_on(values["valid_from"])]
        fitting = fitting or self.units.get(values["unit"], [])
        if not fitting:
            raise Wrong(f"Không có đơn vị hành chính mang mã “{values['unit']}”; nhập đơn vị trước.")
        return fitting[-1].id

    def _depth(self, agency_id: UUID, parent_id: UUID | None) -> int:
        depth, step = 0, parent_id
        while step is not None:
            depth += 1
            if step == agency_id or depth > len(self.drafts) + len(self.by_id):
                raise Wrong("Cơ quan này đứng dưới chính nó; sửa cơ quan cấp trên.")
            given = self.drafts.get(step)
            if given is None:
                step = self.by_id[step].parent_id
            else:
                step = self.names.only(given["parent"], given["valid_from"]) if given["parent"] else None
        return depth


def _units(session: Session) -> dict[str, list[AdministrativeUnit]]:
    found: dict[str, list[AdministrativeUnit]] = {}
    for unit in sorted(queries.all_units(session), key=lambda one: one.valid_from):
        found.setdefault(unit.code, []).append(unit)
    return found


def _add(session: Session, values: dict[str, Any]) -> Agency:
    return operations.add_agency(session, **values)


def _edit(session: Session, agency_id: UUID, values: dict[str, Any]) -> Agency:
    return operations.edit_agency(session, agency_id, None, values)


def _link(session: Session, agency_id: UUID, ids: tuple[UUID, ...]) -> None:
    operations.edit_agency(session, agency_id, None, {}, ids)


def _linked(session: Session) -> dict[UUID, tuple[UUID, ...]]:
    return successors.stored(session, AgencySuccession)


def _stored(session: Session, rows: Sequence[Agency]) -> Iterator[dict[str, Any]]:
    names = names_of_all(session)
    codes = {one: unit.code for one, unit in queries.units(session, (row.unit_id for row in rows)).items()}
    after = successors.stored(session, AgencySuccession, [one.id for one in rows])
    for one in rows:
        more = {
            "parent": names.written(one.parent_id) if one.parent_id else "",
            "unit": codes[one.unit_id] if one.unit_id else "",
            "successors": names.written_with_days(after.get(one.id, ())),
        }
        yield {column.name: more.get(column.name, getattr(one, column.name, "")) for column in COLUMNS}


KIND = ImportKind(
    "agencies", "Cơ quan", "cơ quan", COLUMNS, Agency, Known, _add, _edit,
    page=lambda agency_id: ("administration.edit_agency", {"agency_id": agency_id}), stored=_stored,
    linked=_linked, link=_link,
)  # fmt: skip
