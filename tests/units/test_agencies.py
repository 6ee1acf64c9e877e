"""Agencies with their dates, their place in the tree, their successors, and what does not fit among them."""

from datetime import date

import pytest
from sqlmodel import select

from rasoat.problems import Problem
from rasoat.units import checking, naming, operations, succession
from rasoat.units.kinds import kind_of
from rasoat.units.models import AdministrativeUnit, Agency
from tests.world import SINCE


def add(world, parent, kind, name, **more):
    values = {"valid_from": SINCE, "name": name, "short_name": name, "symbol": "X", **more}
    parent_id = world.agencies.get(parent, parent)
    return world.do(lambda db: operations.add_agency(db, parent_id=parent_id, kind=kind, **values).id)


def change(world, agency_id, successors=None, **values):
    return world.do(lambda db: operations.edit_agency(db, agency_id, None, values, successors).id)


def refused(act):
    with pytest.raises(Problem) as caught:
        act()
    return [(one.field, one.message) for one in caught.value.reasons]


class TestKindsDecide:
    def test_where_an_agency_may_stand(self, world):
        told = refused(lambda: add(world, "dept", "commune_office", "Phòng thử", valid_from=date(2025, 7, 1)))
        assert told == [
            (
                "parent_id",
                "Loại “Phòng chuyên môn cấp xã (từ 1/7/2025)” không đứng dưới Sở LĐTBXH (Sở, ban, ngành cấp tỉnh).",
            )
        ]
        told = refused(lambda: add(world, None, "school", "Trường thử"))
        assert told == [("parent_id", "Loại “Trường học, cơ sở giáo dục” phải trực thuộc một cơ quan.")]

    def test_that_no_district_begins_after_districts_ended(self, world):
        told = refused(lambda: add(world, "province", "district", "UBND huyện thử", valid_from=date(2025, 7, 1)))
        assert told[0][0] == "valid_from"
        told = refused(lambda: add(world, "province", "district", "UBND huyện thử", valid_to=date(2025, 7, 1)))
        assert told == [
            ("valid_to", "Loại “UBND huyện, quận, thị xã, thành phố (đến 30/6/2025)” kết thúc ngày 30/06/2025.")
        ]

    def test_what_nobody_defines(self, world):
        assert ("kind", "Chọn loại cơ quan.") in refused(lambda: add(world, None, "moon_base", "Trạm thử"))


class TestTheTree:
    def test_an_agency_moves_with_everything_below_it(self, world):
        commune = add(world, "province", "commune", "UBND xã thử")
        office = add(world, commune, "commune_office", "Phòng thử", valid_from=date(2025, 7, 1))
        change(world, commune, parent_id=world.agencies["district"])

        def paths(db):
            district = db.get(Agency, world.agencies["district"])
            return db.get(Agency, commune).path, db.get(Agency, office).path, district.path

        mine, below, district = world.see(paths)
        assert mine == f"{district}{commune}/"
        assert below == f"{mine}{office}/"

    def test_none_stands_under_what_stands_under_it(self, world):
        first = add(world, None, "other", "Hội một")
        second = add(world, "province", "department", "Sở hai")
        change(world, first, parent_id=second)
        third = add(world, None, "other", "Hội ba")
        told = refused(lambda: change(world, second, parent_id=third))
        assert told[0][0] == "parent_id"
        told = refused(lambda: change(world, second, kind="other", parent_id=first))
        assert "Hội một đứng dưới cơ quan này." in [message for _, message in told] or told[0][0] == "parent_id"


class TestSuccessors:
    def test_are_kept_and_can_be_changed(self, world):
        health = add(world, "province", "department", "Sở Y tế")
        interior = add(world, "province", "department", "Sở Nội vụ")
        dept = world.agencies["dept"]
        ended = {"valid_to": date(2025, 2, 28), "ended_by": "Nghị quyết 190/2025/QH15"}
        change(world, dept, [health, interior], **ended)
        assert world.see(lambda db: [one.name for one in succession.of_agency(db, dept)]) == ["Sở Nội vụ", "Sở Y tế"]
        change(world, dept, [health], **ended)
        assert world.see(lambda db: [one.id for one in succession.of_agency(db, dept)]) == [health]

    def test_come_after_an_end_and_exist_longer(self, world):
        dept, edu = world.agencies["dept"], world.agencies["edu"]
        assert refused(lambda: change(world, dept, [edu]))[0] == (
            "valid_to",
            "Có đơn vị kế thừa thì ghi ngày kết thúc.",
        )
        change(world, edu, valid_to=date(2024, 12, 31))
        told = refused(lambda: change(world, dept, [edu], valid_to=date(2025, 2, 28)))
        assert told[0][0] == "successors-0" and "31/12/2024" in told[0][1]
        assert refused(lambda: change(world, dept, [dept], valid_to=date(2025, 2, 28)))[0][0] == "successors-0"


