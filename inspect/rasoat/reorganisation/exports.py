"""What is still open with ended agencies, taken out."""

from collections.abc import Iterator, Sequence

from rasoat import clock
from rasoat.accounts.actor import Role
from rasoat.exporting.cells import Cell
from rasoat.exporting.registry import Listing, of_query, of_rows, register_export
from rasoat.pages import actor, session
from rasoat.reorganisation import account_views, act_views, presenters, queries
from rasoat.reorganisation.models import CLOSE, RULES, STATES, Passing
from rasoat.reorganisation.queries import OpenWith


def _cells(rows: Sequence[OpenWith]) -> Iterator[Sequence[Cell]]:
    # Accounts are told to those who keep them.
    administrator = actor().role == Role.ADMINISTRATOR
    for row in rows:
        accounts = row.accounts if administrator else None
        yield row.agency.name, row.agency.valid_to, row.agency.ended_by, row.obligations, row.inspections, accounts


register_export(
    Listing(
        "ended_agencies", "Việc còn mở ở cơ quan đã kết thúc", "reorganisation.ended",
        ("Cơ quan", "Ngày cuối cùng", "Văn bản kết thúc", "Nội dung phải thực hiện", "Cuộc kiểm tra", "Tài khoản đang dùng"),
        lambda: of_rows(queries.open_with_ended(session(), actor(), clock.today())), _cells, widths=(60, 14, 40, 14, 14, 14),
    )
)  # fmt: skip


def _accounts(rows: Sequence[Passing]) -> Iterator[Sequence[Cell]]:
    for line in presenters.account_lines(session(), rows):
        to = line.to.name if line.to else "Khóa tài khoản" if line.row.rule == CLOSE else ""
        told = f"{line.state}: {line.row.fault}" if line.row.fault else line.state
        user = line.user
        who = (user.full_name, user.username, line.role) if user else (presenters.REMOVED, "", "")
        yield *who, line.come_from.name, to, RULES[line.row.rule], line.act, told, line.row.passed_at


register_export(
    Listing(
        "account_passings", "Chuyển tài khoản theo văn bản sắp xếp", "reorganisation.accounts",
        ("Họ và tên", "Tên đăng nhập", "Vai trò", "Của cơ quan", "Chuyển sang", "Vì sao", "Văn bản", "Tình trạng", "Chuyển lúc"),
        lambda: of_query(*account_views.accounts_in_order()), _accounts, account_views.account_selects,
        widths=(30, 20, 20, 40, 40, 30, 40, 30, 18),
    )
)  # fmt: skip


def _passed(rows: Sequence[Passing]) -> Iterator[Sequence[Cell]]:
    for line in presenters.lines(session(), rows):
        to = "; ".join(f"{agency.name}: {share}" if share is not None else agency.name for agency, share in line.to)
        row = line.row
        yield (
            row.ordinal,
            line.kind,
            line.what,
            line.come_from.name,
            to,
            RULES[row.rule],
            f"{STATES[row.state]}: {row.fault}" if row.fault else STATES[row.state],
            row.passed_at,
        )


register_export(
    Listing(
        "passings", "Chuyển việc theo văn bản sắp xếp", "reorganisation.show_act",
        ("Dòng", "Loại việc", "Việc", "Của cơ quan", "Chuyển cho", "Vì sao", "Tình trạng", "Chuyển lúc"),
        lambda: of_query(*act_views.in_order()), _passed, act_views.selects, widths=(8, 30, 60, 40, 40, 30, 20, 18),
    )
)  # fmt: skip
