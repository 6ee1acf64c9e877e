"""The days that a person may give: each rule at its last allowed day and its first refused one."""

from datetime import date
from types import SimpleNamespace

import pytest

from rasoat import clock
from rasoat.recommendations import due
from rasoat.workflows import pins
from rasoat.workflows.check import faults
from rasoat.workflows.registry import guards

TODAY = date(2024, 9, 10)
YESTERDAY, TOMORROW = date(2024, 9, 9), date(2024, 9, 11)
LONG_AGO, AHEAD = date(2024, 8, 1), date(2024, 9, 20)


def reasons(guard: str, due_on: date | None, **given: date | None) -> int:
    """How many reasons there are against it, for an obligation that is due on that day."""
    firing = SimpleNamespace(
        case_row={"due_on": due_on}, payload={"due_on" if name == "new" else name: day for name, day in given.items()}
    )
    with clock.use_date(TODAY):
        return len(guards[guard].check(firing))


@pytest.mark.parametrize("guard", ["extension_is_later", "new_due_date_is_later"])
@pytest.mark.parametrize(
    ("due_on", "until", "against"),
    [
        (LONG_AGO, TODAY, 0),
        (LONG_AGO, YESTERDAY, 1),
        (AHEAD, date(2024, 9, 21), 0),
        (AHEAD, AHEAD, 1),
        (TODAY, YESTERDAY, 2),
        (None, TODAY, 0),
        (LONG_AGO, None, 0),
    ],
)
def test_an_extension_ends_after_the_due_date_and_not_in_the_past(
    guard: str, due_on: date | None, until: date | None, against: int
) -> None:
    assert reasons(guard, due_on, until=until) == against


@pytest.mark.parametrize(("day", "against"), [(TOMORROW, 0), (TODAY, 1), (None, 0)])
def test_the_due_date_of_what_is_opened_again_lies_ahead(day: date | None, against: int) -> None:
    assert reasons("new_due_date_is_ahead", LONG_AGO, new=day) == against


@pytest.mark.parametrize(
    ("how", "who", "sentence"),
    [
        ("set", "Hoàng Thị Thử", "Do Hoàng Thị Thử ấn định ngày 9/9/2024."),
        ("extended", "Hoàng Thị Thử", "Do Hoàng Thị Thử đồng ý gia hạn ngày 9/9/2024. Hạn trước đó: 1/8/2024."),
        ("set", "", "Do người phụ trách ấn định ngày 9/9/2024."),
    ],
)
def test_a_due_date_that_a_person_chose_names_that_person(how: str, who: str, sentence: str) -> None:
    before = {"previous": LONG_AGO.isoformat()} if how == "extended" else {}
    assert due.explain({"how": how, "on": YESTERDAY.isoformat(), **before}, who) == sentence


def test_obligations_without_the_deadline_of_remedying_are_refused() -> None:
    (shipped,) = [one for one in pins.load_files() if one.id == "obligation"]
    assert faults(shipped) == []
    told = [fault.message for fault in faults(shipped.model_copy(update={"deadlines": {}}))]
    assert any("“remedy” is missing" in message for message in told)


@pytest.mark.parametrize(
    ("term", "told"),
    [
        ({"working_days": 20}, "20 ngày làm việc kể từ sau ngày 9/9/2024, không tính thứ bảy, chủ nhật."),
        ({"days": 30}, "30 ngày kể từ sau ngày 9/9/2024."),
    ],
)
def test_a_computed_due_date_is_explained_by_its_term_and_its_rule(term: dict[str, int], told: str) -> None:
    basis = {
        "how": "computed",
        "counted_from": YESTERDAY.isoformat(),
        "days_off": [["2024-09-02", "Quốc khánh"]],
        "rule": "Nghị định 217/2025/NĐ-CP",
        "calendar": "holidays 1 VN",
        **term,
    }
    assert due.explain(basis) == (
        f"{told} Không tính ngày nghỉ: 2/9/2024 (Quốc khánh). Căn cứ: nghị định 217/2025/NĐ-CP. "
        "Lịch ngày nghỉ: ngày nghỉ lễ, tết của Việt Nam (danh mục bản 1)."
    )
