"""The administrator's pages."""

import re
import unicodedata
from uuid import UUID

import pytest
from sqlmodel import select

from rasoat.accounts.models import User
from rasoat.outbox.models import MAX_ATTEMPTS, OutboxItem
from rasoat.outbox.operations import due
from rasoat.problems import CATALOGUE
from rasoat.units.models import Agency
from rasoat.web.problem_catalogue import GROUPS
from tests import shipped
from tests.plans import samples
from tests.web.browse import inputs, words

CODE = re.compile(r"[A-Z2-9]{4}(-[A-Z2-9]{4}){3}")
CHOSEN = "mat-khau-toi-chon"


def activating(username, code, **changes):
    return {"username": username, "code": code, "password": CHOSEN, "again_password": CHOSEN, **changes}


@pytest.fixture
def admin(client_for):
    return client_for("admin")


def person(world, **changes):
    fields = {
        "full_name": "Người Thử Việc",
        "title": "Chuyên viên",
        "agency_id": str(world.agencies["edu"]),
        "role": "member",
        "email": "",
    }
    return {**fields, **changes}


class TestAccounts:
    @pytest.mark.parametrize("asked", ["hoang thi thu", "Hoàng Thị", unicodedata.normalize("NFD", "Hoàng Thị Thử")])
    def test_names_are_found_without_accents_and_in_both_normal_forms(self, admin, asked):
        page = admin.get("/admin/users", query_string={"q": asked})
        assert "Hoàng Thị Thử" in words(page)
        assert "1 tài khoản" in words(page)

    def test_filters_and_order(self, world, admin):
        edu = admin.get(f"/admin/users?agency={world.agencies['edu']}&role=leader&active=yes")
        assert "Đinh Văn Dục" in words(edu)
        assert "1 tài khoản" in words(edu)
        assert "Không có tài khoản nào như vậy" in words(admin.get("/admin/users?active=no"))
        page = words(admin.get("/admin/users?sort=-name"))
        assert page.index("Vi Thị Văn Thư") < page.index("Đinh Văn Dục") < page.index("Bế Thị Văn")

    def test_an_account_is_opened_and_used(self, world, admin, client_for):
        page = admin.post("/admin/users/new", person(world, username="Moi"))
        code = CODE.search(words(page)).group()
        assert "password" not in inputs(admin.get("/admin/users/new"))
        answer = client_for().post("/activate", activating("moi", code))
        assert answer.status_code == 303
        assert client_for().sign_in("moi", CHOSEN).status_code == 303

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"username": "officer"}, "Đã có người dùng."),
            ({"username": "hai từ"}, "Tên đăng nhập không có dấu cách."),
            ({"role": "king"}, "Chọn một mục trong danh sách."),
            ({"agency_id": "khong-co"}, "Chọn một mục trong danh sách."),
            ({"email": "khong phai thu"}, "Địa chỉ thư điện tử có dạng"),
            ({"full_name": " "}, "Nhập họ và tên."),
        ],
    )
    def test_a_wrong_one_is_refused_at_its_field(self, world, admin, changes, says):
        fields = {**person(world, username="moi"), **changes}
        page = admin.post("/admin/users/new", fields)
        assert page.status_code == 422
        assert says in words(page)

    def test_a_stale_edit_shows_both_and_overwrites_nothing(self, world, admin):
        path = f"/admin/users/{world.as_('officer').user_id}"
        old = inputs(admin.get(path))["version"]
        first = admin.post(path, person(world, full_name="Tên Thứ Nhất", version=old))
        assert first.status_code == 303
        page = admin.post(path, person(world, full_name="Tên Thứ Hai", version=old))
        assert page.status_code == 409
        assert "Tên Thứ Hai Tên Thứ Nhất" in words(page)
        assert world.see(lambda db: db.get(User, world.as_("officer").user_id)).full_name == "Tên Thứ Nhất"
        again = admin.post(path, person(world, full_name="Tên Thứ Hai", version=inputs(page)["version"]))
        assert again.status_code == 303

    def test_closing_reopening_and_a_new_code(self, world, admin, client_for):
        path = f"/admin/users/{world.as_('lead').user_id}"
        inside = client_for("lead")
        assert admin.post(f"{path}/close").status_code == 303
        assert inside.get("/").status_code == 303
        assert client_for().sign_in("lead").status_code == 401
        assert "Tài khoản đã khóa" in words(admin.get(path))
        assert admin.post(f"{path}/reopen").status_code == 303
        code = CODE.search(words(admin.post(f"{path}/code"))).group()
        assert client_for().sign_in("lead").status_code == 401, "the old password ends"
        assert client_for().post("/activate", activating("lead", code)).status_code == 303
        assert client_for().sign_in("lead", CHOSEN).status_code == 303

    def test_the_last_administrator_stays(self, world, admin):
        page = admin.post(f"/admin/users/{world.as_('admin').user_id}/close")
        assert page.status_code == 409
        assert "quản trị viên cuối cùng" in words(page)
        assert admin.get("/").status_code == 200


