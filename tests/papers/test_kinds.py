"""A kind of paper is one registration: nothing else has to know it. And the reminder letter, the first such kind."""

import dataclasses
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import Session

from rasoat.accounts.actor import SYSTEM_NAME
from rasoat.accounts.queries import system_actor
from rasoat.documents import layout, pdf
from rasoat.documents.paper import Block, Paragraph
from rasoat.papers import compose, operations, registry
from rasoat.papers.kinds import reminder
from rasoat.papers.models import PaperCase
from rasoat.papers.registry import PaperKind
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.parts import give_verdict
from rasoat.units.models import Agency
from tests.papers.decreed import issue, on
from tests.papers.samples import ISSUED_ON, Told, attempt, messages, print_at_once, result
from tests.papers.test_views import Browser
from tests.web.browse import words
from tests.world import World

LATE = date(2024, 11, 8)
BEGINS = "Công văn được soạn sẵn từ nội dung, hạn"
"""After the sample obligations' due day, 1 October 2024."""
carried_out: list[UUID] = []


def _toy_blocks(_session: object, _about_id: UUID) -> list[Block]:
    return [Paragraph(id="toy.text", text="Sở mời các đơn vị dự họp giao ban.", visibility="public")]


TOY = PaperKind(
    name="toy",
    symbol="GM",
    title="GIẤY MỜI",
    label="Giấy mời họp",
    about="plan",
    series="GM",
    workflow="paper",
    subject=lambda _session, _plan_id: "Mời họp giao ban",
    compose=_toy_blocks,
    letterhead=lambda _session, _case: {"recipients": ("Các đơn vị",)},
    against=lambda _session, _plan_id: [],
    checks=lambda _session, _case, _shown, _day: [],
    effects=(lambda firing: carried_out.append(firing.ref.id),),
)


