"""The words by which names of agencies are told from tasks."""

from typing import Final


def _listed(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for line in words.strip().splitlines() for word in line.split("|"))


KINDS: Final = _listed("""
ủy ban nhân dân | uỷ ban nhân dân | ubnd | hội đồng nhân dân | hđnd | thường trực hđnd
thường trực hội đồng nhân dân | ủy ban | uỷ ban | văn phòng | sở | ban | phòng | chi cục | cục | tổng cục | vụ
bộ | các bộ | chính phủ | thủ tướng chính phủ | quốc hội | trung ương | công an | bộ chỉ huy | ban chỉ huy
bộ đội | đồn biên phòng | tỉnh đoàn | thành đoàn | huyện đoàn | đoàn thanh niên | đoàn tncs | đoàn xã
đoàn phường | hội | liên đoàn | mặt trận | ủy ban mttq | mttq | trường | trung tâm | cơ sở | nhà trường
ban giám hiệu | mái ấm | nhà mở | làng trẻ em | làng sos | bệnh viện | trạm y tế | trạm | đài | báo | tòa án
viện kiểm sát | viện | kho bạc | quỹ bảo trợ trẻ em | ban quản lý | ban chỉ đạo | ban điều hành | tổ công tác
tổ giúp việc | chủ tịch | giám đốc | công ty | doanh nghiệp | hợp tác xã | tỉnh ủy | huyện ủy | đảng ủy
thành ủy | thanh tra | nhóm trẻ | lớp mẫu giáo | trưởng thôn | thôn | tổ dân phố | xã | phường | thị trấn
huyện | thị xã | thành phố | tỉnh | đặc khu | trưởng các thôn | lớp năng khiếu | lớp võ | khu vui chơi | điểm vui chơi | chi nhánh | chủ bến | bến đò | báo và phát thanh | quý phòng | quý cơ quan | quý đơn vị
tất cả các cơ sở | tất cả các đơn vị | nhóm trẻ | hộ gia đình | liên đoàn lao động | đồn biên phòng | hạt kiểm lâm | trưởng các bản | trưởng ấp | trưởng bản | trưởng thôn | nhà thiếu nhi | nhà văn hóa | bể bơi | bãi tắm | khu du lịch | làng trẻ | ban bảo vệ trẻ em
cộng tác viên | cán bộ | chủ đầu tư | chủ đập | hội đồng | chủ nhiệm | ban giám đốc | ban thường vụ | tập thể | các chủ | các đơn vị | các cơ quan | các địa phương | các sở | các phòng
các ban | các ngành | các xã | các phường | các huyện | các thôn | các trường | các cấp | các tổ chức
các hội | các đoàn thể | các hộ gia đình | các gia đình | các cơ sở | các nhà trường | các trung tâm
các thành viên | đơn vị | địa phương | cơ quan | đoàn kiểm tra | chủ cơ sở | chủ hộ | người đứng đầu
thủ trưởng | hiệu trưởng | các bên liên quan | cấp ủy | chính quyền | lãnh đạo | ngành | hai | cả hai | ba
bốn
""")
"""With what the name of somebody who can be asked for something begins."""

NO_AGENCIES: Final = _listed("""
ban hành | bộ phận | cơ sở vật chất | cơ sở dữ liệu | hội nghị | hội thảo | trường hợp | ban đầu | viện trợ
vụ việc | phòng chống | phòng, chống | phòng ngừa | phòng tránh | báo cáo | đài phun | trạm biến áp | ba là
hai là | bốn là | tổ chức | lãnh đạo, chỉ đạo | ngành nghề | đoàn viên | hội viên | bộ tiêu chí | bộ tài liệu
bộ công cụ | cơ quan, đơn vị khác liên quan theo | cục bộ | huyện vẫn | huyện đã | xã đã | tỉnh đã | ba năm
hai năm | hai bên bờ | ba tháng | hai tháng | địa phương hóa | thôn bản | phòng học | phòng ở | phòng ngủ
phòng tắm | phòng y tế của cơ sở | xã hội | sở hữu | trung ương hội
""")
"""What begins alike and is no agency."""

