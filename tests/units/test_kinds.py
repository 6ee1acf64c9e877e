"""Kinds of agencies, read from content."""

from datetime import date

import pytest

from rasoat import content
from rasoat.units import kinds
from rasoat.units.kinds import Kinds


def read(text: str) -> Kinds:
    return content.parse(text, Kinds, "kinds.yaml")


def test_the_shipped_kinds_cover_three_tiers_and_two():
    known = kinds.all_kinds()
    assert known["district"].exists_on(date(2025, 6, 30))
    assert not known["district"].exists_on(date(2025, 7, 1))
    assert not known["commune_office"].exists_on(date(2025, 6, 30))
    assert known["commune_office"].exists_on(date(2025, 7, 1))
    assert known["commune"].exists_on(date(2024, 7, 12)) and known["commune"].exists_on(date(2026, 7, 12))
    assert kinds.that_may("be_inspected") >= {"district", "commune", "school", "care_facility"}
    assert not kinds.that_may("be_inspected") & kinds.that_may("co_sign")


def test_nothing_lasts_longer_than_its_kind():
    assert kinds.last_day("district", None) == date(2025, 6, 30)
    assert kinds.last_day("district", date(2025, 2, 28)) == date(2025, 2, 28)
    assert kinds.last_day("commune", None) is None


def test_a_kind_that_content_no_longer_has_may_do_nothing():
    lost = kinds.kind_of("moon_base")
    assert lost.may == () and "không còn được định nghĩa" in lost.title


@pytest.mark.parametrize("key", ["under", "office_of"])
def test_a_kind_that_is_named_and_not_defined_is_refused_with_its_line(key):
    with pytest.raises(content.ContentError, match=r"kinds\.yaml:1: .*commune names the kind “moon”"):
        read(f"kinds:\n  commune:\n    title: UBND xã\n    {key}: [moon]\n    status: assumed\n")


def test_a_right_that_nobody_knows_is_refused_with_its_line():
    with pytest.raises(content.ContentError, match=r"kinds\.yaml:4: "):
        read("kinds:\n  commune:\n    title: UBND xã\n    may: [fly]\n    status: assumed\n")


def test_a_province_may_have_kinds_of_its_own(tmp_path, monkeypatch):
    own = tmp_path / "units" / "kinds.yaml"
    own.parent.mkdir()
    own.write_text("kinds:\n  team:\n    title: Tổ công tác\n    alone: true\n    status: assumed\n", encoding="utf-8")
    monkeypatch.setenv("RASOAT_CONTENT_DIR", str(tmp_path))
    assert kinds.titles() == {"team": "Tổ công tác"}


def test_asking_for_a_kind_reads_no_settings_again(monkeypatch):
    kinds.kind_of("commune")

    def told(*_: object) -> None:
        raise AssertionError("a list asks for the kind of each of its rows")

    monkeypatch.setattr("rasoat.settings.Settings", told)
    assert "be_inspected" in kinds.kind_of("commune").may
