"""Words of titles, names and measures inside a sentence."""

import pytest

from rasoat.papers import citing


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("Kiểm tra, giám sát", "kiểm tra, giám sát"),
        ("Ý kiến của đơn vị", "ý kiến của đơn vị"),
        ("UBND huyện báo cáo", "UBND huyện báo cáo"),
        ("Phòng, chống đuối nước", "phòng, chống đuối nước"),
        ("Phòng Y tế tham mưu", "Phòng Y tế tham mưu"),
        ("Ủy ban nhân dân xã ban hành kế hoạch", "Ủy ban nhân dân xã ban hành kế hoạch"),
        ("Sở Y tế trả lời", "Sở Y tế trả lời"),
        ("Bộ máy được kiện toàn", "bộ máy được kiện toàn"),
        ("", ""),
    ],
)
def test_inside_a_sentence_only_names_keep_their_capital(title: str, inside: str) -> None:
    assert citing.inside(title) == inside


def test_each_part_of_a_measure_begins_with_a_small_letter() -> None:
    assert citing.measured("Kế hoạch được ban hành; Ảnh từng điểm.") == "kế hoạch được ban hành; ảnh từng điểm"
