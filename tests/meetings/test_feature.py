"""The feature of meetings, step by step."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

import pytest
from pytest_bdd import parsers, scenarios, step

from rasoat.documents import register
from rasoat.documents.paper import Paper
from rasoat.files.operations import StoredFile
from rasoat.followup import closing
from rasoat.incoming import operations as incoming
from rasoat.incoming.about import Link
from rasoat.meetings import operations
from rasoat.meetings.data import TaskData
from rasoat.papers import queries as papers
from rasoat.papers import signing_outside
from rasoat.problems import Problem
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.models import Obligation
from rasoat.units.models import Agency
from tests.incoming.samples import ARRIVED
from tests.meetings.samples import COMMON, MINUTES, PLAN, TEACH, Held, meeting_data, prepared
from tests.papers.samples import words_of
from tests.scenes import day_of, messages
from tests.web.browse import Client, words
from tests.world import World

pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds
Browser = Callable[[str], Client]
scenarios("meetings_ket_luan_hop.feature")
AGENCIES = {"Sở GDĐT": "edu", "Sở VHTTDL": "culture", "cơ quan thường trực": "dept"}
GONE = "culture"


@dataclass
class Desk:
    """The secretary's desk: the meeting, the paper that came in last, the refusal that waits to be checked."""

    world: World
    held: Held
    came: UUID | None = None
    about: str = "dept"
    refusal: str = field(default="")

    def tries(self, action: Callable[[], object]) -> None:
        try:
            action()
        except Problem as problem:
            self.refusal = f"{messages(problem)} {problem.todo}"

    def owed(self) -> Obligation:
        return self.held.task_of(self.about)


@pytest.fixture
def desk(world: World) -> Iterator[Desk]:
    found = Desk(world, prepared(world))
    yield found
    assert not found.refusal, f"refused, and no step expected it: {found.refusal}"


@step("hôm nay là ngày 26/1/2024")
def _today() -> None:
    """All of these tests play on that day (conftest.py)."""


@step('Ban Chỉ đạo họp ngày 24/1/2024 do "Đỗ Văn Tỉnh" chủ trì, thành viên là Sở GDĐT và Sở VHTTDL')
def _meeting(desk: Desk) -> None:
    assert desk.held.meeting.chair_name == "Đỗ Văn Tỉnh"


@step("chuyên viên ghi cuộc họp đã họp")
def _hold(desk: Desk) -> None:
    desk.held.step("hold")


@step(parsers.parse('chuyên viên giao "{text}" cho Sở GDĐT, hạn {due}'))
def _task(desk: Desk, text: str, due: str) -> None:
    desk.held.add(text, "edu", due_on=day_of(due))


@step(parsers.parse('chuyên viên giao "{text}" cho mọi cơ quan thành viên, không nêu hạn'))
def _task_of_all(desk: Desk, text: str) -> None:
    desk.held.add(text)


@step("chuyên viên chốt kết luận và soạn thông báo")
def _conclude(desk: Desk) -> None:
    desk.held.step("conclude")
    desk.held.drafted()


@step(parsers.parse('thông báo có "{title}", ký hiệu "{symbol}", cơ quan ban hành "{issuer}"'))
def _head(desk: Desk, title: str, symbol: str, issuer: str) -> None:
    paper = desk.held.paper
    assert (paper.kind_title, paper.symbol, paper.issuer[0]) == (title, symbol, issuer)
    assert paper.issuer_parent == "UBND TỈNH LẠNG SƠN"


@step(parsers.parse('thông báo nêu "{told}"'))
def _says(desk: Desk, told: str) -> None:
    assert told in words_of(desk.held.paper)


@step("thông báo được ký, cấp số và ban hành ngày 26/1/2024")
def _issue(desk: Desk) -> None:
    desk.held.issued()


@step(parsers.parse('thông báo có số "{reference}"'))
def _reference(desk: Desk, reference: str) -> None:
    assert desk.held.notice.reference == reference
    entry = desk.world.see(lambda s: papers.entry_of(s, desk.held.notice))
    assert entry is not None
    assert entry.series == "BCĐ:TB"


@step("Sở GDĐT có 2 nhiệm vụ, Sở VHTTDL có 1 nhiệm vụ")
def _tasks(desk: Desk) -> None:
    ids, rows = desk.world.agencies, desk.held.obligations
    assert sorted(row.addressee_id for row in rows) == sorted([ids["edu"], ids["edu"], ids["culture"]])
    assert {row.force for row in rows} == {"assigned"}
    assert {row.status for row in rows} == {"issued"}
    assert [row.due_on for row in rows if row.addressee_id == ids["culture"]] == [None]


