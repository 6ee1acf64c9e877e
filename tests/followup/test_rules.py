"""Recommendations rest while their notice is being signed."""

import pytest
from sqlmodel import Session

from rasoat import clock
from rasoat.notices.models import Notice
from rasoat.workflows import start
from tests.recommendations.samples import REVIEWED_ON, add, attempt, reviewing
from tests.world import World


@pytest.mark.parametrize(
    ("status", "refused"),
    [("drafted", False), ("checked", True), ("approved", True), ("numbered", True), ("replaced", False)],
)
def test_a_notice_being_signed_freezes_its_recommendations(world: World, status: str, refused: bool) -> None:
    inspection = reviewing(world)
    officer = world.as_("officer")
    notice = Notice(
        kind="result",
        lead_agency_id=inspection.lead_agency_id,
        inspection_id=inspection.id,
        subject="Kết quả kiểm tra tại huyện Chi Lăng",
        drafted_by=officer.user_id,
    )

    def draft(session: Session) -> None:
        start(session, notice, "notice", "notice", officer)
        notice.status = status

    world.do(draft)
    with clock.use_date(REVIEWED_ON):
        if refused:
            said = attempt(lambda: add(world, inspection.id, "Cắm thêm biển.", "district"))
            assert "Kiến nghị không còn sửa được" in said
        else:
            add(world, inspection.id, "Cắm thêm biển.", "district")
