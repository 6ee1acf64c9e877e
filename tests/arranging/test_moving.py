"""Words and days of a plan, a year or a quarter later."""

from datetime import date

import pytest

from rasoat.arranging import moving


@pytest.mark.parametrize(
    ("said", "months", "years", "moved"),
    [
        ("Kiểm tra năm 2024", 12, 1, "Kiểm tra năm 2025"),
        ("Năm học 2024 - 2025", 12, 1, "Năm học 2025 - 2026"),
        ("Năm học 2024-2025", 24, 2, "Năm học 2026-2027"),
        ("Theo Nghị định 12/2024/NĐ-CP ngày 1/6/2024, năm 2024", 12, 1, "Theo Nghị định 12/2024/NĐ-CP ngày 1/6/2024, năm 2025"),
        ("Kiểm tra quý I năm 2024", 3, 0, "Kiểm tra quý II năm 2024"),
        ("Kiểm tra quý IV năm 2024", 3, 1, "Kiểm tra quý I năm 2025"),
        ("Kiểm tra Quý 3/2024", 3, 0, "Kiểm tra Quý 4/2024"),
        ("6 tháng đầu năm 2024", 6, 0, "6 tháng cuối năm 2024"),
        ("Sáu tháng cuối năm 2024", 6, 1, "Sáu tháng đầu năm 2025"),
        ("Quý I năm 2024", 12, 1, "Quý I năm 2025"),
    ],
)  # fmt: skip
def test_words(said: str, months: int, years: int, moved: str) -> None:
    assert moving.words(said, 2024, months, years) == moved


def test_days() -> None:
    assert moving.later(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert moving.later(date(2024, 11, 30), 3) == date(2025, 2, 28)
    assert moving.later(date(2024, 7, 17), 6) == date(2025, 1, 17)

    def weekend(day: date) -> str:
        return "cuối tuần" if day.weekday() > 4 else ""

    assert moving.worked(date(2024, 7, 20), weekend) == date(2024, 7, 22)
    assert moving.worked(date(2022, 12, 31), weekend) == date(2022, 12, 30)
