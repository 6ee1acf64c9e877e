"""The OpenAPI document of the API. It is made from the routes, so that it never differs from them and leaves none out."""

import re
from collections import defaultdict
from http import HTTPStatus
from typing import Any

from flask import Response, current_app, request
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from pydantic_core import to_json

from rasoat.pages import PUBLIC
from rasoat.pages.api import ApiRoom, ApiRoute
from rasoat.problems import CATALOGUE

room = ApiRoom("openapi", __name__)

_VARIABLE = re.compile(r"<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>")
_TYPES: dict[str, dict[str, Any]] = {
    "uuid": {"type": "string", "format": "uuid"},
    "int": {"type": "integer", "minimum": 0},
}
_PROBLEM = {
    "type": "object",
    "description": "A refusal: what happened, what to do about it, and why, by field. Numbers never change.",
    "required": ["number", "key", "what", "todo", "reasons"],
    "properties": {
        "number": {"type": "integer", "enum": sorted(entry.number for entry in CATALOGUE.values())},
        "key": {"type": "string", "enum": sorted(CATALOGUE)},
        "what": {"type": "string", "description": "In Vietnamese."},
        "todo": {"type": "string", "description": "In Vietnamese."},
        "reasons": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}
_SECURITY = {
    "tablet": {"type": "http", "scheme": "bearer", "description": "The token of PUT /api/v1/tablets/{tablet_id}."},
    "session": {"type": "apiKey", "in": "cookie", "name": "rasoat", "description": "Of the sign-in page."},
}
_BY_SESSION = {
    "name": "X-Rasoat",
    "in": "header",
    "schema": {"type": "string", "const": "1"},
    "description": "Required of a write by session.",
}
_MARK = {"Rasoat-Api": {"description": "On every answer of this API.", "schema": {"type": "string", "const": "1"}}}


@room.get("/openapi.json", allow=PUBLIC, answer=dict, summary="This document")
def show() -> Response:
    """Anybody may read it: it describes how the API is used, and has none of its data."""
    made = current_app.extensions.get("rasoat_openapi")
    if made is None:
        made = current_app.extensions["rasoat_openapi"] = to_json(document(current_app.extensions["rasoat_api"]))
    answer = Response(made, mimetype="application/json")
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def document(routes: list[ApiRoute]) -> dict[str, Any]:
    """OpenAPI 3.1 of these routes."""
    models = {kind for route in routes for kind in (route.body, route.answer) if _is_model(kind)}
    wanted: list[Any] = [(model, "validation") for model in sorted(models, key=str)]
    names, schemas = models_json_schema(wanted, ref_template="#/components/schemas/{model}")
    refs: dict[Any, Any] = {model: ref for (model, _), ref in names.items()}
    paths: dict[str, dict[str, Any]] = defaultdict(dict)
    for route in routes:
        paths[_VARIABLE.sub(r"{\2}", route.rule)][route.method.lower()] = _operation(route, refs)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Rà Soát", "version": "1", "description": "What tablets and other programs may do."},
        "paths": dict(paths),
        "components": {
            "schemas": {**schemas.get("$defs", {}), "Problem": _PROBLEM},
            "responses": {"problem": {"description": "A refusal.", "headers": _MARK, "content": _json("Problem")}},
            "securitySchemes": _SECURITY,
        },
    }


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _operation(route: ApiRoute, refs: dict[Any, Any]) -> dict[str, Any]:
    answers: dict[str, Any] = {
        str(code): {"description": HTTPStatus(code).phrase, "headers": _MARK, **_content(route.answer, refs, code)}
        for code in route.statuses
    }
    told: dict[str, Any] = {
        "operationId": route.endpoint.replace("_api.", "_"),
        "summary": route.summary,
        "tags": [route.endpoint.partition("_api.")[0]],
        "parameters": _parameters(route),
        "responses": {**answers, "default": {"$ref": "#/components/responses/problem"}},
        "security": [] if route.allow is None else [{"tablet": []}, {"session": []}],
    }
    if route.body is not None:
        told["requestBody"] = {"required": True, **_content(route.body, refs, 200)}
    return told


def _parameters(route: ApiRoute) -> list[dict[str, Any]]:
    found = [
        {"name": name, "in": "path", "required": True, "schema": _TYPES.get(kind, {"type": "string"})}
        for kind, name in _VARIABLE.findall(route.rule)
    ]
    found += [
        {"name": name, "in": "header", "schema": {"type": "string"}, "description": told}
        for name, told in route.headers.items()
    ]
    return [*found, _BY_SESSION] if route.method != "GET" and route.allow is not None else found


def _content(kind: Any, refs: dict[Any, Any], code: int) -> dict[str, Any]:
    if kind is None or code in (204, 304):
        return {}
    if kind is bytes:
        return {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
    return {"content": {"application/json": {"schema": refs.get(kind, {"type": "object"})}}}


def _json(name: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
