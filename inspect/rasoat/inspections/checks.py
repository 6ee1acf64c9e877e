"""Checks of the values given for an inspection: they report every fault at once, each with its field."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Role
from rasoat.accounts.models import User
from rasoat.inspections import queries, team
from rasoat.inspections.models import ASSIGNMENTS, SITE_KINDS, Inspection
from rasoat.problems import Problem, Reason
from rasoat.units.models import Agency
from rasoat.workflows.working_days import in_force

# Viet Nam with its islands, in whole degrees. This catches a latitude and longitude that were exchanged.
LATITUDES = (6, 24)
LONGITUDES = (101, 118)
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def require(reasons: list[Reason]) -> None:
    """Raise Problem `form.invalid` when there are reasons."""
    if reasons:
        raise Problem("form.invalid", reasons=reasons)


def schedule(scheduled_time: str) -> list[Reason]:
    """Check that the hour is empty or an hour of the day."""
    if not scheduled_time or _HOUR.fullmatch(scheduled_time):
        return []
    return [Reason("scheduled_time", f"“{scheduled_time}” không phải là giờ; ví dụ đúng: 08:00.")]


def day_off(session: Session, day: date) -> str:
    """What is to be said of a day on which nobody works: it may be chosen all the same. Empty for a working day."""
    why = in_force(session).day_off(day)
    return f"Lưu ý: {clock.date_text(day)} là ngày nghỉ ({why})." if why else ""


def known_checklists(names: list[str], known: set[str]) -> list[Reason]:
    """Check that every name is that of a published checklist."""
    return [Reason("checklists", f"Không có bảng kiểm “{name}” đã công bố.") for name in names if name not in known]


def member(session: Session, inspection: Inspection, user: User | None, assignment: str) -> list[Reason]:
    """Check that this person may be in the team with this assignment."""
    if user is None or not user.active or user.role == Role.ADMINISTRATOR:
        return [Reason("user_id", "Chọn một người trong danh sách; tài khoản quản trị không vào đoàn.")]
    reasons = [] if assignment in ASSIGNMENTS else [Reason("assignment", "Chọn nhiệm vụ trong đoàn.")]
    agency = session.get_one(Agency, user.agency_id)
    forbidden = "nobody_from_the_unit" in team.rules_for(session, inspection)
    if forbidden and team.is_inside(agency, inspection.model_dump()):
        reasons.append(
            Reason("user_id", f"{user.full_name} thuộc {agency.name}, đơn vị được kiểm tra; cử người khác thay.")
        )
    return reasons


def one_lead(assignments: Iterable[str]) -> list[Reason]:
    """Check that a team has not more than one lead."""
    if list(assignments).count("lead") < 2:
        return []
    return [Reason("assignment", "Mỗi đoàn chỉ có một trưởng đoàn.")]


def require_named(session: Session, inspection_id: UUID, user_id: UUID, assignment: str) -> None:
    """Raise Problem `inspection.team` when a person is not in the team with this assignment any more."""
    found = [member.assignment for member in queries.team(session, inspection_id) if member.user_id == user_id]
    if found != [assignment]:
        raise Problem("inspection.team", reasons=[Reason("team", "Đoàn đã được người khác đổi sau đó.")])


def site_values(values: dict[str, Any]) -> dict[str, Any]:
    """The columns of a site, trimmed. Raises Problem `form.invalid`; TypeError for what is not a column of it."""
    return _site(**values)


def _site(
    *, kind: str, name: str, place: str = "", latitude: float | None = None, longitude: float | None = None
) -> dict[str, Any]:
    reasons = []
    if kind not in SITE_KINDS:
        reasons.append(Reason("kind", "Chọn loại điểm."))
    if not name.strip():
        reasons.append(Reason("name", "Nhập tên điểm."))
    reasons += _position(latitude, longitude)
    require(reasons)
    return {
        "kind": kind,
        "name": name.strip(),
        "place": place.strip(),
        "latitude": latitude,
        "longitude": longitude,
    }


def _position(latitude: float | None, longitude: float | None) -> list[Reason]:
    if latitude is None and longitude is None:
        return []
    if latitude is None or longitude is None:
        missing = "latitude" if latitude is None else "longitude"
        return [Reason(missing, "Nhập cả vĩ độ và kinh độ, hoặc để trống cả hai.")]
    reasons = []
    if not LATITUDES[0] <= latitude <= LATITUDES[1]:
        reasons.append(Reason("latitude", f"Vĩ độ ở Việt Nam nằm từ {LATITUDES[0]} đến {LATITUDES[1]}."))
    if not LONGITUDES[0] <= longitude <= LONGITUDES[1]:
        reasons.append(Reason("longitude", f"Kinh độ ở Việt Nam nằm từ {LONGITUDES[0]} đến {LONGITUDES[1]}."))
    return reasons
