"""The page of a danger: what it needs at once, and the letter that asks it."""

from collections.abc import Callable

import pytest

from rasoat import clock
from rasoat.recommendations.models import Recommendation
from rasoat.workflows import CaseRef, fire
from tests.papers.at_once import ASKED, JULY_18, answered, sent, told_of
from tests.papers.at_once import drafted as letter_drafted
from tests.papers.replaced import obligations
from tests.visits.samples import visiting
from tests.web.browse import Client, inputs, words
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
Browser = Callable[[str], Client]


def test_what_it_needs_is_written_and_the_letter_begun(world: World, client_for: Browser) -> None:
    case, officer = visiting(world), client_for("officer")
    danger_id = told_of(case)
    page = f"/dangers/{danger_id}"
    assert "Chưa có kiến nghị." in words(officer.get(page))
    assert "Chưa có kiến nghị nào cho nguy hiểm này" in words(officer.get(page))
    new = f"/recommendations/of/{case.inspection_id}/new?danger={danger_id}"
    form = officer.get(new)
    assert "Nguy hiểm trên hiện trường, đoàn báo ngày 17/07/2024." in form.text and "Cháu M." not in form.text
    given = {**inputs(form), "text": ASKED, "priority": "urgent", "priority_reason": "Trẻ em qua lại hằng ngày."}
    refused = officer.post(new, {**given, "obligations-0-due_on": ""})
    assert refused.status_code == 422 and "việc khẩn không lấy số ngày chung" in words(refused)
    saved = officer.post(new, {**given, "obligations-0-due_on": "22/7/2024"})
    assert saved.status_code == 303 and saved.headers["Location"].endswith(page)
    [row] = obligations(world)
    assert world.see(lambda s: s.get_one(Recommendation, row.source_id)).danger_id == danger_id
    shown = officer.get(page)
    assert ASKED in words(shown) and "Để lại thông báo kết quả" in words(shown)
    begun = officer.post("/papers/draft", {"kind": "danger_letter", "about_id": str(danger_id)})
    assert begun.status_code == 303
    draft = officer.get(begun.headers["Location"].removesuffix("/edit"))
    assert "Bỏ bản thảo không còn cần" in words(draft)
    assert "Công văn yêu cầu xử lý ngay nguy cơ" in words(officer.get(page))


def test_with_the_letter_out_or_the_danger_over_nothing_urgent_is_written(world: World, client_for: Browser) -> None:
    letter, offered = letter_drafted(world), "Viết kiến nghị khẩn"
    with clock.at(JULY_18):
        officer, other = client_for("officer"), told_of(letter.case)
        first, second = f"/dangers/{letter.danger_id}", f"/dangers/{other}"
        assert offered in words(officer.get(first)) and offered in words(officer.get(second))
        new = f"/recommendations/of/{letter.case.inspection_id}/new?danger={letter.danger_id}"
        assert "gửi được bằng công văn trước thông báo" in words(officer.get(new))
        sent(letter)
        assert offered not in words(officer.get(first)) and ASKED in words(officer.get(first))
        assert "gửi bằng thông báo kết quả" in words(officer.get(new))
        given = {"ended_on": JULY_18.date(), "outcome": "Đã đậy nắp."}
        world.do(lambda s: fire(s, CaseRef("danger", other), "end", world.as_("lead"), payload=given))
        assert offered not in words(officer.get(second))


def test_a_drafted_one_is_chosen_and_left_to_the_notice(world: World, client_for: Browser) -> None:
    case, officer = visiting(world), client_for("officer")
    first, second = told_of(case), told_of(case)
    source_id = answered(case, first)
    left = officer.post(f"/recommendations/drafts/{source_id}/leave-to-notice")
    assert left.headers["Location"].endswith(f"/dangers/{first}")
    assert "Kiến nghị đã soạn, dành cho nguy hiểm này" in words(officer.get(f"/dangers/{second}"))
    officer.post(f"/recommendations/for-danger/{second}", {"recommendation_id": str(source_id)})
    assert ASKED in words(officer.get(f"/dangers/{second}"))
    assert officer.post(f"/recommendations/for-danger/{first}", {"recommendation_id": "x"}).status_code == 404
    assert client_for("district_officer").post(f"/recommendations/for-danger/{first}").status_code in (403, 404)


def test_from_what_is_owed_one_comes_to_the_danger(world: World, client_for: Browser) -> None:
    letter = sent(letter_drafted(world))
    row = letter.obligation
    link = f"/dangers/{letter.danger_id}"
    with clock.at(JULY_18):
        assert link in client_for("officer").get(f"/obligations/{row.id}").text
        listed = client_for("officer").get(f"/recommendations/of/{letter.case.inspection_id}")
        assert link in listed.text and "đã gửi bằng công văn trước thông báo kết quả" in words(listed)
        unit = client_for("district_officer")
        shown = unit.get(f"/obligations/{row.id}")
        assert link not in shown.text and f"Số {letter.notice.reference}" in words(shown)
        paper = unit.get(f"/papers/{letter.paper_id}")
        assert paper.status_code == 200 and link not in paper.text
        assert unit.get(link).status_code == 404
