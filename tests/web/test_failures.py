"""What goes wrong is told plainly, nothing is half done, and what was typed is not lost."""

import errno
import io
import socket
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from rasoat import clock
from rasoat.accounts import operations as accounts
from rasoat.accounts.models import User
from rasoat.app import create_app
from rasoat.db import installation, new_id, schema
from rasoat.files.store import BlobStore
from rasoat.pages import SIGNED_IN, blob_store, session
from rasoat.pages.room import guarded
from rasoat.settings import Settings
from tests.web.browse import Client, inputs, words
from tests.world import PASSWORD

MANY_WORDS = "q=" + "+".join(f"a{n}" for n in range(2000))
NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
TYPED = {"date": "2024-07-17", "words": "Một đoạn dài đã gõ mất nửa buổi, không ai muốn gõ lại lần nữa."}


class TestSessionOver:
    """A session that ends while somebody is filling in a form."""

    def late(self, client_for, settings, **options):
        with clock.at(NOON):
            client = client_for("officer")
            token = client.token()
        with clock.at(NOON + timedelta(hours=settings.session_hours + 1)):
            return client, client.post("/example/date", TYPED, token=token, **options)

    def test_it_is_told_as_that_and_the_words_stay(self, client_for, settings):
        _, page = self.late(client_for, settings)
        assert page.status_code == 401
        assert "Phiên làm việc đã hết" in words(page)
        assert "Những gì bạn vừa nhập vẫn còn" in words(page)
        assert 'target="_blank"' in page.text
        assert TYPED["words"] in page.text
        assert inputs(page)["date"] == TYPED["date"]

    def test_after_signing_in_again_the_words_are_sent(self, world, client_for, settings):
        world.do(lambda db: installation.mark_example(db, date(2024, 7, 1)))
        client, page = self.late(client_for, settings)
        kept = inputs(page)
        assert client.sign_in("officer").status_code == 303
        again = client.post("/example/date", kept, token=kept["csrf_token"])
        assert again.status_code == 400, "the token is of the session that ended"
        assert "Bấm “Gửi lại” để hoàn tất." in words(again)
        fresh = inputs(again)
        assert client.post("/example/date", fresh, token=fresh["csrf_token"]).status_code == 303
        assert world.see(installation.example_date) == date(2024, 7, 17)

    def test_a_form_of_another_site_is_not_offered_again(self, client_for, settings):
        for origin in ("https://evil.example", "null", ""):
            _, page = self.late(client_for, settings, headers={"Origin": origin})
            assert page.status_code == 401
            assert TYPED["words"] not in page.text

    def test_files_cannot_be_kept_and_the_page_says_so(self, client_for, settings):
        with clock.at(NOON):
            client = client_for("officer")
        with clock.at(NOON + timedelta(hours=settings.session_hours + 1)):
            page = client.post("/example/date", {**TYPED, "files": (io.BytesIO(b"x"), "a.pdf")}, token="old")
        assert "Tệp đã chọn không giữ được" in words(page)
        assert TYPED["words"] in page.text
        assert "date" not in inputs(page), "sending again without the files would look complete"

    def test_passwords_are_not_written_into_a_page(self, client_for):
        page = client_for().post("/account/password", {"old_password": PASSWORD, "password": "x"}, token="none")
        assert page.status_code == 401
        assert PASSWORD not in page.text


