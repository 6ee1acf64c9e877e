"""The files of units that come with the program, and recording them."""

from datetime import date

import pytest
from sqlmodel import col, func, select

from rasoat import content
from rasoat.units import bringing, provinces, succession
from rasoat.units.models import AdministrativeUnit, UnitSuccession

OLD, NEW = bringing.LAST_OF_THREE_TIERS, bringing.FIRST_OF_TWO_TIERS
CHI_LANG = {
    "Xã Chi Lăng": {"Thị trấn Đồng Mỏ", "Thị trấn Chi Lăng", "Xã Chi Lăng"},
    "Xã Quan Sơn": {"Xã Hữu Kiên", "Xã Quan Sơn"},
    "Xã Chiến Thắng": {"Xã Vân An", "Xã Vân Thủy", "Xã Chiến Thắng", "Xã Liên Sơn"},
    "Xã Nhân Lý": {"Xã Bắc Thủy", "Xã Mai Sao", "Xã Nhân Lý", "Xã Lâm Sơn"},
    "Xã Bằng Mạc": {"Xã Gia Lộc", "Xã Bằng Hữu", "Xã Thượng Cường", "Xã Bằng Mạc"},
    "Xã Vạn Linh": {"Xã Vạn Linh", "Xã Hòa Bình", "Xã Y Tịch"},
}


def standing(facts, day, level="commune"):
    return [
        one for one in facts if one.level == level and one.key[1] <= day and (not one.valid_to or day <= one.valid_to)
    ]


@pytest.fixture(scope="module")
def all_provinces():
    return [provinces.read(code) for code in provinces.offered()]


def test_every_province_has_its_file(all_provinces):
    assert len(all_provinces) == 34
    assert [one.name for one in all_provinces if one.checked] == ["Tỉnh Lạng Sơn"]
    assert {one.code: one.act for one in all_provinces}["20"] == "Nghị quyết 1672/NQ-UBTVQH15"
    assert len({one.act for one in all_provinces}) == 34


def test_the_country_has_as_many_communes_as_the_state_counts(all_provinces):
    facts = [fact for province in all_provinces for fact in bringing.units(province)]
    assert len(standing(facts, OLD)) == 10_035
    assert len(standing(facts, NEW)) == 3_321
    assert len(standing(facts, NEW, "province")) == 34
    assert len(standing(facts, OLD, "province")) == 63
    assert not standing(facts, NEW, "district")


def test_everything_that_ended_went_into_something_that_exists(all_provinces):
    for province in all_provinces:
        facts = {fact.key: fact for fact in bringing.units(province)}
        assert len(facts) == len(list(bringing.units(province))), province.name
        links = list(bringing.links(province))
        gone = {link.predecessor for link in links}
        for fact in facts.values():
            if fact.level == "commune" and fact.valid_to:
                assert fact.key in gone, f"{province.name}: {fact.name}"
        for link in links:
            before, after = facts[link.predecessor], facts[link.successor]
            assert before.valid_to and before.valid_to < (after.valid_to or date.max), f"{before.name} → {after.name}"


def test_lang_son_as_the_resolutions_have_it():
    province = provinces.read("20")
    facts = list(bringing.units(province))
    assert len(standing(facts, date(2024, 11, 30))) == 200
    assert len(standing(facts, date(2024, 12, 1))) == 194
    assert len(standing(facts, NEW)) == 65
    assert len([one for one in standing(facts, NEW) if one.name.startswith("Phường")]) == 4
    names = {one.key: one.name for one in facts}
    district = {"187"}
    of_chi_lang = {one.key for one in facts if one.above and one.above[0] in district}
    found: dict[str, set[str]] = {}
    for link in bringing.links(province):
        if link.predecessor in of_chi_lang:
            found.setdefault(names[link.successor], set()).add(names[link.predecessor])
    assert found == CHI_LANG


def test_a_province_is_recorded_once_however_often_it_is_asked(world):
    province = provinces.read("20")
    first = world.do(lambda db: bringing.bring(db, province))
    assert (first.new, first.known) == (len(list(bringing.units(province))), 0)
    again = world.do(lambda db: bringing.bring(db, province))
    assert (again.new, again.known) == (0, first.new)
    links = world.see(lambda db: db.exec(select(func.count()).select_from(UnitSuccession)).one())
    assert links == len(list(bringing.links(province)))


def test_what_became_of_dong_mo(world):
    world.do(lambda db: bringing.bring(db, provinces.read("20")))

    def successors(db):
        query = select(AdministrativeUnit).where(col(AdministrativeUnit.name) == "Thị trấn Đồng Mỏ")
        old = db.exec(query).one()
        assert (old.valid_to, old.ended_by) == (OLD, "Nghị quyết 1672/NQ-UBTVQH15")
        return [(one.name, one.valid_from) for one in succession.of_unit(db, old.id)]

    assert world.see(successors) == [("Xã Chi Lăng", NEW)]


def test_a_merged_province_ends_and_a_new_one_begins(world):
    world.do(lambda db: bringing.bring(db, provinces.read("19")))
    query = select(AdministrativeUnit).where(AdministrativeUnit.level == "province")
    found = world.see(lambda db: {(one.name, one.valid_from >= NEW): one.valid_to for one in db.exec(query)})
    assert found == {("Tỉnh Bắc Kạn", False): OLD, ("Tỉnh Thái Nguyên", False): OLD, ("Tỉnh Thái Nguyên", True): None}


def test_a_province_that_nobody_wrote_is_no_file_name():
    for code in ("99", "../20", "20.yaml"):
        with pytest.raises(content.ContentError, match="there is no such file"):
            provinces.read(code)
