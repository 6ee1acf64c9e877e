"""One inspection with everything that anybody might see of it, for tests/web/who_sees_what.yaml."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from rasoat import clock
from rasoat.account_changes.operations import TURNED_ON, ask
from rasoat.accounts import operations as accounts
from rasoat.accounts.models import User
from rasoat.accounts.queries import actor_of
from rasoat.codes.models import CodeGiven, CodeRound
from rasoat.dangers.models import Danger
from rasoat.db import new_id
from rasoat.db.locking import insert_once
from rasoat.earlier.models import EarlierNotice, EarlierPart
from rasoat.files.models import Blob
from rasoat.files.opening import Opened, look_at
from rasoat.files.operations import attach, keep_opened
from rasoat.files.store import BlobStore
from rasoat.findings.models import Finding
from rasoat.importing.models import ImportRun
from rasoat.incoming.models import IncomingPaper
from rasoat.inspections.models import Inspection, TeamMember
from rasoat.meetings.models import Meeting, MeetingMember, MeetingTask
from rasoat.notifying.models import ToldLine
from rasoat.papers.models import PaperCase, SignedCopy
from rasoat.proposals.models import Proposal
from rasoat.recommendations.answering.models import (
    Answer,
    Extension,
    Observation,
    PreparedAnswer,
    ProgressReport,
    Stance,
    Verification,
)
from rasoat.recommendations.inside.models import InsideAssignment, InsideNote
from rasoat.recommendations.models import Obligation, RecommendationFinding
from rasoat.reorganisation.models import Reorganisation
from rasoat.reported.models import ReportedFigures
from rasoat.tablets.models import Tablet
from rasoat.tablets.receiving.models import Record
from rasoat.units import operations as units
from rasoat.visits.models import Response, ResponseConflict, Visit
from rasoat.workflows import pins, start
from rasoat.workflows.meanings import place
from rasoat.workflows.registry import kinds
from tests.files import located
from tests.papers import samples
from tests.world import CHEAP_HASH, SINCE, World

DAY = date(2024, 8, 5)
MARKS = {
    "drafted finding": "Câu mới được gợi ý.",
    "public finding": "Câu công khai đã nhận.",
    "internal finding": "Câu nội bộ đã nhận.",
    "finding about a child": "Câu về một cháu bé.",
    "danger": "Giếng không có nắp đậy.",
    "obligation": "Cắm biển cảnh báo tại các điểm còn lại.",
    "proposal": "Nâng cấp phần mềm dữ liệu trẻ em.",
    "late record": "Điểm kiểm tra mới: Bến đò Mẫu",
    "incoming paper": "Báo cáo của huyện về trẻ em",
    "paper of before": "Kết quả bảo vệ trẻ em năm 2023 trước khi dùng hệ thống",
    "meeting": "Tổng kết công tác trẻ em năm 2023",
    "minutes of a meeting": "Có ý kiến đề nghị thêm giáo viên dạy bơi.",
    "reported figures": "báo cáo 41/BC-UBND",
    "inspection that was never announced": "Cuộc kiểm tra chưa báo cho ai",
    "what an addressee notes for itself": "Chờ anh Mẫu đi phép về.",
    "to whom an addressee gave it": "hạn nội bộ 07/08/2024",
}
PICTURE = located.photo()
COPIES = look_at("ảnh.jpg", PICTURE).copies


@dataclass
class Scene:
    """`ids` by thing; `people` by username, each with a password that signs in."""

    world: World
    store: BlobStore
    inspection_id: UUID = field(init=False)
    ids: dict[str, UUID] = field(default_factory=dict)

    def case_id(self, kind: str, thing: str) -> UUID:
        """The case that a thing is, or belongs to."""
        return self.ids[thing if thing == "inspection that was never announced" else kind]

    def state(self, kind: str, thing: str) -> str:
        """The state of that case now; empty when there is none."""
        if kind == "none":
            return ""
        case_id = self.case_id(kind, thing)
        return self.world.see(lambda session: session.get_one(kinds[kind].model, case_id).status)

    def put(self, kind: str, thing: str, state: str) -> None:
        """Bring the case that a thing is, or belongs to, into a state."""
        if kind == "none":
            return
        case_id = self.case_id(kind, thing)

        def change(session: Session) -> None:
            row = session.get_one(kinds[kind].model, case_id)
            place(session, row, state)
            if isinstance(row, Proposal):
                sent = state not in ("received", "awaiting_letter", "accepted")
                row.forwarded_to_id = self.world.agencies["ministry"] if sent else None
            if isinstance(row, PaperCase):
                row.issued_on = DAY

        self.world.do(change)

    def file(self, session: Session, thing: str, owner_kind: str, owner_id: UUID) -> None:
        """A picture that says where it was taken, attached to an owner."""
        picture = Opened(f"{thing}.jpg", "image/jpeg", PICTURE + thing.encode(), COPIES)
        kept = keep_opened(self.store, picture)
        self.ids[thing] = attach(session, kept, owner_kind, owner_id, self.world.as_("lead")).id


def build(world: World, store: BlobStore) -> Scene:
    """The Chi Lăng inspection with its result drafted, and one of everything else."""
    told = samples.result(world)
    scene = Scene(world, store)
    scene.inspection_id = told.case.inspection_id
    scene.ids |= {"inspection": told.case.inspection_id, "paper": told.paper_id, "visit": told.case.visit.id}
    with clock.use_date(DAY):
        for step in (_people, _visit, _late, _findings, _obligation, _rest):
            world.do(lambda session, step=step: step(session, scene))
    return scene


def _heir(session: Session, world: World) -> UUID:
    """The agency that goes on for the leading one, which ended the day before."""
    made = units.add_agency(
        session, parent_id=world.agencies["province"], valid_from=DAY, kind="department", name="Sở Y tế",
        short_name="Sở Y tế", symbol="SYT", place="Lạng Sơn", header="", email="syt@vidu.example",
    )  # fmt: skip
    last = {"valid_to": DAY - timedelta(days=1), "ended_by": "Nghị quyết thử"}
    units.edit_agency(session, world.agencies["dept"], None, last, [made.id])
    return made.id


def _people(session: Session, scene: Scene) -> None:
    world = scene.world
    agency = units.add_agency(
        session, parent_id=world.agencies["province"], valid_from=SINCE, kind="department", name="Tỉnh đoàn Lạng Sơn",
        short_name="Tỉnh đoàn", symbol="TĐ", place="Lạng Sơn", header="", email="td@vidu.example",
    )  # fmt: skip
    heir = _heir(session, world)
    for username, agency_id, role in (
        ("guest", agency.id, "member"),
        ("heir", heir, "officer"),
        ("insider", world.agencies["district"], "authority_officer"),
        ("office_civil", world.agencies["office"], "officer"),
    ):
        user = accounts.add_user(
            session, username=username, password_hash=CHEAP_HASH, full_name=f"Người {username}", agency_id=agency_id,
            role=role, title="Chuyên viên", email="",
        )  # fmt: skip
        actor = actor_of(session, user.id)
        assert actor is not None
        world.actors[username] = actor
        if username not in ("office_civil", "heir"):
            row = TeamMember(inspection_id=scene.inspection_id, user_id=user.id, agency_id=agency_id)
            session.add(row)
    scene.ids |= {"agency": world.agencies["other_district"], "account": world.as_("other_officer").user_id}
    tablet = Tablet(account_id=world.as_("guest").user_id, label="Máy của khách", lock_key="x")
    session.add(tablet)
    session.flush()
    scene.ids["tablet"] = tablet.id
    leader = session.get_one(User, world.as_("leader").user_id)
    scene.ids["account change"] = scene.ids["account_change"] = ask(session, world.as_("admin"), leader, "code", {}).id
    insert_once(session, Blob, sha256="0" * 64, size=1, kind="text/csv")
    run = ImportRun(
        kind="units", brought_by=world.as_("admin").user_id, file_name="bang.xlsx", sha256="0" * 64,
        added=1, changed=0, unchanged=0,
    )  # fmt: skip
    start(session, run, "import_run", "import_run", world.as_("admin"))
    scene.ids["import"] = scene.ids["import_run"] = run.id
    act = Reorganisation(
        lead_agency_id=world.agencies["dept"], name="Nghị quyết thử", dated=clock.today(), effective_on=clock.today(),
        drafted_by=world.as_("officer").user_id,
    )  # fmt: skip
    start(session, act, "reorganisation", "reorganisation", world.as_("officer"))
    scene.ids["reorganisation"] = act.id
    made = CodeRound(way="slips", made_by=world.as_("admin").user_id, made_at=clock.real_now(), count=1)
    start(session, made, "code_round", "code_round", world.as_("admin"))
    guest = world.as_("guest").user_id
    session.add(CodeGiven(round_id=made.id, ordinal=1, account_id=guest, name="duoc.cap.ma"))
    scene.ids["round of codes"] = scene.ids["code_round"] = made.id
    line = ToldLine(event=TURNED_ON, event_id=new_id(), account_id=world.as_("leader").user_id)
    session.add(line)
    session.flush()
    scene.ids["notice to a person"] = line.id


def _visit(session: Session, scene: Scene) -> None:
    found = select(Response).where(Response.inspection_id == scene.inspection_id, Response.scope == "unit")
    response = session.exec(found.order_by(Response.id)).first()  # type: ignore[arg-type]  # a column
    assert response is not None
    scene.ids["filled checklist"] = response.id
    scene.file(session, "photograph of an answer", "response", response.id)
    who = scene.world.as_("lead").user_id
    row = ResponseConflict(
        response_id=response.id, visit_id=scene.ids["visit"], item="_notes.points", kept="Đếm hai lần", kept_by=who,
        kept_at=clock.now(), offered="Hỏi cán bộ xã", offered_by=who, offered_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    scene.ids["two values to decide between"] = scene.ids["bundle for a tablet"] = scene.ids["visit"]


def _sent_late(scene: Scene) -> dict[str, Any]:
    """A record as a tablet sends it: a new place."""
    place = {"id": str(new_id()), "kind": "water_point", "name": "Bến đò Mẫu"}
    made_at = clock.now().isoformat()
    return {"kind": "site", "visit_id": str(scene.ids["visit"]), "made_at": made_at, "photos": [], "content": place}


def _late(session: Session, scene: Scene) -> None:
    row = Record(
        id=new_id(), kind="site", visit_id=scene.ids["visit"], account_id=scene.world.as_("edu_member").user_id,
        digest="d", made_at=clock.now(), outcome="quarantined", reason="visit.not_open", answer={},
        body=_sent_late(scene),
    )  # fmt: skip
    session.add(row)
    session.flush()
    scene.ids["late record"] = row.id
    scene.file(session, "photograph of a late record", "submission", row.id)


def _findings(session: Session, scene: Scene) -> None:
    findings = (
        ("drafted finding", "drafted", "public"),
        ("public finding", "accepted", "public"),
        ("internal finding", "accepted", "internal"),
        ("finding about a child", "accepted", "child"),
    )
    for number, (thing, status, level) in enumerate(findings, start=90):
        row = Finding(
            inspection_id=scene.inspection_id, kind="shortcoming", ordinal=number, text=MARKS[thing], status=status,
            visibility=level,
        )  # fmt: skip
        session.add(row)
        session.flush()
        scene.ids[thing] = row.id


def _obligation(session: Session, scene: Scene) -> None:
    world = scene.world
    found = select(Obligation).where(
        Obligation.inspection_id == scene.inspection_id, Obligation.addressee_id == world.agencies["district"]
    )
    row = session.exec(found).one()
    scene.ids["obligation"] = scene.ids["choice of what is asked again"] = row.id
    link = RecommendationFinding(recommendation_id=row.source_id, finding_id=scene.ids["internal finding"])
    session.add(link)
    scene.ids["internal finding behind an obligation"] = row.id
    by: dict[str, Any] = {"obligation_id": row.id, "ordinal": 1, "agency_id": world.agencies["district"]}
    answer = Answer(
        claim="met", text="Đã làm.", answered_by=world.as_("district_officer").user_id, answered_on=DAY, **by
    )
    verdict = Verification(
        verdict="met", evidence="Xem ảnh.", verified_by=world.as_("officer").user_id, verified_on=DAY, **by
    )
    seen = Observation(
        obligation_id=row.id, visit_id=scene.ids["visit"], seen="done", note="Thấy biển.",
        observed_by=world.as_("lead").user_id, observed_at=clock.now(),
    )  # fmt: skip
    waiting = PreparedAnswer(
        obligation_id=row.id, agency_id=world.agencies["district"], claim="met", text="Đã làm thêm.",
        prepared_by=world.as_("district_officer").user_id, prepared_on=DAY,
    )  # fmt: skip
    who = world.as_("district_officer").user_id
    own: dict[str, Any] = {"obligation_id": row.id, "agency_id": world.agencies["district"]}
    given = InsideAssignment(person_id=who, due_on=date(2024, 8, 7), assigned_by=who, **own)
    noted = InsideNote(text=MARKS["what an addressee notes for itself"], written_by=who, **own)
    session.add_all([answer, verdict, seen, waiting, given, noted])
    scene.ids |= {"what an addressee notes for itself": row.id, "to whom an addressee gave it": row.id}
    progress = ProgressReport(text="Đang cắm biển.", reported_by=who, reported_on=DAY, **own)
    said = Stance(stance="agrees", stated_by=who, stated_at=clock.now(), outcome="said", **own)
    asked = Extension(
        obligation_id=row.id, asked_until=DAY, reason="Chờ kinh phí.", asked_by=who, asked_at=clock.now(),
        outcome="dropped",
    )  # fmt: skip
    session.add_all([progress, said, asked])
    session.flush()
    scene.file(session, "file of a report of progress", "progress_report", progress.id)
    scene.file(session, "file of what an addressee says", "stance", said.id)
    scene.file(session, "file of a request for more time", "extension", asked.id)
    scene.file(session, "file of an answer in preparation", "prepared_answer", waiting.id)
    scene.file(session, "file of an answer", "answer", answer.id)
    scene.file(session, "file of a verification", "verification", verdict.id)
    scene.file(session, "photograph of an observation", "observation", seen.id)


def _rest(session: Session, scene: Scene) -> None:
    inspection, visit = session.get_one(Inspection, scene.inspection_id), session.get_one(Visit, scene.ids["visit"])
    assert inspection.plan_id is not None
    scene.ids["plan"] = inspection.plan_id
    found = select(Proposal).where(Proposal.inspection_id == inspection.id, Proposal.text == MARKS["proposal"])
    scene.ids["proposal"] = session.exec(found).one().id
    danger = Danger(
        inspection_id=inspection.id, visit_id=visit.id, lead_agency_id=inspection.lead_agency_id, status="reported",
        what=MARKS["danger"], seen_at=clock.now(), reported_by=scene.world.as_("lead").user_id, workflow="danger",
        workflow_version=pins.newest(session, "danger").definition.version,
    )  # fmt: skip
    values = inspection.model_dump(exclude={"id", "title", "search_text", "order_text"})
    silent = Inspection(**values, title=MARKS["inspection that was never announced"])
    session.add_all([danger, silent])
    session.flush()
    for member in session.exec(select(TeamMember).where(TeamMember.inspection_id == inspection.id)).all():
        session.add(TeamMember(inspection_id=silent.id, user_id=member.user_id, agency_id=member.agency_id))
    scene.ids |= {"danger": danger.id, "inspection that was never announced": silent.id}
    scene.file(session, "photograph of a danger", "danger", danger.id)
    scene.file(session, "file of a paper", "paper", scene.ids["paper"])
    copy_id = new_id()
    scene.file(session, "signed copy", "signed_copy", copy_id)
    scene.file(session, "first page of a signed copy", "signed_copy", copy_id)
    session.add(
        SignedCopy(
            id=copy_id,
            paper_id=scene.ids["paper"],
            attachment_id=scene.ids["signed copy"],
            picture_id=scene.ids["first page of a signed copy"],
            signed_on=DAY,
            signer="Người ký mẫu",
        )
    )
    came = IncomingPaper(
        agency_id=inspection.lead_agency_id, year=DAY.year, number=1, arrived_on=DAY, author="UBND huyện Chi Lăng",
        reference="125/BC-UBND", dated=DAY, kind_title="Báo cáo", subject=MARKS["incoming paper"],
        about_kind="inspection", about_id=inspection.id, recorded_by=scene.world.as_("clerk").user_id,
    )  # fmt: skip
    session.add(came)
    session.flush()
    scene.ids["incoming paper"] = came.id
    scene.file(session, "scan of an incoming paper", "incoming", came.id)
    _met(session, scene, inspection.lead_agency_id)
    _from_before(session, scene, inspection.lead_agency_id)
    _reported(session, scene, inspection.id)


def _reported(session: Session, scene: Scene, inspection_id: UUID) -> None:
    who = scene.world.as_("district_officer").user_id
    common = {"inspection_id": inspection_id, "figures": {"warning_signs": {"points": 70}}, "recorded_by": who}
    sent = ReportedFigures(ordinal=1, reference="41/BC-UBND", dated=DAY, sent_at=clock.now(), **common)
    draft = ReportedFigures(ordinal=2, **common)
    session.add_all([sent, draft])
    session.flush()
    scene.ids |= {"reported figures": sent.id}
    scene.file(session, "file of a report", "reported", sent.id)
    scene.file(session, "draft of a report", "reported", draft.id)


def _from_before(session: Session, scene: Scene, agency_id: UUID) -> None:
    who = scene.world.as_("officer").user_id
    notice = EarlierNotice(
        lead_agency_id=agency_id, received_by=who, subject=MARKS["paper of before"], number=112, symbol="TB-SLĐTBXH",
        status="to_review", workflow="earlier", workflow_version=pins.newest(session, "earlier").definition.version,
    )  # fmt: skip
    session.add(notice)
    session.flush()
    session.add(EarlierPart(notice_id=notice.id, ordinal=1, kind="recommendation", text="Cắm biển cảnh báo."))
    session.flush()
    scene.ids |= {"earlier": notice.id, "paper of before": notice.id}
    scene.file(session, "file of a paper of before", "earlier_notice", notice.id)


def _met(session: Session, scene: Scene, agency_id: UUID) -> None:
    meeting = Meeting(
        lead_agency_id=agency_id, matter=MARKS["meeting"], body_name="Ban Chỉ đạo mẫu", body_sign="BCĐ", chair_name="Người chủ trì mẫu",
        chair_position="Trưởng Ban", held_on=DAY, minutes=MARKS["minutes of a meeting"], conclusions="Kết luận mẫu.",
        drafted_by=scene.world.as_("officer").user_id, status="prepared", workflow="meeting",
        workflow_version=pins.newest(session, "meeting").definition.version,
    )  # fmt: skip
    session.add(meeting)
    session.flush()
    for number, key in enumerate(("edu", "culture"), 1):
        session.add(MeetingMember(meeting_id=meeting.id, agency_id=scene.world.agencies[key], ordinal=number))
    task = MeetingTask(meeting_id=meeting.id, ordinal=1, text="Nhiệm vụ mẫu.", to_all=True)
    session.add(task)
    session.flush()
    scene.ids |= {"meeting": meeting.id, "minutes of a meeting": meeting.id}
