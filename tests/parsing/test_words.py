"""Marks, names of agencies, days and numbers in the words of papers."""

from datetime import date

import pytest

from rasoat.parsing import agencies, bases
from rasoat.parsing.asking import asked_in
from rasoat.parsing.figures import counts_in, due_in
from rasoat.parsing.headings import mode_of
from rasoat.parsing.marks import mark_of
from rasoat.parsing.paragraphs import paragraphs
from rasoat.parsing.plain_text import blocks_of_text

ISSUED = date(2025, 9, 12)


@pytest.mark.parametrize(
    ("text", "level", "number"),
    [
        ("I. KẾT QUẢ KIỂM TRA", "roman", 1),
        ("IV/ Kiến nghị", "roman", 4),
        ("II - TỒN TẠI", "roman", 2),
        ("1. Ưu điểm", "decimal0", 1),
        ("1.Ưu điểm", "decimal0", 1),
        ("2) Hạn chế", "decimal0", 2),
        ("1.2. Công tác truyền thông", "decimal1", 2),
        ("1.2.3 Việc cắm biển", "decimal2", 3),
        ("a) Cắm biển", "letter", 1),
        ("đ. Mở lớp dạy bơi", "letter", 5),
        ("- Rào ao hồ", "dash", 0),
        ("–Rào ao hồ", "dash", 0),
        ("+ Rào ao hồ", "plus", 0),
        ("PHẦN THỨ HAI. KIẾN NGHỊ", "part", 2),
        ("Phần II: Kiến nghị", "part", 2),
        ("Thứ nhất, cắm biển", "ordinal", 1),
        ("Hai là: mở lớp", "ordinal", 2),
        ("Điều 3. Trách nhiệm", "article", 3),
        ("¹² Xã có 12 điểm", "note", 12),
        ("[3] Xã có 12 điểm", "note", 3),
        ("A. Đánh giá", "capital", 1),
    ],
)
def test_a_mark_is_known(text: str, level: str, number: int) -> None:
    mark, rest = mark_of(text)
    assert (mark.level, mark.number) == (level, number)
    assert rest and not rest.startswith((".", ")", " "))


@pytest.mark.parametrize(
    "text",
    [
        "20.000 đồng đã chi",
        "100% trẻ em",
        "12/20 xã đã cắm",
        "2.5 triệu đồng",
        "V/v cắm biển",
        "Vừa qua, Sở",
        "3,5 km kênh",
        "Có 4 xã",
        "Phần mềm quản lý trẻ em chưa cập nhật",
        "Phần lớn hộ đã rào ao",
    ],
)
def test_what_only_looks_like_a_mark_is_text(text: str) -> None:
    mark, rest = mark_of(text)
    assert (mark.kind, rest) == ("", text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("UBND xã Vân An khẩn trương cắm biển", "UBND xã Vân An"),
        ("Phòng Lao động, Thương binh, Xã hội - Dân tộc huyện Chi Lăng phối hợp", "Phòng Lao động, Thương binh, Xã hội - Dân tộc huyện Chi Lăng"),
        ("Sở Giáo dục và Đào tạo chỉ đạo các trường", "Sở Giáo dục và Đào tạo"),
        ("Sở Xây dựng xây dựng phương án", "Sở Xây dựng"),
        ("cơ sở trợ giúp xã hội Hoa Sim lập hồ sơ", "cơ sở trợ giúp xã hội Hoa Sim"),
        ("Hội đồng nhân dân các cấp: có nghị quyết", "Hội đồng nhân dân các cấp"),
        ("UBND các xã Nhân Lý, Chiến Thắng mở lớp", "UBND các xã Nhân Lý, Chiến Thắng"),
        ("Trường Tiểu học xã Vân An rà soát", "Trường Tiểu học xã Vân An"),
        ("UBND xã, cần rà soát", "UBND xã"),
        ("Cơ sở vật chất còn thiếu", ""),
        ("Hội nghị tổng kết", ""),
        ("Rà soát các điểm", ""),
    ],
)  # fmt: skip
def test_a_name_ends_where_the_task_begins(text: str, name: str) -> None:
    assert agencies.name_at(text) == name


@pytest.mark.parametrize(
    ("name", "single"),
    [
        ("Sở Y tế, Sở Giáo dục và Đào tạo", ("Sở Y tế", "Sở Giáo dục và Đào tạo")),
        ("UBND các xã Nhân Lý, Chiến Thắng và Vân An", ("UBND xã Nhân Lý", "UBND xã Chiến Thắng", "UBND xã Vân An")),
        ("Sở Văn hóa, Thể thao và Du lịch", ("Sở Văn hóa, Thể thao và Du lịch",)),
        ("UBND các xã, thị trấn", ("UBND các xã, thị trấn",)),
        ("Công an tỉnh và Sở Tư pháp", ("Công an tỉnh", "Sở Tư pháp")),
    ],
)
def test_a_list_of_agencies_is_taken_apart(name: str, single: tuple[str, ...]) -> None:
    assert agencies.single(name) == single


