"""What somebody wants changed of the account of a person who signs."""

from typing import Any
from uuid import UUID

from sqlmodel import Field

from rasoat.db import Json
from rasoat.workflows.meanings import Meaning
from rasoat.workflows.models import CaseRow, by_definition

KINDS = {
    "code": "Cấp mã kích hoạt mới",
    "edit": "Đổi vai trò, cơ quan, vị trí khi ký hoặc thư điện tử",
    "signing": "Giao ký thừa lệnh, thừa ủy quyền",
    "signing_end": "Thu hồi giao ký thừa lệnh, thừa ủy quyền",
    "second_factor": "Đặt lại xác thực hai bước",
}
"""What may be asked for. A new code ends the password; whoever has it chooses the next one. A second factor that is reset
is gone; the person sets up another one.
"""


class AccountChange(CaseRow, table=True):
    """A change that an administrator asks for and a second person confirms."""

    __tablename__ = "account_change"
    __table_args__ = (by_definition("account_change"),)

    account_id: UUID = Field(foreign_key="account.id", index=True)
    agency_id: UUID = Field(foreign_key="agency.id", index=True, description="The account's when it was asked for.")
    asked_by: UUID = Field(foreign_key="account.id")
    kind: str = Field(description="See KINDS.")
    changes: dict[str, Any] = Field(
        default_factory=dict, sa_type=Json, description="The columns to change, for an edit."
    )
    used: bool = Field(default=False, description="The confirmed code was given out.")


WAITING = Meaning("account_change", AccountChange, "waiting", "a second person is to confirm or refuse it")
CONFIRMED = Meaning("account_change", AccountChange, "confirmed", "a second person confirmed it")
