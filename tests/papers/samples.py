"""The two notices of the Chi Lăng inspection, as far as a test needs them. People, homes and words are invented."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import Session, select

from rasoat import clock
from rasoat.documents import layout, pdf, register
from rasoat.documents.models import FrozenPaper, Numbering, RegisterCounter
from rasoat.documents.paper import Paper
from rasoat.files.operations import StoredFile
from rasoat.files.store import BlobStore
from rasoat.findings import operations as findings
from rasoat.findings.queries import findings_of
from rasoat.papers import compose, operations, queries, rendering, signing_outside
from rasoat.papers.models import PaperCase
from rasoat.problems import Problem
from rasoat.proposals import operations as proposals
from rasoat.proposals.models import Proposal
from rasoat.recommendations import operations as recommendations
from rasoat.recommendations.data import ObligationData
from rasoat.settings import Settings
from rasoat.workflows import CaseRef, Fired, fire
from tests.milestones import milestone
from tests.scenes import messages as messages
from tests.visits.samples import JULY_12, VISIT_DAY, ChiLang, reviewing, scheduled
from tests.world import World

ISSUED_ON = date(2024, 8, 5)
AUGUST_5 = datetime(2024, 8, 5, 2, tzinfo=UTC)
DUE = date(2024, 10, 1)
CHILD_WORDS = "Cháu M. ở thôn Nà Mẫu bị đuối nước"
FAMILY_WORDS = "Hộ mẫu số 1"


@dataclass
class Told:
    """A notice, and the inspection or plan that it is about."""

    world: World
    case: ChiLang
    paper_id: UUID

    @property
    def notice(self) -> PaperCase:
        return self.world.see(lambda s: s.get_one(PaperCase, self.paper_id))

    @property
    def paper(self) -> Paper:
        """The paper as it would be issued now."""
        return self.world.see(lambda s: compose.as_paper(s, s.get_one(PaperCase, self.paper_id)))

    @property
    def frozen(self) -> FrozenPaper:
        found = self.world.see(lambda s: queries.frozen_of(s, s.get_one(PaperCase, self.paper_id)))
        assert found is not None
        return found

    def fire(self, trigger: str, who: str, **payload: object) -> Fired:
        ref = CaseRef("paper", self.paper_id)
        return self.world.do(lambda s: fire(s, ref, trigger, self.world.as_(who), payload=payload))

    def to_number(self) -> "Told":
        """Check and approve the paper."""
        self.fire("check", "officer")
        self.fire("approve", "leader")
        return self

    def sent_to_sign(self) -> "Told":
        """Check the paper and give its text to the leader to sign outside."""
        self.fire("check", "officer")
        world, leader = self.world, self.world.as_("leader").user_id
        officer, version = world.as_("officer"), self.notice.version
        world.do(lambda s: signing_outside.send_to_sign(s, officer, self.paper_id, leader, version))
        return self

    def numbered(self, day: date = ISSUED_ON) -> "Told":
        self.to_number()
        self.fire("number", "clerk", issued_on=day)
        return self

    def edit(self, operation: Callable[[Session, int], PaperCase]) -> PaperCase:
        """Make an edit on the newest version."""
        version = self.notice.version
        return self.world.do(lambda s: operation(s, version))


def words_of(paper: Paper) -> str:
    """Everything that a paper says, in one line."""
    return " ".join(paper.model_dump_json().split())


def outside(world: World, last: int = 96, day: date = date(2024, 7, 11)) -> None:
    """The numbers that were given before the system began."""
    clerk = world.as_("clerk")
    world.do(
        lambda s: register.reserve_up_to(s, clerk, clerk.agency_id, 2024, "TB", last, "Sổ giấy năm 2024", dated=day)
    )


def nobody_chose(world: World) -> None:
    """The department as in a new installation: nobody chose how it numbers, and what has a number had it typed."""
    issuer = world.agencies["dept"]

    def forget(session: Session) -> None:
        for row in session.exec(select(Numbering).where(Numbering.issuer_id == issuer)).all():
            session.delete(row)
        for counter in session.exec(select(RegisterCounter).where(RegisterCounter.issuer_id == issuer)).all():
            counter.kind = "outside"

    world.do(forget)


@milestone
def schedule(world: World) -> Told:
    """The schedule notice of joint plan 99, drafted on 12 July."""
    case = scheduled(world)
    plan_id = case.inspection.plan_id
    with clock.at(JULY_12):
        notice = world.do(lambda s: operations.draft_paper(s, world.as_("officer"), "schedule", plan_id))
    return Told(world, case, notice.id)


@milestone
def prepared(world: World) -> ChiLang:
    """An inspection ready for its result: findings are decided, two recommendations have due dates, there are two
    proposals.
    """
    with clock.at(VISIT_DAY):
        case = reviewing(world)
        _judge(case)
        _recommend(case)
        for text in ("Bố trí kinh phí thực hiện các chương trình về trẻ em.", "Nâng cấp phần mềm dữ liệu trẻ em."):
            world.do(lambda s, t=text: _propose(s, case, t))
    return case


def _propose(session: Session, case: ChiLang, text: str) -> Proposal:
    sender = case.world.as_("district_officer")
    return proposals.receive(session, sender, case.inspection_id, text, VISIT_DAY.date())


@milestone
def result(world: World) -> Told:
    """The result notice of Chi Lăng, just drafted."""
    case = prepared(world)
    with clock.at(AUGUST_5):
        notice = world.do(lambda s: operations.draft_paper(s, world.as_("officer"), "result", case.inspection_id))
    return Told(world, case, notice.id)


@milestone
def result_to_number(world: World) -> Told:
    """The same, checked and approved."""
    return result(world).to_number()


@milestone
def result_numbered(world: World) -> Told:
    """The same with its number, 1 of 5 August."""
    told = result_to_number(world)
    told.fire("number", "clerk", issued_on=ISSUED_ON)
    return told


@milestone
def out(world: World) -> Told:
    """The result notice of Chi Lăng, issued with number 97 on 5 August; its file is not a real one."""
    told = result_to_number(world)
    outside(world)
    told.fire("number", "clerk", issued_on=ISSUED_ON)
    file = StoredFile("d" * 64, 9, "application/pdf", "TB-97-2024.pdf")
    world.do(lambda s: rendering._finish(s, told.paper_id, world.as_("clerk"), file, "weasyprint"))
    return told


def print_at_once(patch: pytest.MonkeyPatch) -> list[str]:
    """Replace the engine by one that prints at once and always keeps the layout; returns the titles of what it
    printed.
    """
    printed: list[str] = []

    def fake(paper: Paper, _engine: object, _overlay: object = None, **_how: object) -> bytes:
        printed.append(paper.title())
        return f"%PDF-1.7 {len(printed)}".encode()

    patch.setattr(pdf, "paper_to_pdf", fake)
    patch.setattr(layout, "measure", lambda _file, _paper: [])
    return printed


def attempt(action: Callable[[], object]) -> Problem:
    """Return the refusal; the test fails when nothing is refused."""
    try:
        action()
    except Problem as problem:
        return problem
    raise AssertionError("nothing was refused")


def settings_in(tmp_path: Path, **values: object) -> tuple[Settings, BlobStore]:
    """Settings and a store in a folder of the test's own."""
    chosen = Settings(data_dir=tmp_path / "data", **values)  # type: ignore[arg-type]  # the settings check them
    return chosen, BlobStore(chosen.files_dir)


