"""Every GET address that one person may open, each route once with something that exists, lists also in their variants."""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice, product
from uuid import UUID

from flask import Flask
from werkzeug.exceptions import NotFound
from werkzeug.routing import BuildError, Rule

from rasoat.accounts.actor import Role
from rasoat.workflows.registry import kinds

Ids = Mapping[str, list[UUID]]
Opens = Callable[[str], bool]
LEFT_OUT = {"static", "login.sign_in", "activation.activate", "earlier_addresses.notices", "tablet.worker"}
VARIANTS = {
    "followup.board": [
        "stage=",
        "priority=urgent",
        "stage=&priority=urgent",
        "stage=&priority=ordinary",
        "stage=overdue",
        "q=biển+cảnh+báo",
        "q=khuoi",
        "q=xa",
        "sort=-due&page=100000",
    ],
    "inspections.index": ["q=tan", "q=kiểm+tra", "sort=-date&page=100000", "status=closed"],
    "inspections.calendar": ["month=2025-10"],
    "papers.index": ["q=thành", "q=98", "page=100000"],
    "papers.register": ["q=kết+quả", "page=100000"],
    "incoming.register": ["q=báo+cáo", "page=100000"],
    "proposals.index": ["q=phần+mềm", "stage=late", "stage=owed", "owner=none", "page=100000"],
    "plans.index": ["q=trẻ+em"],
    "ranking.index": ["q=tan", "planned=no"],
    "earlier.index": ["status=all", "status=all&q=112", "who=mine", "who=nobody"],
    "meetings.index": ["q=trẻ+em", "status=announced", "sort=-changed", "page=100000"],
    "obligations.inbox": ["q=biển"],
    "administration.users": ["q=hoàng", "page=100000"],
    "administration.agencies": ["q=tan"],
    "dangers.index": ["all=1"],
    "everywhere.show": [
        "q=97%2FTB",
        "q=tân",
        "q=xa",
        "q=b",
        "q=biển+cảnh+báo",
        "q=kiểm+tra+trẻ+em",
        "q=zzz",
        "q=trẻ+em&kind=incoming",
        "q=hoàng&kind=person",
    ],
    "exporting.index": ["page=100000"],
    "findings.results": ["q=tan"],
    "reorganisation.show_act": ["state=all", "state=all&page=100000", "kind=obligation"],
    "reorganisation.accounts": ["state=all"],
}
FIXED = {"checklist": "warning_signs", "place": "unit", "block_id": "result.lead"}
TRIES = 60
"""Addresses of one route that are tried until one opens."""


def addresses(app: Flask, role: Role, ids: Ids, opens: Opens, only: str = "") -> Iterator[tuple[str, str]]:
    """(endpoint, address) of each page that this person may open, of endpoints with `only` in their name; `opens` says
    whether an address does.
    """
    adapter = app.url_map.bind("localhost")
    for rule in sorted(app.url_map.iter_rules(), key=lambda one: one.rule):
        if "GET" not in (rule.methods or ()) or rule.endpoint in LEFT_OUT or only not in rule.endpoint:
            continue
        if not _may(app, rule, role):
            continue
        made = (_built(adapter.build, rule.endpoint, values) for values in _values(rule, ids))
        found = next((one for one in islice(made, TRIES) if one and opens(one)), None)
        if found is None:
            continue
        yield rule.endpoint, found
        for variant in VARIANTS.get(rule.endpoint, []):
            yield rule.endpoint, f"{found}?{variant}"


def _may(app: Flask, rule: Rule, role: Role) -> bool:
    allow = getattr(app.view_functions[rule.endpoint], "rasoat_allow", None)
    return allow is None or role in allow


def _built(build: Callable[..., str], endpoint: str, values: Mapping[str, object]) -> str:
    try:
        return build(endpoint, values)
    except (BuildError, NotFound, ValueError):
        return ""


def _values(rule: Rule, ids: Ids) -> Iterator[dict[str, object]]:
    if rule.endpoint == "cases.act":
        yield from _acts(ids)
        return
    fixed: dict[str, object] = {name: value for name, value in FIXED.items() if name in rule.arguments}
    names = [name for name in rule.arguments if name in ids]
    if "name" in rule.arguments:
        fixed["name"] = "obligation" if "workflows" in rule.rule else "warning_signs"
    if names:
        yield from (
            {**fixed, **dict(zip(names, some, strict=True))} for some in product(*(ids[name] for name in names))
        )
    elif "version" in rule.arguments:
        # Which versions there are is found by trying.
        yield from ({**fixed, "version": version} for version in range(1, 9))
    else:
        yield fixed


def _acts(ids: Ids) -> Iterator[dict[str, object]]:
    """Actions that somebody is often asked for; which of them a person may do is found by trying."""
    for kind, trigger in (("obligation", "ask_extension"), ("obligation", "send_back"), ("obligation", "reopen"),
                          ("inspection", "postpone"), ("proposal", "reply"), ("danger", "receive")):  # fmt: skip
        if kind in kinds:
            yield from ({"kind": kind, "case_id": one, "trigger": trigger} for one in ids[f"{kind}_id"])
