# language: vi
Tính năng: Tổng hợp ưu điểm và tồn tại, hạn chế
  Bảng kiểm gợi ý, con người quyết định; mỗi câu có chứng cứ, không câu nào làm lộ một gia đình.

  Bối cảnh:
    Biết hôm nay là ngày 17/7/2024
    Và đoàn đã kiểm tra Phố Sặt, đập Bãi Hào, một hộ gia đình và chuyển sang tổng hợp

  Kịch bản: Bảng kiểm gợi ý tồn tại kèm kiến nghị
    Thì có gợi ý tồn tại "Biển cảnh báo tại Phố Sặt bị che khuất, khó nhìn thấy."
    Và có gợi ý tồn tại nêu "còn 46 điểm chưa có biển cảnh báo trong tổng số 67 điểm"
    Và có gợi ý tồn tại nêu "Còn 1.785 trong 10.099 hộ có trẻ em chưa được công nhận"
    Và gợi ý nêu "Phố Sặt" dẫn tới kiến nghị "Phát quang hoặc chuyển vị trí" cho đơn vị trong 10 ngày làm việc
    Và không có tồn tại nào nêu "Bãi Hào bị che khuất"

  Kịch bản: Bảng kiểm gợi ý ưu điểm
    Thì có gợi ý ưu điểm nêu "tổ chức cho 9.969 hộ có trẻ em ký cam kết"
    Và có gợi ý ưu điểm nêu "sử dụng Quỹ Bảo trợ trẻ em đúng mục đích"

  Kịch bản: Đoàn nhận, sửa, bỏ có lý do rồi khôi phục
    Khi trưởng đoàn nhận mục nêu "Phố Sặt bị che khuất"
    Và thành viên Sở GDĐT sửa mục nêu "Phố Sặt bị che khuất" thành "Biển tại Phố Sặt bị cây che."
    Thì mục nêu "Biển tại Phố Sặt bị cây che." đang ở tình trạng "accepted"
    Khi trưởng đoàn bỏ mục nêu "còn thấp" với lý do ""
    Thì bị từ chối vì "Có mục chưa đúng"
    Khi trưởng đoàn bỏ mục nêu "còn thấp" với lý do "Nêu trong báo cáo riêng"
    Thì mục nêu "còn thấp" đang ở tình trạng "rejected"
    Khi trưởng đoàn khôi phục mục nêu "còn thấp"
    Thì mục nêu "còn thấp" đang ở tình trạng "drafted"

  Kịch bản: Gộp hai tồn tại về biển cảnh báo thành một câu như thông báo đã viết
    Khi trưởng đoàn gộp mục nêu "Phố Sặt bị che khuất" vào mục nêu "46 điểm" thành "Chưa khắc phục kịp thời biển bị che khuất; còn 46 điểm chưa có biển."
    Thì mục nêu "Chưa khắc phục kịp thời" đang ở tình trạng "accepted"
    Và mục nêu "Chưa khắc phục kịp thời" có 2 chứng cứ
    Và mục nêu "Phố Sặt bị che khuất" đang ở tình trạng "merged"

  Kịch bản: Kiểm tra bổ sung chỉ thêm điều mới, không đụng đến điều đoàn đã sửa
    Biết trưởng đoàn đã sửa mục nêu "Phố Sặt bị che khuất" thành "Biển tại Phố Sặt bị cây che."
    Khi đoàn kiểm tra bổ sung và ghi rằng trong năm chưa kiểm tra, sửa chữa biển
    Thì có gợi ý tồn tại nêu "chưa chủ động kiểm tra, khắc phục"
    Và mục nêu "Biển tại Phố Sặt bị cây che." đang ở tình trạng "drafted"
    Và không có tồn tại nào nêu "Phố Sặt bị che khuất"

  Kịch bản: Tồn tại không cần kiến nghị phải nêu lý do
    Khi trưởng đoàn nhận mục nêu "Phố Sặt bị che khuất"
    Và trưởng đoàn nêu mục "Phố Sặt bị che khuất" không cần kiến nghị vì "Đã phát quang ngay trong buổi kiểm tra."
    Thì mục nêu "Phố Sặt bị che khuất" có lý do không kiến nghị

  Kịch bản: Câu công khai không nêu hộ gia đình
    Thì mọi mục nêu "Hộ mẫu số 1" chỉ dành cho người có trách nhiệm về trẻ em
    Khi trưởng đoàn thêm tồn tại công khai "Tại Hộ mẫu số 1, sân trơn trượt."
    Thì bị từ chối vì "Có mục chưa đúng"
    Khi trưởng đoàn thêm tồn tại công khai "Một số hộ còn sân trơn trượt."
    Thì không bị từ chối

  Kịch bản: Đơn vị được kiểm tra chưa thấy kết quả khi chưa có thông báo
    Khi cán bộ huyện Chi Lăng xem kết quả kiểm tra
    Thì bị từ chối vì "Không tìm thấy trang hoặc hồ sơ này"

  Kịch bản: Đơn vị được kiểm tra không tự sửa kết quả
    Khi cán bộ huyện Chi Lăng nhận mục nêu "Phố Sặt bị che khuất"
    Thì bị từ chối vì "Tài khoản của bạn không được làm việc này"
    Khi lãnh đạo Sở LĐTBXH nhận mục nêu "Phố Sặt bị che khuất"
    Thì bị từ chối vì "Tài khoản của bạn không được làm việc này"
