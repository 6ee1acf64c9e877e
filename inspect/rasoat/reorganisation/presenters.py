"""What the pages show of an act's proposals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import text
from rasoat.account_changes import queries as changes
from rasoat.account_changes.models import CONFIRMED, WAITING, AccountChange
from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import ROLE_TITLES, Role
from rasoat.accounts.models import User
from rasoat.db.reading import rows_by_id
from rasoat.inspections.models import Inspection
from rasoat.meetings.models import Meeting
from rasoat.pages.case import case_url
from rasoat.papers.models import PaperCase
from rasoat.plans.models import Plan, PlanCosigner, PlanTarget
from rasoat.proposals.models import Proposal
from rasoat.recommendations.models import Obligation
from rasoat.reorganisation.holdings import BY_NAME
from rasoat.reorganisation.models import GONE, PASSED, PROPOSED, STATES, UNDECIDED, Passing, Reorganisation
from rasoat.units import queries as units
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef

TONES = {PROPOSED: "waiting", UNDECIDED: "warning", PASSED: "ok", GONE: "neutral"}
KINDS = {
    "obligation": "Nội dung phải thực hiện",
    "drafted": "Dự thảo kiến nghị",
    "unit": "Đơn vị được kiểm tra",
    "office": "Phòng chuyên môn của cuộc kiểm tra",
    "led_inspection": "Chủ trì cuộc kiểm tra",
    "led_obligation": "Theo dõi nhiệm vụ",
    "led_plan": "Chủ trì kế hoạch",
    "led_meeting": "Thường trực cuộc họp",
    "led_act": "Rà soát văn bản sắp xếp",
    "paper": "Văn bản chưa cấp số",
    "cosigner": "Cùng ký kế hoạch",
    "target": "Đơn vị trong kế hoạch đang soạn",
    "target_office": "Phòng chuyên môn trong kế hoạch đang soạn",
    "asked": "Đơn vị đề xuất",
    "asked_of": "Nơi đã chuyển đề xuất tới",
}
"""What each kind of `holdings` is called on these pages; accounts have a page of their own, for administrators."""
_TEXTS: Mapping[type[Any], str] = {
    Obligation: "source_text",
    Inspection: "title",
    Plan: "title",
    Meeting: "matter",
    PaperCase: "subject",
    Proposal: "text",
    Reorganisation: "name",
}
_CASES = {Obligation: "obligation", Inspection: "inspection", Plan: "plan", Meeting: "meeting", PaperCase: "paper",
          Proposal: "proposal", Reorganisation: "reorganisation"}  # fmt: skip
_SHOWN = 160
REMOVED = "Tài khoản đã xóa"
"""What stands for an account that was moved, had never been used, and was removed since."""


@dataclass(frozen=True, slots=True)
class Line:
    """One proposal as its list shows it. `to` names the receivers with their shares."""

    row: Passing
    kind: str
    what: str
    url: str
    come_from: Agency
    to: list[tuple[Agency, int | None]]
    tone: str


def lines(session: Session, rows: Sequence[Passing]) -> list[Line]:
    """The proposals of one page, with few questions to the database."""
    things = _things(session, rows)
    named = units.names(session, {row.from_id for row in rows} | {one for row in rows for one in row.agencies})
    return [
        Line(
            row,
            KINDS[row.kind],
            *things.get(row.id, ("", "")),
            named[row.from_id],
            [(named[UUID(one["agency"])], one.get("share")) for one in row.receivers],
            TONES[row.state],
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class AccountLine:
    """What an act proposes for one account, as its list shows it. `to` is empty for one that is closed or not decided; `user` for
    one that nobody had used and that was removed since; `asked`: the request that a second person has still to confirm, or did not.
    """

    row: Passing
    user: User | None
    role: str
    come_from: Agency
    to: Agency | None
    act: str
    state: str
    tone: str
    asked: AccountChange | None


def account_lines(session: Session, rows: Sequence[Passing]) -> list[AccountLine]:
    """The proposals for accounts of one page, with few questions to the database."""
    people = accounts.names(session, {row.target_id for row in rows})
    named = units.names(session, {row.from_id for row in rows} | {one for row in rows for one in row.agencies})
    acts = rows_by_id(session, Reorganisation, {row.reorganisation_id for row in rows})
    asked = changes.last_moves(session, people)
    found = []
    for row in rows:
        user, change = people.get(row.target_id), asked.get(row.target_id)
        change = change if change and row.state == PROPOSED and change.created_at >= row.created_at else None
        state = STATES[row.state]
        if change is not None and not CONFIRMED.of(change):
            state = "Chờ người thứ hai xác nhận" if WAITING.of(change) else "Người thứ hai không đồng ý, hoặc đã rút"
        to = named[row.agencies[0]] if row.agencies else None
        role = ROLE_TITLES[Role(user.role)] if user else ""
        act = acts[row.reorganisation_id].told
        found.append(AccountLine(row, user, role, named[row.from_id], to, act, state, TONES[row.state], change))
    return found


def _things(session: Session, rows: Sequence[Passing]) -> dict[UUID, tuple[str, str]]:
    """Of each proposal what it is about, and where its page is."""
    found: dict[UUID, tuple[str, str]] = {}
    for kind in sorted({row.kind for row in rows}):
        mine = {row.target_id: row.id for row in rows if row.kind == kind}
        model: Any = BY_NAME[kind].model
        if model in (PlanCosigner, PlanTarget):
            query = select(model.id, Plan.id, Plan.title).join(Plan, col(Plan.id) == model.plan_id)
            model = Plan
        else:
            query = select(model.id, model.id, getattr(model, _TEXTS[model]))
        for target, case_id, told in session.exec(query.where(col(BY_NAME[kind].model.id).in_(mine))):
            found[mine[target]] = text.shortened(told, _SHOWN), case_url(CaseRef(_CASES[model], case_id))
    return found
