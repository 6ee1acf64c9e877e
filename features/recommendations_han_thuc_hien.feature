# language: vi
Tính năng: Hạn thực hiện, gia hạn, chuyển giao
  Hạn thực hiện luôn có nguồn gốc; gia hạn do Sở quyết định; cơ quan kế thừa nhận tiếp nội dung phải theo dõi.

  Bối cảnh:
    Biết hôm nay là ngày 12/8/2024
    Và cuộc kiểm tra tại huyện Chi Lăng đang tổng hợp kết quả
    Và thông báo đã ban hành ngày 15/8/2024 với 14 kiến nghị
    Và hôm nay là ngày 21/10/2024

  Kịch bản: Xin gia hạn và được đồng ý
    Khi "UBND huyện Chi Lăng" xin gia hạn kiến nghị 3 đến ngày 31/12/2024
    Và "chuyên viên Sở" đồng ý gia hạn kiến nghị 3 đến ngày 15/12/2024
    Thì hạn của kiến nghị 3 là 06/11/2024
    Và đề nghị gia hạn cuối của kiến nghị 3 là "Đã quyết đồng ý, chờ công văn"
    Và trang đầu của "chuyên viên Sở" có "Đã quyết gia hạn, chờ công văn"
    Khi "UBND huyện Chi Lăng" xin gia hạn kiến nghị 3 đến ngày 31/1/2025
    Thì bị từ chối vì "đang chờ công văn trả lời"
    Khi công văn trả lời gia hạn kiến nghị 3 được ban hành ngày 23/10/2024
    Thì hạn của kiến nghị 3 là 15/12/2024
    Và đề nghị gia hạn cuối của kiến nghị 3 là "Đồng ý"
    Và cách tính hạn của kiến nghị 3 ghi "Gia hạn theo Công văn số 12/SLĐTBXH-PXH"
    Và cách tính hạn của kiến nghị 3 ghi "Hạn trước đó: 6/11/2024"

  Kịch bản: Xin gia hạn mà không được
    Khi "UBND huyện Chi Lăng" xin gia hạn kiến nghị 3 đến ngày 31/12/2024
    Và "lãnh đạo Sở" không gia hạn kiến nghị 3 vì "Đã vào mùa mưa lũ"
    Thì hạn của kiến nghị 3 là 06/11/2024
    Và "UBND huyện Chi Lăng" có thể xin gia hạn kiến nghị 3 lần nữa

  Kịch bản: Không xin gia hạn hai lần cùng lúc
    Biết "UBND huyện Chi Lăng" xin gia hạn kiến nghị 3 đến ngày 31/12/2024
    Khi "UBND huyện Chi Lăng" xin gia hạn kiến nghị 3 đến ngày 31/1/2025
    Thì bị từ chối vì "Đã có một đề nghị gia hạn đang chờ trả lời"

  Kịch bản: Gia hạn phải muộn hơn hạn đang có
    Khi "UBND huyện Chi Lăng" xin gia hạn kiến nghị 3 đến ngày 6/11/2024
    Thì bị từ chối vì "phải sau hạn hiện tại (06/11/2024)"
    Khi "UBND huyện Chi Lăng" xin gia hạn kiến nghị 3 đến ngày 31/12/2024
    Và "chuyên viên Sở" đồng ý gia hạn kiến nghị 3 đến ngày 1/11/2024
    Thì bị từ chối vì "phải sau hạn hiện tại (06/11/2024)"

  Kịch bản: Đơn vị không tự gia hạn cho mình
    Biết "UBND huyện Chi Lăng" xin gia hạn kiến nghị 3 đến ngày 31/12/2024
    Khi "UBND huyện Chi Lăng" đồng ý gia hạn kiến nghị 3 đến ngày 31/12/2024
    Thì bị từ chối vì "Bạn không phải là người được thực hiện “Đồng ý gia hạn”"

  Kịch bản: Không gia hạn khi không ai xin
    Khi "chuyên viên Sở" đồng ý gia hạn kiến nghị 3 đến ngày 31/12/2024
    Thì bị từ chối vì "Đơn vị chưa xin gia hạn"

  Kịch bản: Đã báo cáo thì đề nghị gia hạn không còn cần
    Biết "UBND huyện Chi Lăng" xin gia hạn kiến nghị 3 đến ngày 31/12/2024
    Khi "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Thì đề nghị gia hạn cuối của kiến nghị 3 là "Không còn cần"

  Kịch bản: Chuyển giao cho cơ quan kế thừa theo văn bản
    Khi "chuyên viên Sở" chuyển giao kiến nghị 3 cho "UBND huyện Hữu Lũng" theo "Nghị quyết số 01/NQ-HĐND"
    Thì kiến nghị 3 ở tình trạng "Đã chuyển giao"
    Và "UBND huyện Hữu Lũng" có 1 kiến nghị phải thực hiện
    Và "UBND huyện Chi Lăng" có 6 kiến nghị phải thực hiện
    Và nội dung phải theo dõi mới của kiến nghị 3 có hạn 06/11/2024 và ghi "Giữ theo nội dung phải theo dõi đã chuyển giao ngày 21/10/2024 theo Nghị quyết số 01/NQ-HĐND"

  Kịch bản: Chuyển giao với hạn mới thì ghi ai ấn định hạn mới
    Khi "chuyên viên Sở" chuyển giao kiến nghị 3 cho "UBND huyện Hữu Lũng" theo "Nghị quyết số 01/NQ-HĐND" với hạn 20/12/2024
    Thì nội dung phải theo dõi mới của kiến nghị 3 có hạn 20/12/2024 và ghi "ấn định ngày 21/10/2024 khi chuyển giao theo Nghị quyết số 01/NQ-HĐND. Hạn trước đó: 6/11/2024"

  Kịch bản: Không chuyển giao cho chính đơn vị, cũng không cho Sở
    Khi "chuyên viên Sở" chuyển giao kiến nghị 3 cho "UBND huyện Chi Lăng" theo "Nghị quyết số 01/NQ-HĐND"
    Thì bị từ chối vì "Cơ quan nhận phải khác cơ quan đang thực hiện"
    Khi "chuyên viên Sở" chuyển giao kiến nghị 3 cho "Sở LĐTBXH" theo "Nghị quyết số 01/NQ-HĐND"
    Thì bị từ chối vì "Cơ quan theo dõi không thể nhận nội dung phải theo dõi"

  Kịch bản: Rút nội dung đã giao cần lý do, và chỉ lãnh đạo được rút
    Khi "chuyên viên Sở" rút kiến nghị 3 vì "Trùng với kiến nghị 13"
    Thì bị từ chối vì "Bạn không phải là người được thực hiện “Rút nội dung này”"
    Khi "lãnh đạo Sở" rút kiến nghị 3 vì " "
    Thì bị từ chối vì "Cần nhập: Lý do rút"
    Khi "lãnh đạo Sở" rút kiến nghị 3 vì "Trùng với kiến nghị 13"
    Thì kiến nghị 3 ở tình trạng "Đã rút"

  Kịch bản: Quá hạn được suy ra từ hạn, không phải một tình trạng
    Biết hôm nay là ngày 6/11/2024
    Thì kiến nghị 3 chưa quá hạn
    Khi hôm nay là ngày 7/11/2024
    Thì kiến nghị 3 quá hạn
    Và kiến nghị 3 ở tình trạng "Đã gửi đơn vị"
    Khi "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Thì kiến nghị 3 chưa quá hạn
