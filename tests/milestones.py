"""Stages that many tests begin from, played once: the database is kept as it was there and put back for the next test.

`@milestone` stands on a function that plays a world up to some point. It is put back only onto a database to which
nothing but milestones happened since it was new (`begin`), and only for the same arguments and the same present date:
in any other case it is played in full. What it returns is read from the database again, so that both ways give the same
result.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import wraps
from typing import Any, TypeVar, cast

from sqlalchemy import Engine
from sqlmodel import SQLModel

from rasoat import clock
from rasoat.db import Database, database
from tests import snapshots

Way = tuple[Any, ...]
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class _Kept:
    """What a milestone left in the database."""

    image: snapshots.Image
    value: Any = None


_ways: dict[str, Way] = {}
"""By address, what the database went through since it was new; nothing when anything but milestones was written."""
_kept: dict[Way, _Kept] = {}


def begin(url: str, template: str) -> None:
    """The database at this address is now a copy of a template."""
    _ways[url] = (template,)


def watch() -> None:
    """Listen to every commit from now on."""
    database._engine = _watching(database._engine)
    database._writer = _watching(database._writer)


def _watching(make: Callable[[Any], Engine]) -> Callable[[Any], Engine]:
    def made(of: Any) -> Engine:
        engine = make(of)
        if "do_commit" in vars(engine.dialect):
            return engine
        commit, url = engine.dialect.do_commit, _address(engine)

        def told(connection: Any) -> None:
            _ways.pop(url, None)
            commit(connection)

        engine.dialect.do_commit = told  # type: ignore[method-assign]  # a hook of this one engine
        return engine

    return made


def _address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def milestone(play: F) -> F:
    """A function whose first argument is a database, or has one; the others must show what they are by `repr`."""

    @wraps(play)
    def reach(stage: Any, *args: Any, **options: Any) -> Any:
        engine = _database(stage).engine
        url = _address(engine)
        before = _ways.get(url)
        if before is None:
            return _again(play(stage, *args, **options), stage)
        way = (*before, play.__module__, play.__qualname__, repr((args, options)), clock._instant.get(), clock.today())
        if way in _kept:
            snapshots.put_back(engine, _kept[way].image, _kept[before].image)
            value = _kept[way].value
        else:
            if before not in _kept:
                _kept[before] = _Kept(snapshots.take(engine))
            value = play(stage, *args, **options)
            _kept[way] = _Kept(snapshots.take(engine), value)
        _ways[url] = way
        return _again(value, stage)

    return cast(F, reach)


def _database(stage: Any) -> Database:
    return cast(Database, stage if isinstance(stage, Database) else stage.database)


def _again(value: Any, stage: Any) -> Any:
    """The same value for this stage: rows as they are now, and this world in place of the one it was played in."""
    if isinstance(value, type(stage)):
        return stage
    if isinstance(value, SQLModel):
        with _database(stage).read() as session:
            row = session.get_one(type(value), value.id)  # type: ignore[attr-defined]  # all tables of cases have one
            session.expunge(row)
            return row
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _again(getattr(value, each.name), stage) for each in fields(value)})
    return value


def forget() -> None:
    """Every milestone is played in full the next time."""
    _kept.clear()
