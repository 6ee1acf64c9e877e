"""Real PDFs of an invented paper, broken in one row of the decree's tables each (law: PL I, I to V)."""

import shutil
import sys
from dataclasses import dataclass, field

from rasoat.documents import finishing
from rasoat.documents.convert import MARGINS
from rasoat.documents.converter import convert
from rasoat.documents.paper import Appendix, Paper, Paragraph
from rasoat.documents.pdf import PdfEngine, PdfkitEngine
from rasoat.documents.render import number_sheets, to_html

from .papers import letter
from .samples import short, two_pages


@dataclass(frozen=True)
class Break:
    """What is done to a paper: style, letters of its HTML, margins in mm; the component that must be named, words of the rule."""

    component: str
    rule: str
    css: str = ""
    swap: tuple[tuple[str, str], ...] = ()
    margins: dict[str, int] = field(default_factory=dict)
    paper: str = "notice"
    only: str = ""
    size: str = "A4"


PAPERS: dict[str, Paper] = {
    "notice": two_pages().model_copy(
        update={
            "appendices": tuple(
                Appendix(title=f"Danh sách {n}", blocks=(Paragraph(id=f"x{n}", text="Các đơn vị được kiểm tra năm nay. " * 9),))
                for n in (1, 2)
            )
        }
    ),
    "letter": letter(contact=""),
    # Its first page is far from full: two lines go with the signature, which does not fit there.
    "ending": short(blocks=(
        Paragraph(id="f", text="\n".join(["Dòng."] * 6)),
        Paragraph(id="z", text="Đề nghị các cơ quan, đơn vị phối hợp thực hiện đúng nội dung và thời gian đã nêu trên. " * 12),
    )),
}  # fmt: skip


def _margin(side: str, mm: int) -> dict[str, object]:
    # Where the text is narrower than a paper's, wkhtmltopdf would shrink it.
    return {"css": f"@page {{ margin-{side}: {mm}mm }} body {{ min-width: 0 }}", "margins": {side: mm}}


def _swap(*pairs: tuple[str, str]) -> dict[str, object]:
    return {"swap": pairs}


def _made(component: str, rule: str, **how: object) -> Break:
    return Break(component, rule, **how)  # type: ignore[arg-type]  # the names are those of the class


