"""Invented papers to print: a short one and a long one. No person in them is real."""

from datetime import date

from rasoat.documents.paper import Bullets, EvidenceRef, Heading, Paper, Paragraph, Signing, Table

SIGNING = Signing(capacity="KT. GIÁM ĐỐC", position="PHÓ GIÁM ĐỐC", name="Nguyễn Văn Mẫu")
BASES = (
    "Căn cứ Luật Trẻ em",
    "Căn cứ Kế hoạch số 15/KHLN-SLĐTBXH-SGDĐT ngày 20 tháng 5 năm 2024 của Sở Lao động - Thương binh và Xã hội và "
    "Sở Giáo dục và Đào tạo về kiểm tra, giám sát tình hình thực hiện các chương trình bảo vệ, chăm sóc trẻ em năm 2024",
)


def short(**changes: object) -> Paper:
    """A schedule notice of one page."""
    values: dict[str, object] = {
        "kind": "TB",
        "kind_title": "THÔNG BÁO",
        "issuer_parent": "UBND TỈNH LẠNG SƠN",
        "issuer": ("SỞ LAO ĐỘNG -", "THƯƠNG BINH VÀ XÃ HỘI"),
        "number": 7,
        "symbol": "TB-SLĐTBXH",
        "place": "Lạng Sơn",
        "issued_on": date(2024, 7, 12),
        "subject": "Lịch kiểm tra, giám sát tình hình thực hiện các chương trình bảo vệ, chăm sóc trẻ em năm 2024",
        "legal_bases": BASES,
        "lead": "Sở Lao động - Thương binh và Xã hội thông báo lịch kiểm tra, giám sát như sau:",
        "blocks": (
            Heading(id="time", level=1, text="Thời gian và địa điểm"),
            Table(
                id="schedule",
                headers=("STT", "Đơn vị được kiểm tra", "Ngày", "Địa điểm"),
                rows=(
                    ("1", "UBND huyện Chi Lăng", "17/7/2024", "Trụ sở UBND huyện"),
                    ("2", "UBND huyện Mẫu Sơn (giả định)", "19/7/2024", "Trụ sở UBND huyện"),
                ),
                align=("center", "left", "center", "left"),
            ),
            Heading(id="ask", level=1, text="Đề nghị"),
            Paragraph(
                id="asked",
                text="Đề nghị các đơn vị chuẩn bị báo cáo, hồ sơ, tài liệu có liên quan và bố trí người làm việc với đoàn.",
            ),
        ),
        "recipients": ("UBND tỉnh (b/c)", "Các đơn vị được kiểm tra", "Thành viên đoàn kiểm tra"),
        "archive": "VT, PXH",
        "signing": SIGNING,
    }
    return Paper.model_validate(values | changes)


def long(**changes: object) -> Paper:
    """A result notice of four pages and more: notes, tables, recommendations by addressee with due dates."""
    blocks: list[object] = [Heading(id="results", level=1, text="Kết quả kiểm tra")]
    for at, topic in enumerate(("Công tác chỉ đạo", "Biển cảnh báo", "Ngôi nhà an toàn", "Quỹ Bảo trợ trẻ em")):
        blocks += _section(at, topic)
    blocks += [Heading(id="asks", level=1, text="Kiến nghị của đoàn kiểm tra")]
    for at, who in enumerate(("Đối với Ủy ban nhân dân huyện", "Đối với phòng chuyên môn của huyện")):
        blocks += [Heading(id=f"to{at}", level=2, text=who), Bullets(id=f"ask{at}", items=_asks(at))]
    blocks += [
        Table(
            id="due",
            caption="Thời hạn thực hiện từng kiến nghị",
            headers=("STT", "Nội dung kiến nghị", "Đơn vị thực hiện", "Thời hạn"),
            rows=tuple(
                (str(n), f"Kiến nghị thứ {n}: khắc phục điểm còn tồn tại", "UBND huyện", f"{n}/9/2024")
                for n in range(1, 15)
            ),
            align=("center", "left", "left", "right"),
        ),
        Paragraph(
            id="end", text="Trên đây là kết quả kiểm tra, giám sát; đề nghị các đơn vị thực hiện và báo cáo đúng hạn."
        ),
    ]
    return short(
        **{
            "number": 105,
            "issued_on": date(2024, 8, 5),
            "subject": "Kết quả kiểm tra, giám sát tình hình thực hiện các chương trình bảo vệ, chăm sóc trẻ em "
            "trên địa bàn tỉnh Lạng Sơn năm 2024 (tại huyện Chi Lăng)",
            "blocks": tuple(blocks),
        }
        | changes
    )


