"""units check, units bring."""

import sys

import click

from rasoat import clock
from rasoat.commands.chosen import settings
from rasoat.commands.setup import ready
from rasoat.reorganisation import queries
from rasoat.units import bringing, checking, provinces


@click.group()
def units() -> None:
    """Administrative units and agencies."""


@units.command("check")
def check_units() -> None:
    """What does not fit among the agencies, and whatever open is still owed, led, verified, signed or asked by one that has
    ended. Exits with 1 when there is anything.
    """
    with ready(settings()).read() as session:
        faults = checking.faults(session, clock.today())
        left = queries.open_with_ended(session, None, clock.today())
        for fault in faults:
            click.echo(f"{fault.name}: {fault.told}")
        for one in left:
            click.echo(f"{one.agency.short_name} đã kết thúc, còn {one.told}")
    if faults or left:
        sys.exit(1)
    click.echo("Các cơ quan khớp nhau; không còn việc mở ở cơ quan đã kết thúc.")


@units.command("bring")
@click.argument("province")
def bring_units(province: str) -> None:
    """Record the units of a PROVINCE (its code: 20) before and since 1/7/2025; those that are there stay as they are."""
    found = provinces.read(province)
    brought = ready(settings()).write(lambda session: bringing.bring(session, found))
    click.echo(f"{found.name}: thêm {brought.new} đơn vị, {brought.known} đã có.")
