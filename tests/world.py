"""A small province for the tests: invented people, one for each role, in a handful of agencies."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts import operations as accounts
from rasoat.accounts import queries
from rasoat.accounts.actor import Actor
from rasoat.db import Database
from rasoat.documents.models import Numbering
from rasoat.units import operations as units
from tests.kept import CHEAP
from tests.milestones import milestone

T = TypeVar("T")

PASSWORD = "mat-khau-thu-nghiem"
SINCE = date(2010, 1, 1)

AGENCIES = {
    # key: (parent, kind, name, short name, symbol, place, header)
    "ministry": (None, "ministry", "Bộ Lao động - Thương binh và Xã hội", "Bộ LĐTBXH", "LĐTBXH", "Hà Nội", ""),
    "province": (None, "province", "Ủy ban nhân dân tỉnh Lạng Sơn", "UBND tỉnh", "UBND", "Lạng Sơn", ""),
    "dept": ("province", "department", "Sở Lao động - Thương binh và Xã hội", "Sở LĐTBXH", "SLĐTBXH", "Lạng Sơn",
             "UBND TỈNH LẠNG SƠN"),
    "edu": ("province", "department", "Sở Giáo dục và Đào tạo", "Sở GDĐT", "SGDĐT", "Lạng Sơn", "UBND TỈNH LẠNG SƠN"),
    "culture": ("province", "department", "Sở Văn hóa, Thể thao và Du lịch", "Sở VHTTDL", "SVHTTDL", "Lạng Sơn",
                "UBND TỈNH LẠNG SƠN"),
    "district": ("province", "district", "Ủy ban nhân dân huyện Chi Lăng", "UBND huyện Chi Lăng", "UBND", "Chi Lăng",
                 ""),
    "office": ("district", "district_office", "Phòng Lao động - Thương binh và Xã hội huyện Chi Lăng",
               "Phòng LĐTBXH Chi Lăng", "LĐTBXH", "Chi Lăng", "UBND HUYỆN CHI LĂNG"),
    "other_district": ("province", "district", "Ủy ban nhân dân huyện Hữu Lũng", "UBND huyện Hữu Lũng", "UBND",
                       "Hữu Lũng", ""),
}  # fmt: skip

PEOPLE = {
    # username: (full name, agency, role, title)
    "officer": ("Hoàng Thị Thử", "dept", "officer", "Chuyên viên"),
    "officer2": ("Lý Văn Nháp", "dept", "officer", "Chuyên viên"),
    "leader": ("Nông Văn Mẫu", "dept", "leader", "Phó Giám đốc"),
    "clerk": ("Vi Thị Văn Thư", "dept", "clerk", "Văn thư"),
    "lead": ("Lương Văn Đoàn", "dept", "member", "Trưởng phòng"),
    "edu_member": ("Triệu Thị Giáo", "edu", "member", "Chuyên viên"),
    "edu_officer": ("Ngô Thị Học", "edu", "officer", "Chuyên viên"),
    "edu_leader": ("Đinh Văn Dục", "edu", "leader", "Phó Giám đốc"),
    "culture_member": ("Hà Văn Thể", "culture", "member", "Chuyên viên"),
    "culture_leader": ("Bế Thị Văn", "culture", "leader", "Phó Giám đốc"),
    "province_leader": ("Đỗ Văn Tỉnh", "province", "leader", "Phó Chủ tịch"),
    "ministry_leader": ("Trần Văn Bộ", "ministry", "leader", "Phó Cục trưởng"),
    "district_officer": ("Mã Thị Huyện", "district", "authority_officer", "Chuyên viên"),
    "district_leader": ("Chu Văn Chi", "district", "authority_leader", "Phó Chủ tịch"),
    "office_officer": ("Phùng Thị Phòng", "office", "authority_officer", "Chuyên viên"),
    "other_officer": ("Linh Văn Khác", "other_district", "authority_officer", "Chuyên viên"),
    "admin": ("Quản Trị Thử", "dept", "administrator", "Quản trị"),
}

CHEAP_HASH = CHEAP.hash(PASSWORD)


@dataclass
class World:
    """The database with its people. `world.as_("officer")` is an actor, `world.do(op)` a write."""

    database: Database
    agencies: dict[str, UUID]
    actors: dict[str, Actor]

    @classmethod
    def build(cls, database: Database) -> "World":
        agencies, actors = _settled(database)
        return cls(database, dict(agencies), dict(actors))

    def as_(self, username: str) -> Actor:
        return self.actors[username]

    def do(self, operation: Callable[[Session], T]) -> T:
        return self.database.write(operation)

    def see(self, query: Callable[[Session], T]) -> T:
        with self.database.read() as session:
            found = query(session)
            session.expunge_all()
            return found


@milestone
def _settled(database: Database) -> tuple[dict[str, UUID], dict[str, Actor]]:
    return database.write(_fill)


def _fill(session: Session) -> tuple[dict[str, UUID], dict[str, Actor]]:
    ids: dict[str, UUID] = {}
    for key, (parent, kind, name, short_name, symbol, place, header) in AGENCIES.items():
        agency = units.add_agency(
            session,
            parent_id=ids[parent] if parent else None,
            valid_from=SINCE,
            kind=kind,
            name=name,
            short_name=short_name,
            symbol=symbol,
            place=place,
            header=header,
            email=f"{key}@vidu.example",
        )
        ids[key] = agency.id
    for agency_id in ids.values():
        session.add(Numbering(issuer_id=agency_id, year=SINCE.year, kind="own"))
    actors = {}
    for username, (full_name, agency_key, role, title) in PEOPLE.items():
        user = accounts.add_user(
            session,
            username=username,
            password_hash=CHEAP_HASH,
            full_name=full_name,
            agency_id=ids[agency_key],
            role=role,
            title=title,
            email=f"{username}@vidu.example",
        )
        found = queries.actor_of(session, user.id)
        assert found is not None
        actors[username] = found
    return ids, actors
