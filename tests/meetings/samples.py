"""A meeting of a steering committee for children, from its preparation to the issued notice. People and words are invented."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import UUID

from rasoat.documents.paper import Paper
from rasoat.files.operations import StoredFile
from rasoat.meetings import operations, queries
from rasoat.meetings.data import MeetingData, TaskData
from rasoat.meetings.models import Meeting, MeetingTask
from rasoat.papers import compose, rendering
from rasoat.papers import operations as papers
from rasoat.papers.models import PaperCase
from rasoat.recommendations.models import Obligation
from rasoat.workflows import CaseRef, Fired, fire
from tests.world import World

JANUARY_26 = datetime(2024, 1, 26, 2, tzinfo=UTC)
HELD_ON, ISSUED_ON, DUE = date(2024, 1, 24), date(2024, 1, 26), date(2024, 6, 30)
BODY, SIGN = "Ban Chỉ đạo thực hiện công tác trẻ em tỉnh Lạng Sơn", "BCĐ"
MATTER = "tổng kết hoạt động năm 2023 và triển khai nhiệm vụ năm 2024"
TITLE = "Tổng kết hoạt động năm 2023 và triển khai nhiệm vụ năm 2024"
MINUTES = "Đại diện Sở GDĐT đề nghị có thêm giáo viên dạy bơi."
TEACH = "Tăng cường tuyên truyền kỹ năng phòng, chống tai nạn thương tích cho học sinh."
PLAN = "Tham mưu kế hoạch của UBND tỉnh về chăm sóc, giáo dục và bảo vệ trẻ em."
COMMON = "Tiếp tục thực hiện các mục tiêu về trẻ em thuộc trách nhiệm của ngành."


def meeting_data(world: World, **changes: object) -> MeetingData:
    """The meeting as its secretary writes it."""
    ids = world.agencies
    data = MeetingData(
        matter=MATTER,
        body_name=BODY,
        body_sign=SIGN,
        chair_name="Đỗ Văn Tỉnh",
        chair_position="Trưởng Ban",
        chair_office="Phó Chủ tịch UBND tỉnh",
        chair_agency_id=ids["province"],
        secretary="Hoàng Thị Thử",
        held_on=HELD_ON,
        place="Hội trường Sở Lao động - Thương binh và Xã hội",
        guests="Đại diện Tổ chức vì trẻ em",
        minutes=MINUTES,
        conclusions="Năm 2023 công tác trẻ em đạt nhiều kết quả.\nTai nạn thương tích trẻ em vẫn còn xảy ra.",
        members=[(ids["edu"], "Đinh Văn Dục, Phó Giám đốc"), (ids["culture"], "")],
    )
    return replace(data, **changes)  # type: ignore[arg-type]


@dataclass
class Held:
    """A meeting, and its notice once it was drafted."""

    world: World
    meeting_id: UUID
    paper_id: UUID | None = None

    @property
    def meeting(self) -> Meeting:
        return self.world.see(lambda s: s.get_one(Meeting, self.meeting_id))

    @property
    def tasks(self) -> list[MeetingTask]:
        return self.world.see(lambda s: [one.task for one in queries.tasks(s, self.meeting_id)])

    @property
    def obligations(self) -> list[Obligation]:
        return self.world.see(lambda s: queries.obligations_of(s, self.meeting_id))

    @property
    def notice(self) -> PaperCase:
        return self.world.see(lambda s: s.get_one(PaperCase, self.paper_id))

    @property
    def paper(self) -> Paper:
        """The notice as it would be issued now."""
        return self.world.see(lambda s: compose.as_paper(s, s.get_one(PaperCase, self.paper_id)))

    def add(self, text: str, *agencies: str, due_on: date | None = None) -> MeetingTask:
        """A task of these agencies; of all members when none is named."""
        data = TaskData(text, not agencies, [self.world.agencies[one] for one in agencies], due_on)
        return self.world.do(lambda s: operations.add_task(s, self.world.as_("officer"), self.meeting_id, data))

    def step(self, trigger: str, who: str = "officer", **payload: object) -> Fired:
        return self.world.do(
            lambda s: fire(s, CaseRef("meeting", self.meeting_id), trigger, self.world.as_(who), payload=payload)
        )

    def fire(self, trigger: str, who: str, **payload: object) -> Fired:
        assert self.paper_id is not None
        ref = CaseRef("paper", self.paper_id)
        return self.world.do(lambda s: fire(s, ref, trigger, self.world.as_(who), payload=payload))

    def concluded(self) -> "Held":
        """Three tasks, and the conclusions stand."""
        self.step("hold")
        self.add(PLAN, "dept", due_on=DUE)
        self.add(TEACH, "edu", due_on=DUE)
        self.add(COMMON)
        self.step("conclude")
        return self

    def drafted(self) -> "Held":
        officer = self.world.as_("officer")
        drafted = self.world.do(lambda s: papers.draft_paper(s, officer, "conclusions", self.meeting_id))
        self.paper_id = drafted.id
        return self

    def numbered(self, day: date = ISSUED_ON) -> "Held":
        if self.paper_id is None:
            self.drafted()
        self.fire("check", "officer")
        self.fire("approve", "leader")
        self.fire("number", "clerk", issued_on=day)
        return self

    def issued(self) -> "Held":
        """The notice is out and its tasks are sent; its file is not a real one."""
        self.numbered()
        paper_id, clerk = self.notice.id, self.world.as_("clerk")
        file = StoredFile("e" * 64, 9, "application/pdf", "TB-BCD-1-2024.pdf")
        self.world.do(lambda s: rendering._finish(s, paper_id, clerk, file, "weasyprint"))
        return self

    def task_of(self, agency: str, text: str = "") -> Obligation:
        """What one agency owes."""
        found = [row for row in self.obligations if row.addressee_id == self.world.agencies[agency]]
        return next(row for row in found if text in row.source_text)


def prepared(world: World, **changes: object) -> Held:
    """The meeting, just written down."""
    officer, data = world.as_("officer"), meeting_data(world, **changes)
    return Held(world, world.do(lambda s: operations.draft_meeting(s, officer, data)).id)
