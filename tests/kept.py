"""What tests need not do again each time: compile templates, routes and statements, and hash passwords slowly."""

import gc
from functools import cache
from pathlib import Path
from types import MethodType
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine, event
from werkzeug.routing import Rule

from rasoat.accounts import operations as accounts
from rasoat.db import database

_shared: set[str] = set()
COSTLY = accounts._hasher
"""What hashes passwords in an installation: 50 ms each, on purpose."""
_COMPILED = {"_parts", "_trace", "_converters", "arguments"}
"""What a route gets when it is compiled, beside the methods that build its address."""
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class Compiled(BytecodeCache):
    """Compiled templates, kept in memory; a template that changed is compiled again."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key] = bucket.bytecode_to_string()


def keep_templates() -> None:
    """The templates of every application that is made from now on."""
    Flask.jinja_options = {"bytecode_cache": Compiled()}


def keep_routes() -> None:
    """The routes' compiled patterns and addresses: each application has all of them, and they are always the same."""
    compiled = Rule.compile
    known: dict[Any, dict[str, Any]] = {}

    def once(rule: Rule) -> None:
        key = (rule.rule, rule.subdomain, rule.host, rule.merge_slashes, repr(rule.defaults), rule.map.host_matching)
        if key not in known:
            before = set(vars(rule))
            compiled(rule)
            known[key] = {name: vars(rule)[name] for name in _COMPILED | (set(vars(rule)) - before)}
        for name, value in known[key].items():
            # What builds an address is a method of the rule it was compiled for.
            setattr(rule, name, MethodType(value.__func__, rule) if isinstance(value, MethodType) else value)

    Rule.compile = once  # type: ignore[method-assign]  # for all rules of this process


def keep_engines() -> None:
    """One engine for an address that tests share, reading and writing: it remembers the statements it has compiled."""
    make, make_writer = database._engine, database._writer
    same_writer = cache(make_writer)

    @cache
    def same(url: str) -> Engine:
        found = make(url)
        if url in _shared:
            event.listen(found, "connect", _hurry)
        return found

    def engine(url: str) -> Engine:
        return same(url) if url in _shared or not url.startswith("sqlite") else make(url)

    def writer(of: Engine) -> Engine:
        if of.dialect.name != "sqlite":
            return same_writer(of)
        if of.url.render_as_string(hide_password=False) not in _shared:
            return make_writer(of)
        found = same_writer(of)
        found.pool = of.pool
        return found

    database._engine, database._writer = engine, writer


def hash_cheaply() -> None:
    """Hash the tests' passwords cheaply; the hashing of an installation has a test of its own."""
    accounts._hasher = CHEAP


def collect_no_garbage_yet() -> None:
    """Nearly all that is made while the tests are looked for stays: looking through it again and again takes seconds."""
    gc.disable()


def spare_the_living() -> None:
    """Objects from before the first test stay to the end, so the garbage collector need not look through them."""
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _hurry(connection: Any, _record: Any) -> None:
    # As on the tests' PostgreSQL, nothing is forced to the disk: these tests do not try a loss of power.
    connection.execute("PRAGMA synchronous=OFF")


def share(path: Path) -> str:
    """The address of an SQLite file that tests use one after the other."""
    url = f"sqlite:///{path}"
    _shared.add(url)
    return url


def forget_connections(url: str) -> None:
    """The engines of an address begin again without their old connections."""
    engine = database._engine(url)
    engine.dispose()
    database._writer(engine).dispose()