def test_nothing_but_its_registration_is_needed(
    world: World, client_for: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried_out.clear()
    monkeypatch.setattr(registry, "_kinds", {**registry._kinds, TOY.name: TOY})
    print_at_once(monkeypatch)
    case = result(world).case
    plan_id = case.inspection.plan_id
    browser = client_for("officer")
    answer = browser.post("/papers/draft", {"kind": "toy", "about_id": str(plan_id)})
    told = Told(world, case, UUID(answer.location.split("/")[-2]))
    assert "Sở mời các đơn vị dự họp giao ban." in words(browser.get(answer.location))
    issued = issue(told, ISSUED_ON, tmp_path)
    assert (issued.reference, issued.status, carried_out) == ("01/GM-SLĐTBXH", "issued", [told.paper_id])
    page = words(client_for("clerk").get(f"/papers/{told.paper_id}"))
    assert "Giấy mời họp" in page and "GIẤY MỜI" in page
    assert "Giấy mời họp" in words(client_for("clerk").get("/papers/?kind=toy"))
    assert "GM (Giấy mời)" in words(client_for("clerk").get("/papers/register/outside"))
    assert "Mời họp giao ban" in words(client_for("district_officer").get("/papers/"))


def test_a_kind_about_something_unknown_is_refused() -> None:
    with pytest.raises(ValueError, match="about weather"):
        registry.register_paper(dataclasses.replace(TOY, about="weather"))


def _letter(told: Told, obligation: Obligation) -> Told:
    world = told.world
    with on(LATE):
        officer = world.as_("officer")
        drafted = world.do(lambda s: operations.draft_paper(s, officer, reminder.NAME, obligation.id))
    return Told(world, told.case, drafted.id)


def test_the_letter_says_what_is_owed_since_when_and_by_which_paper(owed: tuple[Told, Obligation]) -> None:
    told, obligation = owed
    paper = _letter(told, obligation).paper
    assert paper.is_letter
    assert paper.symbol == "SLĐTBXH-PXH"
    assert paper.subject == "đôn đốc thực hiện kiến nghị tại Thông báo số 01/TB-SLĐTBXH"
    assert paper.addressed_to == ("Ủy ban nhân dân huyện Chi Lăng",)
    said = " ".join(one.text for one in paper.blocks if isinstance(one, Paragraph))
    for words_ in ("Thông báo số 01/TB-SLĐTBXH ngày 05/8/2024", "cắm biển cảnh báo", "01/10/2024", "46 điểm"):
        assert words_ in said
    assert "chưa nhận được báo cáo" in said
    evidence = {one.kind for block in paper.blocks if isinstance(block, Paragraph) for one in block.evidence}
    assert evidence == {"obligation", "paper"}


def test_the_letter_says_whether_nothing_came_or_what_came_was_not_enough(owed: tuple[Told, Obligation]) -> None:
    told, obligation = owed

    def unmet(session: Session) -> str:
        give_verdict(session.get_one(Obligation, obligation.id), "not_met")
        return " ".join(one.text for one in reminder.KIND.compose(session, obligation.id) if isinstance(one, Paragraph))

    said = told.world.do(unmet)
    assert "chưa được thực hiện đầy đủ" in said and "chưa nhận được báo cáo" not in said


@pytest.mark.parametrize("engine", ["pdfkit", "weasyprint"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_letter_keeps_the_form_of_a_cong_van(owed: tuple[Told, Obligation], engine: str) -> None:
    told, obligation = owed
    paper = _letter(told, obligation).paper.model_copy(update={"number": 12, "issued_on": LATE})
    [printer] = [one for one in pdf.usable(engine, 60) if one.name == engine]
    assert layout.measure(pdf.paper_to_pdf(paper, printer), paper) == []


def test_the_letter_has_a_series_of_its_own_and_reaches_its_addressee_once_issued(
    owed: tuple[Told, Obligation], client_for: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, obligation = owed
    letter = _letter(told, obligation)
    address = f"/papers/{letter.paper_id}"
    assert client_for("district_officer").get(address).status_code == 404
    print_at_once(monkeypatch)
    issued = issue(letter, LATE, tmp_path)
    assert issued.reference == "01/SLĐTBXH-PXH"
    assert "Kính gửi" in words(client_for("district_officer").get(address))
    assert client_for("other_officer").get(address).status_code == 404
    with on(LATE):
        assert "01/SLĐTBXH-PXH" in words(client_for("clerk").get("/papers/register"))


def test_only_what_is_overdue_and_unanswered_is_reminded_of_and_only_once_at_a_time(
    owed: tuple[Told, Obligation], client_for: Browser
) -> None:
    told, obligation = owed
    world, officer = told.world, told.world.as_("officer")

    def try_it() -> str:
        return messages(
            attempt(lambda: world.do(lambda s: operations.draft_paper(s, officer, reminder.NAME, obligation.id)))
        )

    page = f"/obligations/{obligation.id}"
    with on(date(2024, 10, 1)):
        assert "khi đã quá hạn" in try_it()
        assert BEGINS not in words(client_for("officer").get(page))
    with on(LATE):
        assert BEGINS in words(client_for("officer").get(page))
        assert BEGINS not in words(client_for("district_officer").get(page))
    _letter(told, obligation)
    with on(LATE):
        assert "Đã có công văn đôn đốc" in try_it()


def test_the_program_drafts_under_its_own_name(owed: tuple[Told, Obligation], client_for: Browser) -> None:
    told, obligation = owed
    world = told.world
    with on(LATE):
        case = world.do(
            lambda s: operations.draft_paper(
                s, system_actor(s.get_one(Agency, obligation.lead_agency_id)), reminder.NAME, obligation.id
            )
        )
        assert case.drafted_by is None
        assert SYSTEM_NAME in words(client_for("officer").get(f"/papers/{case.id}"))
        assert world.see(lambda s: compose.as_paper(s, s.get_one(PaperCase, case.id))).subject
        assert Told(world, told.case, case.id).fire("check", "officer").to_state == "checked"
