"""Findings, recommendations and proposals rest while their notice is being signed."""

from uuid import UUID

import pytest
from sqlmodel import Session

from rasoat import clock
from rasoat.findings import operations as findings
from rasoat.papers.models import PaperCase
from rasoat.proposals import operations as proposals
from rasoat.workflows import CaseRef, fire, start
from rasoat.workflows.meanings import place
from tests.recommendations.samples import REVIEWED_ON, add, attempt, reviewing
from tests.world import World


@pytest.mark.parametrize(
    ("status", "refused"),
    [("drafted", False), ("checked", True), ("approved", True), ("numbered", True), ("replaced", False)],
)
def test_a_notice_being_signed_freezes_what_it_prints(world: World, status: str, refused: bool) -> None:
    inspection = reviewing(world)
    officer = world.as_("officer")
    notice = PaperCase(
        kind="result",
        lead_agency_id=inspection.lead_agency_id,
        about_kind="inspection",
        about_id=inspection.id,
        subject="Kết quả kiểm tra tại huyện Chi Lăng",
        drafted_by=officer.user_id,
    )

    def draft(session: Session) -> None:
        start(session, notice, "paper", "paper", officer)
        place(session, notice, status)

    world.do(draft)
    acts = [
        (lambda: add(world, inspection.id, "Cắm thêm biển.", "district"), "Kiến nghị không còn sửa được"),
        (lambda: _find(world, inspection.id), "đang trình ký"),
        (lambda: _accept(world, proposal_id), "đang trình ký"),
    ]
    with clock.use_date(REVIEWED_ON):
        proposal_id = _propose(world, inspection.id)
        for act, words in acts:
            if refused:
                assert words in attempt(act)
            else:
                act()


def _find(world: World, inspection_id: UUID) -> None:
    officer = world.as_("officer")
    text = "Còn điểm chưa có biển cảnh báo."
    world.do(lambda s: findings.add_finding(s, officer, inspection_id, kind="shortcoming", text=text))


def _propose(world: World, inspection_id: UUID) -> UUID:
    district = world.as_("district_officer")
    today = clock.today()
    return world.do(lambda s: proposals.receive(s, district, inspection_id, "Mở lớp tập huấn.", today)).id


def _accept(world: World, proposal_id: UUID) -> None:
    officer = world.as_("officer")
    given = {"response": "Sở sẽ mở lớp."}
    world.do(lambda s: fire(s, CaseRef("proposal", proposal_id), "accept", officer, payload=given))
