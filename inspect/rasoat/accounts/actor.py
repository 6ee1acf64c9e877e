"""Who acts: a person, the agency for which the person acts, and the role."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import UUID

SYSTEM_ID = UUID("00000000-0000-7000-8000-000000000001")
"""Stands in the journal where no person acted: the program did something by itself. It is no account's id."""
SYSTEM_NAME = "Rà Soát (tự động)"


class Role(StrEnum):
    """What a person is at an agency. Relations to a case (team lead, addressee) are not roles."""

    OFFICER = "officer"
    LEADER = "leader"
    CLERK = "clerk"
    MEMBER = "member"
    AUTHORITY_OFFICER = "authority_officer"
    AUTHORITY_LEADER = "authority_leader"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"
    """The program itself. No account has this role, so ROLE_TITLES, which forms offer, leaves it out."""


ROLE_TITLES = {
    Role.OFFICER: "Chuyên viên",
    Role.LEADER: "Lãnh đạo",
    Role.CLERK: "Văn thư",
    Role.MEMBER: "Thành viên đoàn",
    Role.AUTHORITY_OFFICER: "Cán bộ đơn vị được kiểm tra",
    Role.AUTHORITY_LEADER: "Lãnh đạo đơn vị được kiểm tra",
    Role.ADMINISTRATOR: "Quản trị",
}
SIGNING_ROLES = {Role.LEADER, Role.CLERK, Role.AUTHORITY_LEADER, Role.ADMINISTRATOR}
"""Whoever signs, numbers or decides, and whoever could make himself such a person."""
AUTHORITY_ROLES = {Role.AUTHORITY_OFFICER, Role.AUTHORITY_LEADER}


@dataclass(frozen=True, slots=True)
class Actor:
    """The person on whose behalf an operation runs. `agency_path` lists the agency's ids from the root."""

    user_id: UUID
    agency_id: UUID
    role: Role
    name: str
    title: str
    agency_name: str
    agency_path: str
    username: str = ""
    acting_for: UUID | None = None
    """The person in whose stead this one acts; the journal names both."""

    stands_in_for: tuple[UUID, ...] = ()
    """The people of the same agency who are away today and for whom this one stands in. What names such a person holds for
    this one too; what a role may do is asked of this one's own role alone."""

    goes_on_for: tuple[UUID, ...] = ()
    """The ended agencies for which the own one goes on. What they led is read as what the own one leads; nobody acts on it
    before it is passed on. Empty for accounts of authorities, and for administrators."""

    password_fresh: bool = field(default=True, compare=False)
    """Whether the password was given a moment ago, where it can be asked for: in a browser. Commands and the program
    itself are not asked."""

    @property
    def account_id(self) -> UUID | None:
        """The account, for columns that name who did something; None when the program did it."""
        return None if self.role is Role.SYSTEM else self.user_id

    @property
    def people(self) -> tuple[UUID, ...]:
        """The person, and those in whose stead the person may act: whoever of them is named, the person is."""
        return (self.user_id, *((self.acting_for,) if self.acting_for else ()), *self.stands_in_for)

    def selves(self) -> "list[Actor]":
        """The person as himself, then in the stead of each one who is away."""
        own = replace(self, stands_in_for=())
        return [own, *(replace(own, acting_for=away) for away in self.stands_in_for)]

    def among(self, named: Collection[UUID]) -> "Actor":
        """The person as the one of `selves` who is among these people; as himself when none is."""
        own, *others = self.selves()
        return own if self.user_id in named else next((one for one in others if one.acting_for in named), own)

    @property
    def role_title(self) -> str:
        """The role in Vietnamese."""
        return ROLE_TITLES.get(self.role, SYSTEM_NAME)

    @property
    def is_authority(self) -> bool:
        """Whether the person works for an inspected authority."""
        return self.role in AUTHORITY_ROLES