@step('Sở GDĐT thấy "Hình thức Nhiệm vụ" ở trang nhiệm vụ')
def _on_the_page(desk: Desk, client_for: Browser) -> None:
    page = words(client_for("edu_officer").get(f"/obligations/{desk.held.task_of('edu').id}"))
    assert "Hình thức Nhiệm vụ" in page
    assert "01/TB-BCĐ" in page


@step(parsers.parse('cuộc họp "{state}"'))
def _state(desk: Desk, client_for: Browser, state: str) -> None:
    assert state in words(client_for("officer").get(f"/meetings/{desk.held.meeting_id}"))


@step("cuộc họp đã kết luận và thông báo đã cấp số")
def _numbered(desk: Desk) -> None:
    desk.held.concluded().numbered()


@step(parsers.re(r'thông báo do "(?P<name>.+?)" ký: "(?P<capacity>.*?)", "(?P<position>.+?)", "(?P<office>.+?)"$'))
def _signed(desk: Desk, name: str, capacity: str, position: str, office: str) -> None:
    frozen = desk.world.see(lambda s: papers.frozen_of(s, desk.held.notice))
    paper: Paper = register.snapshot_of(frozen) if frozen else desk.held.paper
    signed = paper.signing
    assert (signed.name, signed.capacity, signed.position, signed.office) == (name, capacity, position, office)


@step('cuộc họp đã kết luận, thông báo trình "Đỗ Văn Tỉnh" ký ngoài hệ thống')
def _to_the_chair(desk: Desk) -> None:
    held, world = desk.held.concluded().drafted(), desk.world
    held.fire("check", "officer")
    row, chair = held.notice, world.as_("province_leader").user_id
    world.do(lambda s: signing_outside.send_to_sign(s, world.as_("officer"), row.id, chair, row.version))


@step("thông báo kết luận đã ban hành")
def _out(desk: Desk) -> None:
    if desk.held.meeting.status == "prepared":
        desk.held.concluded()
    desk.held.issued()


@step(parsers.parse("{agency} báo cáo đã thực hiện nhiệm vụ của mình"))
def _answer(desk: Desk, agency: str) -> None:
    key = AGENCIES[agency]
    who = desk.world.as_({"edu": "edu_officer", "dept": "officer2"}[key])
    row = desk.held.task_of(key)
    desk.world.do(lambda s: answering.answer(s, who, row.id, claim="met", text="Đã làm xong."))


@step(parsers.parse('lãnh đạo thu hồi thông báo kết luận với lý do "{reason}"'))
def _recall(desk: Desk, reason: str) -> None:
    desk.held.fire("recall", "leader", reason=reason)


@step("Sở GDĐT vẫn đọc được cuộc họp, thấy thông báo đã bị thu hồi")
def _still_read(desk: Desk, client_for: Browser) -> None:
    page = words(client_for("edu_officer").get(f"/meetings/{desk.held.meeting_id}"))
    assert "Thông báo kết luận đã bị thu hồi" in page
    assert "Nhiệm vụ đang tạm dừng" in page
    assert MINUTES not in page
    listed = words(client_for("edu_officer").get("/meetings/?status=recalled"))
    assert desk.held.meeting.title in listed


@step("Sở GDĐT thử báo cáo nhiệm vụ của mình")
def _try_to_answer(desk: Desk) -> None:
    desk.tries(lambda: _answer(desk, "Sở GDĐT"))


@step("chuyên viên soạn lại thông báo kết luận")
def _draft_again(desk: Desk) -> None:
    desk.tries(desk.held.drafted)


@step(parsers.re("chuyên viên cơ quan thường trực xác minh nhiệm vụ của (?P<agency>Sở GDĐT|chính mình)$"))
def _verify(desk: Desk, agency: str) -> None:
    row, who = desk.held.task_of(AGENCIES.get(agency, "dept")), desk.world.as_("officer")
    desk.tries(
        lambda: desk.world.do(lambda s: answering.verify(s, who, row.id, verdict="met", evidence="Đã xem kế hoạch."))
    )


@step(parsers.re('nhiệm vụ của (?P<agency>Sở GDĐT|cơ quan thường trực) "(?P<state>.+)"$'))
def _settled(desk: Desk, client_for: Browser, agency: str, state: str) -> None:
    row = desk.held.task_of(AGENCIES[agency])
    assert state in words(client_for("officer").get(f"/obligations/{row.id}"))
    assert not row.open or row.verdict == "met"


@step("chuyên viên kết thúc nhiệm vụ ấy mà chưa có văn bản nào")
@step("chuyên viên kết thúc nhiệm vụ ấy theo văn bản vừa vào sổ")
def _close(desk: Desk) -> None:
    row, officer = desk.owed(), desk.world.as_("officer")
    desk.tries(lambda: desk.world.do(lambda s: closing.close(s, officer, row.id, desk.came, row.version)))


