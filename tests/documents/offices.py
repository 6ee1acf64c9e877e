"""Papers as other offices write them, with a layout of their own. All names are invented."""

SENTENCE = "Ủy ban nhân dân xã đã ban hành văn bản, phân công nhiệm vụ và bố trí người theo dõi việc thực hiện chính sách trẻ em. "
TEXT = "".join(f"<p>{SENTENCE * 3}</p>" for _ in range(9))
LAW = "Căn cứ Luật Trẻ em ngày 05 tháng 4 năm 2016;"
DECREE = "Căn cứ Nghị định số 56/2017/NĐ-CP ngày 09 tháng 5 năm 2017 của Chính phủ quy định chi tiết một số điều của Luật Trẻ em;"
PROPOSED = "Theo đề nghị của Trưởng phòng Dân số - Trẻ em."
_STYLE = """@page { size: A4; margin: 20mm 15mm 20mm 30mm; @top-center { content: counter(page); font: 13pt 'FONT'; } }
@page :first { @top-center { content: none; } }
body { font: 14pt/1.3 'FONT'; margin: 0; } p { margin: 6pt 0 0; text-align: justify; text-indent: 10mm; }
table { border-collapse: collapse; width: 100%; } .side td { text-align: center; vertical-align: baseline; padding: 0; }
.ruled td, .ruled th { border: 0.7pt solid; font-size: 13pt; }
.line { border-top: 0.7pt solid; margin: 1mm auto; } .motto { display: inline-block; border-bottom: 0.7pt solid; font-weight: bold; }
.middle { text-align: center; font-weight: bold; margin: 8pt 0; } .basis { font-style: italic; } .sign { font-weight: bold; }
.side .received { text-align: left; font-size: 11pt; font-weight: normal; vertical-align: top; } .received b { font-size: 12pt; }"""


def office_paper(head: str, content: str, signing: str, font: str = "Liberation Serif") -> str:
    """The HTML of a paper, for WeasyPrint."""
    style = _STYLE.replace("FONT", font)
    return f"<html lang=vi><meta charset=utf-8><style>{style}</style><body>{head}{content}{signing}"


def head(parent: str, own: str, number: str, day: str, *, rule: str = "8mm", about: str = "") -> str:
    """Agency and country side by side, number and day below them on one line."""
    below = f"<tr><td style='font-size: 12pt; padding-top: 6pt'>V/v {about}</td><td></td></tr>" if about else ""
    return (
        f"<table class=side><tr style='font-size: 13pt'><td style='width: 42%; font-size: 12pt'>{parent}<div><b>{own}</b></div>"
        f"<div class=line style='width: {rule}'></div></td><td style='vertical-align: top'><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br>"
        f"<span class=motto>Độc lập - Tự do - Hạnh phúc</span></td></tr><tr style='font-size: 13pt'><td>Số: {number}</td>"
        f"<td><i>Giả Định, {day}</i></td></tr>{below}</table>"
    )


def title(kind: str, about: str, rule: str = "30mm") -> str:
    """The kind's name and the subject."""
    return f"<div class=middle>{kind}<br>{about}<div class=line style='width: {rule}'></div></div>"


def signed(titles: str, name: str, *recipients: str) -> str:
    """One signer beside the recipients, whose list is level with him."""
    last = len(recipients) - 1
    lines = "<br>".join(f"- {one}{'.' if at == last else ';'}" for at, one in enumerate(recipients))
    return (
        f"<table class='side sign' style='margin-top: 14pt'><tr><td class=received style='width: 50%; padding-top: 1pt'><b><i>Nơi nhận:</i></b><br>"
        f"{lines}</td><td style='vertical-align: top'>{titles}<div style='height: 28mm'></div>{name}</td></tr></table>"
    )


def bases(*lines: str) -> str:
    """Căn cứ, each a paragraph in italics."""
    return "".join(f"<p class=basis>{one}</p>" for one in lines)


def middle(words: str) -> str:
    """A centred line in bold."""
    return f"<div class=middle>{words}</div>"


