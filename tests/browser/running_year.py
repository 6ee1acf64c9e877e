"""Papers of a running year, made up: notices in several styles as text, Word and PDF, and the table of what their annexes ask.

Places and agencies are those of Lạng Sơn before and after 1 July 2025; people, numbers and what is asked are invented.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle

import docx
import weasyprint

from rasoat import clock
from tests.morning import workbook

LABOUR, HEALTH = "Sở Lao động - Thương binh và Xã hội", "Sở Y tế"
MERGED = date(2025, 3, 1)
"""The first day of Sở Y tế as the one that goes on for Sở Lao động - Thương binh và Xã hội."""
TOWNS_SINCE = date(2025, 7, 1)
DISTRICTS = {
    "huyện Chi Lăng": "xã Vân An",
    "huyện Hữu Lũng": "xã Hữu Liên",
    "huyện Bắc Sơn": "xã Long Đống",
    "huyện Lộc Bình": "xã Yên Khoái",
    "huyện Văn Lãng": "xã Bắc La",
}
"""Districts of before July 2025, each with one of its communes of then, whose name no other commune of then has."""
TOWNS = (
    "xã Quan Sơn",
    "xã Bằng Mạc",
    "xã Vạn Linh",
    "xã Nhân Lý",
    "xã Tri Lễ",
    "xã Vũ Lễ",
    "xã Cai Kinh",
    "xã Vân Nham",
)
"""Communes since July 2025."""
WORK = (
    "cắm biển cảnh báo tại {count} điểm ao, hồ có nguy cơ đuối nước",
    "rào chắn {count} hố khai thác cát đã dừng hoạt động",
    "mở {count} lớp dạy bơi cho trẻ em trong dịp hè",
    "sửa chữa {count} cụm loa truyền thanh của các thôn",
    "lắp lan can tại {count} cầu thang của trường học, điểm trường",
    "cập nhật hồ sơ của {count} trẻ em có hoàn cảnh đặc biệt",
)
STATES = (
    "",
    "Đã báo cáo thực hiện một phần, chờ xác minh",
    "",
    "Đã xác minh: thực hiện một phần",
    "Đã xác minh: chưa thực hiện",
)
UNKNOWN = "Ban Quản lý Quỹ trẻ em"
"""An addressee that no list of agencies has: a person says who it was."""
BY_ADDRESSEE, BY_SUBJECT, TASKS, LETTER = "by addressee", "by subject", "table of tasks", "letter"


@dataclass
class Told:
    """What a paper asks of one addressee, as it was meant, in the words that stand in it. `due` None: it does not say by when.
    `written` is the addressee in the paper's words, where they are others.
    """

    addressee: str
    text: str
    due: date | None
    written: str = ""
    state: str = ""
    answered_on: date | None = None
    answer: str = ""


@dataclass
class Notice:
    """One paper: what it says of itself, what its text asks, and what its annex asks, which is in the table only."""

    number: int
    day: date
    style: str
    form: str
    place: str
    signer: str
    asked: list[Told] = field(default_factory=list)
    annex: list[Told] = field(default_factory=list)
    who: list[str] = field(default_factory=list)

    @property
    def issuer(self) -> str:
        """Its issuer, by the name of its day."""
        return LABOUR if self.day < MERGED else HEALTH

    @property
    def type(self) -> str:
        """The sign of its type."""
        return "CV" if self.style == LETTER else "TB"

    @property
    def symbol(self) -> str:
        """What stands behind its number."""
        own = "SLĐTBXH" if self.day < MERGED else "SYT"
        return f"{own}-BTXH" if self.style == LETTER else f"TB-{own}"

    @property
    def subject(self) -> str:
        """Its subject."""
        return f"khắc phục tồn tại trong công tác trẻ em tại {self.place}, đợt {self.number}"

    @property
    def everything(self) -> list[Told]:
        """What it asks, in its text and its annex."""
        return [*self.asked, *self.annex]

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"{self.day:%Y-%m-%d} {self.type} {self.number}.{self.form}"


def notices(papers: int, recommendations: int, *, communes: bool) -> list[Notice]:
    """So many papers that ask so many things in all: three in the text of each, the others in annexes. With `communes` the
    communes and the districts' offices of before July 2025 are asked, too.
    """
    works, counts, names = cycle(WORK), cycle(range(2, 29)), cycle(("Nông Văn Mẫu", "Vi Thị Thử", "Lương Minh Nháp"))
    old, new = cycle(DISTRICTS.items()), cycle(TOWNS)
    made = []
    for at, day in enumerate(_days(papers)):
        district, commune = next(old)
        town = next(new)
        where = district if day < TOWNS_SINCE else town
        notice = Notice(
            11 + 3 * at,
            day,
            (BY_ADDRESSEE, BY_SUBJECT, TASKS, LETTER)[at % 4],
            ("txt", "docx", "pdf")[at % 3],
            where,
            next(names),
        )
        who = [f"UBND {town}"]
        if day < TOWNS_SINCE:
            who = [f"UBND {district}", *([f"Phòng LĐTBXH {district}", f"UBND {commune}"] if communes else [])]
        for step in range(3):
            words = next(works).format(count=f"{next(counts):02d}")
            due = None if step == 2 and at % 2 else _due(day, at + step)
            told = Told(who[step % len(who)], _text(notice.style, who[step % len(who)], words, due), due)
            notice.asked.append(told)
        if at % 10 == 1:
            last = notice.asked[-1]
            last.text = last.text.replace(last.addressee, UNKNOWN)
            last.written = UNKNOWN
        notice.who = who
        made.append(notice)
    _annexes(made, recommendations - 3 * papers, works, counts)
    return made


def _days(papers: int) -> list[date]:
    """Three of four papers are of before July 2025."""
    since = papers // 4
    before = [date(2024, 3, 4) + timedelta(days=13 * step) for step in range(papers - since)]
    return [*before, *(date(2025, 8, 4) + timedelta(days=17 * step) for step in range(since))]


def _due(day: date, turn: int) -> date:
    """Most are past; every fifth is still to come."""
    return clock.today() + timedelta(days=60 + turn) if turn % 5 == 4 else day + timedelta(days=40 + turn % 7 * 9)


def _text(style: str, who: str, words: str, due: date | None) -> str:
    until = f", hoàn thành trước ngày {due.day}/{due.month}/{due.year}" if due else ""
    if style == BY_SUBJECT:
        return f"Đề nghị {who} {words}{until}."
    said = words[:1].upper() + words[1:]
    return said if style == TASKS else f"{said}{until}."


def _annexes(made: Sequence[Notice], left: int, works: Iterator[str], counts: Iterator[int]) -> None:
    states = cycle(STATES)
    for at in range(left):
        notice = made[at % len(made)]
        words = next(works).format(count=f"{next(counts):02d}")
        said = f"{words[:1].upper()}{words[1:]}, theo phụ lục mục {at // len(made) + 1}"
        told = Told(notice.who[at % len(notice.who)], said, _due(notice.day, at), state=next(states))
        if told.state:
            told.answered_on, told.answer = notice.day + timedelta(days=30), f"Kết quả ghi trong hồ sơ, mục {at + 1}."
        notice.annex.append(told)


def zipped(made: Sequence[Notice]) -> bytes:
    """All papers in folders by their year, each in its own form."""
    out = io.BytesIO()
    writers = {"txt": lambda lines: "\n".join(lines).encode(), "docx": _word, "pdf": _printed}
    with zipfile.ZipFile(out, "w") as archive:
        for notice in made:
            archive.writestr(f"{notice.day.year}/{notice.name}", writers[notice.form](list(lines_of(notice))))
    return out.getvalue()


def table(made: Sequence[Notice]) -> bytes:
    """The table of what the annexes ask."""
    heads = ("Loại văn bản", "Số, ký hiệu", "Ngày ban hành", "Cơ quan ban hành", "Đơn vị thực hiện", "Nội dung kiến nghị", "Hạn", "Đã đến đâu",
             "Ngày báo cáo, xác minh", "Nội dung báo cáo, xác minh")  # fmt: skip
    kinds = {"TB": "Thông báo", "CV": "Công văn"}
    rows = [
        (kinds[of.type], f"{of.number}/{of.symbol}", _day(of.day), of.issuer, one.addressee, one.text, _day(one.due), one.state,
         _day(one.answered_on), one.answer)
        for of in made for one in of.annex
    ]  # fmt: skip
    return workbook(heads, *rows)


def ended_department() -> bytes:
    """The table by which the administrator records the department that issued the earliest papers, and who goes on for it."""
    heads = ("Tên cơ quan", "Tên gọn", "Ký hiệu", "Loại cơ quan", "Cơ quan cấp trên", "Địa danh", "Từ ngày", "Đến ngày", "Văn bản kết thúc",
             "Cơ quan kế thừa")  # fmt: skip
    days = ("1/1/2020", "28/2/2025", "Nghị quyết về sắp xếp các sở")
    return workbook(
        heads,
        (LABOUR, "Sở LĐTBXH", "SLĐTBXH", "Sở, ban, ngành cấp tỉnh", "UBND tỉnh Lạng Sơn", "Lạng Sơn", *days, HEALTH),
    )


def _day(day: date | None) -> str:
    return clock.date_text(day) if day else ""


def lines_of(notice: Notice) -> Iterator[str]:
    """The text of a paper, line by line."""
    yield from (
        "UBND TỈNH LẠNG SƠN",
        notice.issuer.upper(),
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    )
    day = notice.day
    yield from (f"Số: {notice.number}/{notice.symbol}", f"Lạng Sơn, ngày {day:%d} tháng {day.month} năm {day.year}")
    if notice.style == LETTER:
        yield f"V/v {notice.subject}"
        yield "Kính gửi:"
        yield from (f"- {who};" for who in notice.who)
        yield f"Qua kiểm tra công tác trẻ em tại {notice.place}, {notice.issuer} đề nghị các đơn vị thực hiện các nội dung sau:"
    else:
        yield from ("THÔNG BÁO", notice.subject[:1].upper() + notice.subject[1:])
        yield f"Đoàn kiểm tra đã làm việc tại {notice.place}. {notice.issuer} thông báo kết quả như sau:"
    yield from _BODIES[notice.style](notice)
    yield from (
        "Nơi nhận:",
        "- UBND tỉnh (báo cáo);",
        "- Lưu: VT, BTXH.",
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        notice.signer,
    )


def _by_addressee(notice: Notice) -> Iterator[str]:
    yield from ("I. ƯU ĐIỂM", "1. Đã ban hành kế hoạch bảo vệ trẻ em của năm.")
    yield from ("II. TỒN TẠI, HẠN CHẾ", "1. Còn điểm nguy hiểm chưa được khắc phục.", "III. KIẾN NGHỊ")
    for at, one in enumerate(notice.asked, 1):
        yield from (f"{at}. Đối với {one.written or one.addressee}:", f"a) {one.text}")


def _by_subject(notice: Notice) -> Iterator[str]:
    for sign, name, one in zip(
        ("I", "II", "III"), ("PHÒNG, CHỐNG ĐUỐI NƯỚC", "TRƯỜNG HỌC", "HỒ SƠ TRẺ EM"), notice.asked, strict=True
    ):
        yield from (
            f"{sign}. {name}",
            "1. Kết quả: Đã rà soát theo kế hoạch.",
            "2. Hạn chế: Kết quả chưa đều giữa các thôn.",
        )
        yield f"3. Kiến nghị: {one.text}"


def _tasks(notice: Notice) -> Iterator[str]:
    yield from ("| STT | Nội dung công việc | Đơn vị thực hiện | Thời hạn hoàn thành |", "|---|---|---|---|")
    for at, one in enumerate(notice.asked, 1):
        yield f"| {at} | {one.text} | {one.written or one.addressee} | {_day(one.due)} |"


def _letter(notice: Notice) -> Iterator[str]:
    for at, one in enumerate(notice.asked, 1):
        yield f"{at}. {one.written or one.addressee}: {one.text}"


_BODIES = {BY_ADDRESSEE: _by_addressee, BY_SUBJECT: _by_subject, TASKS: _tasks, LETTER: _letter}


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def _word(lines: Sequence[str]) -> bytes:
    document, rows = docx.Document(), None
    for line in lines:
        if not line.startswith("|"):
            document.add_paragraph(line)
        elif not line.startswith("|---"):
            rows = rows or document.add_table(rows=0, cols=4)
            for cell, words in zip(rows.add_row().cells, _cells(line), strict=True):
                cell.text = words
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _printed(lines: Sequence[str]) -> bytes:
    html, in_table = [], False
    for line in lines:
        if line.startswith("|") != in_table:
            in_table = not in_table
            html.append("<table>" if in_table else "</table>")
        if not in_table:
            html.append(f"<p>{line}</p>")
        elif not line.startswith("|---"):
            html.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in _cells(line)) + "</tr>")
    return bytes(
        weasyprint.HTML(
            string=f"<style>table {{border-collapse: collapse}} td {{border: 1px solid; padding: 4px}}</style>{''.join(html)}"
        ).write_pdf()
    )
