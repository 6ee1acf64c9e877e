"""The register of papers that came in: its forms, what a clerk may put right, who may enter."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from sqlmodel import select

from rasoat import clock
from rasoat.audit.registers import check_incoming
from rasoat.files.models import Attachment
from rasoat.incoming import operations
from rasoat.incoming.about import Link
from rasoat.incoming.models import IncomingPaper
from rasoat.problems import Problem
from tests.incoming.samples import ARRIVED, SCAN, entered
from tests.visits.samples import scheduled
from tests.web.browse import Client, words
from tests.world import World

Browser = Callable[[str], Client]
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100"
    "18dd8db00000000049454e44ae426082"
)


def form(**values: object) -> dict[str, object]:
    return {
        "arrived_on": "5/8/2024", "author": "UBND huyện Chi Lăng", "reference": "125/BC-UBND", "dated": "1/8/2024",
        "kind_title": "Báo cáo", "subject": "Kết quả thực hiện", "receiver": "Phòng Trẻ em", "note": "", "first": "1",
        "scan": (io.BytesIO(PNG), "trang 1.png"), **values,
    }  # fmt: skip


def rows(world: World) -> list[IncomingPaper]:
    return world.see(lambda s: list(s.exec(select(IncomingPaper).order_by(IncomingPaper.number))))


def test_a_clerk_enters_a_paper_from_the_page_of_its_case(world: World, client_for: Browser) -> None:
    case, clerk = scheduled(world), client_for("clerk")
    page = clerk.get(f"/inspections/{case.inspection_id}")
    address = f"/incoming/new?kind=inspection&case={case.inspection_id}"
    assert address in page.text.replace("&amp;", "&")
    shown = clerk.get(address)
    assert "Cuộc kiểm tra" in words(shown)
    done = clerk.post(address, form(first="216"), content_type="multipart/form-data")
    assert done.status_code == 303
    told = words(clerk.get(done.location))
    assert "Đã vào sổ văn bản đến: số đến 216." in told
    assert "trang 1.png" in told
    assert [(row.number, row.about_kind, row.about_id) for row in rows(world)] == [
        (216, "inspection", case.inspection_id)
    ]
    # The year has begun: the next one is not asked where to begin.
    assert 'name="first"' not in clerk.get("/incoming/new").text


def test_refused_input_keeps_its_text_and_leads_to_the_twin(world: World, client_for: Browser) -> None:
    twin, clerk = entered(world), client_for("clerk")
    refused = clerk.post("/incoming/new", form(), content_type="multipart/form-data")
    assert refused.status_code == 422
    assert "Đã vào sổ: số đến 01 ngày 05/08/2024" in words(refused)
    assert f'href="/incoming/{twin.id}"' in refused.text
    assert "Kết quả thực hiện" in refused.text
    empty = clerk.post("/incoming/new", form(scan=(io.BytesIO(b""), "")), content_type="multipart/form-data")
    assert empty.status_code == 422
    for field in ("arrived_on", "author", "dated", "subject"):
        missing = clerk.post("/incoming/new", form(**{field: " "}), content_type="multipart/form-data")
        assert missing.status_code == 422, field
    assert len(rows(world)) == 1
    assert len(world.see(lambda s: s.exec(select(Attachment).where(Attachment.owner_kind == "incoming")).all())) == 1


def test_what_was_copied_wrongly_is_put_right_and_the_number_stays(world: World, client_for: Browser) -> None:
    row, clerk = entered(world), client_for("clerk")
    other = entered(world, replace(ARRIVED, reference="126/BC-UBND"))
    values = form(
        reference="127/BC-UBND", subject="Báo cáo quý III", version=str(row.version), scan=(io.BytesIO(b""), "")
    )
    page = f"/incoming/{row.id}/edit"
    assert clerk.post(page, values, content_type="multipart/form-data").status_code == 303
    assert [(one.number, one.reference) for one in rows(world)] == [(1, "127/BC-UBND"), (2, "126/BC-UBND")]
    stale = clerk.post(page, form(version=str(row.version)), content_type="multipart/form-data")
    assert stale.status_code == 409
    taken = clerk.post(
        page, form(reference=other.reference, version=str(rows(world)[0].version)), content_type="multipart/form-data"
    )
    assert taken.status_code == 422
    assert "Đã vào sổ: số đến 02" in words(taken)
    last_year = form(arrived_on="29/12/2023", dated="28/12/2023", version=str(rows(world)[0].version))
    assert "ngày đến phải trong năm đó" in words(clerk.post(page, last_year, content_type="multipart/form-data"))


def test_papers_without_a_number_are_the_same_when_their_sheet_is(world: World) -> None:
    clerk, bare = world.as_("clerk"), replace(ARRIVED, reference="  ")
    entered(world, bare)
    with pytest.raises(Problem) as refused:
        entered(world, bare)
    assert refused.value.key == "incoming.known"
    assert "số đến 01" in refused.value.reasons[0].message
    other = replace(SCAN, sha256="e" * 64)
    world.do(lambda s: operations.enter(s, clerk, bare, [other]))
    world.do(lambda s: operations.enter(s, clerk, replace(bare, subject="Việc khác"), [SCAN]))
    assert [row.number for row in rows(world)] == [1, 2, 3]


@pytest.mark.parametrize("who", ["officer", "leader", "lead", "admin", "district_officer"])
def test_only_a_clerk_enters(world: World, client_for: Browser, who: str) -> None:
    actor, row = world.as_(who), entered(world)
    with pytest.raises(Problem) as refused:
        world.do(lambda s: operations.enter(s, actor, replace(ARRIVED, reference="9/BC"), [SCAN]))
    assert refused.value.key == "forbidden"
    assert client_for(who).get("/incoming/new").status_code == 403
    seen = who not in ("admin", "district_officer")
    with pytest.raises(Problem) as refused:
        world.do(lambda s: operations.correct(s, actor, row.id, row.version, ARRIVED))
    assert refused.value.key == ("forbidden" if seen else "not_found")


def test_a_case_that_the_clerk_does_not_see_does_not_exist(world: World) -> None:
    for link in (Link("inspection", uuid4()), Link("account", world.as_("admin").user_id)):
        with pytest.raises(Problem) as refused:
            entered(world, belongs=link)
        assert refused.value.key == "not_found"
    assert rows(world) == []


def test_what_is_no_scan_is_refused(world: World) -> None:
    clerk, sheet = world.as_("clerk"), replace(SCAN, kind="text/csv")
    with pytest.raises(Problem) as refused:
        world.do(lambda s: operations.enter(s, clerk, ARRIVED, [sheet]))
    assert [reason.field for reason in refused.value.reasons] == ["scan"]
    row = entered(world)
    with pytest.raises(Problem) as refused:
        world.do(lambda s: operations.correct(s, clerk, row.id, row.version, ARRIVED, [sheet]))
    assert [reason.field for reason in refused.value.reasons] == ["scan"]


@pytest.mark.parametrize("first", [0, 1_000_000])
def test_the_register_begins_with_a_number_that_can_be(world: World, first: int) -> None:
    with pytest.raises(Problem) as refused:
        entered(world, first=first)
    assert [reason.field for reason in refused.value.reasons] == ["first"]


def test_each_year_has_its_numbers(world: World) -> None:
    entered(world, first=216)
    with clock.at(clock.beginning(date(2025, 1, 2))):
        entered(world, replace(ARRIVED, reference="1/BC-UBND", arrived_on=date(2025, 1, 2)))
    assert sorted((row.year, row.number) for row in rows(world)) == [(2024, 216), (2025, 1)]


def test_an_audit_finds_a_number_that_is_gone(world: World) -> None:
    for number in range(1, 4):
        entered(world, replace(ARRIVED, reference=f"{number}/BC-UBND"), first=216)

    def faults() -> list[str]:
        return world.see(lambda s: [fault.why for fault in check_incoming(s, lambda _step, _count: None)])

    assert faults() == []
    for number, told in ((217, "thiếu từ số 217 đến số 217"), (218, "số đến cuối là 218, dòng cuối của sổ là 216")):
        world.do(lambda s, n=number: s.delete(s.exec(select(IncomingPaper).where(IncomingPaper.number == n)).one()))
        assert faults() == [told]
