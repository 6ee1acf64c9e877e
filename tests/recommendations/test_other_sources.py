"""Obligations that follow from something else than a recommendation are in every list, search, mail, paper and page.

Here they follow from a “task”, as those of a meeting will. Its rows stand in a table that has a number and a text.
"""

import ast
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

import rasoat
from rasoat import clock
from rasoat.findings.models import Finding
from rasoat.followup import operations as followup
from rasoat.followup.models import LadderStep
from rasoat.followup.telling import words as mail_words
from rasoat.inspections.models import Inspection
from rasoat.papers import compose
from rasoat.papers.kinds import reminder
from rasoat.recommendations import queries, sources
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.parts import put_parts
from rasoat.tablets.taking.history import still_owed
from rasoat.workflows import CaseRef, derived, fire, start
from tests.papers.samples import words_of
from tests.recommendations.samples import followed_up
from tests.recommendations.test_pages import play_on
from tests.web.browse import Client, words
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages
from tests.world import World

Browser = Callable[[str], Client]
ISSUED, DUE, LATE = date(2024, 9, 2), date(2024, 10, 7), date(2024, 11, 7)
TEXT = "Mở lớp dạy bơi trong hè"


@pytest.fixture(params=[True, False], ids=["of an inspection", "of no inspection"])
def task(request: pytest.FixtureRequest, world: World, monkeypatch: pytest.MonkeyPatch) -> Obligation:
    """Task 27, issued to the district beside the fourteen recommendations."""
    monkeypatch.setitem(sources.kinds, "task", sources.SourceKind("task", "Nhiệm vụ", Finding))
    followed, officer = followed_up(world), world.as_("officer")

    def add(session: Session) -> Obligation:
        source = Finding(inspection_id=followed.id, kind="strength", ordinal=27, text=TEXT, status="accepted")
        session.add(source)
        session.flush()
        row = Obligation(
            source_kind="task",
            **sources.as_told(source),
            force="assigned",
            inspection_id=followed.id if request.param else None,
            lead_agency_id=followed.lead_agency_id,
            addressee_id=world.agencies["district"],
            due_on=DUE,
        )
        put_parts(row, "2 lớp", "1 báo cáo")
        start(session, row, "obligation", "obligation", officer)
        fire(session, CaseRef("obligation", row.id), "issue", officer, effective_on=ISSUED)
        return row

    with clock.use_date(ISSUED):
        made = world.do(add)
    play_on(world, LATE)
    return made


def test_its_addressee_finds_it_and_answers(world: World, client_for: Browser, task: Obligation) -> None:  # noqa: F811
    district = client_for("district_officer")
    for page in ("/obligations/inbox", f"/obligations/{task.id}"):
        shown = words(district.get(page))
        assert "Nhiệm vụ 27" in shown, page
        assert TEXT in shown, page
        assert "Kiến nghị 27" not in shown, page
    assert "Kết quả phải đạt, theo phần 2 lớp 1 báo cáo" in words(district.get(f"/obligations/{task.id}"))
    assert TEXT in words(district.get("/"))
    assert TEXT in words(district.get(f"/cases/obligation/{task.id}/ask_extension"))
    form = {"claim": "met", "text": "Đã mở 2 lớp."}
    assert district.post(f"/obligations/{task.id}/answer", form).status_code == 303
    assert "Đã mở 2 lớp." in words(client_for("officer").get(f"/obligations/{task.id}"))


def test_the_department_finds_it_in_its_lists(
    world: World,
    client_for: Browser,  # noqa: F811
    task: Obligation,
) -> None:
    officer = client_for("officer")
    shown = words(officer.get("/followup/?q=lop+day+boi"))
    assert "Nhiệm vụ 27" in shown
    assert "1 nội dung" in shown
    assert "15 nội dung" in words(officer.get("/followup/"))
    assert "8 nội dung" in words(
        officer.get(f"/followup/?addressee={world.agencies['district']}&stage=overdue&sort=unit")
    )
    assert TEXT in words(officer.get("/"))
    assert "Hình thức Nhiệm vụ" in words(officer.get(f"/obligations/{task.id}"))
    assert client_for("other_officer").get(f"/obligations/{task.id}").status_code == 404
    assert client_for("office_officer").get(f"/obligations/{task.id}").status_code == 404
    assert client_for("admin").get(f"/obligations/{task.id}").status_code == 404
    if task.inspection_id:
        shown = words(officer.get(f"/followup/table/{task.inspection_id}"))
        assert "15 việc" in shown
        assert f"Nhiệm vụ 27 {TEXT}" in shown