class TestAgencies:
    def test_the_tree_keeps_what_stands_above_a_hit(self, admin):
        page = words(admin.get("/admin/agencies?q=phong%20ldtbxh"))
        above = [page.index(name) for name in ("UBND tỉnh", "UBND huyện Chi Lăng", "Phòng LĐTBXH Chi Lăng")]
        assert above == sorted(above)
        assert "Hữu Lũng" not in page
        assert "Không tìm thấy cơ quan nào" in words(admin.get("/admin/agencies?q=khong-co"))

    def test_one_is_added_below_another_and_ended(self, world, admin):
        fields = {"name": "Hội thử", "short_name": "Hội thử", "symbol": "HT", "kind": "other", "valid_from": "1/1/2020"}
        parent = world.agencies["province"]
        assert admin.post("/admin/agencies/new", {**fields, "parent_id": str(parent)}).status_code == 303
        page = admin.get("/admin/agencies?q=hoi%20thu")
        number = re.findall(r'href="/admin/agencies/([0-9a-f-]{36})">Hội thử', page.text)[0]
        path = f"/admin/agencies/{number}"
        version = inputs(admin.get(path))["version"]
        early = admin.post(path, {**fields, "version": version, "valid_to": "31/12/2019"})
        assert "Ngày kết thúc trước ngày bắt đầu." in words(early)
        assert admin.post(path, {**fields, "version": version, "valid_to": "30/6/2025"}).status_code == 303
        assert "Đã lưu Hội thử." in words(admin.get("/admin/agencies"))
        assert "Hội thử" not in words(admin.get("/admin/agencies"))
        assert "Không hoạt động" in words(admin.get("/admin/agencies?ended=yes"))
        assert admin.post(path, {**fields, "name": "Tên khác", "version": version}).status_code == 409
        stored = world.see(lambda db: db.get(Agency, UUID(number)))
        assert stored.parent_id == parent
        assert stored.name == "Hội thử"


class TestDefinitions:
    def test_procedures_with_their_running_cases_and_picture(self, world, admin):
        samples.draft(world)
        page = words(admin.get("/admin/workflows"))
        assert "1 hồ sơ đang chạy" in page
        assert "Hợp lệ" in page
        assert " lỗi" not in page
        one = admin.get(f"/admin/workflows/plan/{shipped.WORKFLOWS['plan'].version}")
        assert "<svg" in one.text
        assert "Ban hành, lập các cuộc kiểm tra" in words(one)
        assert "1 hồ sơ đang chạy" in words(one)

    def test_checklists_with_their_sources_and_what_is_missing(self, admin):
        assert "Chưa đủ tiêu chí" in words(admin.get("/admin/checklists"))
        one = words(admin.get(f"/admin/checklists/safe_home/{shipped.version('safe_home')}"))
        assert "Bảng kiểm này chưa đủ tiêu chí" in one
        assert "Đã đối chiếu văn bản" in one
        assert "Theo nguồn thứ cấp" in one

    @pytest.mark.parametrize("path", ["/admin/workflows/plan/99", "/admin/workflows/x/1", "/admin/checklists/x/1"])
    def test_what_was_never_published_is_not_found(self, admin, path):
        assert admin.get(path).status_code == 404


def test_every_number_can_be_looked_up(client_for):
    page = client_for("officer").get("/problems")
    for entry in CATALOGUE.values():
        assert f'id="so-{entry.number}"' in page.text
        assert entry.number // 100 in GROUPS
    assert len({entry.number for entry in CATALOGUE.values()}) == len(CATALOGUE)


