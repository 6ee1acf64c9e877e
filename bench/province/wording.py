"""What the pattern says: answers of checklists, findings, recommendations. Each copy has other places in it."""

from datetime import date

from bench.province.names import SPOTS, UNIT

SIGN = {"on_list": "yes", "owner": "commune", "sign_present": "yes", "not_hidden": "no", "legible": "yes",
        "sturdy": "yes", "remark": f"Cây mọc che khuất biển tại {SPOTS[0]}."}  # fmt: skip
SIGNS = {"points": 67, "signs": 21, "signs_province": 19, "signs_commune": 2, "signs_other": 0}
HOMES = {"households": 7203, "with_children": 1009, "committed": 996, "recognised": 831, "survey_done": "yes"}
HOME = {"recognised_home": "yes", "injured_at_home": "no", "yard": "no", "ponds": "na", "wells": "yes",
        "dangerous_tools": "yes", "window_bars": "na", "kitchen": "yes", "wiring": "yes"}  # fmt: skip
FUND = {"fund_level": "commune", "period_from": "2024-01-01", "period_to": "2024-06-30",
        "spending": [{"purpose": "Hỗ trợ khẩn cấp", "amount": 2_000_000}], "spending_total": 2_000_000,
        "right_purpose": "yes", "meets_needs": "no"}  # fmt: skip

SHORTCOMINGS = [
    ("shortcoming", f"Chưa cắm biển cảnh báo tại hồ {SPOTS[0]}, {UNIT.title}; biển cũ bị che khuất, khó nhìn."),
    ("shortcoming", f"Kinh phí vận động Quỹ Bảo trợ trẻ em của {UNIT.title} còn thấp, chưa đáp ứng nhu cầu."),
    ("shortcoming", f"Chưa tổ chức lớp dạy bơi cho trẻ em thôn {SPOTS[4]}."),
    ("strength", f"UBND {UNIT.title} quan tâm chỉ đạo truyền thông về phòng, chống tai nạn thương tích trẻ em."),
    ("strength", f"Thôn {SPOTS[5]} giữ tốt mô hình Ngôi nhà an toàn."),
]
_ASKED = [
    "Quan tâm cân đối kinh phí thực hiện công tác bảo vệ, chăm sóc trẻ em trên địa bàn {unit}, trước hết tại thôn {spot}.",
    "Khắc phục kịp thời biển cảnh báo đã hỏng và cắm biển tại ao, hồ có nguy cơ đuối nước ở thôn {spot}.",
    "Chỉ đạo rà soát việc cho các hộ gia đình thôn {spot} đăng ký đạt tiêu chí Ngôi nhà an toàn.",
    "Mở thêm lớp dạy bơi và kỹ năng an toàn trong môi trường nước cho trẻ em thôn {spot}, {unit}.",
    "Tiếp tục thực hiện tốt quy định về đánh giá xã, phường phù hợp với trẻ em tại thôn {spot}.",
    "Xây dựng kế hoạch hỗ trợ, giảm số trẻ em có hoàn cảnh đặc biệt tại thôn {spot}, {unit}.",
    "Tăng cường truyền thông cho cha mẹ và người chăm sóc trẻ ở thôn {spot} về phòng, chống tai nạn thương tích.",
    "Kêu gọi cơ quan, đơn vị và nhân dân thôn {spot} ủng hộ Quỹ Bảo trợ trẻ em {unit}.",
    "Kiểm tra, giám sát nhằm phát hiện kịp thời dấu hiệu mua bán, bóc lột lao động trẻ em tại thôn {spot}.",
    "Lập bản đồ các điểm có nguy cơ xảy ra tai nạn thương tích đối với trẻ em ở thôn {spot}, phân công người theo dõi.",
]
RECOMMENDATIONS = [text.format(unit=UNIT.title, spot=SPOTS[number]) for number, text in enumerate(_ASKED)]
DUE = [date(2024, 9, 13), date(2024, 9, 20), date(2024, 9, 27), date(2024, 10, 4), date(2024, 10, 11),
       date(2024, 10, 18), date(2024, 9, 6), date(2024, 11, 8), date(2024, 9, 30), date(2024, 11, 29)]  # fmt: skip
