"""Steps of the feature of lost tablets."""

from collections.abc import Callable

import pytest
from pytest_bdd import given, parsers, scenarios, then, when
from werkzeug.test import TestResponse

from tests.tablets.conftest import Device, register
from tests.web.browse import Client, words
from tests.world import PASSWORD

pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds

scenarios("tablets_mat_may.feature")
Browsers = Callable[[str], Client]


@pytest.fixture
def devices() -> dict[str, Device]:
    return {}


@given(parsers.parse('"{name}" đã đăng nhập trên máy "{label}"'))
def in_use(device_of, devices, name, label):
    devices[label] = device_of(name, label)
    assert devices[label].me().status_code == 200


@given(parsers.parse('"{label}" báo còn {records:d} bản ghi và {photos:d} ảnh chưa gửi'))
def still_holds(devices, label, records, photos):
    assert devices[label].pulse(records, photos).status_code == 200


@when(parsers.parse('"{name}" ngắt "{label}" vì "{reason}"'))
def cuts_off(client_for, devices, name, label, reason):
    answer = client_for(name).post(f"/tablets/{devices[label].id}/cut-off", {"reason": reason})
    assert answer.status_code == 303


@when(parsers.parse('"{name}" cho "{label}" dùng lại'))
def lets_in_again(client_for, devices, name, label):
    assert client_for(name).post(f"/tablets/{devices[label].id}/reconnect").status_code == 303


@when(parsers.parse('"{name}" mở trang ngắt "{label}"'), target_fixture="page")
def opens_cut_off(client_for, devices, name, label):
    return client_for(name).get(f"/tablets/{devices[label].id}/cut-off")


@when(parsers.parse('"{name}" mở danh sách máy'), target_fixture="page")
def opens_list(client_for, name):
    return client_for(name).get("/tablets/")


@when(parsers.parse('"{label}" đăng xuất'))
def signs_out(devices, label):
    assert devices[label].sign_out().status_code == 204


@when(parsers.parse('"{name}" đổi mật khẩu'))
def changes_password(client_for, name):
    fields = {"old_password": PASSWORD, "password": "mot-mat-khau-moi", "again_password": "mot-mat-khau-moi"}
    assert client_for(name).post("/account/password", fields).status_code == 303


@when(parsers.parse('"{name}" đăng nhập lại trên "{label}"'))
def signs_in_again(client_for, devices, name, label):
    before = devices[label].registered
    answer = register(client_for(name), devices[label].id, label)
    assert answer.status_code == 200
    devices[label].registered = {**answer.json, "lock_key_before": before["lock_key"]}
    assert answer.json["token"] != before["token"]


@when(parsers.parse('"{name}" đăng nhập trên "{label}"'), target_fixture="refusal")
def another_signs_in(client_for, devices, name, label) -> TestResponse:
    return register(client_for(name), devices[label].id, label)


@then(parsers.parse('"{label}" bị từ chối với mã {number:d} và được báo "{text}"'))
def is_refused(devices, label, number, text):
    for answer in (devices[label].me(), devices[label].pulse(), devices[label].sign_out()):
        assert (answer.status_code, answer.json["number"]) == (403, number)
        assert text in answer.json["todo"]


@then(parsers.parse("lần đăng nhập đó bị từ chối với mã {number:d}"))
def signing_in_is_refused(refusal, number):
    assert refusal.json["number"] == number
    assert "token" not in refusal.json


@then(parsers.parse('danh sách máy của "{name}" ghi "{state}" và "{text}"'))
def list_shows(client_for, name, state, text):
    page = words(client_for(name).get("/tablets/"))
    assert state in page
    assert text in page


@then(parsers.parse('"{name}" vẫn vào được hệ thống trên máy khác'))
def works_elsewhere(client_for, device_of, name):
    assert client_for(name).get("/").status_code == 200
    assert device_of(name, "Máy khác").me().status_code == 200


@then(parsers.parse('trang có "{text}"'))
def shows(page, text):
    assert page.status_code == 200
    assert text in words(page)


@then(parsers.parse('ngắt mà không nêu lý do thì được nhắc "{text}"'))
def asks_for_a_reason(client_for, devices, text):
    (device,) = devices.values()
    answer = client_for("officer").post(f"/tablets/{device.id}/cut-off", {"reason": "  "})
    assert answer.status_code == 422
    assert text in words(answer)


@then(parsers.parse('"{label}" vẫn làm việc'))
def still_works(devices, label):
    assert devices[label].pulse().status_code == 200


@then(parsers.parse('"{label}" làm việc cho "{name}"'))
def works_for(devices, label, name):
    assert devices[label].me().json["account"]["username"] == name


@then(parsers.parse('"{label}" phải đăng nhập lại'))
def must_sign_in(devices, label):
    for answer in (devices[label].me(), devices[label].pulse()):
        assert (answer.status_code, answer.json["key"]) == (401, "login.required")


@then(parsers.parse('khóa mở việc đã cất trên "{label}" không đổi'))
def same_lock_key(devices, label):
    told = devices[label].registered
    assert told["lock_key"] == told["lock_key_before"]


@then(parsers.parse('"{name}" không tự cho dùng lại được'))
def cannot_let_in(client_for, devices, name):
    (device,) = devices.values()
    client = client_for(name)
    assert client.post(f"/tablets/{device.id}/reconnect").status_code == 404
    assert "Cho dùng lại" not in words(client.get("/tablets/"))
    assert register(client, device.id).json["key"] == "tablet.cut_off"


@then(parsers.parse('"{name}" không mở được trang ngắt "{label}"'))
def cannot_open(client_for, devices, name, label):
    assert client_for(name).get(f"/tablets/{devices[label].id}/cut-off").status_code == 404
    assert client_for(name).post(f"/tablets/{devices[label].id}/cut-off", {"reason": "x"}).status_code == 404
