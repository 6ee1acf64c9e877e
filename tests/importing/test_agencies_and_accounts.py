"""Agencies and accounts from tables."""

import pytest
from sqlmodel import select

from rasoat.accounts.models import User
from rasoat.problems import Problem
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, fire
from tests.importing.carrying import brought, planned
from tests.importing.sheets import workbook

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
AGENCY_HEADS = ["Tên cơ quan", "Tên gọn", "Ký hiệu", "Loại cơ quan", "Cơ quan cấp trên", "Từ ngày", "Đến ngày"]
ACCOUNT_HEADS = ["Họ và tên", "Tên đăng nhập", "Cơ quan", "Vai trò", "Chức vụ", "Email", "Điện thoại"]
SINCE = "1/1/2021"


def agencies(*rows):
    return workbook(("Cơ quan", [AGENCY_HEADS, *rows]))


def accounts(*rows):
    return workbook(("Tài khoản", [ACCOUNT_HEADS, *rows]))


def district(name, above="UBND tỉnh", **more):
    return [
        f"Ủy ban nhân dân huyện {name}",
        f"UBND huyện {name}",
        more.get("symbol", "UBND"),
        "district",
        above,
        more.get("since", SINCE),
        more.get("to"),
    ]


def office(above, since=SINCE):
    return ["Phòng Lao động huyện Mẫu", "Phòng LĐ Mẫu", "PLĐ", "district_office", above, since]


def person(name, username=None, agency="Sở LĐTBXH", role="Chuyên viên", **more):
    return [name, username, agency, role, "Chuyên viên", more.get("email"), more.get("telephone")]


def wrong(world, kind, data):
    return " ".join(one.told for one in planned(world, kind, data).faults)


def user(world, username):
    return world.see(lambda db: db.exec(select(User).where(User.username == username)).first())


class TestAgencies:
    def test_one_whose_parent_comes_later(self, world):
        data = agencies(office("UBND huyện Mẫu"), district("Mẫu"))
        run = brought(world, "agencies", data)
        assert run.added == 2
        made = world.see(lambda db: db.exec(select(Agency).where(Agency.short_name == "Phòng LĐ Mẫu")).one())
        above = world.see(lambda db: db.get_one(Agency, made.parent_id))
        assert above.short_name == "UBND huyện Mẫu"
        assert made.path == f"{above.path}{made.id}/"
        assert brought(world, "agencies", data) is None
        world.do(lambda db: fire(db, CaseRef("import_run", run.id), "undo", world.as_("admin")))
        assert world.see(lambda db: db.get(Agency, above.id)) is None

    def test_a_circle(self, world):
        rows = [district("Một", above="UBND huyện Hai"), district("Hai", above="UBND huyện Một")]
        assert "đứng dưới chính nó" in wrong(world, "agencies", agencies(*rows))

    def test_two_of_one_name_and_place(self, world):
        assert "Trùng tên" in wrong(world, "agencies", agencies(district("Mẫu"), district("Mẫu")))
        assert "Đã có" in wrong(world, "agencies", agencies(district("Chi Lăng", since="2/2/2022")))

    def test_one_that_ends_before_it_begins_a_wrong_kind_and_an_unknown_parent(self, world):
        assert "trước ngày bắt đầu" in wrong(world, "agencies", agencies(district("Mẫu", to="31/12/2020")))
        row = district("Mẫu")
        row[3] = "Hội đồng ma"
        assert "Không có loại cơ quan" in wrong(world, "agencies", agencies(row))
        assert "Không có cơ quan “Xa”" in wrong(world, "agencies", agencies(district("Mẫu", above="Xa")))
        assert "không đứng dưới" in wrong(world, "agencies", agencies(office("Sở LĐTBXH")))

    def test_a_name_that_several_have_needs_what_stands_above(self, world):
        brought(
            world,
            "agencies",
            agencies(district("Mẫu"), district("Nhì"), office("UBND huyện Mẫu"), office("UBND huyện Nhì")),
        )
        row = person("Nguyễn Văn Thử", agency="Phòng LĐ Mẫu", role="authority_officer")
        assert "Có 2 cơ quan" in wrong(world, "accounts", accounts(row))
        row[2] = "Phòng LĐ Mẫu / UBND huyện Nhì"
        assert wrong(world, "accounts", accounts(row)) == ""


class TestAccounts:
    def test_new_people_get_names_to_sign_in_with_and_no_password(self, world):
        data = accounts(person("NGUYỄN VĂN  AN", telephone=912345678), person("Nguyễn Văn Ân", email="an@vidu.example"))
        found = planned(world, "accounts", data)
        assert found.notices[0] == "Dòng 2: “NGUYỄN VĂN AN” được ghi là “Nguyễn Văn An”."
        assert brought(world, "accounts", data).added == 2
        first, second = user(world, "an.nv"), user(world, "an.nv2")
        assert (first.full_name, first.telephone, first.password_hash) == ("Nguyễn Văn An", "0912345678", "")
        assert second.email == "an@vidu.example"
        assert brought(world, "accounts", data) is None

    def test_a_signer_s_account_is_not_changed_by_a_table(self, world):
        row = person("Nông Văn Mẫu", "leader", role="Lãnh đạo", email="khac@vidu.example")
        assert "người thứ hai" in wrong(world, "accounts", accounts(row))

    def test_what_the_table_has_no_column_for_stays(self, world):
        rows = [
            ["Họ và tên", "Tên đăng nhập", "Cơ quan", "Vai trò"],
            ["Nông Văn Mẫu", "leader", "Sở LĐTBXH", "Lãnh đạo"],
        ]
        found = planned(world, "accounts", workbook(("Tài khoản", rows)))
        assert (found.faults, found.changed, found.unchanged) == ([], [], 1)

    def test_the_same_person_twice_and_a_wrong_address(self, world):
        twice = accounts(person("Nguyễn Văn An"), person("nguyễn văn an"))
        assert "Trùng người với dòng 2" in wrong(world, "accounts", twice)
        assert "không phải địa chỉ" in wrong(world, "accounts", accounts(person("Nguyễn Văn An", email="an@")))

    def test_an_account_in_use_is_not_undone(self, world):
        run = brought(world, "accounts", accounts(person("Nguyễn Văn An")))

        def used(db):
            db.exec(select(User).where(User.username == "an.nv")).one().password_hash = "x"

        world.do(used)
        with pytest.raises(Problem) as refused:
            world.do(lambda db: fire(db, CaseRef("import_run", run.id), "undo", world.as_("admin")))
        assert refused.value.key == "import.built_on"
