"""Accounts from a table. Nobody's password is in it: whoever is new gets a code afterwards."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.account_changes.operations import GUARDED, is_guarded
from rasoat.accounts import operations
from rasoat.accounts.actor import ROLE_TITLES
from rasoat.accounts.models import User
from rasoat.accounts.positions import POSITIONS
from rasoat.importing import cells
from rasoat.importing.kinds.agency_names import Names, names_of_all
from rasoat.importing.registry import Column, ImportKind, Line, Wanted, Wrong
from rasoat.text import clean, fold
from rasoat.units.models import Agency

COLUMNS = (
    Column("full_name", "Họ và tên", "Viết hoa chữ đầu mỗi tiếng.", "Nguyễn Văn Mẫu", cells.text, required=True, also=("Họ tên",)),
    Column("username", "Tên đăng nhập", "Không dấu cách; để trống thì hệ thống đặt theo họ tên.", "mau.nv", cells.text),
    Column(
        "agency", "Cơ quan", "Tên, tên gọn hoặc ký hiệu; nhiều cơ quan cùng tên thì ghi “tên / tên cơ quan trên nó”.",
        "UBND xã Chi Lăng", cells.text, required=True,
    ),
    Column(
        "role", "Vai trò", f"Một trong: {'; '.join(ROLE_TITLES.values())}.", "Lãnh đạo đơn vị được kiểm tra",
        cells.one_of(lambda: {role.value: title for role, title in ROLE_TITLES.items()}, "vai trò"), required=True,
        shown=lambda role: ROLE_TITLES[role],
    ),
    Column("title", "Chức vụ", "Như trên văn bản.", "Chủ tịch", cells.text),
    Column(
        "position",
        "Cách ký",
        f"Để trống thì theo chức vụ; hoặc một trong: {'; '.join(POSITIONS.values())}.",
        "",
        cells.one_of(lambda: POSITIONS, "cách ký"),
        shown=lambda position: POSITIONS[position],
    ),
    Column("email", "Thư điện tử", "Nơi nhận thông báo.", "mau@example.org", cells.mail, also=("Email",)),
    Column("telephone", "Điện thoại", "Giữ cả số 0 ở đầu.", "0900000000", cells.text, also=("Số điện thoại",)),
)  # fmt: skip
_OWN = ("title", "role", "position", "email", "telephone")


class Known:
    """The stored accounts, and the names that are taken, those of the table too."""

    def __init__(self, session: Session, lines: Sequence[Line]) -> None:
        self.session = session
        everybody = list(session.exec(select(User).order_by(col(User.id))))
        self.by_username = {one.username: one for one in everybody}
        self.by_person: dict[tuple[str, UUID], list[User]] = {}
        for one in everybody:
            self.by_person.setdefault((_same(one.full_name), one.agency_id), []).append(one)
        self.names = Names(session.exec(select(Agency)))
        self.taken = set(self.by_username) | {line.values["username"].lower() for line in lines}
        self.seen: dict[Any, int] = {}

    def wanted(self, line: Line) -> Wanted:
        """What the line comes to. Raises Wrong."""
        values = line.values
        agency_id = self.names.only(values["agency"])
        name, tidied = cells.person(values["full_name"])
        present = self._present(values["username"].lower(), name, agency_id)
        if present and present.full_name == values["full_name"]:
            # What is stored so stays so: a table that says it changes nothing.
            name = present.full_name
        elif tidied:
            line.notices.append(f"“{values['full_name']}” được ghi là “{name}”.")
        username = values["username"].lower() or (present.username if present else self._proposed(name))
        if any(char.isspace() for char in username):
            raise Wrong("Tên đăng nhập không có dấu cách.")
        self._once(line, (_same(name), agency_id) if not values["username"] else username)
        stored = {column: values[column] for column in _OWN}
        stored |= {"full_name": name, "agency_id": agency_id, "telephone": _telephone(line, present)}
        if present is None:
            return Wanted(line, name, None, stored | {"username": username})
        self._unguarded(line, present, stored)
        return Wanted(line, name, present, stored)

    def _present(self, username: str, name: str, agency_id: UUID) -> User | None:
        if username:
            return self.by_username.get(username)
        found = self.by_person.get((_same(name), agency_id), [])
        if len(found) > 1:
            raise Wrong(f"Cơ quan này có {len(found)} người tên “{name}”; ghi tên đăng nhập.")
        return found[0] if found else None

    def _once(self, line: Line, key: Any) -> None:
        first = self.seen.setdefault(key, line.number)
        if first != line.number:
            raise Wrong(f"Trùng người với dòng {first}; bỏ một dòng, hoặc ghi hai tên đăng nhập khác nhau.")

    def _unguarded(self, line: Line, present: User, stored: dict[str, Any]) -> None:
        held = [column for column in GUARDED if line.gives(column) and getattr(present, column) != stored[column]]
        if held and is_guarded(self.session, present, stored["role"]):
            raise Wrong(
                "Tài khoản của người ký: đổi vai trò, cơ quan, thư điện tử trên trang tài khoản, có người thứ hai xác nhận."
            )

    def _proposed(self, name: str) -> str:
        """The last word and the first letters of the others: Nguyễn Văn An is an.nv, the next one an.nv2."""
        words = fold(name).split()
        wish = words[-1] + ("." + "".join(word[0] for word in words[:-1]) if len(words) > 1 else "")
        found, count = wish, 1
        while found in self.taken:
            count += 1
            found = f"{wish}{count}"
        self.taken.add(found)
        return found


def _same(name: str) -> str:
    """What two spellings of one person have in common; another accent is another person: An, Ân."""
    return " ".join(clean(name).casefold().split())


def _telephone(line: Line, present: User | None) -> str:
    """A telephone number; Excel drops the 0 at the beginning of what it takes for a number."""
    typed = str(line.values["telephone"])
    if present and present.telephone == typed:
        return typed
    if len(typed) == 9 and typed.isascii() and typed.isdecimal() and typed[0] != "0":
        line.notices.append(f"Điện thoại {typed} được ghi là 0{typed}.")
        return f"0{typed}"
    return typed


def _add(session: Session, values: dict[str, Any]) -> User:
    return operations.add_user(session, **values)


def _edit(session: Session, user_id: UUID, values: dict[str, Any]) -> User:
    return operations.edit_user(session, user_id, None, values)


def _in_use(_session: Session, user: Any) -> bool:
    return bool(user.password_hash)


def _stored(session: Session, rows: Sequence[User]) -> Iterator[dict[str, Any]]:
    names = names_of_all(session)
    for user in rows:
        agency = {"agency": names.written(user.agency_id)}
        yield {column.name: agency.get(column.name, getattr(user, column.name, "")) for column in COLUMNS}


KIND = ImportKind(
    "accounts", "Tài khoản", "tài khoản", COLUMNS, User, Known, _add, _edit,
    page=lambda user_id: ("administration.edit_user", {"user_id": user_id}), stored=_stored, against_undoing=_in_use,
)  # fmt: skip
