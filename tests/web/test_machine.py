"""features/beginning_may_chu.feature, step by step, and what else the settings chosen in the pages must hold."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_bdd import parsers, scenarios, then, when

from rasoat import chosen_settings
from rasoat.cli import cli
from rasoat.problems import Problem
from rasoat.settings import Settings
from rasoat.web.beginning import mailing
from rasoat.work import run_once
from tests.postbox import postbox
from tests.web.browse import Client, inputs, words
from tests.web.first_day import *  # noqa: F403 - the shared steps must be names of this module
from tests.web.first_day import begin, open_tasks

__all__ = ["postbox"]
pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds

scenarios("beginning_may_chu.feature")
MAIL, BACKUP = "/admin/mail-server", "/admin/backup-folder"


def send(admin, box, to="quantri@vidu.example", **typed):
    fields = {**inputs(admin.get(MAIL)), "smtp_host": "127.0.0.1", "smtp_port": str(box.port), "test_to": to}
    fields.pop("smtp_starttls", None)
    return admin.post(MAIL, fields | {"mail_from": "rasoat@vidu.example"} | typed)


@when(parsers.parse('quản trị khai một máy chủ thư không nhận thư, gửi thử tới "{to}"'))
def deaf(admin, postbox, story, to):
    postbox.refuse = True
    story["page"] = send(admin, postbox, to)


@when(parsers.parse('quản trị khai máy chủ thư đang chạy, gửi thử tới "{to}"'))
def runs(admin, postbox, to):
    postbox.refuse = False
    assert send(admin, postbox, to).status_code == 303


@then(parsers.parse('"{to}" nhận được "{subject}"'))
def arrived(postbox, to, subject):
    assert [(each, str(letter["Subject"])) for each, letter in postbox.taken] == [([to], subject)]


@then(parsers.parse('trang khai máy chủ thư báo "{told}"'))
@then(parsers.parse('trang khai thư mục sao lưu báo "{told}"'))
def told(story, told):
    assert story["page"].status_code == 422
    assert told in words(story["page"])


@when("quản trị chọn một thư mục sao lưu máy chủ không có")
def no_folder(admin, story, tmp_path):
    story["page"] = admin.post(BACKUP, {**inputs(admin.get(BACKUP)), "backup_dir": str(tmp_path / "none")})


@when("quản trị chọn một thư mục sao lưu có sẵn", target_fixture="folder")
def folder(admin, tmp_path):
    found = tmp_path / "sao luu"
    found.mkdir()
    assert admin.post(BACKUP, {**inputs(admin.get(BACKUP)), "backup_dir": str(found)}).status_code == 303
    return found


@when("người quản lý máy chủ chạy rasoat backup")
def backs_up(settings, monkeypatch):
    monkeypatch.setenv("RASOAT_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("RASOAT_DATABASE_URL", settings.database_url)
    done = CliRunner().invoke(cli, ["backup"], catch_exceptions=False)
    assert done.exit_code == 0, done.output


@then("bản sao lưu nằm trong thư mục đó")
def is_there(folder):
    assert [each.suffix for each in folder.iterdir()] == [".tar"]


@pytest.fixture
def admin(empty):
    client = Client(empty)
    assert begin(empty, client, "quantri").status_code == 303
    return client


class TestTheMailServer:
    def test_the_file_is_its_owner_s_alone_and_its_password_on_no_page(self, admin, postbox, settings):
        chosen_settings.choose(settings, {"smtp_host": "thu.vidu.example", "smtp_user": "so", "smtp_password": "kin"})
        assert (settings.data_dir / chosen_settings.FILE).stat().st_mode & 0o777 == 0o600
        assert "kin" not in admin.get(MAIL).text.split("<main", 1)[1].split('type="password"')[1][:200]
        assert chosen_settings.applied(settings).smtp_password.get_secret_value() == "kin"

    def test_another_server_is_not_sent_the_stored_password(self, admin, postbox, settings):
        chosen_settings.choose(settings, {"smtp_host": "thu.vidu.example", "smtp_user": "so", "smtp_password": "kin"})
        refused = send(admin, postbox, smtp_user="so")
        # It offers no sign-in, and is asked for one without the password.
        assert refused.status_code == 422
        assert chosen_settings.applied(settings).smtp_host == "thu.vidu.example", "nothing is stored"
        assert send(admin, postbox, smtp_user="").status_code == 303
        assert "kin" not in (settings.data_dir / chosen_settings.FILE).read_text()

    def test_a_password_that_is_not_typed_goes_to_its_own_server_only(self, admin, postbox, settings, monkeypatch):
        kept = {"smtp_host": "127.0.0.1", "smtp_user": "so", "smtp_password": "kin"}
        chosen_settings.choose(settings, kept)
        used = []
        monkeypatch.setattr(
            mailing, "send", lambda _letter, _about, tried: used.append(tried.smtp_password.get_secret_value())
        )
        for more in ({"smtp_user": "so"}, {"smtp_user": "khac"}, {"smtp_user": "so", "smtp_host": "127.0.0.2"}):
            assert send(admin, postbox, **more).status_code == 303
            chosen_settings.choose(settings, kept)
        assert used == ["kin", "", ""]

    def test_after_a_restore_the_server_is_asked_for_again(self, admin, postbox, settings):
        send(admin, postbox)
        assert not any(">Gửi thư</" in task for task in open_tasks(admin))
        (settings.data_dir / chosen_settings.FILE).unlink()
        assert any(">Gửi thư</" in task for task in open_tasks(admin))

    def test_what_the_environment_gives_is_changed_there(self, admin, empty, postbox):
        empty.extensions["rasoat_settings"] = Settings(
            **empty.extensions["rasoat_settings"].model_dump(exclude_unset=True),
            smtp_host="127.0.0.1",
            smtp_port=postbox.port,
        )
        for answer in (admin.get(MAIL), send(admin, postbox), admin.post(f"{MAIL}/none", {})):
            assert answer.status_code == 409 and "RASOAT_SMTP_HOST" in words(answer)

    def test_mails_stop_when_it_is_taken_back(self, admin, postbox, settings):
        send(admin, postbox)
        assert admin.post(f"{MAIL}/none", {}).status_code == 303
        assert chosen_settings.applied(settings).smtp_host == ""
        assert "Không gửi thư" in words(admin.get("/admin/remaining"))

    @pytest.mark.parametrize(
        "typed",
        [{"smtp_port": "0"}, {"smtp_port": "70000"}, {"mail_from": "so y te"}, {"test_to": ""}, {"smtp_host": ""}],
    )
    def test_what_is_wrong_is_told_and_no_mail_is_sent(self, admin, postbox, settings, typed):
        assert send(admin, postbox, **typed).status_code == 422
        assert postbox.taken == [] and not (settings.data_dir / chosen_settings.FILE).exists()

    def test_a_line_break_in_the_server_s_name_sends_nothing(self, admin, postbox):
        assert send(admin, postbox, smtp_host="127.0.0.1\r\nx").status_code == 422


class TestTheFolder:
    @pytest.mark.parametrize("typed", ["sao-luu", "../x", "/dev/null", "/proc"])
    def test_one_that_nobody_can_write_into_is_refused(self, admin, settings, typed):
        refused = admin.post(BACKUP, {**inputs(admin.get(BACKUP)), "backup_dir": typed})
        assert refused.status_code == 422
        assert chosen_settings.applied(settings).backup_dir is None


class TestTheFile:
    def test_what_is_no_settings_is_named_and_stops_only_mails(self, database, settings):
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        for damaged in ("{", "[]", json.dumps({"smtp_port": "x"})):
            (settings.data_dir / chosen_settings.FILE).write_text(damaged)
            with pytest.raises(Problem, match=chosen_settings.FILE):
                chosen_settings.applied(settings)
            run_once(database, settings)

    def test_a_group_is_of_one_piece(self, tmp_path: Path):
        """A sender that the environment gives without a server is the sender of no mail: the page's own counts."""
        given = Settings(data_dir=tmp_path, mail_from="moi-truong@vidu.example")
        chosen_settings.choose(given, {"smtp_host": "b", "mail_from": "trang@vidu.example"})
        assert chosen_settings.applied(given).mail_from == "trang@vidu.example"

    def test_the_environment_goes_before(self, tmp_path: Path):
        given = Settings(data_dir=tmp_path, smtp_host="a")
        chosen_settings.choose(given, {"smtp_host": "b", "smtp_port": 26, "backup_dir": tmp_path})
        now = chosen_settings.applied(given)
        assert (now.smtp_host, now.smtp_port, now.backup_dir) == ("a", 25, tmp_path)