VERBS: Final = frozenset(
    _listed("""
khẩn trương | tiếp tục | chỉ đạo | tăng cường | rà soát | bố trí | xây dựng | ban hành | tổ chức | phối hợp
chủ trì | thực hiện | tham mưu | hướng dẫn | kiểm tra | báo cáo | khắc phục | sửa chữa | sửa | lắp đặt | lắp
cắm | bổ sung | quan tâm | đẩy mạnh | nghiêm túc | xem xét | có trách nhiệm | có kế hoạch | có văn bản | có biện pháp | có giải pháp | có phương án | có nghị quyết | có cơ chế | có chính sách | có hình thức | cũng | đi | rút | nộp | tổng hợp | soạn | dự thảo | lấy ý kiến | phát hành | thăm | khôi phục | giải thể | thanh lý | tạm | luân chuyển | bồi thường | lưu ý | nhắc nhở | vệ sinh | cần | sớm | tập trung | cân đối | hoàn thành
hoàn thiện | chấm dứt | lập | hoàn trả | công khai | mở | đề xuất | thu hồi | giao | kịp thời | chủ động
nghiên cứu | đôn đốc | duy trì | bảo đảm | đảm bảo | huy động | tiến hành | thường xuyên | phân công | căn cứ
trong | phải | là | được | đã | đang | sẽ | triển khai | quán triệt | phát huy | nâng cao | thành lập
kiện toàn | củng cố | cử | cấp | chi | nộp | gửi | trình | thống kê | cập nhật | theo dõi | giám sát | quản lý
xử lý | chịu | không | hỗ trợ | vận động | tuyên truyền | phổ biến | đưa | dừng | đình chỉ | bàn giao
tiếp nhận | thay | trồng | rào | che | dọn | phát quang | làm | dạy | đào tạo | tập huấn | bồi dưỡng | tư vấn
chấn chỉnh | rút kinh nghiệm | kiểm điểm | xác minh | điều tra | đánh giá | công nhận | lưu | mua | mua sắm
trang bị | niêm yết | thẩm định | phê duyệt | cho | để | nhằm | về | khi | trước | chậm nhất | xong | hằng
hàng | ngay | lồng ghép | thí điểm | ưu tiên | dành | bảo vệ | chăm sóc | chuẩn bị | ký | đề nghị | yêu cầu
kiến nghị | tích cực | đồng thời | nhanh chóng | thông báo | thông tin | thu | thống nhất | rà | soát | lên
vận hành | tu sửa | nạo vét | nghiệm thu | đầu tư | giúp | điều chỉnh | công bố | truyền thông | thay thế
thể hiện | tạo | giải quyết | trả lời | phân bổ | tìm | kết nối | khảo sát | cải tạo | kê khai | đăng ký
hạch toán | đối chiếu | quyết toán | giải trình | kiểm kê | treo | dựng | đặt | gia cố | khoanh | lấp | nêu
tự | theo | từ | đến hết | và chỉ đạo | và báo cáo | nơi | chưa | để xảy ra | vận | bám sát | sử dụng | chuyển
hợp đồng | thanh toán | lựa chọn | trả | rút | biên soạn | in | phát | đo | cung cấp | bảo quản | giữ | nghỉ
giám định | khen thưởng | biểu dương | đăng tải | số hóa | đề cao | đấu tranh | phòng ngừa | phát hiện
can thiệp | tiếp thu | định kỳ | tiếp | nâng cấp | nâng | hoàn chỉnh | sắp xếp | bảo dưỡng | sơn | gắn | xóa
khơi | lát | tháo | di dời | gỡ | dán | ghi | điền | tính | trích | tạm dừng | ngừng | tuyển | bố | hoàn
quy định | nhân rộng | học tập | chấp hành | tuân thủ | tôn trọng | áp dụng | vẫn | nên | hãy
""")
)
"""With what a task begins. A word of a name has a capital letter, or stands behind one that has."""

WITHIN_NAMES: Final = frozenset(
    _listed("""
giáo dục | đào tạo | quản lý | bảo vệ | bảo trợ | đầu tư | xây dựng | tổ chức | kiểm tra | thanh tra
công tác | chỉ đạo | tuyên giáo | dân vận | văn thể | phát triển | truyền thông | thông tin | hỗ trợ
chăm sóc | phục hồi | nuôi dưỡng | tư vấn | giám sát | kế hoạch | bảo hiểm | phát thanh | điều hành
liên hiệp | giám định | cai nghiện | thường trực | trợ giúp | giúp việc | thi hành | quân sự | hạ tầng
tiếp nhận | cứu trợ | công lập
""")
)
"""Two syllables whose second one is no task: it belongs to a name."""

ORGANISATIONS: Final = frozenset(
    _listed("""
tổ chức thành | tổ chức chính | tổ chức xã | tổ chức đoàn | tổ chức hội | tổ chức liên | tổ chức, cá
""")
)
"""Behind “các” and “và” these three syllables begin a name, although the first two of them begin tasks elsewhere."""

SHARED: Final = frozenset(
    _listed("""
các sở | sở | các cơ quan | cơ quan | các ban | các phòng | phòng | ban | đơn vị | các đơn vị | các xã | các bộ | bộ | hội | các hội
cấp ủy
""")
)
"""What stands before a comma and is not yet the name of one agency: “các Sở, ngành thành viên”."""