def agency(**changes):
    fields = {"name": "Trung tâm Công tác xã hội", "short_name": "TT CTXH", "kind": "other", "symbol": "TTCTXH"}
    return {**fields, "valid_from": "1/1/2024", "parent_id": "", **changes}


class TestMistakes:
    """What was entered twice or by mistake."""

    def test_an_agency_of_the_same_name_at_the_same_place_is_asked_about(self, world, admin):
        assert admin.post("/admin/agencies/new", agency()).status_code == 303
        asked = admin.post("/admin/agencies/new", agency(name="TRUNG TÂM công tác xã hội"))
        assert asked.status_code == 422
        assert "Đã có “Trung tâm Công tác xã hội” ở cùng nơi, hoạt động từ 01/01/2024." in words(asked)
        assert admin.post("/admin/agencies/new", agency(parent_id=str(world.agencies["edu"]))).status_code == 303
        assert admin.post("/admin/agencies/new", agency(another="y")).status_code == 303

    def test_a_person_of_the_same_name_in_the_same_agency_is_asked_about(self, world, admin):
        assert admin.post("/admin/users/new", person(world, username="mot")).status_code == 200
        asked = admin.post("/admin/users/new", person(world, username="hai", full_name="người thử việc"))
        assert asked.status_code == 422
        assert "đã có “Người Thử Việc” (tên đăng nhập mot)" in words(asked)
        assert admin.post("/admin/users/new", person(world, username="hai", another="y")).status_code == 200

    def test_what_nothing_refers_to_is_removed(self, world, admin):
        admin.post("/admin/agencies/new", agency())
        admin.post("/admin/users/new", person(world, username="nham"))
        made = world.see(lambda s: s.exec(select(Agency.id).where(Agency.symbol == "TTCTXH")).one())
        mistaken = world.see(lambda s: s.exec(select(User.id).where(User.username == "nham")).one())
        assert admin.post(f"/admin/agencies/{made}/remove").status_code == 303
        assert admin.post(f"/admin/users/{mistaken}/remove").status_code == 303
        assert world.see(lambda s: (s.get(Agency, made), s.get(User, mistaken))) == (None, None)

    def test_what_anything_refers_to_stays(self, world, admin, client_for):
        client_for("officer")
        lead, officer = world.agencies["dept"], world.as_("officer").user_id
        for path in (f"/admin/agencies/{lead}/remove", f"/admin/users/{officer}/remove"):
            refused = admin.post(path)
            assert refused.status_code == 409
            assert "đã được dùng ở nơi khác nên không xóa được" in words(refused)
        assert world.see(lambda s: s.get(Agency, lead)) and world.see(lambda s: s.get(User, officer))


class TestOutbox:
    def test_what_was_given_up_is_listed_and_tried_again_when_a_person_says_so(self, world, admin):
        item_id = world.do(_given_up)
        page = admin.get("/admin/outbox")
        assert "Thư báo việc" in words(page)
        assert "Đã thôi thử" in words(page)
        with world.database.read() as session:
            assert due(session, ["told_line"]) == []
        assert admin.post(f"/admin/outbox/{item_id}/again").status_code == 303
        with world.database.read() as session:
            assert due(session, ["told_line"]) == [item_id]

    def test_nothing_failed(self, admin):
        assert "Không có việc nào bị hỏng" in words(admin.get("/admin/outbox"))


def _given_up(session):
    item = OutboxItem(kind="told_line", key="k", attempts=MAX_ATTEMPTS, error="connection refused")
    session.add(item)
    session.flush()
    return item.id


@pytest.mark.parametrize(
    "address", ["mẫu.hoàng@langson.example", "hoang@", "hoang@langson", "a b@langson.vn", "a@b.vn, c@d.vn", "<a@b.vn>"]
)
def test_an_address_that_no_mail_server_takes_is_refused_when_it_is_typed(world, admin, address):
    answer = admin.post("/admin/users/new", person(world, username="moi", email=address))
    assert answer.status_code == 422
    assert "Địa chỉ thư điện tử có dạng" in words(answer)
