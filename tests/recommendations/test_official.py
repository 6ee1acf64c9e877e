"""The pages of an agency's official report: choosing, the files to sign, sending; two at once, and once more."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from docx import Document
from pypdf import PdfReader
from sqlmodel import col, select

from rasoat import clock
from rasoat.db import new_id
from rasoat.files.access import attached
from rasoat.files.operations import StoredFile
from rasoat.incoming import sent as entering
from rasoat.incoming.models import IncomingPaper
from rasoat.notifying.models import ToldLine
from rasoat.notifying.registry import events
from rasoat.official import arriving, operations
from rasoat.official.models import SentReport
from rasoat.official.operations import Signed
from rasoat.problems import Problem
from rasoat.recommendations import prepared, releasing, rounds
from rasoat.recommendations.answering.queries import answers_of
from rasoat.recommendations.models import Obligation
from rasoat.units.models import AgencySuccession
from rasoat.workflows import CaseRef, fire
from tests.recommendations.samples import followed_up, obligations
from tests.recommendations.test_pages import Browser, play_on
from tests.reorganisation.samples import TODAY, department_moves, person
from tests.web.browse import inputs, words
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages
from tests.world import World

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
DAY = date(2024, 9, 20)
SIGNED = Signed("12/BC-UBND", DAY, "Chu Văn Chi")
PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"
SCAN = StoredFile("d" * 64, len(PDF), "application/pdf", "bao-cao.pdf")


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.use_date(DAY):
        yield


@pytest.fixture
def drafts(world: World) -> dict[UUID, Obligation]:
    """By draft, three obligations of the district that have one."""
    rows = obligations(world, followed_up(world).id)
    play_on(world, DAY)
    actor, found = world.as_("district_officer"), {}
    for number, row in enumerate([one for one in rows if one.addressee_id == actor.agency_id][:3], 1):
        made = world.do(
            lambda s, row=row, number=number: releasing.save_draft(
                s, actor, row.id, claim="met", text=f"Đã làm xong việc {number}."
            )
        )
        found[made.id] = row
    return found


def state(world: World, row: Obligation) -> str:
    return world.see(lambda s: s.get_one(Obligation, row.id)).status


@on_sqlite
def test_it_is_chosen_printed_signed_and_sent(
    world: World,
    client_for: Browser,  # noqa: F811
    drafts: dict[UUID, Obligation],
) -> None:
    officer = client_for("district_officer")
    assert "/official-report/" in officer.get("/obligations/inbox").text
    first, second, third = drafts
    page = officer.get(f"/official-report/?of={first}")
    assert page.text.count('name="of"') == 3
    assert page.text.count(" checked") == 1
    asked = f"of={first}&of={second}"
    printed = officer.get(f"/official-report/report.pdf?{asked}")
    assert printed.mimetype == "application/pdf"
    text = "".join(one.extract_text() for one in PdfReader(io.BytesIO(printed.data)).pages)
    text = "".join(text.split())
    assert "BÁOCÁO" in text and "BC-UBND" in text and "xongviệc2" in text
    document = Document(io.BytesIO(officer.get(f"/official-report/report.docx?{asked}").data))
    assert any("Đã làm xong việc 1." in one.text for one in document.paragraphs)
    address = f"/official-report/send?{asked}"
    form = {"command_id": inputs(officer.get(address))["command_id"], "reference": "12/BC-UBND", "dated": "20/09/2024"}
    form |= {"signer": "Chu Văn Chi", "of": [str(first), str(second)]}
    refused = officer.post("/official-report/send", form, content_type="multipart/form-data")
    assert refused.status_code == 422
    assert "Chưa có bản quét báo cáo đã ký." in words(refused)
    sent = {**form, "scan": (io.BytesIO(PDF), "bao-cao.pdf")}
    assert officer.post("/official-report/send", sent, content_type="multipart/form-data").status_code == 303
    assert [state(world, row) for row in drafts.values()] == ["answered", "answered", state(world, drafts[third])]
    assert state(world, drafts[third]) == "issued"
    [answer] = world.see(lambda s: answers_of(s, drafts[first].id))
    assert (answer.signer, answer.paper) == ("Chu Văn Chi", "Báo cáo số 12/BC-UBND ngày 20/09/2024")
    assert [one.name for one in world.see(lambda s: attached(s, rounds.ANSWER, answer.id))] == ["bao-cao.pdf"]
    shown = words(client_for("officer").get(f"/obligations/{drafts[first].id}"))
    assert "Báo cáo số 12/BC-UBND ngày 20/09/2024, Chu Văn Chi ký" in shown


@on_sqlite
def test_others_find_nothing_to_make_one_of(
    client_for: Browser,  # noqa: F811
    drafts: dict[UUID, Obligation],
) -> None:
    one = next(iter(drafts))
    for who in ("officer", "other_officer", "office_officer"):
        client = client_for(who)
        assert "Chưa có bản nháp nào để soạn báo cáo" in words(client.get("/official-report/")), who
        assert client.get(f"/official-report/report.pdf?of={one}").status_code == 303, who
    assert client_for("admin").get("/official-report/").status_code == 403


def send(world: World, who: str, ids: list[UUID], signed: Signed = SIGNED, command: UUID | None = None) -> object:
    given = command or new_id()
    return world.do(lambda s: operations.send(s, world.as_(who), signed, ids, [SCAN], command_id=given))


def refused(world: World, who: str, ids: list[UUID], signed: Signed = SIGNED) -> str:
    with pytest.raises(Problem) as problem:
        send(world, who, ids, signed)
    return problem.value.key + " " + " ".join(reason.message for reason in problem.value.reasons)


def test_sent_once_more_it_is_the_same_and_sent_by_two_it_is_one(world: World, drafts: dict[UUID, Obligation]) -> None:
    ids, command = list(drafts), new_id()
    send(world, "district_officer", ids[:2], command=command)
    send(world, "district_officer", ids[:2], command=command)
    assert all(len(world.see(lambda s, r=row: answers_of(s, r.id))) == 1 for row in list(drafts.values())[:2])
    # A colleague had chosen the same and one more: nothing of that is sent.
    assert "form.invalid" in refused(world, "district_leader", ids)
    assert state(world, drafts[ids[2]]) == "issued"
    send(world, "district_leader", ids[2:])
    assert state(world, drafts[ids[2]]) == "answered"


@on_sqlite
def test_what_is_wrong_is_said_and_nothing_is_sent(world: World, drafts: dict[UUID, Obligation]) -> None:
    ids = list(drafts)
    for signed, said in (
        (Signed(" ", DAY, "A"), "Nhập số"),
        (Signed("1/BC", DAY, " "), "Nhập họ tên"),
        (Signed("1/BC", date(2024, 9, 21), "A"), "sau hôm nay"),
        (Signed("1/BC", date(2024, 8, 1), "A"), "sau ngày của báo cáo"),
    ):
        assert said in refused(world, "district_officer", ids, signed)
    assert "Chọn ít nhất một nội dung" in refused(world, "district_officer", [])
    for who in ("officer", "other_officer", "admin"):
        assert refused(world, who, ids).startswith("not_found"), who
    assert refused(world, "district_officer", [*ids, new_id()]).startswith("not_found")
    assert {state(world, row) for row in drafts.values()} == {"issued"}


@on_sqlite
def test_the_clerk_enters_what_was_sent_with_one_press(
    world: World,
    drafts: dict[UUID, Obligation],
    client_for: Browser,  # noqa: F811
) -> None:
    unit, clerk = client_for("district_officer"), client_for("clerk")
    form = {
        "of": [str(one) for one in drafts],
        "reference": "12/BC-UBND",
        "dated": "20/9/2024",
        "signer": "Chu Văn Chi",
    }
    sheet_of = StoredFile("d" * 64, 9, "application/vnd.ms-excel", "bao-cao.xls")
    with pytest.raises(Problem) as refused:
        world.do(
            lambda s: operations.send(
                s, world.as_("district_officer"), SIGNED, list(drafts), [sheet_of], command_id=new_id()
            )
        )
    assert [reason.field for reason in refused.value.reasons] == ["scan"]
    sheet = {**form, "scan": (io.BytesIO(PDF), "bao-cao.pdf")}
    assert unit.post("/official-report/send", sheet).status_code == 303
    [report] = world.see(lambda s: arriving.awaiting(s, world.as_("clerk")))
    page = words(clerk.get("/incoming/"))
    assert "chờ vào sổ" in page and "Báo cáo số 12/BC-UBND ngày 20/09/2024, Chu Văn Chi ký" in page
    assert "chờ vào sổ" not in words(client_for("officer").get("/incoming/"))
    assert client_for("officer").post(f"/incoming/sent/{report.id}").status_code == 403
    assert clerk.post(f"/incoming/sent/{new_id()}").status_code == 404
    for typed, told in (("0", "từ 1"), ("", "Nhập số đến đầu tiên"), ("-3", "từ 1"), ("1.2", "Số đến đầu tiên")):
        said = clerk.post(f"/incoming/sent/{report.id}", {"first": typed})
        assert said.status_code == 400 and told in words(said), typed
    assert clerk.post(f"/incoming/sent/{report.id}", {"first": "1.200"}).status_code == 303
    assert "chờ vào sổ" not in words(clerk.get("/incoming/"))
    [row] = world.see(lambda s: s.exec(select(IncomingPaper)).all())
    assert (row.number, row.reference, row.about_kind) == (1200, "12/BC-UBND", "inspection")
    shown = words(clerk.get(f"/incoming/{row.id}"))
    assert "bao-cao.pdf" in shown and all(one.source_text in shown for one in drafts.values())
    assert "12/BC-UBND" in words(clerk.get(f"/obligations/{next(iter(drafts.values())).id}"))


@on_sqlite
@pytest.mark.parametrize(("who", "trigger"), [("district_officer", "take_back"), ("officer", "send_back")])
def test_what_is_taken_back_or_sent_back_goes_on_as_a_draft_without_the_scan(
    world: World, drafts: dict[UUID, Obligation], who: str, trigger: str
) -> None:
    draft, row = next(iter(drafts.items()))
    send(world, "district_officer", [draft])
    ref = CaseRef("obligation", row.id)
    world.do(lambda s: fire(s, ref, trigger, world.as_(who), payload={"reason": "Thiếu danh sách."}))
    found = world.see(lambda s: prepared.current(s, s.get_one(Obligation, row.id), world.as_("district_officer")))
    assert found is not None and (found.id != draft) and (found.claim, found.text) == ("met", "Đã làm xong việc 1.")
    assert world.see(lambda s: attached(s, prepared.OWNER, found.id)) == []


@on_sqlite
def test_what_is_sent_later_of_the_same_report_reaches_its_paper_and_the_clerk(
    world: World, drafts: dict[UUID, Obligation]
) -> None:
    ids = list(drafts)
    send(world, "district_officer", ids[:1])
    [alone] = world.see(lambda s: arriving.awaiting(s, world.as_("clerk")))
    assert "2 nội dung" not in alone.subject
    send(world, "district_officer", ids[1:2])
    [report] = world.see(lambda s: arriving.awaiting(s, world.as_("clerk")))
    assert (report.id, report.subject) == (alone.id, "Kết quả thực hiện 2 nội dung")
    paper = world.do(lambda s: entering.enter_sent(s, world.as_("clerk"), report.id))
    more = StoredFile("e" * 64, 9, "application/pdf", "phu-luc.pdf")
    given = new_id()
    world.do(
        lambda s: operations.send(s, world.as_("district_officer"), SIGNED, ids[2:], [SCAN, more], command_id=given)
    )
    names = world.see(lambda s: [one.name for one in attached(s, "incoming", paper.id)])
    assert names == ["bao-cao.pdf", "phu-luc.pdf"]
    told = select(ToldLine).where(ToldLine.event == arriving.EVENT, ToldLine.account_id == world.as_("clerk").user_id)
    last = world.see(lambda s: s.exec(told.order_by(col(ToldLine.id))).all())[-1]
    said = world.see(lambda s: events[arriving.EVENT].words(s, last.event_id, ""))
    assert said is not None and said.path == f"/incoming/{paper.id}" and "trả lời thêm nội dung" in said.subject


def sent_before_the_end(world: World, drafts: dict[UUID, Obligation]) -> SentReport:
    """A report that no clerk had entered when the department ended, and Sở Y tế came after it."""
    send(world, "district_officer", list(drafts))
    [report] = world.see(lambda s: arriving.awaiting(s, world.as_("clerk")))
    department_moves(world)
    return report


@on_sqlite
def test_the_clerk_of_the_successor_enters_what_was_sent_to_an_agency_that_ended(
    world: World,
    drafts: dict[UUID, Obligation],
    client_for: Browser,  # noqa: F811
) -> None:
    report = sent_before_the_end(world, drafts)
    person(world, "health_clerk", "health", "clerk")
    person(world, "edu_clerk", "edu", "clerk")
    play_on(world, TODAY)
    clerk, stranger = client_for("health_clerk"), client_for("edu_clerk")
    assert "Báo cáo đơn vị gửi, chờ vào sổ" in words(clerk.get("/"))
    assert "Báo cáo số 12/BC-UBND" in words(clerk.get("/incoming/"))
    assert "Báo cáo số 12/BC-UBND" not in words(stranger.get("/incoming/"))
    assert stranger.post(f"/incoming/sent/{report.id}").status_code == 404
    assert clerk.post(f"/incoming/sent/{report.id}", {"first": "1"}).status_code == 303
    [row] = world.see(lambda s: s.exec(select(IncomingPaper)).all())
    assert (row.agency_id, row.reference) == (world.agencies["health"], "12/BC-UBND")
    assert "chờ vào sổ" not in words(clerk.get("/"))


@on_sqlite
def test_of_several_successors_whoever_leads_it_now_enters_the_report(
    world: World,
    drafts: dict[UUID, Obligation],
    client_for: Browser,  # noqa: F811
) -> None:
    report = sent_before_the_end(world, drafts)
    world.do(lambda s: s.add(AgencySuccession(predecessor_id=report.to_id, successor_id=world.agencies["edu"])))
    for name, agency in {"health_clerk": "health", "edu_clerk": "edu"}.items():
        person(world, name, agency, "clerk")
    play_on(world, TODAY)

    def lead(agency: str) -> None:
        for one in drafts.values():
            world.do(
                lambda s, one=one: setattr(s.get_one(Obligation, one.id), "lead_agency_id", world.agencies[agency])
            )

    def offered() -> list[str]:
        return [
            who for who in ("health_clerk", "edu_clerk") if "12/BC-UBND" in words(client_for(who).get("/incoming/"))
        ]

    lead("dept")
    assert offered() == ["health_clerk", "edu_clerk"], "nobody has what it answers yet"
    lead("health")
    assert offered() == ["health_clerk"]
    assert client_for("edu_clerk").post(f"/incoming/sent/{report.id}", {"first": "1"}).status_code == 404
    assert client_for("health_clerk").post(f"/incoming/sent/{report.id}", {"first": "1"}).status_code == 303
    assert offered() == ["health_clerk"], "in the register now"


def test_each_of_several_that_lead_what_a_report_answers_enters_its_own_paper_once(
    world: World, drafts: dict[UUID, Obligation]
) -> None:
    report = sent_before_the_end(world, drafts)
    world.do(lambda s: s.add(AgencySuccession(predecessor_id=report.to_id, successor_id=world.agencies["edu"])))
    for name, agency in {"health_clerk": "health", "edu_clerk": "edu"}.items():
        person(world, name, agency, "clerk")
    leads = ["edu", *["health"] * (len(drafts) - 1)]
    for one, agency in zip(drafts.values(), leads, strict=True):
        lead = world.agencies[agency]
        world.do(lambda s, one=one, lead=lead: setattr(s.get_one(Obligation, one.id), "lead_agency_id", lead))
    with clock.use_date(TODAY):
        health, edu = (replace(world.as_(name), goes_on_for=(report.to_id,)) for name in ("health_clerk", "edu_clerk"))
        first = world.do(lambda s: entering.enter_sent(s, health, report.id))
        assert world.see(lambda s: arriving.awaiting(s, health)) == []
        [left] = world.see(lambda s: arriving.awaiting(s, edu))
        assert (left.to_id, "nội dung" in left.subject) == (world.agencies["edu"], False), "only the one that it leads"
        second = world.do(lambda s: entering.enter_sent(s, edu, left.id))
        again = world.do(lambda s: entering.enter_sent(s, edu, left.id))
        assert world.see(lambda s: arriving.awaiting(s, edu)) == []
    assert (first.agency_id, second.agency_id) == (world.agencies["health"], world.agencies["edu"])
    assert again.id == second.id
    scans = world.see(lambda s: [len(attached(s, "incoming", one.id)) for one in (first, second)])
    assert scans[0] == scans[1] > 0, "each has the scan"


@on_sqlite
def test_the_clerk_reads_how_many_more_wait_than_are_listed(
    world: World,
    drafts: dict[UUID, Obligation],
    client_for: Browser,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for number, one in enumerate(drafts, 12):
        send(world, "district_officer", [one], Signed(f"{number}/BC-UBND", DAY, "Chu Văn Chi"))
    clerk = client_for("clerk")
    assert "báo cáo chờ vào sổ; trên đây là" not in words(clerk.get("/incoming/"))
    monkeypatch.setattr(arriving, "MOST", 2)
    assert "3 báo cáo chờ vào sổ; trên đây là 2 báo cáo" in words(clerk.get("/incoming/"))
    first_page = words(clerk.get("/"))
    assert "Báo cáo đơn vị gửi, chờ vào sổ" in first_page and "Báo cáo số 14/BC-UBND" in first_page
