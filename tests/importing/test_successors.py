"""Who takes over from a unit or an agency that ended, from tables."""

from datetime import date

import pytest
from sqlmodel import select

from rasoat.importing.registry import kinds
from rasoat.units import operations, succession
from rasoat.units.models import AdministrativeUnit, Agency
from rasoat.workflows import CaseRef, fire
from tests.importing.carrying import brought, planned
from tests.importing.sheets import UNIT_HEADS, units, workbook

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
HEADS = [*UNIT_HEADS, "Đơn vị kế thừa"]
ACT = "Nghị quyết 1672/NQ-UBTVQH15"
OLD = ["91101", "Xã Cũ", "Xã", "91", "1/1/2020", "30/6/2025", ACT, "91201; 91202"]
PROVINCE = ["91", "Tỉnh Mẫu", "Tỉnh", None, "1/1/2020", None, None, None]
NEW = [["91201", "Xã Mới", "Xã", "91", "1/7/2025"], ["91202", "Phường Mới", "Xã", "91", "1/7/2025"]]


def table(*rows):
    return units(*rows, head=HEADS)


def heirs(world, code, first=date(2020, 1, 1)):
    def read(db):
        query = select(AdministrativeUnit).where(AdministrativeUnit.code == code)
        unit = db.exec(query.where(AdministrativeUnit.valid_from == first)).one()
        return sorted(one.code for one in succession.of_unit(db, unit.id))

    return world.see(read)


def wrong(world, *rows):
    return " ".join(one.told for one in planned(world, "units", table(*rows)).faults)


def taken_out(world, kind, model):
    known = kinds()[kind]

    def rows(db):
        titles = [column.title for column in known.columns]
        return workbook((known.title, [titles, *known.as_brought(db, list(db.exec(select(model)).all()))]))

    return world.see(rows)


def undone(world, run):
    world.do(lambda db: fire(db, CaseRef("import_run", run.id), "undo", world.as_("admin")))


class TestUnits:
    def test_successors_may_come_later_and_the_same_table_again_changes_nothing(self, world):
        data = table(OLD, PROVINCE, *NEW)
        assert brought(world, "units", data).added == 4
        assert heirs(world, "91101") == ["91201", "91202"]
        assert brought(world, "units", data) is None

    def test_what_is_taken_out_and_brought_in_again_changes_nothing(self, world):
        brought(world, "units", table(OLD, PROVINCE, *NEW))
        found = planned(world, "units", taken_out(world, "units", AdministrativeUnit))
        assert ([one.told for one in found.faults], found.new, found.changed) == ([], [], [])

    def test_one_more_is_shown_and_undone(self, world):
        brought(world, "units", table([*OLD[:7], "91201"], PROVINCE, *NEW))
        more = [*OLD[:7], "91201 từ 1/7/2025; 91203"]
        third = ["91203", "Xã Ba", "Xã", "91", "1/7/2025"]
        first, second = (planned(world, "units", table(more, third)) for _ in range(2))
        assert (len(first.changed), len(first.new)) == (1, 1)
        assert first.digest == second.digest
        run = brought(world, "units", table(more, third))
        assert heirs(world, "91101") == ["91201", "91203"]
        undone(world, run)
        assert heirs(world, "91101") == ["91201"]

    def test_all_of_it_is_undone(self, world):
        undone(world, brought(world, "units", table(OLD, PROVINCE, *NEW)))
        assert (
            world.see(lambda db: db.exec(select(AdministrativeUnit).where(AdministrativeUnit.code == "91")).all()) == []
        )

    def test_a_table_without_the_column_leaves_them(self, world):
        brought(world, "units", table(OLD, PROVINCE, *NEW))
        data = units(["91101", "Xã Cũ Lắm", "Xã", "91", "1/1/2020", "30/6/2025", ACT])
        assert brought(world, "units", data).changed == 1
        assert heirs(world, "91101") == ["91201", "91202"]

    def test_a_code_that_is_used_again(self, world):
        again = ["91101", "Xã Cũ Mở Lại", "Xã", "91", "1/7/2025", None, None, None]
        brought(world, "units", table([*OLD[:7], "91101"], PROVINCE, again))
        assert heirs(world, "91101") == ["91101"]

    @pytest.mark.parametrize(
        ("row", "told"),
        [
            ([*OLD[:5], None, None, "91201"], "thì ghi ngày kết thúc"),
            ([*OLD[:7], "77777"], "Không có đơn vị kế thừa mang mã “77777” vào ngày 1/7/2025"),
            ([*OLD[:7], "91201 từ 2/7/2025"], "bắt đầu ngày 2/7/2025"),
            ([*OLD[:7], "91201 từ 31/2/2025"], "không phải là ngày có thật"),
            ([*OLD[:7], "91101 từ 1/1/2020"], "không thể là chính nó"),
            ([*OLD[:7], "91301 từ 1/1/2019"], "kết thúc ngày 1/1/2020"),
        ],
    )
    def test_each_fault_in_words(self, world, row, told):
        gone = ["91301", "Xã Xưa", "Xã", None, "1/1/2019", "1/1/2020", None, None]
        assert told in wrong(world, row, PROVINCE, *NEW, gone)


class TestAgencies:
    HEADS = (
        "Tên cơ quan", "Tên gọn", "Ký hiệu", "Loại cơ quan", "Cơ quan cấp trên", "Từ ngày", "Đến ngày",
        "Văn bản kết thúc", "Cơ quan kế thừa",
    )  # fmt: skip

    def rows(self, heirs="UBND xã Một; UBND xã Hai"):
        old = ["UBND huyện Mẫu", "UBND huyện Mẫu", "UBND", "district", "UBND tỉnh", "1/1/2021", "30/6/2025", ACT, heirs]
        new = [
            [f"UBND xã {name}", f"UBND xã {name}", "UBND", "commune", "UBND tỉnh", "1/7/2025"]
            for name in ("Một", "Hai")
        ]
        return workbook(("Cơ quan", [self.HEADS, old, *new]))

    def heirs(self, world):
        def read(db):
            old = db.exec(select(Agency).where(Agency.name == "UBND huyện Mẫu")).one()
            return [one.short_name for one in succession.of_agency(db, old.id)]

        return world.see(read)

    def test_bringing_in_again_and_out_and_undoing(self, world):
        run = brought(world, "agencies", self.rows())
        assert sorted(self.heirs(world)) == ["UBND xã Hai", "UBND xã Một"]
        assert brought(world, "agencies", self.rows()) is None
        found = planned(world, "agencies", taken_out(world, "agencies", Agency))
        assert ([one.told for one in found.faults], found.new, found.changed) == ([], [], [])
        undone(world, run)
        assert world.see(lambda db: db.exec(select(Agency).where(Agency.name == "UBND xã Một")).first()) is None

    def test_one_that_is_not_there_or_ended_before(self, world):
        found = planned(world, "agencies", self.rows("UBND xã Ba"))
        assert "Không có cơ quan kế thừa “UBND xã Ba” vào ngày 1/7/2025" in found.faults[0].told
        values = {"short_name": "UBND huyện Xưa", "symbol": "UBND", "kind": "district", "valid_to": date(2022, 1, 1)}
        parent, since = world.agencies["province"], date(2021, 1, 1)
        world.do(
            lambda db: operations.add_agency(db, parent_id=parent, valid_from=since, name="UBND huyện Xưa", **values)
        )
        told = planned(world, "agencies", self.rows("UBND huyện Xưa từ 1/1/2021")).faults[0].told
        assert "kết thúc ngày 1/1/2022, không sau ngày 30/6/2025" in told
