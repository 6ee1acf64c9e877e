"""A province changes the content as docs/workflows.md and docs/checklists.md say, and an inspection goes through with it.

The edits are made in a copy, laid over the shipped content: an item and its words, a deadline, a paragraph, a state with
a guard. Nothing in Python is touched.
"""

import re
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from rasoat import clock, content, publishing
from rasoat.findings.queries import findings_of
from rasoat.inspections.models import Inspection
from rasoat.papers import operations
from rasoat.papers.rendering import render_and_issue
from rasoat.problems import Problem
from rasoat.procedures.definition import Workflow
from rasoat.recommendations import operations as recommendations
from rasoat.recommendations.data import ObligationData
from rasoat.workflows import CaseRef, fire
from tests.papers.samples import AUGUST_5, ISSUED_ON, Told, _judge, print_at_once, settings_in
from tests.recommendations.samples import obligations
from tests.visits.samples import FUND, VISIT_DAY, ChiLang, visiting
from tests.world import World

RULES = """      - id: has_rules
        type: yes_no_na
        allow_na: false
        label: Quỹ có quy chế quản lý
        required: true
        visibility: public
        expect: ["yes"]
        on_fail:
          shortcoming: "{unit} chưa ban hành quy chế quản lý Quỹ Bảo trợ trẻ em."
          recommendation: Ban hành quy chế quản lý Quỹ.
          due_days: 20
"""
WORDS = """  - id: rules
    show_if: {has_rules: ["no"]}
    text: Việc quản lý Quỹ chưa có quy chế.
"""
SECOND_LOOK = """  - trigger: confirm_review
    title: Soát xong, tổng hợp kết quả
    from: second_look
    to: reviewing
    by: [team.lead]
    guards: [visits_are_closed]
    effects: [draft_findings]
"""


@pytest.fixture
def overlay(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The province's own content, published."""
    folder = tmp_path / "content"

    def edit(path: str, *edits: tuple[str, str]) -> None:
        source = (content.root() / path).read_text(encoding="utf-8")
        changed = re.sub(
            r"^version: (\d+)$", lambda found: f"version: {int(found[1]) + 1}", source, count=1, flags=re.M
        )
        for old, new in edits:
            assert old in changed, f"{path} has no {old!r} any more"
            changed = changed.replace(old, new, 1)
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(changed, encoding="utf-8")

    edit("checklists/fund_use.yaml", ("    items:\n", f"    items:\n{RULES}"))
    edit("templates/documents/papers/checklists/fund_use.yaml", ("unit:\n", f"unit:\n{WORDS}"))
    edit("templates/documents/papers/result.yaml", ("Trên đây là thông báo", "Sở thông báo để các đơn vị biết"))
    edit("workflows/obligation.yaml", (proposed_days(), "days: 30"))
    edit(
        "workflows/inspection.yaml",
        (
            "  reviewing: {",
            "  second_look: {title: Đang soát lại, means: [working, drafting, hears_proposals]}\n  reviewing: {",
        ),
        ("    to: reviewing\n", "    to: second_look\n"),
        ("    effects: [draft_findings]\n", ""),
        ("  - trigger: resume_visiting\n", f"{SECOND_LOOK}  - trigger: resume_visiting\n"),
    )
    monkeypatch.setenv("RASOAT_CONTENT_DIR", str(folder))
    publishing.publish(world.database, folder)
    return folder


@pytest.mark.usefixtures("overlay")
def test_an_inspection_goes_through_with_the_province_s_own_content(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock.at(VISIT_DAY):
        case = visiting(world)
        case.fill_unit()
        assert "còn 1 mục bắt buộc chưa trả lời" in refused_close(case).reasons[0].message
        case.fill("fund_use", {**FUND, "has_rules": "no"}, based_on=1)
        case.visit_step("close")
        case.step("begin_review")
        assert case.inspection.status == "second_look"
        assert world.see(lambda s: findings_of(s, case.inspection_id)) == []
        case.step("confirm_review")
        _judge(case)
        bad = world.see(lambda s: findings_of(s, case.inspection_id, "shortcoming", accepted_only=True))
        assert "chưa ban hành quy chế quản lý Quỹ" in " ".join(one.text for one in bad)
        officer, asked = world.as_("officer"), [ObligationData(world.agencies["district"])]
        world.do(
            lambda s: recommendations.add_recommendation(
                s,
                officer,
                case.inspection_id,
                text="Ban hành quy chế.",
                finding_ids=[f.id for f in bad],
                obligations=asked,
            )
        )
    (owed,) = obligations(world, case.inspection_id)
    assert (owed.due_on, owed.due_basis["days"]) == (date(2024, 8, 16), 30)
    with clock.at(AUGUST_5):
        notice = world.do(lambda s: operations.draft_paper(s, officer, "result", case.inspection_id))
        told = Told(world, case, notice.id)
        said = told.paper.model_dump_json()
        assert "Việc quản lý Quỹ chưa có quy chế." in said
        assert "Sở thông báo để các đơn vị biết" in said
        told.numbered(ISSUED_ON)
        print_at_once(monkeypatch)
        settings, store = settings_in(tmp_path)
        render_and_issue(world.database, store, settings, notice.id, world.as_("clerk"))
        (owed,) = obligations(world, case.inspection_id)
        ref = CaseRef("obligation", owed.id)
        answer = {"claim": "met", "text": "Đã ban hành quy chế."}
        world.do(lambda s: fire(s, ref, "answer", world.as_("district_officer"), payload=answer))
        verdict = {"verdict": "met", "evidence": "Đã xem quy chế."}
        world.do(lambda s: fire(s, ref, "verify", world.as_("officer"), payload=verdict))
        case.step("close", "officer")
    assert world.see(lambda s: s.exec(select(Inspection.status)).one()) == "closed"


def proposed_days() -> str:
    """The line of the shipped deadline, whatever its days are."""
    term = content.load(content.root() / "workflows/obligation.yaml", Workflow).deadlines["remedy"].term
    return f"{term[1]}: {term[0]}"


def refused_close(case: ChiLang) -> Problem:
    with pytest.raises(Problem) as raised:
        case.visit_step("close")
    return raised.value
