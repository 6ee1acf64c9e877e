"""Many clerks take numbers at once: every number of every own series once, without a gap."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import UUID

import pytest
from sqlmodel import select
from tests.documents.test_register import line
from tests.world import SINCE, World

from rasoat.db import new_id
from rasoat.documents import register
from rasoat.documents.models import Numbering, RegisterCounter, RegisterEntry
from rasoat.units.models import Agency

ISSUERS = 32
DAY = date(2024, 7, 12)


def issuers(world: World, count: int) -> list[UUID]:
    """So many agencies that give their numbers here: every second one in one series for all kinds."""
    ids = [new_id() for _ in range(count)]
    names = {one: f"Sở mẫu {number}" for number, one in enumerate(ids)}
    world.do(
        lambda s: s.add_all(
            Agency(id=one, path=f"/{one}/", kind="department", name=name, short_name=name, symbol="SM", place="Mẫu",
                   valid_from=SINCE)
            for one, name in names.items()
        )
    )  # fmt: skip
    world.do(
        lambda s: s.add_all(
            Numbering(issuer_id=one, year=SINCE.year, kind="own", together=bool(place % 2))
            for place, one in enumerate(ids)
        )
    )
    return ids


@pytest.mark.parametrize("papers", [64, pytest.param(2000, marks=pytest.mark.long)])
def test_many_clerks_at_once_leave_no_gap(world: World, papers: int) -> None:
    known = issuers(world, ISSUERS)
    with ThreadPoolExecutor(ISSUERS) as pool:
        # Two clerks of one issuer number its notices and its letters at the same moment.
        given = list(
            pool.map(
                lambda turn: world.do(
                    lambda s: register.enter(s, known[turn // 2 % ISSUERS], ("TB", "CV")[turn % 2], line(DAY)).number
                ),
                range(papers),
            )
        )
    assert len(given) == papers
    lines = world.see(
        lambda s: list(s.exec(select(RegisterEntry.issuer_id, RegisterEntry.series, RegisterEntry.number)))
    )
    counted = Counter((issuer, series) for issuer, series, _ in lines)
    assert sum(counted.values()) == papers
    assert {(issuer, series, n) for issuer, series, n in lines} == {
        (issuer, series, n) for (issuer, series), last in counted.items() for n in range(1, last + 1)
    }
    counters = world.see(lambda s: list(s.exec(select(RegisterCounter))))
    assert {(one.issuer_id, one.series): one.last for one in counters} == counted
    assert {series for _, series in counted} == {"*", "TB", "CV"}