def two_pages() -> Paper:
    """The shortest paper that has every kind of component and a second page."""
    blocks = [Heading(id="results", level=1, text="Kết quả kiểm tra"), *_section(0, "Biển cảnh báo")]
    return short(number=23, blocks=(*blocks, Bullets(id="asks", items=_asks(0))))


def _section(at: int, topic: str) -> list[object]:
    sentence = (
        f"{topic}: Ủy ban nhân dân huyện đã ban hành văn bản, phân công nhiệm vụ và bố trí người theo dõi[^1]; việc ghi chép "
        "tại cơ sở còn chậm, một số điểm có nguy cơ chưa được rà soát lại sau mùa mưa năm trước. "
    )
    return [
        Heading(id=f"topic{at}", level=2, text=topic),
        Paragraph(
            id=f"text{at}",
            text=sentence + "Đoàn đã đối chiếu số liệu với hồ sơ lưu và ý kiến của đơn vị. " * 5,
            footnotes=(f"Công văn số {at + 11}/UBND ngày {at + 11}/3/2024 về {topic.lower()} trên địa bàn huyện.",),
            evidence=(EvidenceRef(kind="response", id=f"r{at}", label="Bảng kiểm"),),
        ),
        Heading(id=f"good{at}", level=3, text="Ưu điểm"),
        Bullets(
            id=f"goods{at}",
            items=(
                "Đã triển khai kịp thời, đúng đối tượng, có hồ sơ lưu đầy đủ theo quy định",
                "Có sự phối hợp giữa các ngành",
            ),
            footnotes=("Theo biên bản làm việc ngày 17/7/2024.",),
        ),
        Heading(id=f"bad{at}", level=3, text="Tồn tại, hạn chế"),
        Paragraph(id=f"bads{at}", text="Kinh phí còn thấp so với nhu cầu.\nViệc kiểm tra định kỳ chưa thường xuyên."),
    ]


def _asks(at: int) -> tuple[str, ...]:
    return tuple(
        f"Bố trí nguồn lực khắc phục tồn tại thứ {n} đã nêu, ưu tiên các thôn xa trung tâm và điểm có nguy cơ cao; hoàn thành "
        f"trước ngày {n + at + 10}/9/2024"
        for n in range(1, 8)
    )


FILE = "bao_cao_ket_qua_thuc_hien_chuong_trinh_phong_chong_duoi_nuoc_tre_em_nam_2024_huyen_mau_ban_cuoi_da_duyet_lan_hai.docx"
LINK = "https://vi.du.example/bang-tinh/d/1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789abcdEFGH/edit?usp=sharing&rtpof=true&sd=true"
LONG_WORDS = {
    "symbol": "TB-BCĐPCTNTTĐNTECTXHQLVHTTDLGDĐTTĐTN",
    "blocks": (
        Heading(id="h", level=2, text=f"Tệp {FILE}"),
        Paragraph(id="a", text=f"Xem {LINK} trước ngày làm việc", footnotes=(LINK,)),
        Paragraph(id="b", text="Ý kiến khác: " + "_" * 90),
        Bullets(id="c", items=(f"Gửi lại tệp {FILE}", FILE)),
        Table(
            id="t",
            headers=("STT", "Nội dung", "Đơn vị", "Hạn"),
            rows=(("1", f"Tệp {FILE}", "UBND huyện", "1/9/2024"),),
        ),
        Paragraph(id="z", text="Hết"),
    ),
    "recipients": (FILE,),
}
"""Words without a break in every part of a paper that people write."""
