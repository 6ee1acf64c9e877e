"""What a person is in the agency as far as signing goes (NĐ 30/2020, Điều 13). It is stored with the account; only where
nobody chose it, as with accounts of before, the words of the title decide.
"""

from rasoat.accounts.actor import Role
from rasoat.accounts.models import User

HEAD, DEPUTY, ACTING_HEAD = "head", "deputy", "acting_head"
UNIT_HEAD, UNIT_DEPUTY, OTHER = "unit_head", "unit_deputy", "other"
POSITIONS = {
    HEAD: "Người đứng đầu cơ quan",
    DEPUTY: "Cấp phó của người đứng đầu (ký KT.)",
    ACTING_HEAD: "Quyền người đứng đầu (ký Q.)",
    UNIT_HEAD: "Người đứng đầu đơn vị thuộc cơ quan",
    UNIT_DEPUTY: "Cấp phó của đơn vị thuộc cơ quan",
    OTHER: "Khác",
}
_LEADERS = {Role.LEADER, Role.AUTHORITY_LEADER}


def of(user: User) -> str:
    """The position of a person."""
    return user.position or proposed(user.role, user.title)


def proposed(role: str, title: str) -> str:
    """The position that a role and a title let one expect, for a new account."""
    words = title.strip().upper()
    if role in _LEADERS:
        return DEPUTY if words.startswith("PHÓ ") else ACTING_HEAD if words.startswith(("QUYỀN ", "Q. ")) else HEAD
    if words.startswith(("PHÓ TRƯỞNG PHÒNG", "PHÓ CHÁNH ")):
        return UNIT_DEPUTY
    return UNIT_HEAD if words.startswith(("TRƯỞNG PHÒNG", "CHÁNH ")) else OTHER


def bare(title: str) -> str:
    """A title in capitals without what says that its holder is a deputy or an acting one."""
    words = title.strip().upper()
    for before in ("PHÓ ", "QUYỀN ", "Q. "):
        words = words.removeprefix(before)
    return words
