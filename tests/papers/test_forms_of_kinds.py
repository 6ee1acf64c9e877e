"""Every kind of paper of an inspection keeps the decree's form, by both engines. The example prints each of them by the first
engine that does, which `make test` measures.
"""

import pytest

from rasoat.documents import layout, pdf
from rasoat.documents.paper import Paper
from tests.papers.decreed import AFTER_REVIEW, DECIDED_ON, on, planned, reviewed
from tests.papers.test_minutes import make_public
from tests.world import World

BEFORE = ("unit_decision", "working_plan", "decision")
AFTERWARDS = ("minutes", "report", "plan_report", "demand")
OF_PLAN = ("decision", "plan_report")


def _paper(world: World, kind: str) -> Paper:
    if kind in BEFORE:
        case = planned(world, team=2)
        with on(DECIDED_ON):
            return case.paper(kind, case.plan_id if kind in OF_PLAN else None).paper
    case = reviewed(world)
    with on(AFTER_REVIEW):
        return make_public(case.paper(kind, case.plan_id if kind in OF_PLAN else None)).paper


@pytest.mark.long
@pytest.mark.parametrize("engine", ["pdfkit", "weasyprint"])
@pytest.mark.parametrize("kind", [*BEFORE, *AFTERWARDS])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_each_kind_keeps_the_form(world: World, kind: str, engine: str) -> None:
    paper = _paper(world, kind).model_copy(update={"number": 5, "issued_on": AFTER_REVIEW})
    [printer] = [one for one in pdf.usable(engine, 60) if one.name == engine]
    assert not [one for one in layout.measure(pdf.paper_to_pdf(paper, printer), paper) if one.certain]