@pytest.mark.parametrize(
    ("text", "written", "day"),
    [
        ("hoàn thành trước ngày 30/9/2025.", "hoàn thành trước ngày 30/9/2025", date(2025, 9, 30)),
        ("chậm nhất ngày 15 tháng 10 năm 2025", "chậm nhất ngày 15 tháng 10 năm 2025", date(2025, 10, 15)),
        ("xong trong tháng 10/2025", "xong trong tháng 10/2025", date(2025, 10, 31)),
        ("hoàn thành trong quý IV/2025", "hoàn thành trong quý IV/2025", date(2025, 12, 31)),
        ("xong trong tháng 2/2024", "xong trong tháng 2/2024", date(2024, 2, 29)),
        ("đến hết năm 2026", "đến hết năm 2026", date(2026, 12, 31)),
        ("trong vòng 30 ngày kể từ ngày ban hành thông báo này", "trong vòng 30 ngày kể từ ngày ban hành thông báo này", date(2025, 10, 12)),
        ("trong 15 ngày kể từ ngày nhận được thông báo", "trong 15 ngày kể từ ngày nhận được thông báo", None),
        ("trong 10 ngày làm việc kể từ ngày ký", "trong 10 ngày làm việc kể từ ngày ký", None),
        ("xong trước ngày 15/10", "xong trước ngày 15/10", None),
        ("hoàn thành trước hết quý İ/2025", "hoàn thành trước hết quý İ/2025", None),
        ("từ ngày 18 đến ngày 29/8/2025", None, None),
        ("xong trước ngày 31/02/2025", "xong trước ngày 31/02/2025", None),
    ],
)  # fmt: skip
def test_a_day_is_given_only_where_the_words_give_one(text: str, written: str | None, day: date | None) -> None:
    due = due_in(text, ISSUED)
    assert (due and due.text, due and due.day) == (written, day)


def test_the_day_of_a_cited_paper_is_no_day_by_which_something_is_due() -> None:
    assert due_in("Thực hiện Quyết định số 06/QĐ-TTg ngày 03/01/2019 của Thủ tướng Chính phủ", ISSUED) is None


def test_things_are_counted_and_numbers_of_papers_are_not() -> None:
    text = "Cắm thêm 46 biển cảnh báo tại các điểm, mở ít nhất 02 lớp dạy bơi theo Kế hoạch số 88/KH-UBND cho 1.200 trẻ em."
    assert [(one.number, one.unit) for one in counts_in(text)] == [
        (46, "biển cảnh báo"),
        (2, "lớp dạy bơi"),
        (1200, "trẻ em"),
    ]


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [
        ("Đối với Ủy ban nhân dân xã Vân An", "Ủy ban nhân dân xã Vân An", True),
        ("Sở Tư pháp: Tiếp tục truyền thông.", "Sở Tư pháp", False),
        ("Đề nghị UBND xã Vân An cắm biển.", "UBND xã Vân An", False),
        ("Yêu cầu cơ sở Hoa Sim thực hiện các nội dung sau:", "cơ sở Hoa Sim", True),
    ],
)
def test_a_paragraph_says_whom_it_asks(text: str, name: str, whole: bool) -> None:
    asked = asked_in(text)
    assert asked is not None
    assert (asked.name, asked.whole) == (name, whole)


@pytest.mark.parametrize(
    "text",
    [
        "Đối với nội dung phần mềm: đã báo cáo Bộ.",
        "Đối với công tác truyền thông",
        "UBND xã đã cắm 12 biển.",
        "Rà soát các điểm.",
    ],
)
def test_a_subject_is_no_addressee(text: str) -> None:
    assert asked_in(text) is None


@pytest.mark.parametrize(
    ("heading", "mode"),
    [
        ("KIẾN NGHỊ CỦA ĐOÀN KIỂM TRA", "recommendation"),
        ("Kiến nghị của Đoàn kiểm tra đối với UBND huyện", "recommendation"),
        ("ĐỀ XUẤT, KIẾN NGHỊ CỦA UBND XÃ", "proposal"),
        ("Đề xuất, kiến nghị của đối tượng kiểm tra", "proposal"),
        ("Ưu điểm", "strength"),
        ("Tồn tại, hạn chế", "shortcoming"),
        ("Nguyên nhân của tồn tại, hạn chế", "cause"),
        ("KẾT QUẢ KIỂM TRA", "situation"),
        ("Nhiệm vụ trong thời gian tới", "recommendation"),
        ("Trả lời kiến nghị của đơn vị", "reply"),
    ],
)
def test_a_heading_announces_what_stands_below(heading: str, mode: str) -> None:
    assert mode_of(heading) == mode


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Căn cứ Luật Trẻ em số 102/2016/QH13;", [("Luật", "Trẻ em", "102/2016/QH13", None)]),
        ("Căn cứ Luật Trẻ em ngày 05 tháng 4 năm 2016;", [("Luật", "Trẻ em", "", date(2016, 4, 5))]),
        ("Căn cứ Luật Trẻ em năm 2016;", [("Luật", "Trẻ em 2016", "", None)]),
        (
            "Thông tư liên tịch số 12/2013/TTLT-BTC ngày 4/3/2013",
            [("Thông tư liên tịch", "", "12/2013/TTLT-BTC", date(2013, 3, 4))],
        ),
        (
            "Thực hiện Kế hoạch liên ngành số 99/KHLN-SYT, ngày 20/5/2026; Thông báo số 97/TB-SYT",
            [("Kế hoạch liên ngành", "", "99/KHLN-SYT", date(2026, 5, 20)), ("Thông báo", "", "97/TB-SYT", None)],
        ),
        ("UBND xã đã có kế hoạch số hóa hồ sơ.", []),
    ],
)
def test_papers_that_are_cited_come_once_and_in_their_order(
    text: str, cited: list[tuple[str, str, str, date | None]]
) -> None:
    [paragraph] = paragraphs(blocks_of_text(text))
    assert [(one.kind, one.about, one.number, one.day) for one in bases.cited(paragraph)] == cited
