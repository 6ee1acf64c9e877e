"""What every route of the API stands on: bodies read, answers written, failures told, the tablet's clock."""

import io
import json
import tracemalloc
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

import pytest
from flask import Flask, Response
from pydantic import Field
from sqlalchemy import text
from werkzeug.test import EnvironBuilder, TestResponse, run_wsgi_app

from rasoat import clock
from rasoat.app import create_app
from rasoat.db import installation
from rasoat.pages import OFFICE, PUBLIC, SIGNED_IN, actor, session
from rasoat.pages.api import LIMIT, ApiRoom, Body, clock_skew, put_right, tablet
from rasoat.settings import Settings
from tests.web.test_api_routes import refused

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""The database does not matter here."""
OWN = {"X-Rasoat": "1"}
SOME_ID = UUID("0197a000-0000-7000-8000-000000000001")
NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)


class Sample(Body):
    """One of everything."""

    id: UUID
    count: int = Field(ge=0, le=9)
    name: str = Field(default="", max_length=5)
    when: datetime | None = None
    content: dict[str, Any] = Field(default_factory=dict)
    parts: list[int] = Field(default_factory=list, max_length=3)


GOOD = {"id": str(SOME_ID), "count": 1}


def probe() -> ApiRoom:
    room = ApiRoom("probe", "probe")

    @room.put("/probe", allow=OFFICE, summary="Take a model", body=Sample, answer=Sample)
    def take(body: Sample) -> Sample:
        return body

    @room.patch("/probe", allow=OFFICE, summary="Take bytes", body=bytes, limit=1000)
    def take_bytes(body: bytes) -> dict[str, int]:
        return {"size": len(body)}

    @room.get("/probe", allow=SIGNED_IN, summary="Give anything")
    def give() -> tuple[dict[str, Any], int, dict[str, str]]:
        return {"id": SOME_ID, "now": NOON, "who": actor().username, "tablet": tablet()}, 203, {"X-More": "yes"}

    @room.delete("/probe", allow=SIGNED_IN, summary="Give nothing")
    def nothing() -> None:
        return None

    @room.get("/probe/fails", allow=PUBLIC, summary="Fail")
    def fails() -> None:
        raise RuntimeError("secret words")

    @room.get("/probe/sql", allow=PUBLIC, summary="Read what is not there")
    def sql() -> None:
        session().connection().execute(text("SELECT * FROM no_such_table"))

    @room.get("/probe/tagged", allow=PUBLIC, summary="Give what may be kept")
    def tagged() -> Response:
        return Response("{}", headers={"ETag": '"1"', "Cache-Control": "public"}, mimetype="application/json")

    @room.get("/probe/clock", allow=PUBLIC, summary="Tell the clock")
    def tell() -> dict[str, Any]:
        return {"skew": clock_skew(), "now": clock.now(), "put_right": put_right(clock.real_now(), 0)}

    return room


@pytest.fixture
def app(world, settings) -> Flask:
    made = create_app(settings)
    room = probe()
    made.extensions["csrf"].exempt(room.blueprint)
    made.register_blueprint(room.blueprint)
    yield made
    made.extensions["rasoat_database"].close()


@pytest.fixture
def flask(client_for):
    return client_for("lead").flask


def put(flask, sent: Any, **options: Any) -> TestResponse:
    data = sent if isinstance(sent, bytes) else json.dumps(sent).encode()
    return flask.put("/api/v1/probe", data=data, headers=OWN, **{"content_type": "application/json", **options})


@on_sqlite
class TestBodies:
    def test_a_right_one_comes_in_and_goes_out_as_a_model(self, flask):
        answer = put(flask, {**GOOD, "name": "Ngãi", "when": "2026-03-02T12:00:00+07:00"})
        assert answer.status_code == 200
        assert answer.json["name"] == "Ngãi"
        assert datetime.fromisoformat(answer.json["when"]) == NOON

    FAULTS: ClassVar = [
        ({}, {"id": "Thiếu mục này.", "count": "Thiếu mục này."}),
        ({**GOOD, "count": -1}, {"count": "Phải từ 0 trở lên."}),
        ({**GOOD, "count": 10}, {"count": "Không được quá 9."}),
        ({**GOOD, "count": "nhiều"}, {"count": "Phải là số nguyên."}),
        ({**GOOD, "count": 1.5}, {"count": "Phải là số nguyên."}),
        ({**GOOD, "id": "1"}, {"id": "Không phải là mã hợp lệ."}),
        ({**GOOD, "name": 5}, {"name": "Phải là chữ."}),
        ({**GOOD, "name": "dài quá"}, {"name": "Quá dài: tối đa 5 ký tự."}),
        ({**GOOD, "when": "hôm qua"}, {"when": "Không phải là thời điểm đọc được."}),
        ({**GOOD, "content": []}, {"content": "Phải là một nhóm mục có tên."}),
        ({**GOOD, "parts": {}}, {"parts": "Phải là một danh sách."}),
        ({**GOOD, "parts": [1, 2, 3, 4]}, {"parts": "Quá nhiều: tối đa 3."}),
        ({**GOOD, "parts": ["x"]}, {"parts.0": "Phải là số nguyên."}),
        ({**GOOD, "khac": 1}, {"khac": "Không có mục nào tên như vậy."}),
        ([], {"": "Phải là một nhóm mục có tên."}),
    ]

    def test_what_is_wrong_is_told_field_by_field(self, flask):
        for sent, reasons in self.FAULTS:
            answer = put(flask, sent)
            assert refused(answer) == "request.invalid", sent
            assert {r["field"]: r["message"] for r in answer.json["reasons"]} == reasons

    def test_a_thousand_faults_make_no_endless_answer(self, flask):
        answer = put(flask, {**GOOD, **{f"khac{n}": n for n in range(1000)}})
        assert len(answer.json["reasons"]) == 50

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"{",
            b"xin chao",
            b'{"id": NaN}',
            b'{"id": "\xff"}',
            b"[" * 100_000,
            json.dumps({**GOOD, "content": {"a": ["x\0"]}}).encode(),
            json.dumps({**GOOD, "content": {"\0": 1}}).encode(),
            json.dumps({**GOOD, "content": {"a": float("nan")}}).encode(),
            json.dumps({**GOOD, "content": {"a": float("inf")}}).encode(),
            json.dumps({**GOOD, "name": "\ud800"}).encode(),
        ],
    )
    def test_what_is_no_json_is_told_as_that(self, flask, data):
        assert refused(put(flask, data)) == "request.not_json"

    def test_words_that_only_look_like_it_come_in(self, flask):
        content = {"a": "NaN", "b": "\\u0000", "c": "Infinity"}
        assert put(flask, {**GOOD, "content": content}).json["content"] == content

    @pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None])
    def test_other_kinds_are_refused(self, flask, kind):
        answer = put(flask, GOOD, content_type=kind)
        assert refused(answer) == "request.kind"
        assert "application/json" in answer.json["todo"]

    def test_bytes_come_as_bytes_up_to_the_limit_of_their_route(self, flask):
        def send(size: int, kind: str = "application/octet-stream") -> TestResponse:
            return flask.patch("/api/v1/probe", data=b"\0" * size, content_type=kind, headers=OWN)

        assert send(1000).json == {"size": 1000}
        assert refused(send(1001)) == "form.too_large"
        assert refused(send(5, "application/json")) == "request.kind"


class Endless(io.RawIOBase):
    """A body of many bytes that are nowhere; `most` is the largest piece that was asked for."""

    def __init__(self, size: int) -> None:
        self.left = size
        self.most = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.most = max(self.most, len(buffer))
        size = min(len(buffer), self.left)
        self.left -= size
        return size


@on_sqlite
class TestFiftyMegabytes:
    """They are refused with a clear answer, after they were taken in piece by piece and never held."""

    SIZE = 50_000_000

    def send(self, app, cookie: str, *, tells_length: bool) -> tuple[Response, Endless, int]:
        body = Endless(self.SIZE)
        headers = {**OWN, "Cookie": f"rasoat={cookie}"}
        builder = EnvironBuilder("/api/v1/probe", method="PUT", headers=headers, content_type="application/json")
        environ = builder.get_environ()
        environ["wsgi.input"] = body
        environ.pop("CONTENT_LENGTH", None)
        environ |= {"CONTENT_LENGTH": str(self.SIZE)} if tells_length else {"HTTP_TRANSFER_ENCODING": "chunked"}
        environ["wsgi.input_terminated"] = True
        tracemalloc.start()
        try:
            answer = Response(*run_wsgi_app(app, environ))
            return answer, body, tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    @pytest.mark.parametrize("tells_length", [True, False])
    def test_of_somebody_signed_in(self, app, client_for, tells_length):
        answer, body, peak = self.send(app, client_for("lead").cookie(), tells_length=tells_length)
        assert refused(answer) == "form.too_large"
        assert "1 MB" in answer.json["what"]
        assert body.left == 0, "the sender has sent all of it and reads the answer"
        assert peak < 8 * LIMIT

    def test_of_a_stranger_little_is_taken_in(self, app):
        answer, body, _ = self.send(app, "", tells_length=True)
        assert refused(answer) == "login.required"
        assert body.left > self.SIZE - 3 * LIMIT

    def test_a_body_that_breaks_off_is_not_taken_for_a_whole_one(self, app, client_for):
        environ = EnvironBuilder(
            "/api/v1/probe", method="PATCH", headers={**OWN, "Cookie": f"rasoat={client_for('lead').cookie()}"}
        ).get_environ()
        environ |= {"CONTENT_TYPE": "application/octet-stream", "CONTENT_LENGTH": "900", "wsgi.input_terminated": True}
        environ["wsgi.input"] = io.BytesIO(b"x" * 500)
        assert refused(Response(*run_wsgi_app(app, environ))) == "request.bad"


@on_sqlite
class TestAnswers:
    def test_ids_and_instants_are_written_as_text(self, flask):
        answer = flask.get("/api/v1/probe")
        assert (answer.status_code, answer.headers["X-More"]) == (203, "yes")
        assert answer.json == {"id": str(SOME_ID), "now": "2026-03-02T05:00:00Z", "who": "lead", "tablet": None}

    def test_nothing_is_204(self, flask):
        answer = flask.delete("/api/v1/probe", headers=OWN)
        assert (answer.status_code, answer.data) == (204, b"")

    def test_only_what_has_a_tag_may_be_kept(self, flask):
        assert flask.get("/api/v1/probe").headers["Cache-Control"] == "no-store"
        assert flask.get("/api/v1/probe/tagged").headers["Cache-Control"] == "no-cache"

    def test_nothing_in_an_answer_runs(self, flask):
        for path in ("/api/v1/probe", "/api/v1/khong-co"):
            headers = flask.get(path).headers
            assert "default-src 'none'" in headers["Content-Security-Policy"]
            assert headers["X-Content-Type-Options"] == "nosniff"


@on_sqlite
class TestFailures:
    """Whatever goes wrong under /api/ is told in JSON, whatever the asker says it accepts."""

    HTML: ClassVar = {"Accept": "text/html"}

    @pytest.mark.parametrize(
        ("method", "path", "key"),
        [
            ("GET", "/api/v1/khong-co", "not_found"),
            ("GET", "/api/", "not_found"),
            ("POST", "/api/v1/probe", "method"),
            ("GET", "/api/v1/probe/fails", "server"),
            ("GET", "/api/v1/probe/sql", "server"),
        ],
    )
    def test_for_everybody(self, client_for, method, path, key):
        answer = client_for().flask.open(path, method=method, headers=self.HTML)
        assert refused(answer) == key
        assert "secret words" not in answer.text
        assert "no_such_table" not in answer.text

    def test_a_wrong_method_is_told_the_right_ones(self, flask):
        assert set(flask.post("/api/v1/probe").headers["Allow"].split(", ")) >= {"GET", "PUT", "PATCH", "DELETE"}


@on_sqlite
class TestClock:
    def skew(self, flask, told: str) -> int:
        with clock.at(NOON):
            return int(flask.get("/api/v1/probe/clock", headers={"Rasoat-Clock": told}).json["skew"])

    @pytest.mark.parametrize(
        ("told", "skew"),
        [
            ("2026-03-02T05:00:00Z", 0),
            ("2026-03-02T05:00:00.123Z", 0),
            ("2026-03-02T12:00:00+07:00", 0),
            ("2026-03-02T04:55:00Z", 0),
            ("2026-03-02T05:05:00Z", 0),
            ("2026-03-02T04:54:59Z", 301),
            ("2026-03-02T05:05:01Z", -301),
            ("2025-03-02T05:00:00", 365 * 86_400),
            ("1970-01-01T00:00:00Z", 1_772_427_600),
            ("0001-01-01T00:00:00Z", 2**31 - 1),
            ("9999-12-31T23:59:59Z", -(2**31 - 1)),
            ("", 0),
            ("hôm nay", 0),
        ],
    )
    def test_how_far_a_tablet_s_clock_is_off(self, flask, told, skew):
        assert self.skew(flask, told) == skew

    def test_the_example_s_date_holds_for_the_api_from_the_moment_it_is_moved(self, world, app, client_for):
        flask = client_for().flask

        def today() -> date:
            return clock.local(datetime.fromisoformat(flask.get("/api/v1/probe/clock").json["now"])).date()

        assert today() == clock.local(clock.real_now()).date()
        world.do(lambda db: installation.mark_example(db, date(2024, 7, 1)))
        assert today() == date(2024, 7, 1)
        world.do(lambda db: installation.move_date(db, date(2024, 7, 17)))
        assert today() == date(2024, 7, 17)
        assert flask.get("/api/v1/probe/clock").json["put_right"].startswith("2024-07-1")


@pytest.mark.parametrize("path", ["/api/v1/me", "/api/v1/khong-co", "/api/v1/probe"])
def test_without_a_database_it_says_so(tmp_path, path):
    app = create_app(Settings(data_dir=tmp_path / "data", database_url=f"sqlite:///{tmp_path}"))
    try:
        for headers in ({"Accept": "text/html"}, {"Authorization": f"Bearer rst_{SOME_ID.hex}_x"}):
            assert refused(app.test_client().get(path, headers=headers)) == "database.away"
    finally:
        app.extensions["rasoat_database"].close()


def test_a_wrong_clock_is_put_right():
    with clock.at(NOON):
        an_hour_ago_by_a_clock_a_year_behind = NOON - timedelta(days=365, hours=1)
        assert put_right(an_hour_ago_by_a_clock_a_year_behind, 365 * 86_400) == NOON - timedelta(hours=1)
        assert put_right(NOON, 0) == NOON
        assert put_right(datetime(9999, 12, 31, tzinfo=UTC), 86_400) == NOON


def test_in_the_example_it_is_put_into_the_example_s_days():
    with clock.use_date(date(2024, 7, 17)):
        put = put_right(clock.real_now() - timedelta(hours=1), 0)
        assert abs(put - (clock.now() - timedelta(hours=1))) < timedelta(seconds=5)