class TestNames:
    @pytest.mark.parametrize(
        ("key", "line"),
        [("edu", "UBND TỈNH LẠNG SƠN"), ("district", ""), ("province", ""), ("office", "UBND HUYỆN CHI LĂNG")],
    )
    def test_the_line_above_a_name_on_papers(self, world, key, line):
        assert world.see(lambda db: naming.line_above(db, db.get(Agency, world.agencies[key]))) == line

    def test_it_follows_from_the_agency_above_when_nobody_typed_it(self, world):
        centre = add(world, "dept", "care_facility", "Trung tâm Bảo trợ xã hội")
        health = add(world, "province", "department", "Sở Y tế")
        assert world.see(lambda db: naming.line_above(db, db.get(Agency, centre))) == (
            "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"
        )
        assert world.see(lambda db: naming.line_above(db, db.get(Agency, health))) == "UBND TỈNH"

    @pytest.mark.parametrize(
        ("unit", "level", "kind", "name", "short_name", "place"),
        [
            ("Xã Chi Lăng", "commune", "commune", "Ủy ban nhân dân xã Chi Lăng", "UBND xã Chi Lăng", "Chi Lăng"),
            ("Phường 1", "commune", "commune", "Ủy ban nhân dân phường 1", "UBND phường 1", "Phường 1"),
            ("Xã Chi Lăng", "commune", "commune_office", "Phòng Văn hóa - Xã hội xã Chi Lăng", "Phòng VHXH xã Chi Lăng", "Chi Lăng"),
            ("Thành phố Lạng Sơn", "district", "district", "Ủy ban nhân dân thành phố Lạng Sơn", "UBND thành phố Lạng Sơn", "Lạng Sơn"),
        ],
    )  # fmt: skip
    def test_an_agency_is_named_after_its_unit(self, unit, level, kind, name, short_name, place):
        row = AdministrativeUnit(code="1", name=unit, level=level, valid_from=SINCE)
        found = naming.proposed(kind_of(kind), row)
        assert (found["name"], found["short_name"], found["place"]) == (name, short_name, place)

    def test_none_is_proposed_for_another_level(self):
        row = AdministrativeUnit(code="20", name="Tỉnh Lạng Sơn", level="province", valid_from=SINCE)
        assert naming.proposed(kind_of("commune"), row) == {}


class TestTheIssuer:
    """Its name on papers, line by line."""

    @pytest.mark.parametrize(
        ("key", "lines"),
        [
            ("district", ("Ủy ban nhân dân", "huyện Chi Lăng")),
            ("office", ("Phòng Lao động - Thương binh và Xã hội",)),
            ("dept", ("Sở Lao động - Thương binh và Xã hội",)),
        ],
    )
    def test_of_each_kind(self, world, key, lines):
        assert world.see(lambda db: naming.issuer_lines(db, db.get(Agency, world.agencies[key]))) == lines


class TestChecking:
    def told(self, world, day):
        return [(one.name, one.told) for one in world.see(lambda db: checking.faults(db, day))]

    def test_a_kind_that_ended_with_an_agency_that_did_not(self, world):
        found = self.told(world, date(2024, 7, 1))
        assert (
            "UBND huyện Chi Lăng",
            "loại “UBND huyện, quận, thị xã, thành phố (đến 30/6/2025)” kết thúc ngày 30/06/2025; ghi ngày kết thúc của cơ quan",
        ) in found

    def test_an_agency_that_outlives_the_one_above_it(self, world):
        centre = add(world, "dept", "care_facility", "Trung tâm thử")
        change(world, world.agencies["dept"], valid_to=date(2025, 2, 28))
        assert ("Trung tâm thử", "Sở LĐTBXH kết thúc ngày 28/02/2025, trước cơ quan này") in self.told(
            world, date(2024, 7, 1)
        )
        change(world, centre, valid_to=date(2025, 2, 28))
        assert "Trung tâm thử" not in [name for name, _ in self.told(world, date(2024, 7, 1))]

    def test_a_letterhead_that_would_lack_its_line(self, world):
        add(world, None, "department", "Sở Y tế")
        found = self.told(world, date(2024, 7, 1))
        assert ("Sở Y tế", "văn bản sẽ thiếu dòng cơ quan cấp trên; chọn cơ quan trực thuộc hoặc ghi dòng ấy") in found

    def test_a_kind_nobody_defines_any_more(self, world):
        agency = add(world, None, "other", "Hội thử")

        def lose(db):
            db.get(Agency, agency).kind = "moon_base"

        world.do(lose)
        assert ("Hội thử", "loại “moon_base” không còn được định nghĩa; chọn lại loại cơ quan") in self.told(
            world, SINCE
        )


def test_a_unit_is_not_entered_twice_and_stands_under_no_child_of_its(world):
    def make(db):
        top = operations.add_unit(db, "20", "Tỉnh Lạng Sơn", "province", SINCE)
        return top.id, operations.add_unit(db, "187", "Huyện Chi Lăng", "district", SINCE, top).id

    top, district = world.do(make)
    told = refused(lambda: world.do(lambda db: operations.add_unit(db, "20", "Tỉnh khác", "province", SINCE)))
    assert told == [("code", "Đã có đơn vị mang mã này từ cùng ngày.")]
    told = refused(lambda: world.do(lambda db: operations.edit_unit(db, top, None, {"parent_id": district}, [])))
    assert told == [("parent_id", "Huyện Chi Lăng đứng dưới đơn vị này.")]
    count = world.see(lambda db: len(db.exec(select(AdministrativeUnit)).all()))
    assert count == 2