def test_no_page_calls_it_a_recommendation(
    client_for: Browser,  # noqa: F811
    task: Obligation,
) -> None:
    leader, district = client_for("leader"), client_for("district_officer")
    page, steps = f"/obligations/{task.id}", f"/cases/obligation/{task.id}"
    for client, path in (
        (leader, "/followup/?q=lop+day+boi"),
        (leader, "/followup/?q=khong+co"),
        (leader, page),
        (leader, f"{steps}/withdraw"),
        (district, page),
        (district, f"{steps}/ask_extension"),
    ):
        shown = client.get(path)
        assert shown.status_code == 200, path
        # The menu, the title and the page itself; the foot of each page tells what the program is for.
        assert "kiến nghị" not in shown.text.partition("</main>")[0].lower(), path


def test_a_tablet_takes_it_along(world: World, task: Obligation) -> None:
    def owed(session: Session) -> list[str]:
        [inspection] = session.exec(select(Inspection).where(Inspection.unit_id == world.agencies["district"])).all()
        return [part.recommendation for part in still_owed(session, inspection, world.as_("officer"))]

    assert TEXT in world.see(owed)


def test_its_addressee_is_reminded_by_mail_and_by_letter(world: World, task: Obligation) -> None:
    with clock.use_date(LATE):
        world.do(lambda s: followup.climb(s, LATE))
        found = select(LadderStep.id).where(LadderStep.case_id == task.id, LadderStep.step == "overdue")
        told: Any = world.see(lambda s: mail_words(s, s.exec(found).one(), "https://rasoat.vidu.example"))
        assert told.subject == "Quá hạn: nhiệm vụ số 27, hạn 7/10/2024"
        assert "nhắc việc thực hiện nhiệm vụ số 27" in told.body
        assert ("sau đợt kiểm tra tại" in told.body) == (task.inspection_id is not None)
        [drafted] = world.see(lambda s: reminder.on_its_way(s, s.get_one(Obligation, task.id)))
        assert drafted.about_id == task.id, "the ladder has drafted it"
        letter = drafted
        assert letter.subject.startswith("đôn đốc thực hiện ")
        said = words_of(world.see(lambda s: compose.as_paper(s, letter)))
    assert TEXT.rstrip(".") in said


def test_it_is_verified_and_passed_on_with_what_it_asks(world: World, task: Obligation) -> None:
    officer, district = world.as_("officer"), world.as_("district_officer")
    given = {"to_agency": world.agencies["other_district"], "act": "Quyết định số 7"}
    world.do(lambda s: answering.answer(s, district, task.id, claim="partly_met", text="Đã mở 1 lớp."))
    world.do(lambda s: fire(s, CaseRef("obligation", task.id), "transfer", officer, payload=given))
    [child] = world.see(lambda s: queries.children_of(s, task.id))
    assert (sources.source_of(child).name, child.source_text, child.measure) == (
        "Nhiệm vụ 27",
        TEXT,
        "2 lớp; 1 báo cáo",
    )
    assert world.see(lambda s: list(derived.untrue(s))) == []


def test_recommendations_stay_what_they_are(world: World, task: Obligation) -> None:
    """The notice of results and the page of recommendations tell of recommendations only."""
    [inspection_id] = {row.inspection_id for row in _all(world) if row.id != task.id}
    told = world.see(lambda s: queries.recommendations_of(s, inspection_id))
    assert task.id not in {row.id for one in told for row in one.obligations}
    assert len(told) == 14


def _all(world: World) -> list[Obligation]:
    return world.see(lambda s: list(s.exec(select(Obligation))))


KNOWS_RECOMMENDATIONS = {"papers/kinds/result_blocks.py", "earlier/bringing.py"}
"""The notice of results tells of recommendations, a paper of before brings its own; of other rooms only the example's story names them besides."""


def test_other_rooms_read_obligations_without_their_kind_of_source() -> None:
    folder = Path(rasoat.__file__).parent
    found = {
        str(path.relative_to(folder))
        for path in folder.rglob("*.py")
        if path.relative_to(folder).parts[0] not in ("recommendations", "example")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("rasoat.recommendations")
        and "Recommendation" in [name.name for name in node.names]
    }
    assert found == KNOWS_RECOMMENDATIONS