TO_SLDTBXH = "TB-SLĐTBXH"
BREAKS = {
    # A1
    "paper size": _made("khổ giấy", "A4", css="@page { size: 8.5in 11in }", only="weasyprint"),
    "narrow left": _made("lề trái", "30-35", **_margin("left", 22)),
    "wide left": _made("lề trái", "30-35", **_margin("left", 42)),
    "narrow right": _made("lề phải", "15-20", **_margin("right", 9)),
    "wide right": _made("lề phải", "15-20", **_margin("right", 28)),
    "narrow top": _made("lề trên", "20-25", **_margin("top", 13)),
    "wide top": _made("lề trên", "20-25", **_margin("top", 33)),
    "narrow bottom": _made("lề dưới", "20", **_margin("bottom", 6)),
    "wide bottom": _made("lề dưới", "20-25", **_margin("bottom", 60)),
    "page that ends early": _made("lề dưới", "20-25", css='[data-block="z"] { page-break-before: always }', paper="ending"),
    "font": _made("phông chữ", "Times", css='.paper-item { font-family: "Liberation Sans" }'),
    "colour": _made("màu chữ", "đen", css=".paper-subject { color: #00c }"),
    "number on page 1": _made("số trang", "không có ở trang đầu", css="@page :first { @top-center { content: counter(page) } }", only="weasyprint"),
    "number at the bottom": _made("số trang", "“2”", css="@page { @top-center { content: none } @bottom-center { content: counter(page) } }", only="weasyprint"),
    "no number": _made("số trang", "“2”", css="@page { @top-center { content: none } }", only="weasyprint"),
    "number aside": _made("số trang", "giữa lề trên", css="@page { @top-center { content: none } @top-left { content: counter(page) } }", only="weasyprint"),
    "number bold": _made("số trang", "đứng", css="@page { @top-center { font-weight: bold } }", only="weasyprint"),
    "number small": _made("số trang", "13-14", css="@page { @top-center { font-size: 10pt } }", only="weasyprint"),
    "letter paper": _made("khổ giấy", "A4", size="Letter", only="pdfkit"),
    "stamped on page 1": _made("số trang", "không có ở trang đầu", **_swap(("&nbsp;", "1")), only="pdfkit"),
    "stamped aside": _made("số trang", "giữa lề trên", css=".sheet-number { text-align: left }", only="pdfkit"),
    "stamped bold": _made("số trang", "đứng", css=".sheet-number { font-weight: bold }", only="pdfkit"),
    "stamped small": _made("số trang", "13-14", css=".sheet-number { font-size: 10pt }", only="pdfkit"),
    "stamped with nothing": _made("số trang", "“2”", **_swap(('">2</div>', '">&nbsp;</div>')), only="pdfkit"),
    "stamped with another number": _made("số trang", "“2”", **_swap(('">2</div>', '">9</div>')), only="pdfkit"),
    # A2, boxes 1 to 5
    "country lower": _made("Quốc hiệu", "chữ in hoa", **_swap(("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Cộng hòa xã hội chủ nghĩa Việt Nam"))),
    "country large": _made("Quốc hiệu", "cỡ chữ 12-13", css=".paper-country { font-size: 15pt }"),
    "country not bold": _made("Quốc hiệu", "đậm", css=".paper-country { font-weight: normal }"),
    "country in two lines": _made("Quốc hiệu", "một dòng", css=".paper-country { white-space: normal; width: 50mm; margin: auto }"),
    "country on the left": _made("Quốc hiệu", "bên phải", css=".paper-head { direction: rtl }"),
    "no country": _made("Quốc hiệu", "có ở trang đầu", **_swap(("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "VIỆT NAM"))),
    "motto upper": _made("Tiêu ngữ", "chữ in thường", **_swap(("Độc lập - Tự do - Hạnh phúc", "ĐỘC LẬP - TỰ DO - HẠNH PHÚC"))),
    "motto without spaces": _made("Tiêu ngữ", "“Độc lập", **_swap(("Độc lập - Tự do - Hạnh phúc", "Độc lập-Tự do-Hạnh phúc"))),
    "motto small": _made("Tiêu ngữ", "cỡ chữ 13-14", css=".paper-motto { font-size: 11pt }"),
    "motto italic": _made("Tiêu ngữ", "kiểu chữ", css=".paper-motto { font-style: italic }"),
    "motto aside": _made("Tiêu ngữ", "dưới Quốc hiệu", css=".paper-motto { margin-left: 30mm }"),
    "motto without line": _made("Tiêu ngữ", "đường kẻ", css=".paper-rule-whole { border-top: 0 }"),
    "short line under motto": _made("Tiêu ngữ", "đường kẻ", css=".paper-rule-whole { width: 50% }"),
    "parent lower": _made("cơ quan chủ quản", "chữ in hoa", **_swap(("UBND TỈNH LẠNG SƠN", "Ubnd tỉnh Lạng Sơn"))),
    "parent large": _made("cơ quan chủ quản", "cỡ chữ 12-13", css=".paper-parent { font-size: 15pt }"),
    "parent bold": _made("cơ quan chủ quản", "đứng", css=".paper-parent { font-weight: bold }"),
    "issuer lower": _made("cơ quan ban hành", "chữ in hoa", **_swap(("SỞ LAO ĐỘNG -", "Sở Lao động -"), ("THƯƠNG BINH VÀ XÃ HỘI", "Thương binh và Xã hội"))),
    "issuer small": _made("cơ quan ban hành", "cỡ chữ 12-13", css=".paper-issuer { font-size: 10pt }"),
    "issuer not bold": _made("cơ quan ban hành", "đậm", css=".paper-issuer { font-weight: normal }"),
    "issuer without line": _made("cơ quan ban hành", "đường kẻ", css=".paper-agency .paper-rule { border-top: 0 }"),
    "long line under issuer": _made("cơ quan ban hành", "đường kẻ", css=".paper-agency .paper-rule { width: 90% }"),
    "number without colon": _made("số, ký hiệu", "dạng", **_swap(("Số: 23", "Số 23"))),
    "number without zero": _made("số, ký hiệu", "số 0 phía trước", **_swap(("Số: 23", "Số: 7"))),
    "symbol lower": _made("số, ký hiệu", "in hoa", **_swap(("/TB-", "/tb-"))),
    "symbol spaced": _made("số, ký hiệu", "không cách chữ", **_swap(("/TB-", "/ TB - "))),
    "number large": _made("số, ký hiệu", "cỡ chữ 13", css=".paper-head .paper-number { font-size: 15pt }"),
    "number italic": _made("số, ký hiệu", "kiểu chữ đứng", css=".paper-number { font-style: italic }"),
    "number to the left": _made("số, ký hiệu", "canh giữa", css=".paper-head .paper-number { text-align: left }"),
    "day upright": _made("địa danh, thời gian", "nghiêng", css=".paper-date { font-style: normal }"),
    "day small": _made("địa danh, thời gian", "cỡ chữ 13-14", css=".paper-head .paper-date { font-size: 11pt }"),
    "day without zero": _made("địa danh, thời gian", "số 0 phía trước", **_swap(("ngày 12 tháng 7", "ngày 5 tháng 7"))),
    "month without zero": _made("địa danh, thời gian", "số 0 phía trước", **_swap(("ngày 12 tháng 7", "ngày 12 tháng 2"))),
    "day without comma": _made("địa danh, thời gian", "dạng", **_swap(("Lạng Sơn, ngày", "Lạng Sơn ngày"))),
    "day on another line": _made("địa danh, thời gian", "cùng dòng", css=".paper-head .paper-date { padding-top: 14mm; vertical-align: top }"),
    "day aside": _made("địa danh, thời gian", "canh giữa", css=".paper-head .paper-date { text-align: right }"),
    "kind lower": _made("tên loại", "chữ in hoa", **_swap(("THÔNG BÁO", "Thông báo"))),
    "kind large": _made("tên loại", "cỡ chữ 13-14", css=".paper-kind { font-size: 17pt }"),
    "kind not bold": _made("tên loại", "đậm", css=".paper-kind { font-weight: normal }"),
    "title to the left": _made("tên loại", "canh giữa", css=".paper-title { text-align: left }"),
    "no kind": _made("tên loại", "có ở trang đầu", **_swap(("THÔNG BÁO", "GIẤY TỜ"))),
    "subject italic": _made("trích yếu", "kiểu chữ", css=".paper-subject { font-style: italic }"),
    "subject small": _made("trích yếu", "cỡ chữ 13-14", css=".paper-subject { font-size: 12pt }"),
    "subject upper": _made("trích yếu", "chữ in thường", **_swap(("Lịch kiểm tra, giám sát tình hình thực hiện các chương trình bảo vệ, chăm sóc trẻ em năm 2024</div>", "LỊCH KIỂM TRA TRẺ EM NĂM 2024</div>"))),
    "subject without line": _made("trích yếu", "đường kẻ", css=".paper-title .paper-rule { border-top: 0 }"),
    "about large": _made("trích yếu công văn", "cỡ chữ 12-13", css=".paper-head .paper-about { font-size: 15pt }", paper="letter"),
    "about bold": _made("trích yếu công văn", "đứng", css=".paper-head .paper-about { font-weight: bold }", paper="letter"),
    "about to the left": _made("trích yếu công văn", "canh giữa", css=".paper-head .paper-about { padding-right: 16mm }", paper="letter"),
    # A2, box 6
    "basis upright": _made("căn cứ", "nghiêng", css=".paper-basis { font-style: normal }"),
    "basis without semicolon": _made("căn cứ", "cuối dòng", **_swap(("Luật Trẻ em;", "Luật Trẻ em"))),
    "body small": _made("nội dung", "cỡ chữ 13-14", css=".paper-paragraph { font-size: 12pt }"),
    "body ragged": _made("nội dung", "canh đều", css="p { text-align: left !important }"),
    "no indent": _made("nội dung", "lùi đầu dòng", css=".paper-item { text-indent: 6mm }"),
    "no gaps": _made("nội dung", "6 pt", css=".paper-item { margin-top: 0 }"),
    "double spacing": _made("nội dung", "giãn dòng", css=".paper-paragraph, .paper-basis, .paper-item { line-height: 2.4 }"),
    "cramped": _made("nội dung", "giãn dòng", css=".paper-paragraph, .paper-basis, .paper-item { line-height: 0.95 }"),
    "body italic": _made("nội dung", "kiểu chữ đứng", css=".paper-paragraph { font-style: italic }"),
    "section lower": _made("mục", "in hoa", **_swap(("KẾT QUẢ KIỂM TRA", "Kết quả kiểm tra"))),
    "section not bold": _made("mục", "đậm", css=".paper-level-1 { font-weight: normal }"),
    "point bold": _made("điểm", "không đậm", css=".paper-level-3 { font-weight: bold }"),
    # A2, boxes 7 and 9
    "capacity lower": _made("chức vụ", "có chức vụ", **_swap(("KT. GIÁM ĐỐC", "Kt. Giám đốc"), ("PHÓ GIÁM ĐỐC", "Phó Giám đốc"))),
    "position not bold": _made("chức vụ", "đậm", css=".paper-signing { font-weight: normal }"),
    "position small": _made("chức vụ", "cỡ chữ 13-14", css=".paper-signing { font-size: 11pt }"),
    "signer upper": _made("họ tên người ký", "có họ tên", **_swap(("Nguyễn Văn Mẫu", "NGUYỄN VĂN MẪU"))),
    "signer plain": _made("họ tên người ký", "đậm", css=".paper-signer { font-weight: normal }"),
    "signer with degree": _made("họ tên người ký", "học hàm", **_swap(("Nguyễn Văn Mẫu", "TS. Nguyễn Văn Mẫu"))),
    "signer aside": _made("họ tên người ký", "canh giữa", css=".paper-signer { text-align: right }"),
    "no room to sign": _made("họ tên người ký", "để ký", css=".paper-signature { height: 4mm }"),
    "label upright": _made("Nơi nhận", "nghiêng", css=".paper-recipients-label { font-style: normal }"),
    "label large": _made("Nơi nhận", "cỡ chữ 12", css=".paper-recipients-label { font-size: 15pt }"),
    "label without colon": _made("Nơi nhận", "hai chấm", **_swap(("Nơi nhận:", "Nơi nhận"))),
    "label indented": _made("Nơi nhận", "sát lề trái", css=".paper-recipients-label { padding-left: 9mm }"),
    "label not level": _made("Nơi nhận", "ngang hàng", css=".paper-sign .paper-signing { vertical-align: top; padding-top: 9mm }"),
    "list large": _made("danh sách nơi nhận", "cỡ chữ 11", css=".paper-recipients { font-size: 14pt }"),
    "list italic": _made("danh sách nơi nhận", "đứng", css=".paper-recipients { font-style: italic }"),
    "list without dashes": _made("danh sách nơi nhận", "gạch đầu dòng", **_swap(("<p>- ", "<p>"))),
    "list without archive": _made("danh sách nơi nhận", "Lưu", **_swap(("Lưu: VT, PXH.", "VT, PXH"))),
    "addressed small": _made("Kính gửi", "cỡ chữ 13-14", css=".paper-to { font-size: 11pt }", paper="letter"),
    "addressed without colon": _made("Kính gửi", "hai chấm", **_swap(("Kính gửi:", "Kính gửi")), paper="letter"),
    "addressed aside": _made("nơi gửi", "dưới dấu hai chấm", css=".paper-to td { padding-right: 20mm }", paper="letter"),
    "addressed without stop": _made("nơi gửi", "dấu chấm", **_swap(("phường Ví Dụ.", "phường Ví Dụ")), paper="letter"),
    # A2, the others
    "urgency small": _made("độ khẩn", "cỡ chữ 13-14", css=".paper-urgent { font-size: 10pt }", paper="letter"),
    "urgency black": _made("độ khẩn", "đỏ", css=".paper-urgent { color: #000 }", paper="letter"),
    "urgency box wide": _made("độ khẩn", "khung 40", css=".paper-urgent-2 { width: 55mm }", paper="letter"),
    "urgency without box": _made("độ khẩn", "khung viền", css=".paper-urgent { border-color: transparent; border-width: 0 }", paper="letter"),
    "appendix label small": _made("số phụ lục", "cỡ chữ 14", css=".paper-appendix-label { font-size: 12pt }"),
    "appendices without numbers": _made("số phụ lục", "La Mã", **_swap(('label">Phụ lục II', 'label">Phụ lục'))),
    "appendix title lower": _made("tiêu đề phụ lục", "in hoa", **_swap(("DANH SÁCH 1", "Danh sách 1"))),
    "appendix title italic": _made("tiêu đề phụ lục", "kiểu chữ", css=".paper-appendix-title { font-style: italic }"),
    "appendix belongs to nothing": _made("chỉ dẫn kèm theo", "Kèm theo", **_swap(("(Kèm theo", "(Theo"))),
    "appendix enclosure upright": _made("chỉ dẫn kèm theo", "nghiêng", css=".paper-appendix-belongs { font-style: normal }"),
}  # fmt: skip


def broken(engine: PdfEngine, breaks: list[Break]) -> bytes:
    """The PDF of the paper of these breaks, with all of them."""
    paper = PAPERS[breaks[0].paper]
    parts = []
    for part in range(len(paper.appendices) + 1):
        printed = _printed(engine, _with(to_html(paper, engine=engine.name, part=part), breaks), breaks)
        pages = finishing.page_count(printed)
        if isinstance(engine, PdfkitEngine) and pages > 1:
            parts.append((printed, _printed(engine, _with(number_sheets(pages), breaks), breaks, top=9)))
        else:
            parts.append((printed, None))
    return finishing.finish(parts, "hỏng")


def _with(html: str, breaks: list[Break]) -> str:
    for one in breaks:
        for old, new in one.swap:
            html = html.replace(old, new)
    return html.replace("</style>", "".join(one.css for one in breaks) + "</style>")


def _printed(engine: PdfEngine, html: str, breaks: list[Break], **margins: int) -> bytes:
    if not isinstance(engine, PdfkitEngine):
        return engine.render(html)
    for one in breaks:
        margins = one.margins | margins
    how = {"engine": "pdfkit", "html": html, "program": shutil.which("wkhtmltopdf"), "margins": MARGINS | margins}
    return convert(sys.executable, how | {"size": next((one.size for one in breaks if one.size != "A4"), "A4")}, 60)
