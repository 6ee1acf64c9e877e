"""setup: begin an installation in the terminal, as the page behind the first address does."""

from datetime import date

import click
from sqlmodel import Session

from rasoat import clock, dates
from rasoat.commands.chosen import settings
from rasoat.commands.setup import ready
from rasoat.units import kinds, provinces
from rasoat.web.beginning import operations
from rasoat.web.beginning.operations import FirstAdministrator, LeadAgency


@click.command()
@click.option("--province", prompt="Mã tỉnh, thành phố (Lạng Sơn: 20)")
@click.option("--kind", default="department", prompt="Loại cơ quan chủ trì")
@click.option("--name", prompt="Tên cơ quan chủ trì")
@click.option("--short-name", default="", prompt="Tên gọn (Enter: như tên)")
@click.option("--symbol", prompt="Ký hiệu trên văn bản")
@click.option("--place", prompt="Địa danh trên văn bản")
@click.option("--header", default="", prompt="Dòng cơ quan cấp trên (Enter: theo UBND tỉnh)")
@click.option("--since", default=lambda: f"1/1/{clock.today().year}", prompt="Hoạt động từ ngày")
@click.option("--full-name", prompt="Họ và tên người quản trị")
@click.option("--username", prompt="Tên đăng nhập")
@click.option("--password", prompt="Mật khẩu", hide_input=True, confirmation_prompt=True)
def setup(**given: str) -> None:
    """Begin an empty installation in the terminal: the province's units, the lead agency, its first administrator."""
    lead = LeadAgency(
        province=_one_of(given["province"], provinces.offered(), "province"),
        kind=_one_of(given["kind"], kinds.titles(), "kind"),
        name=given["name"],
        short_name=given["short_name"] or given["name"],
        symbol=given["symbol"],
        place=given["place"],
        header=given["header"],
        valid_from=_day(given["since"]),
    )
    person = FirstAdministrator(given["full_name"], given["username"], given["password"])

    def begin(session: Session) -> str:
        return operations.begin(session, lead, person).username

    username = ready(settings()).write(begin)
    click.echo(f"Đã lập {lead.name} và tài khoản quản trị “{username}”. Việc còn lại ở trang “Còn phải làm”.")


def _one_of(given: str, known: dict[str, str], option: str) -> str:
    if given in known:
        return given
    raise click.BadParameter(
        f"chọn một trong: {', '.join(f'{key} ({title})' for key, title in known.items())}", param_hint=option
    )


def _day(given: str) -> date:
    found = dates.typed(given)
    if found is None:
        raise click.BadParameter(f"“{given}” không phải là ngày có thật", param_hint="since")
    return found