_TABLE = "<table class=ruled><tr><th>STT</th><th>Nội dung</th></tr>" + "".join(
    f"<tr><td>{n}</td><td>Việc {n}</td></tr>" for n in range(12)
)
_TWO = (
    "<table class='side sign' style='margin-top: 14pt'><tr><td style='width: 50%'>KT. GIÁM ĐỐC<br>PHÓ GIÁM ĐỐC<div style='height: 28mm'></div>"
    "Trần Thị Định</td><td>KT. GIÁM ĐỐC<br>PHÓ GIÁM ĐỐC<div style='height: 28mm'></div>Nguyễn Văn Giả</td></tr></table>"
    "<table class='side sign'><tr><td class=received><b><i>Nơi nhận:</i></b><br>- UBND tỉnh (để b/c);<br>- Lưu: VT.</td></tr></table>"
)
_FEBRUARY, _MARCH = "ngày 05 tháng 02 năm 2026", "ngày 13 tháng 3 năm 2026"
_ONE = signed("GIÁM ĐỐC", "Nguyễn Văn Giả", "UBND tỉnh (để b/c)", "Lưu: VT, NV")
_DEPARTMENT = "UBND TỈNH GIẢ ĐỊNH", "SỞ Y TẾ"
RIGHT = {
    "a decision on a proposal": office_paper(
        head(*_DEPARTMENT, "123/QĐ-SYT", _FEBRUARY),
        title("QUYẾT ĐỊNH", "Về việc thành lập Đoàn kiểm tra") + middle("GIÁM ĐỐC SỞ Y TẾ") + bases(LAW, DECREE, PROPOSED)
        + middle("QUYẾT ĐỊNH:") + f"<p><b>Điều 1.</b> {SENTENCE}</p><p><b>Điều 2.</b> {SENTENCE * 2}</p>",
        _ONE,
    ),
    "a letter": office_paper(
        head(*_DEPARTMENT, "45/SYT-NV", _MARCH, about="tăng cường phòng, chống đuối nước"),
        "<div style='text-align: center; margin: 6pt'>Kính gửi: Hiệu trưởng các trường trung học phổ thông</div>" + TEXT, _ONE,
    ),
    "two organs": office_paper(
        head("", "SỞ Y TẾ - SỞ NỘI VỤ", "12/KHLT-SYT-SNV", _MARCH, rule="20mm"),
        title("KẾ HOẠCH LIÊN TỊCH", "Phối hợp thực hiện công tác trẻ em năm 2026") + TEXT, _TWO,
    ),
    "a resolution of a council": office_paper(
        head("HỘI ĐỒNG NHÂN DÂN", "XÃ GIẢ ĐỊNH", "05/NQ-HĐND", _FEBRUARY, rule="14mm"),
        title("NGHỊ QUYẾT", "Về chương trình bảo vệ trẻ em năm 2026") + middle("HỘI ĐỒNG NHÂN DÂN XÃ GIẢ ĐỊNH<br>KHÓA I, KỲ HỌP THỨ 3")
        + bases("Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
                "Xét Tờ trình số 15/TTr-UBND ngày 01 tháng 12 năm 2025 của Ủy ban nhân dân xã về chương trình bảo vệ trẻ em.")
        + middle("QUYẾT NGHỊ:") + f"<p><b>Điều 1.</b> {SENTENCE * 2}</p>" + TEXT,
        signed("CHỦ TỊCH", "Lê Thị Hội", "HĐND tỉnh", "Lưu: VT"),
    ),
    "an acting head, with a table": office_paper(
        head(*_DEPARTMENT, "88/TTr-SYT", _MARCH),
        title("TỜ TRÌNH", "Về việc ban hành kế hoạch", "25mm") + f"<p><b>I. SỰ CẦN THIẾT</b></p><p>{SENTENCE}</p><p>a) Một điểm;</p>"
        + _TABLE + "</table>" + TEXT[: len(TEXT) // 3],
        signed("Q. GIÁM ĐỐC", "Phạm Văn Quyền", "Như trên", "Lưu: VT"),
    ),
}  # fmt: skip
"""What keeps to the decree, in a layout that is not ours."""

_NOTICE = title("THÔNG BÁO", "Kết luận cuộc họp", "17mm")
WRONG: dict[str, tuple[str, set[tuple[str, str]]]] = {
    "Times missing": (
        office_paper(head(*_DEPARTMENT, "17/TB-SYT", _MARCH), _NOTICE + TEXT, _ONE, "DejaVu Serif"),
        # Its letters are wider, and the country does not fit on its line.
        {("phông chữ", "Times New Roman"), ("Quốc hiệu", "đúng lời, một dòng"), ("Tiêu ngữ", "cách Quốc hiệu dòng đơn")},
    ),
    "two columns": (
        office_paper(
            head(*_DEPARTMENT, "17/TB-SYT", _MARCH), f"{_NOTICE}<div style='columns: 2; column-gap: 8mm'>{TEXT}</div>", _ONE
        ),
        {("nội dung", "một cột chữ giữa hai lề")},
    ),
    "a decree without its number": (
        office_paper(
            head(*_DEPARTMENT, "17/TB-SYT", _MARCH),
            _NOTICE + bases(LAW, "Căn cứ Nghị định của Chính phủ ngày 09 tháng 5 năm 2017 quy định chi tiết Luật Trẻ em.") + TEXT, _ONE,
        ),
        {("căn cứ", "văn bản được dẫn có đủ")},
    ),
    "a plan without its subject": (
        office_paper(
            head(*_DEPARTMENT, "17/TB-SYT", _MARCH),
            _NOTICE + bases("Căn cứ Kế hoạch số 15/KH-SYT ngày 05/01/2026 của Sở Y tế.") + TEXT, _ONE,
        ),
        {("căn cứ", "văn bản được dẫn có đủ")},
    ),
    "a law with its number": (
        office_paper(
            head(*_DEPARTMENT, "17/TB-SYT", _MARCH),
            _NOTICE + bases("Căn cứ Luật Trẻ em số 102/2016/QH13 ngày 05 tháng 4 năm 2016.") + TEXT, _ONE,
        ),
        {("căn cứ", "luật, pháp lệnh không ghi số")},
    ),
    "bases that run on": (
        office_paper(
            head(*_DEPARTMENT, "17/TB-SYT", _MARCH), _NOTICE + bases("Căn cứ Luật Trẻ em", PROPOSED) + TEXT, _ONE
        ),
        {("căn cứ", "mỗi căn cứ một dòng")},
    ),
}  # fmt: skip
"""What leaves it, and all that is to be told of it: component and the beginning of the rule."""
