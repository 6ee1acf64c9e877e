"""Papers as Word files and PDFs: what Word counts, tables, notes, lines that a printer broke, pages that are pictures."""

import io

import docx
import pytest
import weasyprint
from PIL import Image

from rasoat.parsing import files

HEAD = ("SỞ Y TẾ", "Số: 12/TB-SYT", "Lạng Sơn, ngày 12 tháng 9 năm 2025", "THÔNG BÁO", "Kết quả kiểm tra tại xã Vân An")
TASKS = (
    "Cắm bổ sung 05 biển cảnh báo tại các điểm có nguy cơ đuối nước đã rà soát, ưu tiên đập thôn Bãi Hào và sông khu Phố Sặt, "
    "hoàn thành trước ngày 30/9/2025;",
    "Mở ít nhất 02 lớp dạy bơi cho trẻ em trong tháng 10/2025.",
)


def _word() -> bytes:
    document = docx.Document()
    for line in HEAD:
        document.add_paragraph(line)
    document.add_paragraph("Sở Y tế đề nghị UBND xã Vân An thực hiện các nội dung sau:")
    for task in TASKS:
        document.add_paragraph(task, style="List Number")
    table = document.add_table(rows=2, cols=3)
    for row, cells in zip(
        table.rows, (("STT", "Nội dung kiến nghị", "Đơn vị"), ("1", "Rào ao cá", "Trường Mầm non Vân An")), strict=True
    ):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_word_counts_the_numbers_of_its_lists() -> None:
    paper = files.read(_word()).paper
    assert [
        (one.number, one.addressees, one.due and one.due.day and one.due.day.isoformat())
        for one in paper.recommendations
    ] == [
        ("1.", ("UBND xã Vân An",), "2025-09-30"),
        ("2.", ("UBND xã Vân An",), "2025-10-31"),
        ("1", ("Trường Mầm non Vân An",), None),
    ]
    assert paper.recommendations[0].text == TASKS[0]
    assert paper.symbol == "TB-SYT"


def _printed() -> bytes:
    lines = "".join(f"<p>{line}</p>" for line in HEAD)
    items = "".join(f"<p>{at}. {task}</p>" for at, task in enumerate(TASKS, 1))
    rows = "".join(
        f"<tr><td>{number}</td><td>{task}</td><td>{who}</td></tr>"
        for number, task, who in (
            ("STT", "Nội dung kiến nghị", "Đơn vị"),
            ("1", "Rào ao cá của nhà trường trước năm học mới, " * 3, "Trường Mầm non Vân An"),
        )
    )
    style = "<style>@page{size:A4;margin:20mm} p{text-align:justify} table{border-collapse:collapse;width:100%} td{border:0.5pt solid;padding:2pt}</style>"
    html = (
        f"{style}{lines}<p>Sở Y tế đề nghị UBND xã Vân An thực hiện các nội dung sau:</p>{items}<table>{rows}</table>"
    )
    printed = weasyprint.HTML(string=html).write_pdf()
    assert printed
    return bytes(printed)


def test_lines_of_a_pdf_are_paragraphs_and_rows_again() -> None:
    source = files.read(_printed())
    found = source.paper.recommendations
    assert [one.text for one in found[:2]] == list(TASKS)
    assert (found[2].addressees, found[2].text[:9]) == (("Trường Mầm non Vân An",), "Rào ao cá")
    assert {one.place.page for one in found} == {1}
    place = found[0].place
    assert source.text[place.start : place.end].split() == f"1. {TASKS[0]}".split()


def test_a_page_in_two_columns_is_read_one_column_after_the_other() -> None:
    tasks = "".join(f"<p>{at}. Cắm biển cảnh báo tại điểm số {at} trước ngày 30/9/2025.</p>" for at in range(1, 41))
    lead = "".join(f"<p>{line}</p>" for line in (*HEAD, "Sở Y tế đề nghị UBND xã Vân An thực hiện các nội dung sau:"))
    html = f"<style>@page{{size:A4;margin:20mm}} div{{column-count:2;column-gap:12mm}}</style><div>{lead}{tasks}</div>"
    found = files.read(bytes(weasyprint.HTML(string=html).write_pdf() or b"")).paper.recommendations
    assert [one.number for one in found] == [f"{at}." for at in range(1, 41)]
    assert {one.due.text for one in found if one.due} == {"trước ngày 30/9/2025"}


