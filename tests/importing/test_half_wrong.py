"""A table of agencies and their successors of which half the rows are wrong: every fault is told, nothing is applied."""

import pytest
from sqlmodel import select

from rasoat.units.models import Agency, AgencySuccession
from tests.importing import test_successors
from tests.importing.carrying import planned
from tests.importing.sheets import workbook

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ACT, HEADS = test_successors.ACT, test_successors.TestAgencies.HEADS


def ended(name: str, heirs: str | None, last: str = "30/6/2025", since: str = "1/1/2021") -> list[str | None]:
    return [f"UBND huyện {name}", f"UBND huyện {name}", "UBND", "district", "UBND tỉnh", since, last, ACT, heirs]


def commune(name: str, since: str = "1/7/2025", last: str | None = None, heirs: str | None = None) -> list[str | None]:
    whole = f"UBND xã {name}"
    return [whole, whole, "UBND", "commune", "UBND tỉnh", since, last, ACT if last else None, heirs]


def test_each_wrong_row_is_told_and_nothing_is_applied(world):
    before = world.see(lambda db: len(db.exec(select(Agency)).all()))
    rows = [
        ended("Một", "UBND xã Một; UBND xã Hai"),
        ended("Hai", "UBND xã Không Có"),
        commune("Một"),
        ended("Ba", "UBND xã Cũ"),
        commune("Hai"),
        ended("Bốn", "UBND huyện Bốn"),
        commune("Cũ", since="1/1/2021", last="31/12/2024", heirs="UBND xã Một"),
        ended("Năm", "UBND xã Một", last="31/12/2020"),
    ]
    found = planned(world, "agencies", workbook(("Cơ quan", [HEADS, *rows])))
    told = "\n".join(one.told for one in found.faults)
    assert {one.row for one in found.faults} == {3, 5, 7, 8, 9}
    assert "UBND xã Không Có" in told and "UBND huyện Bốn" in told and "trước ngày bắt đầu" in told
    assert world.see(lambda db: len(db.exec(select(Agency)).all())) == before
    assert world.see(lambda db: db.exec(select(AgencySuccession)).all()) == []


def test_a_circle_cannot_be_written_in_a_table(world):
    rows = [
        commune("Một", since="1/1/2024", last="30/6/2025", heirs="UBND xã Hai"),
        commune("Hai", since="1/1/2024", last="31/12/2025", heirs="UBND xã Một"),
    ]
    told = "\n".join(one.told for one in planned(world, "agencies", workbook(("Cơ quan", [HEADS, *rows]))).faults)
    assert "UBND xã Một" in told and "kết thúc" in told
