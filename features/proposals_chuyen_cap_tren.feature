# language: vi
Tính năng: Đề xuất, kiến nghị của đơn vị được kiểm tra
  Đơn vị nêu khó khăn; Sở tiếp thu hoặc chuyển lên cơ quan có thẩm quyền; câu trả lời quay về đơn vị.

  Bối cảnh:
    Biết hôm nay là ngày 12/8/2024
    Và cuộc kiểm tra tại huyện Chi Lăng đang tổng hợp kết quả

  Kịch bản: Chuyển Bộ nâng cấp phần mềm và nhận được trả lời
    Khi "UBND huyện Chi Lăng" gửi đề xuất "Nâng cấp phần mềm quản lý trẻ em: khởi động chậm, hay lỗi, mất dữ liệu"
    Và "chuyên viên Sở" chuyển đề xuất đến "Bộ LĐTBXH" với lời "Đề nghị Bộ nâng cấp phần mềm"
    Thì đề xuất ở tình trạng "Đã chuyển cấp trên"
    Và "lãnh đạo Bộ" thấy 1 đề xuất chờ trả lời
    Khi hôm nay là ngày 10/9/2024
    Và "lãnh đạo Bộ" trả lời đề xuất "Bản mới sẽ có trong quý IV"
    Thì đề xuất ở tình trạng "Đã trả lời"
    Và đơn vị đọc được câu trả lời "Bản mới sẽ có trong quý IV" ngày 10/09/2024
    Khi "UBND huyện Chi Lăng" kết thúc theo dõi đề xuất
    Thì đề xuất ở tình trạng "Đã kết thúc"

  Kịch bản: Sở tiếp thu và tự trả lời
    Khi "trưởng đoàn" ghi thay huyện đề xuất "Tổ chức lớp tập huấn cho cộng tác viên thôn"
    Và "chuyên viên Sở" tiếp thu đề xuất "Mở lớp tập huấn theo kinh phí được cấp"
    Và "lãnh đạo Sở" trả lời đề xuất "Lớp tập huấn mở ngày 20/9/2024"
    Thì đề xuất ở tình trạng "Đã trả lời"
    Và đề xuất được ghi là của "UBND huyện Chi Lăng"

  Kịch bản: Không chuyển lại cho huyện, cũng không giữ ở Sở
    Biết "UBND huyện Chi Lăng" gửi đề xuất "Bố trí kinh phí cho xã phù hợp với trẻ em"
    Khi "chuyên viên Sở" chuyển đề xuất đến "UBND huyện Chi Lăng" với lời "Đề nghị xem xét"
    Thì bị từ chối vì "Không chuyển lại cho chính đơn vị đã đề xuất"
    Khi "chuyên viên Sở" chuyển đề xuất đến "Sở LĐTBXH" với lời "Đề nghị xem xét"
    Thì bị từ chối vì "Cơ quan mình đang giữ đề xuất này"

  Kịch bản: Huyện không tự trả lời đề xuất của mình
    Biết "UBND huyện Chi Lăng" gửi đề xuất "Bố trí kinh phí cho xã phù hợp với trẻ em"
    Khi "UBND huyện Chi Lăng" tiếp thu đề xuất "Đồng ý"
    Thì bị từ chối vì "Bạn không phải là người được thực hiện “Tiếp thu để giải quyết”"

  Kịch bản: Cơ quan chưa được chuyển thì không thấy, không trả lời được
    Biết "UBND huyện Chi Lăng" gửi đề xuất "Bố trí kinh phí cho xã phù hợp với trẻ em"
    Thì "lãnh đạo Bộ" không tìm thấy đề xuất
    Và "UBND huyện Hữu Lũng" không tìm thấy đề xuất

  Kịch bản: Đề xuất trống, hoặc của đơn vị không được kiểm tra
    Khi "UBND huyện Chi Lăng" gửi đề xuất "  "
    Thì bị từ chối vì "Nhập nội dung đề xuất"
    Khi "UBND huyện Hữu Lũng" gửi đề xuất "Xin thêm kinh phí"
    Thì bị từ chối vì "Không tìm thấy trang hoặc hồ sơ này"

  Kịch bản: Đơn vị sửa được đề xuất khi chưa ai xử lý
    Biết "UBND huyện Chi Lăng" gửi đề xuất "Nâng cấp phần mềm"
    Khi "UBND huyện Chi Lăng" sửa đề xuất thành "Nâng cấp phần mềm, sao lưu dữ liệu"
    Và "chuyên viên Sở" tiếp thu đề xuất "Tổng hợp gửi Bộ"
    Và "UBND huyện Chi Lăng" sửa đề xuất thành "Thôi không cần"
    Thì bị từ chối vì "Đề xuất này đã được xử lý"
    Và nội dung đề xuất là "Nâng cấp phần mềm, sao lưu dữ liệu"

  Kịch bản: Cuộc kiểm tra đã kết thúc thì không nhận thêm
    Biết cuộc kiểm tra đã kết thúc
    Khi "UBND huyện Chi Lăng" gửi đề xuất "Nâng cấp phần mềm"
    Thì bị từ chối vì "không nhận thêm đề xuất"

  Kịch bản: Ngày nhận không thể ở tương lai
    Khi "trưởng đoàn" ghi thay huyện đề xuất "Nâng cấp phần mềm" nhận ngày 13/8/2024
    Thì bị từ chối vì "Ngày nhận không thể sau hôm nay"
