"""The accounts of the example province, offered on its sign-in page. A real installation has none of them."""

from typing import Any

from sqlmodel import Session, col, select

from rasoat.accounts.actor import ROLE_TITLES, Role
from rasoat.accounts.models import User
from rasoat.units.models import Agency

DEMO_PASSWORD = "xem-vi-du-2024"  # noqa: S105 - printed on the sign-in page of the example, on purpose


def demo_accounts(session: Session) -> list[dict[str, Any]]:
    """The active accounts with what the sign-in page shows of each, in the order they were made."""
    query = select(User, Agency).join(Agency, col(Agency.id) == col(User.agency_id)).where(col(User.active))
    return [
        {
            "username": user.username,
            "password": DEMO_PASSWORD,
            "name": user.full_name,
            "role_title": ROLE_TITLES[Role(user.role)],
            "agency_name": agency.name,
        }
        for user, agency in session.exec(query.order_by(col(User.id)))
    ]
