"""Telling the lead agency by mail that a danger was told: where and when, and where to read it; never what."""

from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Role
from rasoat.accounts.queries import people
from rasoat.dangers.models import Danger
from rasoat.dangers.operations import MAIL
from rasoat.dangers.phones import PHONES
from rasoat.db import Database
from rasoat.inspections.models import Inspection
from rasoat.outbox.mail import Letter
from rasoat.outbox.mail import send as deliver
from rasoat.outbox.operations import Handler
from rasoat.settings import Settings
from rasoat.units.models import Agency


def handlers(settings: Settings) -> dict[str, Handler]:
    """What `outbox.operations.run_due` does with the items of this room."""
    return {MAIL: lambda database, payload: send(database, settings, payload)}


def send(database: Database, settings: Settings, payload: dict[str, Any]) -> None:
    """Send the mail of one danger; the outbox calls this, and calls again after a failure.

    Without a mail server, or when the danger is over, nothing is sent: the first pages show it anyway.
    """
    danger_id = UUID(payload["danger_id"])
    with database.read() as session:
        letter = _letter(session, danger_id, settings)
    if letter is not None and settings.smtp_host:
        deliver(letter, danger_id, settings)


def _letter(session: Session, danger_id: UUID, settings: Settings) -> Letter | None:
    danger = session.get_one(Danger, danger_id)
    inspection = session.get_one(Inspection, danger.inspection_id)
    to = _addresses(session, danger.lead_agency_id)
    if danger.status == "ended" or not to:
        return None
    seen = f"{clock.local(danger.seen_at):%H:%M ngày %d/%m/%Y}"
    calls = "; ".join(f"{phone.number}: {phone.title}" for phone in PHONES)
    return Letter(
        to=to,
        subject=f"KHẨN CẤP: đoàn kiểm tra tại {inspection.unit_name} báo nguy hiểm lúc {seen}",
        body="\n".join(
            [
                f"Đoàn kiểm tra tại {inspection.unit_name} báo một nguy hiểm khẩn cấp đối với trẻ em, lúc {seen}.",
                "",
                "Xem nội dung, vị trí, ảnh và ghi người tiếp nhận xử lý tại:",
                f"{settings.public_url.rstrip('/')}/dangers/{danger.id}",
                "",
                f"Số điện thoại khẩn cấp: {calls}.",
            ]
        ),
    )


def _addresses(session: Session, agency_id: UUID) -> list[str]:
    users = people(session, agency_id=agency_id, roles=[Role.OFFICER, Role.LEADER])
    shared = session.get_one(Agency, agency_id).email
    return list(dict.fromkeys(address for address in [*(user.email for user in users), shared] if address))
