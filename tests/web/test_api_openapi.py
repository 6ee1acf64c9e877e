"""The OpenAPI document tells of every route, and of nothing else."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from rasoat.problems import CATALOGUE

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
METHODS = {"GET", "PUT", "PATCH", "POST", "DELETE"}


@pytest.fixture
def document(client_for) -> dict[str, Any]:
    answer = client_for().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json
    return found


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield method.upper(), path, operation


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for part in node.values():
            yield from references(part)
    elif isinstance(node, list):
        for part in node:
            yield from references(part)


def test_every_route_is_told_and_no_other(app, document):
    served = {
        (method, re.sub(r"<(?:[^:<>]+:)?(\w+)>", r"{\1}", rule.rule))
        for rule in app.url_map.iter_rules()
        for method in METHODS & set(rule.methods or ())
        if rule.rule.startswith("/api/")
    }
    assert {(method, path) for method, path, _ in operations(document)} == served


def test_it_is_an_openapi_document(document):
    assert document["openapi"].startswith("3.1.")
    assert {"title", "version"} <= document["info"].keys()
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(names) == len(set(names))
    for method, path, operation in operations(document):
        assert operation["summary"][0].isupper(), path
        in_path = {p["name"] for p in operation["parameters"] if p["in"] == "path" and p["required"]}
        assert in_path == set(re.findall(r"{(\w+)}", path))
        assert all(p["in"] in ("path", "header") and p["schema"] for p in operation["parameters"])
        assert "default" in operation["responses"]
        assert any(status.startswith("2") for status in operation["responses"]), path
        assert all(answer.get("description") or answer.get("$ref") for answer in operation["responses"].values())
        if method == "GET":
            assert "requestBody" not in operation


def test_every_reference_leads_somewhere(document):
    found = set(references(document))
    assert "#/components/responses/problem" in found
    for reference in found:
        node: Any = document
        for part in reference.removeprefix("#/").split("/"):
            node = node[part]
        assert isinstance(node, dict)


def test_both_ways_in_are_told(app, document):
    assert document["components"]["securitySchemes"]["tablet"]["scheme"] == "bearer"
    assert document["components"]["securitySchemes"]["session"]["name"] == app.config["SESSION_COOKIE_NAME"]
    for method, path, operation in operations(document):
        public = path in ("/api/v1/openapi.json", "/api/v1/tablets/{tablet_id}/end")
        assert operation["security"] == ([] if public else [{"tablet": []}, {"session": []}])
        told = any(parameter["name"] == "X-Rasoat" for parameter in operation["parameters"])
        assert told == (method != "GET" and not public), path


def test_every_problem_is_told(document):
    problem = document["components"]["schemas"]["Problem"]["properties"]
    assert set(problem["key"]["enum"]) == set(CATALOGUE)
    assert set(problem["number"]["enum"]) == {entry.number for entry in CATALOGUE.values()}


def test_what_is_sent_and_answered_is_described(document):
    register = document["paths"]["/api/v1/tablets/{tablet_id}"]["put"]
    sent = register["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    answered = register["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    schemas = document["components"]["schemas"]
    assert set(schemas[sent]["properties"]) == {"label", "user_agent", "build"}
    assert {"id", "token", "token_until", "lock_key"} <= set(schemas[answered]["required"])
    sign_out = document["paths"]["/api/v1/tablets/{tablet_id}/token"]["delete"]
    assert "content" not in sign_out["responses"]["204"]


def test_it_is_fetched_again_only_when_it_has_changed(client_for):
    client = client_for()
    first = client.get("/api/v1/openapi.json")
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get("/api/v1/openapi.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Rasoat-Api"] == "1"
