"""The checklists that come with the project, on the figures of the Chi Lăng notice, and how a province changes them."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from rasoat import content
from rasoat.checklists import catalog
from rasoat.checklists.answers import validate
from rasoat.checklists.definition import Basis, Scope
from rasoat.checklists.evaluate import Context, Evaluation, evaluate
from tests.shipped import CHECKLISTS, version
from tests.visits.samples import FUND

ALL = catalog.load_all()
CONTEXT = Context(site="Sông khu Phố Sặt", unit="UBND huyện Chi Lăng")


def of(name: str, scope: Scope, *, partial: bool = False, **raw: Any) -> Evaluation:
    definition = CHECKLISTS[name]
    result = validate(definition, scope, raw, partial=partial)
    assert result.ok, result.errors
    return evaluate(definition, scope, result.answers, context=CONTEXT)


def drafts(evaluation: Evaluation) -> dict[str, str]:
    return {draft.item: draft.sentence for draft in evaluation.drafts}


def test_the_checklists_are_there() -> None:
    assert set(CHECKLISTS) == {"warning_signs", "safe_home", "fund_use", "minutes"}
    assert set(ALL) == {(name, version(name)) for name in CHECKLISTS}


def test_the_minutes_ask_for_a_signature_or_a_witness() -> None:
    said = {"present": [{"name": "Nông Văn A", "position": "Phó Chủ tịch"}], "agreed": "Đã xem ba điểm."}
    signs = validate(CHECKLISTS["minutes"], "unit", {**said, "unit_signs": "signs"}, partial=True)
    assert signs.missing == ["unit_signer", "unit_signature", "lead_signature"]
    refuses = validate(CHECKLISTS["minutes"], "unit", {**said, "unit_signs": "refuses"}, partial=True)
    assert refuses.missing == ["refusal", "witness", "witness_signature", "lead_signature"]
    # Names and opinions stay among those who were there: nothing of the minutes goes into a notice by itself.
    assert {item.visibility for item in CHECKLISTS["minutes"].section("unit").items} == {"internal"}


@pytest.mark.parametrize(
    ("day", "cited"),
    [
        (date(2024, 7, 17), ("83/2017", "08/2018")),
        (date(2025, 6, 30), ("83/2017", "08/2018", "118/")),
        (date(2025, 7, 1), ("118/",)),
        (date(2026, 8, 18), ("118/", "46/")),
    ],
)
def test_signs_cite_what_was_in_force_on_the_day_of_the_visit(day: date, cited: tuple[str, ...]) -> None:
    """Nghị định 83/2017 and Thông tư 08/2018 ended on 30/6/2025 (Nghị định 105/2025, Điều 45)."""
    found = [one.title for one in CHECKLISTS["warning_signs"].basis_on(day)]
    assert len(found) == len(cited) and all(part in title for part, title in zip(cited, found, strict=True))


def test_a_basis_does_not_end_before_it_began() -> None:
    with pytest.raises(ValidationError, match="until"):
        Basis(title="Nghị định", source_status="verified", from_date=date(2025, 7, 1), until=date(2025, 6, 30))


SIGN = {"on_list": "yes", "owner": "commune", "sign_present": "yes", "legible": "yes", "sturdy": "yes"}


def test_a_sign_hidden_by_trees() -> None:
    evaluation = of("warning_signs", "site", **SIGN, not_hidden="no")
    assert evaluation.passed is False
    assert drafts(evaluation) == {"not_hidden": "Biển cảnh báo tại Sông khu Phố Sặt bị che khuất, khó nhìn thấy."}
    assert of("warning_signs", "site", **SIGN, not_hidden="yes").passed is True


def test_a_point_without_a_sign_is_not_asked_about_it() -> None:
    evaluation = of("warning_signs", "site", on_list="no", owner="commune", sign_present="no", legible="no")
    assert evaluation.failed == ["on_list", "sign_present"]


SIGNS = {"points": 67, "signs": 21, "signs_province": 19, "signs_commune": 2, "signs_other": 0}


def test_sixty_seven_points_and_twenty_one_signs() -> None:
    evaluation = of("warning_signs", "unit", **SIGNS)
    assert evaluation.contradictions == []
    assert evaluation.figures == {"uncovered": 46}
    assert "còn 46 điểm chưa có biển cảnh báo trong tổng số 67 điểm" in drafts(evaluation)["every_point_has_sign"]


def test_more_signs_than_points_contradict_and_prove_nothing_good() -> None:
    evaluation = of("warning_signs", "unit", **{**SIGNS, "points": 20})
    assert [c.check for c in evaluation.unexplained] == ["signs_within_points"]
    assert evaluation.drafts == []
    unsummed = of("warning_signs", "unit", **{**SIGNS, "signs_other": 1})
    assert [c.check for c in unsummed.unexplained] == ["signs_by_source"]


HOMES = {"households": 72032, "with_children": 10099, "committed": 9969, "recognised": 8314}


def test_homes() -> None:
    evaluation = of("safe_home", "unit", **HOMES, survey_done="yes")
    assert evaluation.contradictions == []
    assert evaluation.figures == {"not_committed": 130, "not_recognised": 1785}
    assert "9.969 hộ" in drafts(evaluation)["survey_done"]
    assert not evaluation.incomplete


@pytest.mark.parametrize(
    ("changed", "check"),
    [
        ({"recognised": 9970}, "recognised_within_committed"),
        ({"committed": 10100}, "committed_within_children"),
        ({"with_children": 72033}, "children_within_households"),
    ],
)
def test_homes_that_contradict(changed: dict[str, int], check: str) -> None:
    assert [c.check for c in of("safe_home", "unit", **{**HOMES, **changed}).unexplained] == [check]


def test_an_incomplete_set_can_fail_a_home_but_never_pass_it() -> None:
    section = CHECKLISTS["safe_home"].section("site")
    good = {item.id: "yes" for item in section.criteria} | {"recognised_home": "yes", "injured_at_home": "no"}
    evaluation = of("safe_home", "site", **good)
    assert (evaluation.passed, evaluation.verdict) == (None, "Chưa đủ căn cứ để kết luận")
    assert evaluation.incomplete
    assert f"{len(section.criteria)} trong 33" in evaluation.incomplete_note
    assert of("safe_home", "site", **{**good, "wells": "no"}).passed is False
    assert of("safe_home", "site", **{**good, "injured_at_home": "yes"}).passed is False
    optional = [item.id for item in section.criteria if not item.mandatory]
    assert of("safe_home", "site", **(good | dict.fromkeys(optional[:10], "no"))).passed is None
    assert of("safe_home", "site", **(good | dict.fromkeys(optional[:11], "no"))).passed is False


def test_the_note_on_what_is_missing_counts_right() -> None:
    definition = CHECKLISTS["safe_home"]
    criteria = definition.section("site").criteria
    mandatory = sum(item.mandatory for item in criteria)
    assert f"{len(criteria)} trong 33 tiêu chí và {mandatory} trong 15" in definition.incomplete_note


def test_spending_adds_up() -> None:
    evaluation = of("fund_use", "unit", **FUND)
    assert evaluation.contradictions == []
    assert "UBND huyện Chi Lăng đã huy động" in drafts(evaluation)["right_purpose"]
    wrong = of("fund_use", "unit", **{**FUND, "spending_total": 10_000_000})
    assert [c.check for c in wrong.unexplained] == ["spending_adds_up"]


CAP = {"income_gifts": 90_000_000, "income_interest": 5_000_000, "income_other": 5_000_000, "full_year": "yes"}


@pytest.mark.parametrize(
    ("level", "cost", "over"),
    [
        ("province", 10_000_000, False),
        ("province", 10_000_001, True),
        ("central", 11_000_000, True),
        ("district", 11_000_000, False),
        ("commune", 11_000_000, False),
    ],
)
def test_the_cap_on_management_binds_where_the_circular_does(level: str, cost: int, over: bool) -> None:
    evaluation = of("fund_use", "unit", **{**FUND, **CAP, "fund_level": level, "management_cost": cost})
    assert ("management_within_cap" in evaluation.failed) is over
    part_year = of(
        "fund_use", "unit", **{**FUND, **CAP, "full_year": "no", "fund_level": level, "management_cost": cost}
    )
    assert "management_within_cap" not in part_year.failed


@pytest.mark.parametrize("key", sorted(ALL))
def test_a_definition_survives_being_stored(key: tuple[str, int]) -> None:
    body = catalog.canonical_body(ALL[key])
    assert catalog.from_body(body) == ALL[key]
    assert catalog.canonical_body(catalog.from_body(body)) == body


def test_the_stored_text_does_not_depend_on_the_order_in_the_file() -> None:
    head = "id: x\nversion: 1\ntitle: X\n"
    tail = "sections:\n  - {scope: unit, title: U, items: [{id: a, type: text, label: A}]}\n"
    turned = tail + "title: X\nversion: 1\nid: x\n"
    first, second = (content.parse(s, catalog.Definition, "x.yaml") for s in (head + tail, turned))
    assert catalog.canonical_body(first) == catalog.canonical_body(second)


def test_a_province_replaces_a_file_and_adds_one(tmp_path: Path) -> None:
    folder = tmp_path / "checklists"
    folder.mkdir()
    source = (content.root() / "checklists" / "fund_use.yaml").read_text(encoding="utf-8")
    now = version("fund_use")
    newer = source.replace(f"version: {now}\n", f"version: {now + 1}\n")
    (folder / "fund_use.yaml").write_text(newer, encoding="utf-8")
    (folder / "own.yaml").write_text(source.replace("id: fund_use", "id: own"), encoding="utf-8")
    assert set(catalog.load_all(tmp_path)) == {
        *(ALL.keys() - {("fund_use", now)}),
        ("fund_use", now + 1),
        ("own", now),
    }
    (folder / "own.yaml").write_text(newer, encoding="utf-8")
    with pytest.raises(
        content.ContentError, match=rf"own.yaml:1: fund_use version {now + 1} is already in fund_use.yaml"
    ):
        catalog.load_all(tmp_path)


def test_the_schema_for_editors_is_plain_json() -> None:
    schema = json.loads(json.dumps(catalog.json_schema()))
    assert schema["additionalProperties"] is False
    assert {"id", "version", "title", "sections"} <= set(schema["required"])


def test_every_sentence_and_source_of_the_law_is_marked() -> None:
    for definition in ALL.values():
        for section in definition.sections:
            for item in section.items:
                assert item.source_status == "practice" or item.source, item.id


def test_the_example_in_the_guide_works() -> None:
    guide = (content.root() / "docs" / "checklists.md").read_text(encoding="utf-8")
    example = guide.split("```yaml\n")[1].split("```")[0]
    definition = content.parse(example, catalog.Definition, "docs/checklists.md")
    result = validate(definition, "unit", {"has_class": "yes", "classes": 3}, partial=False)
    assert result.ok
    assert drafts(evaluate(definition, "unit", result.answers, context=CONTEXT)) == {
        "has_class": "UBND huyện Chi Lăng đã tổ chức 3 lớp dạy bơi cho trẻ em."
    }


def test_the_guide_names_every_key() -> None:
    guide = (content.root() / "docs" / "checklists.md").read_text(encoding="utf-8")
    shapes = [catalog.json_schema(), *catalog.json_schema()["$defs"].values()]
    keys = {key for shape in shapes for key in shape["properties"]}
    assert {key for key in keys if not re.search(rf"\b{key}\b", guide)} == set()


def test_adding_the_missing_criteria_makes_the_set_complete() -> None:
    source = (content.root() / "checklists" / "safe_home.yaml").read_text(encoding="utf-8")
    whole = re.sub(r"complete: false\nincomplete_note: >-\n(?:  .*\n)+", "", source)
    with pytest.raises(
        content.ContentError, match=rf"{len(CHECKLISTS['safe_home'].section('site').criteria)} of 33 criteria are here"
    ):
        content.parse(whole, catalog.Definition, "safe_home.yaml")
    here = CHECKLISTS["safe_home"].section("site").criteria
    lacking, lacking_mandatory = 33 - len(here), 15 - sum(one.mandatory for one in here)
    item = "      - {{id: more_{0}, type: yes_no_na, label: Tiêu chí {0}, expect: ['yes'], mandatory: {1}}}\n"
    added = "".join(item.format(number, str(number < lacking_mandatory).lower()) for number in range(lacking))
    filled = whole.replace("      - id: photo\n", f"{added}      - id: photo\n", 1)
    definition = content.parse(filled, catalog.Definition, "safe_home.yaml")
    good = {item.id: "yes" for item in definition.section("site").criteria} | {"injured_at_home": "no"}
    assert evaluate(definition, "site", good).passed is True
    assert evaluate(definition, "site", {**good, "more_0": "no"}).passed is False
