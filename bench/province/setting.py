"""The agencies of the province and one or several accounts for each role."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlmodel import Session

from bench.province.names import Place, person
from rasoat.accounts import operations as accounts
from rasoat.accounts.models import User
from rasoat.documents.models import Numbering
from rasoat.papers.kinds import joint_plan
from rasoat.units import operations as units

PASSWORD = "mat-khau-tinh-mau"  # noqa: S105 - of every account of a province that is made to be measured
SINCE, TWO_TIERS = date(2010, 1, 1), date(2025, 7, 1)
DEPARTMENTS = {"dept": ("Sở Y tế", "SYT"), "edu": ("Sở Giáo dục và Đào tạo", "SGDĐT"),
               "culture": ("Sở Văn hóa, Thể thao và Du lịch", "SVHTTDL")}  # fmt: skip
STAFF = {
    # the first of them: (role, agency, title, how many of a crowd of one)
    "officer": ("officer", "dept", "Chuyên viên", 8),
    "leader": ("leader", "dept", "Phó Giám đốc", 1),
    "clerk": ("clerk", "dept", "Văn thư", 1),
    "lead": ("member", "dept", "Trưởng phòng", 6),
    "admin": ("administrator", "dept", "Quản trị", 1),
    "edu_member": ("member", "edu", "Chuyên viên", 6),
    "edu_leader": ("leader", "edu", "Phó Giám đốc", 1),
    "culture_member": ("member", "culture", "Chuyên viên", 6),
    "culture_leader": ("leader", "culture", "Phó Giám đốc", 1),
    "province_leader": ("leader", "province", "Phó Chủ tịch", 1),
    "ministry_leader": ("leader", "ministry", "Phó Cục trưởng", 1),
}


@dataclass
class Setting:
    """Ids of agencies and accounts by the names that this bench gives them, and the people's names by account."""

    agencies: dict[str, UUID] = field(default_factory=dict)
    people: dict[str, UUID] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def crowd(self, first: str) -> list[str]:
        """The accounts that do what the first of them does: officer, officer2, …"""
        return [one for one in self.people if one.rstrip("0123456789") == first]


def set_up(session: Session, places: Sequence[Place], *, crowded: bool) -> Setting:
    """Make agencies and accounts through the program's own operations."""
    made = Setting()
    _agency(session, made, "ministry", "ministry", "Bộ Y tế", "BYT", "")
    _agency(session, made, "province", "province", "Ủy ban nhân dân tỉnh Lạng Sơn", "UBND", "")
    for key, (name, symbol) in DEPARTMENTS.items():
        _agency(session, made, key, "department", name, symbol, "province")
    # The department's numbers are given here.
    session.add(
        Numbering(issuer_id=made.agencies["dept"], year=SINCE.year, kind="own", series={joint_plan.SERIES: "outside"})
    )
    people = _People(session, made)
    for first, (role, agency, title, many) in STAFF.items():
        for number in range(1, many + 1 if crowded else 2):
            people.add(first if number == 1 else f"{first}{number}", role, agency, title)
    for place in places:
        _place(session, made, people, place)
    return made


def _agency(session: Session, made: Setting, key: str, kind: str, name: str, symbol: str, parent: str) -> None:
    header = "UBND TỈNH LẠNG SƠN" if kind == "department" else ""
    row = units.add_agency(
        session, parent_id=made.agencies.get(parent), valid_from=SINCE, kind=kind, name=name, short_name=name,
        symbol=symbol, place="Lạng Sơn", header=header, email=f"{key}@vidu.example",
    )  # fmt: skip
    made.agencies[key] = row.id


class _People:
    """Makes accounts; all have the same password, hashed once."""

    def __init__(self, session: Session, made: Setting) -> None:
        self.session, self.made = session, made
        first = User(username="", full_name="", agency_id=made.agencies["dept"], role="")
        accounts.set_password(first, PASSWORD)
        self.password_hash = first.password_hash

    def add(self, username: str, role: str, agency: str, title: str) -> None:
        """Make one account."""
        name = person(len(self.made.people))
        user = accounts.add_user(
            self.session, username=username, password_hash=self.password_hash, full_name=name, role=role, title=title,
            agency_id=self.made.agencies[agency], email=f"{username}@vidu.example",
        )  # fmt: skip
        self.made.people[username], self.made.names[username] = user.id, name


def _place(session: Session, made: Setting, people: _People, place: Place) -> None:
    level = "district" if place.ended else "commune"
    unit = units.add_unit(session, place.key, place.title[:1].upper() + place.title[1:], level, SINCE)
    row = units.add_agency(
        session, parent_id=made.agencies["province"], valid_from=SINCE, unit_id=unit.id, kind=level,
        name=f"Ủy ban nhân dân {place.title}", short_name=f"UBND {place.title}", symbol="UBND", place=place.name,
        header="", email=f"{place.key}@vidu.example",
    )  # fmt: skip
    if place.ended:
        row.valid_to = unit.valid_to = date(2025, 6, 30)
    made.agencies[place.key] = row.id
    people.add(f"{place.key}.officer", "authority_officer", place.key, "Chuyên viên")
    people.add(f"{place.key}.leader", "authority_leader", place.key, "Phó Chủ tịch")