def _judge(case: ChiLang) -> None:
    """Accept every suggestion, and add two findings, one of them about a child."""
    world, lead = case.world, case.world.as_("lead")
    for finding in world.see(lambda s: findings_of(s, case.inspection_id)):
        if finding.status == "drafted":
            world.do(lambda s, i=finding.id: findings.accept_finding(s, lead, i))
    for kind, text, visibility in (
        ("strength", "Công tác trẻ em được quan tâm chỉ đạo kịp thời.", "public"),
        ("strength", CHILD_WORDS, "child"),
    ):
        world.do(
            lambda s, k=kind, t=text, v=visibility: findings.add_finding(
                s, lead, case.inspection_id, kind=k, text=t, visibility=v
            )
        )


def _recommend(case: ChiLang) -> None:
    world, officer = case.world, case.world.as_("officer")
    bad = [f.id for f in world.see(lambda s: findings_of(s, case.inspection_id, "shortcoming", accepted_only=True))]
    for text, key, measure in (
        ("Cắm biển cảnh báo tại các điểm còn lại.", "district", "46 điểm còn lại có biển"),
        ("Rà soát lại danh sách các điểm có nguy cơ.", "office", ""),
    ):
        obligations = [ObligationData(world.agencies[key], DUE, (measure,))]
        world.do(
            lambda s, t=text, d=obligations: recommendations.add_recommendation(
                s, officer, case.inspection_id, text=t, finding_ids=bad, obligations=d
            )
        )
