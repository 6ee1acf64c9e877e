"""Administrative units from tables: what a table would do, all or nothing, the same again changes nothing, undone."""

import hashlib
from datetime import date

import pytest
from sqlmodel import col, select

from rasoat.files.opening import table_in
from rasoat.files.operations import StoredFile
from rasoat.importing import operations, presenters, template
from rasoat.importing.models import ImportRun
from rasoat.importing.planning import plan
from rasoat.importing.registry import kinds
from rasoat.problems import Problem
from rasoat.units.models import AdministrativeUnit
from rasoat.workflows import CaseRef, fire, journal
from tests.importing.sheets import UNITS, units, workbook


@pytest.fixture
def kind():
    return kinds()["units"]


def planned(world, kind, data, name="bang.xlsx"):
    return world.see(lambda db: plan(db, kind, table_in(name, data)))


def brought(world, kind, data, name="bang.xlsx"):
    table = table_in(name, data)
    stored = StoredFile(hashlib.sha256(data).hexdigest(), len(data), table.kind, name)
    return world.do(lambda db: operations.bring_in(db, world.as_("admin"), kind, table, stored))


def named(world, code):
    return world.see(lambda db: db.exec(select(AdministrativeUnit).where(AdministrativeUnit.code == code)).first())


class TestBringingIn:
    def test_a_parent_may_come_later_in_the_table(self, world, kind):
        run = brought(world, kind, workbook(("Đơn vị", UNITS)))
        assert (run.added, run.changed, run.unchanged) == (2, 0, 0)
        assert named(world, "91001").parent_id == named(world, "91").id

    def test_the_same_table_twice_changes_nothing(self, world, kind):
        data = workbook(("Đơn vị", UNITS))
        brought(world, kind, data)
        assert brought(world, kind, data) is None
        assert len(world.see(lambda db: db.exec(select(ImportRun)).all())) == 1

    def test_a_changed_table_shows_what_would_change(self, world, kind):
        brought(world, kind, workbook(("Đơn vị", UNITS)))
        found = planned(world, kind, units(["91001", "Xã Mẫu Mới", "Xã", "91", date(2025, 7, 1), "30/6/2026", None]))
        assert presenters.told(found).changed == [
            (2, "Xã Mẫu Mới", ["Tên: Xã Mẫu Một → Xã Mẫu Mới", "Đến ngày: (trống) → 30/6/2026"])
        ]

    def test_one_wrong_row_and_nothing_is_brought_in(self, world, kind):
        rows = [*UNITS[1:], ["91002", None, "Xa", "91", "31/2/2025"]]
        with pytest.raises(Problem) as refused:
            brought(world, kind, units(*rows))
        assert refused.value.key == "import.faults"
        told = [reason.message for reason in refused.value.reasons]
        assert told[0].startswith("Dòng 4, cột Tên: Cần nhập")
        assert any("không phải là ngày có thật" in one for one in told)
        assert named(world, "91") is None

    @pytest.mark.parametrize(
        ("row", "words"),
        [
            (["91", "Tỉnh Mẫu", "Tỉnh", "91", "1/7/2025"], "dưới chính nó"),
            (["91", "Tỉnh Mẫu", "Tỉnh", None, "1/7/2025", "30/6/2025"], "trước ngày bắt đầu"),
            (["91", "Tỉnh Mẫu", "Tỉnh", "7777", "1/7/2025"], "Không có đơn vị cấp trên"),
            (["91", "Tỉnh Mẫu", "Tỉnh", None, 1], "Năm 1899"),
            (["91", "Tỉnh Mẫu", "Hang", None, "1/7/2025"], "Không có cấp"),
            (["91", "#REF!", "Tỉnh", None, "1/7/2025"], "lỗi công thức"),
        ],
    )
    def test_each_fault_is_told_in_words(self, world, kind, row, words):
        found = planned(world, kind, units(row))
        assert words in " ".join(one.told for one in found.faults)

    def test_two_rows_of_one_unit(self, world, kind):
        found = planned(world, kind, units(UNITS[2], UNITS[2]))
        assert "trùng với dòng 2" in found.faults[0].told

    def test_the_template_can_be_read(self, world, kind):
        assert [one.told for one in planned(world, kind, template.template(kind)).faults] == [
            "Không có đơn vị cấp trên mang mã “20” vào ngày bắt đầu; thêm dòng cho nó hoặc sửa mã."
        ]


class TestUndoing:
    def undone(self, world, run):
        world.do(lambda db: fire(db, CaseRef("import_run", run.id), "undo", world.as_("admin")))

    def test_what_was_added_goes_and_what_was_changed_is_as_before(self, world, kind):
        brought(world, kind, workbook(("Đơn vị", UNITS)))
        changed = units(
            ["91001", "Xã Mẫu Mới", "Xã", "91", "1/7/2025"], ["91002", "Xã Mẫu Hai", "Xã", "91", "1/7/2025"]
        )
        run = brought(world, kind, changed)
        self.undone(world, run)
        assert named(world, "91001").name == "Xã Mẫu Một"
        assert named(world, "91002") is None

    def test_not_when_something_was_built_on_it(self, world, kind):
        run = brought(world, kind, workbook(("Đơn vị", UNITS)))
        brought(world, kind, units(["91002", "Xã Mẫu Hai", "Xã", "91", "1/7/2025"]))
        with pytest.raises(Problem) as refused:
            self.undone(world, run)
        assert refused.value.key == "import.built_on"
        assert named(world, "91001") is not None

    def test_the_journal_names_the_file(self, world, kind):
        run = brought(world, kind, workbook(("Đơn vị", UNITS)))
        told = world.see(lambda db: [entry for entry, _ in journal.entries(db, CaseRef("import_run", run.id))])
        assert [entry.trigger for entry in told] == ["create", "brought_in"]
        assert told[1].facts["file"] == "bang.xlsx"
        assert told[1].facts["sha256"] == run.sha256
        assert world.see(lambda db: len(db.exec(select(ImportRun).where(col(ImportRun.open))).all())) == 0