@step(
    parsers.re(
        r'văn thư vào sổ "(?P<number>.+?)" ngày (?P<day>\S+) của "(?P<author>.+?)" ở trang nhiệm vụ (?P<whose>.+)$'
    )
)
def _came(desk: Desk, number: str, day: str, author: str, whose: str) -> None:
    desk.about = "edu" if "Sở GDĐT" in whose else "dept"
    arrived = replace(ARRIVED, reference=number, author=author, dated=day_of(day), arrived_on=day_of(day))
    link, scan = Link("obligation", desk.owed().id), StoredFile("d" * 64, 9, "application/pdf", "vb.pdf")
    clerk = desk.world.as_("clerk")
    desk.came = desk.world.do(lambda s: incoming.enter(s, clerk, arrived, [scan], link)).id


@step(parsers.parse('nhật ký nhiệm vụ ghi "{told}"'))
def _journal(desk: Desk, client_for: Browser, told: str) -> None:
    page = words(client_for("officer").get(f"/obligations/{desk.owed().id}"))
    assert told in page[page.index("Nhật ký") :]


@step("chuyên viên chốt kết luận khi chưa có nhiệm vụ")
def _without_tasks(desk: Desk) -> None:
    desk.held.step("hold")
    desk.tries(lambda: desk.held.step("conclude"))


@step("chuyên viên ghi đã họp một cuộc họp ngày 2/2/2024")
def _ahead(desk: Desk) -> None:
    later = prepared(desk.world, held_on=date(2024, 2, 2))
    desk.tries(lambda: later.step("hold"))


@step("chuyên viên giao nhiệm vụ có hạn 20/1/2024")
def _too_early(desk: Desk) -> None:
    desk.tries(lambda: desk.held.add(TEACH, "edu", due_on=date(2024, 1, 20)))


@step("chuyên viên giao nhiệm vụ mà không chọn cơ quan")
def _to_nobody(desk: Desk) -> None:
    officer, data = desk.world.as_("officer"), TaskData(TEACH)
    desk.tries(lambda: desk.world.do(lambda s: operations.add_task(s, officer, desk.held.meeting_id, data)))


def _end(world: World) -> None:
    def write(session: object) -> None:
        session.get_one(Agency, world.agencies[GONE]).valid_to = date(2024, 1, 25)  # type: ignore[attr-defined]

    world.do(write)


@step("chuyên viên giao nhiệm vụ cho cơ quan đã kết thúc")
def _to_the_ended(desk: Desk) -> None:
    _end(desk.world)
    desk.tries(lambda: desk.held.add(TEACH, GONE))


@step("chuyên viên chốt kết luận khi cơ quan được giao đã kết thúc")
def _ended_meanwhile(desk: Desk) -> None:
    desk.held.step("hold")
    desk.held.add(COMMON)
    _end(desk.world)
    desk.tries(lambda: desk.held.step("conclude"))


@step("chuyên viên thêm nhiệm vụ sau khi đã chốt")
def _too_late(desk: Desk) -> None:
    desk.held.concluded()
    desk.tries(lambda: desk.held.add(TEACH, "edu"))


@step("chuyên viên mở lại khi thông báo đang trình ký")
def _taken_up_too_late(desk: Desk) -> None:
    desk.held.concluded().drafted().fire("check", "officer")
    desk.tries(lambda: desk.held.step("take_up", reason="Sửa hạn"))


@step("cuộc họp đã kết luận")
def _concluded(desk: Desk) -> None:
    desk.held.concluded()


@step("Sở GDĐT chưa thấy cuộc họp")
def _not_yet(desk: Desk, client_for: Browser) -> None:
    assert client_for("edu_officer").get(f"/meetings/{desk.held.meeting_id}").status_code == 404


@step(parsers.re("(?P<who>Sở GDĐT|lãnh đạo UBND tỉnh) thấy kết luận(?P<minutes>, không thấy biên bản| và biên bản)$"))
def _reads(desk: Desk, client_for: Browser, who: str, minutes: str) -> None:
    name = "edu_officer" if who == "Sở GDĐT" else "province_leader"
    page = words(client_for(name).get(f"/meetings/{desk.held.meeting_id}"))
    assert meeting_data(desk.world).conclusions.splitlines()[0] in page
    assert (MINUTES in page) is ("không" not in minutes)
    assert PLAN in page


@step("huyện Chi Lăng không mở được cuộc họp")
def _hidden(desk: Desk, client_for: Browser) -> None:
    assert client_for("district_officer").get(f"/meetings/{desk.held.meeting_id}").status_code == 403


@step(parsers.parse('bị từ chối vì "{why}"'))
def _refused(desk: Desk, why: str) -> None:
    assert why in desk.refusal, desk.refusal or "nothing was refused"
    desk.refusal = ""
