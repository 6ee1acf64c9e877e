"""Numbers of papers: one series for each year, in the order of the days, without a gap."""

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import Session, col, func, select

from bench.province.stages import Told
from bench.province.telling import PLAN_NUMBER
from rasoat.documents import numbering
from rasoat.documents.models import RegisterCounter, RegisterEntry

Numbers = dict[int, int]
"""A copy's numbers by those of the pattern."""


def numbers_of(told: Told, *copies: Sequence[tuple[timedelta, str]]) -> list[Numbers]:
    """The numbers of each copy, in the order in which they are given: how far it is shifted, and its stage."""
    every = [one for some in copies for one in some]
    found: list[Numbers] = [{} for _ in every]
    papers = [
        (dated + days, place, number)
        for place, (days, stage) in enumerate(every)
        for number, dated in told.patterns[stage].numbered.items()
        # Plans have a series of their own.
        if number != PLAN_NUMBER
    ]
    last: dict[int, int] = {}
    for dated, place, number in sorted(papers):
        last[dated.year] = last.get(dated.year, 0) + 1
        found[place][number] = last[dated.year]
    return found


def put_counters(session: Session) -> None:
    """Set each series to the last number of its lines."""
    series = (col(RegisterEntry.issuer_id), col(RegisterEntry.year), col(RegisterEntry.series))
    for issuer_id, year, name, last in session.exec(select(*series, func.max(RegisterEntry.number)).group_by(*series)):
        kind = numbering.of_year(session, issuer_id, year).kind_of(name)
        session.add(RegisterCounter(issuer_id=issuer_id, year=year, series=name, last=last, kind=kind))
