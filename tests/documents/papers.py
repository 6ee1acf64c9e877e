"""Invented papers, one for each form that the decree knows. No person in them is real."""

from rasoat.documents.paper import Appendix, Article, Bullets, Heading, Paper, Paragraph, Signing, Table

from .samples import SIGNING, long, short

HEAD = Signing(capacity="TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH", position="PHÓ CHỦ TỊCH", name="Lê Thị Giả Định")
SECOND = Signing(capacity="TL. GIÁM ĐỐC", position="TRƯỞNG PHÒNG NGHIỆP VỤ", name="Phạm Văn Ví Dụ")
THIRD = Signing(position="GIÁM ĐỐC", name="Hoàng Thị Thử")
FOURTH = Signing(capacity="Q. GIÁM ĐỐC", position="PHÓ GIÁM ĐỐC PHỤ TRÁCH", name="Đỗ Văn Tạm")
BOARD = Signing(position="TRƯỞNG BAN", office="Phó Chủ tịch UBND tỉnh", name="Vũ Văn Mẫu")
SENTENCE = (
    "Các cơ quan, đơn vị phối hợp thực hiện đúng nội dung, thời gian đã nêu và báo cáo kết quả về cơ quan thường trực. "
)
WIDE = Table(
    id="wide",
    caption="Danh sách đơn vị và nội dung kiểm tra",
    headers=("STT", "Đơn vị", "Nội dung", "Thời gian", "Địa điểm", "Người phụ trách", "Ghi chú"),
    rows=tuple(
        (
            str(n),
            f"UBND xã Giả Định {n}",
            "Biển cảnh báo, ngôi nhà an toàn",
            "8 giờ 00",
            "Trụ sở xã",
            "Phòng nghiệp vụ",
            "",
        )
        for n in range(1, 31)
    ),
    align=("center", "left", "left", "center", "left", "left", "left"),
)


def decision(**changes: object) -> Paper:
    """A decision to form a team, with điều and a list of members as its appendix (mẫu 1.2)."""
    articles = (
        Article(id="d1", text="Thành lập Đoàn kiểm tra liên ngành về công tác bảo vệ, chăm sóc trẻ em năm 2026, gồm các ông, bà "
                "có tên tại Phụ lục kèm theo Quyết định này."),
        Article(id="d2", text="Đoàn kiểm tra có nhiệm vụ sau đây:\nKiểm tra việc rà soát, cắm biển cảnh báo đuối nước;\nBáo cáo kết quả "
                "trong thời hạn 15 ngày kể từ ngày kết thúc kiểm tra."),
        Article(id="d3", text="Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng, Trưởng các phòng có liên quan và các ông, bà có "
                "tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này."),
    )  # fmt: skip
    members = Table(
        id="members", headers=("STT", "Họ và tên", "Chức vụ", "Nhiệm vụ"),
        rows=tuple((str(n), f"Người Giả Định {n}", "Chuyên viên", "Thành viên") for n in range(1, 8)),
        align=("center", "left", "left", "left"),
    )  # fmt: skip
    return short(
        **{
            "kind": "QĐ", "kind_title": "QUYẾT ĐỊNH", "symbol": "QĐ-SYT", "issuer": ("Sở Y tế",), "decides": "Giám đốc Sở Y tế",
            "subject": "Về việc thành lập Đoàn kiểm tra công tác bảo vệ, chăm sóc trẻ em năm 2026", "lead": None,
            "blocks": articles, "appendices": (Appendix(title="Danh sách thành viên Đoàn kiểm tra", blocks=(members,)),),
            "recipients": ("Như Điều 3", "UBND tỉnh (b/c)"), "drafter": "PL.(15)",
        }
        | changes
    )  # fmt: skip


def minutes(**changes: object) -> Paper:
    """Minutes signed by two, without place and day in the head (mẫu 1.9)."""
    blocks = (
        Paragraph(id="a", text="Thời gian bắt đầu: 8 giờ 00 phút, ngày 17 tháng 7 năm 2026."),
        Paragraph(id="b", text="Địa điểm: Trụ sở Ủy ban nhân dân xã Giả Định."),
        Heading(id="h", level=2, text="Thành phần tham dự"),
        Bullets(id="c", items=("Chủ tọa: ông Lê Văn Mẫu", "Thư ký: bà Phạm Thị Ví Dụ")),
        Paragraph(id="d", text="Cuộc làm việc kết thúc vào 11 giờ 30 phút, ngày 17 tháng 7 năm 2026."),
    )
    chair = Signing(position="CHỦ TỌA", name="Lê Văn Mẫu")
    return short(
        **{
            "kind": "BB", "kind_title": "BIÊN BẢN", "symbol": "BB-SYT", "minutes": True, "legal_bases": (), "lead": None,
            "subject": "Làm việc tại xã Giả Định", "blocks": blocks, "recipients": ("Các bên dự họp",), "archive": "VT, Hồ sơ",
            "signing": Signing(position="THƯ KÝ", name="Phạm Thị Ví Dụ"), "other_signers": (chair,),
        }
        | changes
    )  # fmt: skip


def joint(**changes: object) -> Paper:
    """A plan of four agencies, signed by each."""
    return long(
        **{
            "kind": "KH", "kind_title": "KẾ HOẠCH", "symbol": "KHLN-SYT-SGDĐT-CAT-TĐ", "issuer_parent": None,
            "issuer": ("Sở Y tế - Sở Giáo dục và Đào tạo -", "Công an tỉnh -", "Tỉnh đoàn"),
            "signing": SIGNING, "other_signers": (HEAD, THIRD, FOURTH), "circulation": "LƯU HÀNH NỘI BỘ",
        }
        | changes
    )  # fmt: skip


def letter(**changes: object) -> Paper:
    """An urgent letter to several, with the line of address at the foot of its first page."""
    return short(
        **{
            "kind": "CV", "kind_title": "", "symbol": "SYT-NV", "subject": "đôn đốc thực hiện kiến nghị sau kiểm tra",
            "addressed_to": ("Ủy ban nhân dân xã Giả Định", "Ủy ban nhân dân phường Ví Dụ"), "urgency": "THƯỢNG KHẨN",
            "blocks": tuple(Paragraph(id=f"p{n}", text=SENTENCE * 3) for n in range(8)), "legal_bases": (), "signing": SECOND,
            "contact": "Số 1 đường Giả Định, phường Ví Dụ, tỉnh Lạng Sơn; điện thoại: 0205 000 000; thư điện tử: mau@vidu.example",
        }
        | changes
    )  # fmt: skip


def board(**changes: object) -> Paper:
    """Conclusions of a meeting, signed by a chair who has another office; two appendices, one of them wide."""
    return short(
        **{
            "issuer_parent": "UBND tỉnh Lạng Sơn", "issuer": ("Ban Chỉ đạo thực hiện", "công tác trẻ em tỉnh"), "signing": BOARD,
            "symbol": "TB-BCĐ", "appendices": (
                Appendix(title="Phân công nhiệm vụ", blocks=tuple(Paragraph(id=f"n{n}", text=SENTENCE * 4) for n in range(12))),
                Appendix(title="Lịch kiểm tra", blocks=(WIDE,), landscape=True),
            ),
        }
        | changes
    )  # fmt: skip


FORMS = {"decision": decision(), "minutes": minutes(), "joint": joint(), "letter": letter(), "board": board()}