def _pdf(body: str, style: str = "") -> bytes:
    head = "".join(f"<p>{line}</p>" for line in HEAD)
    page = "@page{size:A4;margin:20mm} table{border-collapse:collapse;width:100%} td{border:0.5pt solid;padding:2pt}"
    return bytes(weasyprint.HTML(string=f"<style>{page}{style}</style>{head}{body}").write_pdf() or b"")


def _rows(*rows: tuple[str, ...]) -> str:
    return f"<table>{''.join('<tr>' + ''.join(f'<td>{cell}</td>' for cell in row) + '</tr>' for row in rows)}</table>"


def test_figures_in_small_print_are_no_numbers_of_notes() -> None:
    tasks = _rows(
        ("STT", "Nội dung kiến nghị", "Đơn vị", "Thời hạn"),
        ("1", "Cắm 46 biển cảnh báo", "UBND xã Vân An", "30/9/2025"),
    )
    source = files.read(
        _pdf(f"<p>Có 12 điểm nguy hiểm<sup style='font-size:6pt'>1</sup>.</p>{tasks}", "td{font-size:8.5pt}")
    )
    [found] = source.paper.recommendations
    assert (found.text, found.due and found.due.text) == ("Cắm 46 biển cảnh báo", "30/9/2025")
    assert [(one.number, one.unit) for one in found.counts] == [(46, "biển cảnh báo")]
    assert "nguy hiểm¹." in source.text


def test_text_between_two_tables_is_no_row() -> None:
    head = ("STT", "Nội dung kiến nghị", "Đơn vị")
    between = "Ngoài các nội dung nêu trên, Sở Y tế giao thêm các nhiệm vụ ghi trong bảng dưới đây cho các đơn vị có tên trong bảng."
    tables = [_rows(head, ("1", "Rào ao cá", "UBND xã Vân An")), _rows(head, ("1", "Cắm biển", "UBND xã Hữu Khánh"))]
    paper = files.read(_pdf(f"{tables[0]}<p>{between}</p>{tables[1]}")).paper
    assert [(one.text, one.addressees) for one in paper.recommendations] == [
        ("Rào ao cá", ("UBND xã Vân An",)),
        ("Cắm biển", ("UBND xã Hữu Khánh",)),
    ]


def test_word_tables_of_tasks_with_a_chairman_are_tables_and_joined_cells_keep_their_columns() -> None:
    document = docx.Document()
    for line in HEAD:
        document.add_paragraph(line)
    table = document.add_table(rows=3, cols=4)
    words = (
        ("STT", "Nội dung kiến nghị", "Đơn vị", "Thời hạn"),
        ("I", "Chủ tịch UBND xã Vân An", "", ""),
        ("1", "Cắm biển", "", "30/9/2025"),
    )
    for row, cells in zip(table.rows, words, strict=True):
        for cell, said in zip(row.cells, cells, strict=True):
            cell.text = said
    joined = table.rows[2].cells[1].merge(table.rows[2].cells[2])
    joined.text = "Cắm biển"
    written = io.BytesIO()
    document.save(written)
    [found] = files.read(written.getvalue()).paper.recommendations
    assert (found.text, found.addressees, found.due and found.due.text) == (
        "Cắm biển",
        ("Chủ tịch UBND xã Vân An",),
        "30/9/2025",
    )


def test_a_scan_is_kept_and_must_be_typed() -> None:
    scan = io.BytesIO()
    Image.new("RGB", (620, 877), "white").save(scan, format="PDF")
    with pytest.raises(files.Refused, match="bản quét") as refused:
        files.read(scan.getvalue())
    assert refused.value.scan