class TestDatabaseAway:
    """No database: one clear page, from every address, and nothing half made."""

    @pytest.fixture(params=["nobody listens", "not a file"])
    def away(self, request, tmp_path):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        urls = {
            "nobody listens": f"postgresql://nobody:x@127.0.0.1:{port}/x?connect_timeout=2",
            "not a file": f"sqlite:///{tmp_path}",
        }
        app = create_app(Settings(data_dir=tmp_path / "data", database_url=urls[request.param], secure_cookies=False))
        yield Client(app)
        app.extensions["rasoat_database"].close()

    @pytest.mark.parametrize("path", ["/", "/sign-in", "/problems", "/khong-co-trang-nay"])
    def test_every_page_says_so(self, away, path):
        page = away.get(path)
        assert page.status_code == 503
        assert "Không nối được với cơ sở dữ liệu; chưa có gì được ghi." in words(page)
        assert "127.0.0.1" not in page.text

    def test_programs_read_it_too(self, away):
        assert away.get("/", headers={"Accept": "application/json"}).json["number"] == 1301

    def test_what_was_typed_can_be_sent_again(self, away):
        page = away.post("/example/date", TYPED, token="any")
        assert page.status_code == 503
        assert inputs(page)["date"] == TYPED["date"]
        assert inputs(page)["csrf_token"]

    def test_the_health_check_says_so(self, away):
        answer = away.get("/healthz")
        assert answer.status_code == 503
        assert answer.json == {"ok": False, "database": False, "files": True, "tables": False, "outbox": False}


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
class TestConnectionLost:
    """The database goes away in the middle of the work and comes back."""

    def test_a_page_says_so_and_the_next_one_is_served(self, app, world, client_for):
        client = client_for("officer")
        # A connection that the application keeps in its pool, and no other of this shared server.
        with app.extensions["rasoat_database"].engine.connect() as kept:
            number = kept.scalar(text("SELECT pg_backend_pid()"))
        # Ended by a writer's connection: the next reader takes the one that was used last, which is this one.
        world.do(lambda db: db.connection().execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": number}))
        answers = [client.get("/").status_code for _ in range(4)]
        assert answers.count(503) == 1, "one of the pool's connections is gone"
        assert answers[-1] == 200

    def test_a_connection_lost_at_the_very_end_changes_no_answer(self, app, world, client_for):
        """The page is made; when the request's transaction is ended, there is no connection any more."""
        client = client_for("officer")

        def cut(answer):
            number = session().connection().exec_driver_sql("SELECT pg_backend_pid()").scalar()
            world.do(lambda db: db.connection().execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": number}))
            return answer

        app.after_request_funcs.setdefault(None, []).insert(0, cut)
        assert client.get("/").status_code == 200
        app.after_request_funcs[None].remove(cut)
        assert client.get("/").status_code == 200

    def test_a_connection_lost_while_writing_is_told_once(self, world, client_for, monkeypatch):
        """The write went through; the request's own reading connection is gone when it is ended."""
        stand, client = accounts.change_own_password, client_for("officer")

        def cut(db, user_id, old, new):
            number = session().connection().exec_driver_sql("SELECT pg_backend_pid()").scalar()
            done = stand(db, user_id, old, new)
            db.connection().execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": number})
            return done

        monkeypatch.setattr(accounts, "change_own_password", cut)
        fields = {"old_password": PASSWORD, "password": "mot-mat-khau-moi", "again_password": "mot-mat-khau-moi"}
        assert client.post("/account/password", fields).status_code == 303

    def test_a_write_that_loses_its_connection_leaves_nothing(self, world, client_for, monkeypatch):
        real = accounts.change_own_password

        def cut(db, user_id, old, new):
            user = real(db, user_id, old, new)
            db.flush()
            db.connection().execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
            return user

        monkeypatch.setattr(accounts, "change_own_password", cut)
        client = client_for("clerk")
        fields = {"old_password": PASSWORD, "password": "mot-mat-khau-moi", "again_password": "mot-mat-khau-moi"}
        page = client.post("/account/password", fields)
        assert page.status_code == 422
        assert "chưa có gì được ghi" in words(page)
        stored = world.see(lambda db: db.get(User, world.as_("clerk").user_id))
        assert stored.session_epoch == 0
        assert client.get("/").status_code == 200, "still signed in, with the old password"


class TestHealth:
    def test_it_is_well(self, client_for):
        answer = client_for().get("/healthz")
        assert answer.status_code == 200
        assert answer.json == {"ok": True, "database": True, "files": True, "tables": True, "outbox": True}

    def test_missing_files_are_told(self, settings, client_for):
        settings.files_dir.rmdir()
        answer = client_for().get("/healthz")
        assert (answer.status_code, answer.json["files"]) == (503, False)

    def test_asking_again_loads_no_migrations(self, client_for, monkeypatch):
        client_for().get("/healthz")
        monkeypatch.delattr(schema, "ScriptDirectory")
        assert client_for().get("/healthz").status_code == 200

    def test_tables_of_another_version_are_told(self, world, client_for):
        def put(version: str) -> None:
            statement = text("UPDATE alembic_version SET version_num = :version")
            world.do(lambda db: db.connection().execute(statement, {"version": version}))

        put("0000")
        try:
            answer = client_for().get("/healthz")
        finally:
            put(str(schema.head()))
        assert (answer.status_code, answer.json["tables"]) == (503, False)


class TestDiskFull:
    def test_a_form_with_a_file_says_so_and_keeps_its_words(self, app, client_for, monkeypatch):
        def full(_store, _data):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(BlobStore, "put", full)
        app.add_url_rule("/put", "put", guarded(lambda: str(blob_store().put(b"x")), SIGNED_IN), methods=["POST"])
        page = client_for("officer").post("/put", TYPED)
        assert page.status_code == 503
        assert "không ghi được xuống đĩa" in words(page)
        assert TYPED["words"] in page.text

    def test_another_fault_of_the_system_is_ours(self, app, client_for):
        def broken():
            raise OSError(errno.ENOENT, "no such file")

        app.add_url_rule("/broken", "broken", guarded(broken, SIGNED_IN))
        assert client_for("officer").get("/broken").status_code == 500


class TestBadInput:
    @pytest.mark.parametrize("day", ["2024-02-30", "30/2/2024", "hôm qua", "", "2024-13-01", "99999-01-01"])
    def test_a_date_that_does_not_exist_is_named(self, world, client_for, day):
        world.do(lambda db: installation.mark_example(db, date(2024, 7, 1)))
        page = client_for("officer").post("/example/date", {"date": day})
        assert page.status_code == 400
        assert f"“{day}” không phải là ngày có thật." in words(page)
        assert world.see(installation.example_date) == date(2024, 7, 1)

    def test_a_real_installation_has_no_date_of_its_own(self, client_for):
        assert client_for("officer").post("/example/date", {"date": "2024-07-17"}).status_code == 403

    @pytest.mark.parametrize(
        ("typed", "says"), [("30/2/2024", "30/2/2024"), ("2024-02-30", "2024-02-30"), ("31.4.2024", "31.4.2024")]
    )
    def test_a_form_keeps_its_other_fields_when_a_date_is_wrong(self, client_for, typed, says):
        fields = {"name": "Cơ quan mới", "short_name": "CQM", "symbol": "CQM", "kind": "other", "valid_from": typed}
        page = client_for("admin").post("/admin/agencies/new", fields)
        assert page.status_code == 422
        assert f"“{says}” không phải là ngày có thật" in words(page)
        assert inputs(page)["name"] == "Cơ quan mới"

    def test_a_leap_day_is_a_date(self, client_for):
        fields = {"name": "Cơ quan mới", "short_name": "CQM", "symbol": "CQM", "kind": "other"}
        assert client_for("admin").post("/admin/agencies/new", {**fields, "valid_from": "29/2/2024"}).status_code == 303

    def test_a_form_above_the_limit_is_refused(self, app, client_for):
        client = client_for("officer")
        app.config["MAX_CONTENT_LENGTH"] = 100_000
        page = client.post("/example/date", {"date": "x" * 100_001, "files": (io.BytesIO(b"x"), "a.pdf")})
        assert page.status_code == 413
        assert "1011" in words(page)

    @pytest.mark.parametrize("files", [{}, {"files": (b"x", "a.pdf")}])
    def test_much_text_is_refused_below_the_limit_for_files(self, app, client_for, files):
        client = client_for("officer")
        token = client.token()
        app.config["MAX_FORM_MEMORY_SIZE"] = 1000
        sent = {name: (io.BytesIO(data), called) for name, (data, called) in files.items()}
        assert client.post("/example/date", {"date": "x" * 2000, **sent}, token=token).status_code == 413

    def test_nobody_sends_large_files_without_signing_in(self, app, client_for):
        client = client_for()
        token = client.token()
        app.config["MAX_FORM_MEMORY_SIZE"] = 1000
        large = {"username": "officer", "password": PASSWORD, "files": (io.BytesIO(b"x" * 2000), "a.pdf")}
        assert client.post("/sign-in", large, token=token).status_code == 413

    @pytest.mark.parametrize("who", ["", "officer"])
    def test_no_form_is_read_that_is_sent_to_an_address_for_programs(self, app, client_for, who):
        """Such a form may be as large as all uploads together, and some of these addresses let anybody in."""
        client = client_for(who) if who else client_for()
        app.config["MAX_CONTENT_LENGTH"] = 1000
        form = {"digest": "0" * 64, "files": (io.BytesIO(b"x" * 2000), "a.pdf")}
        answer = client.post(f"/api/v1/tablets/{new_id()}/end", form, token=None, headers={"X-Rasoat": "1"})
        assert answer.json["key"] == "request.kind", "the address itself says what it takes"

    @pytest.mark.parametrize(
        "query", ["page=-1", "page=99999999999999999999", "page=x", "sort=;drop", "agency=1", "q=%", MANY_WORDS]
    )
    def test_a_list_bears_any_query(self, client_for, query):
        assert client_for("admin").get(f"/admin/users?{query}").status_code == 200

    @pytest.mark.parametrize("path", ["/admin/checklists/%00/1", "/admin/workflows/a%00b/1"])
    def test_nothing_is_called_by_a_text_that_no_database_keeps(self, client_for, path):
        assert client_for("admin").get(path).status_code == 404

    def test_a_search_may_be_of_any_length(self, client_for):
        """SQLite takes no pattern of more than 50,000 bytes."""
        assert client_for("admin").get(f"/admin/users?q={'a' * 60_000}").status_code == 200

    @pytest.mark.parametrize("host", ["a" * 3000, "http://[", "//", "\xff\xfe", "a" * 64 + ".example"])
    @pytest.mark.parametrize("path", ["/", "/sign-in", "/healthz", "/api/v1/me"])
    def test_a_host_that_is_none_is_refused(self, client_for, path, host):
        for who in ("", "officer"):
            assert client_for(who).get(path, headers={"Host": host}).status_code < 500

    def test_a_failure_of_ours_has_a_code_and_no_details(self, app, client_for, caplog):
        def broken():
            raise RuntimeError("secret detail")

        broken.rasoat_allow = None
        app.add_url_rule("/broken", "broken", broken)
        page = client_for("officer").get("/broken")
        assert page.status_code == 500
        assert "secret detail" not in page.text
        assert "kèm mã" in words(page)
        assert "secret detail" in caplog.text

    @pytest.mark.parametrize("again", [{}, {"confirm_password": PASSWORD, "confirm_action": "Ban hành"}])
    def test_a_failure_of_ours_keeps_what_was_typed(self, app, client_for, again):
        """Also when the password was given again with it, which itself is kept nowhere."""

        def broken():
            raise RuntimeError

        broken.rasoat_allow = None
        app.add_url_rule("/broken", "broken", broken, methods=["POST"])
        page = client_for("officer").post("/broken", {**TYPED, **again})
        assert page.status_code == 500
        assert TYPED["words"] in page.text
        assert inputs(page)["date"] == TYPED["date"]
        assert not inputs(page).keys() & {"confirm_password", "confirm_action"}
        assert PASSWORD not in page.text

    @pytest.mark.parametrize("again", [{}, {"confirm_password": PASSWORD}])
    def test_a_refusal_outside_the_form_shows_what_was_typed_and_does_not_offer_to_send_it(self, client_for, again):
        page = client_for("officer").post("/example/date", {**TYPED, **again})
        assert page.status_code == 403
        assert TYPED["words"] in page.text
        assert "Gửi lại" not in words(page)
