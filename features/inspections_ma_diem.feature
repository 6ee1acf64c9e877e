# language: vi
Tính năng: Mã (QR) của điểm kiểm tra
  Mã in một lần, treo tại điểm nhiều năm: lần kiểm tra sau quét mã thì mở đúng điểm, có lịch sử của điểm.
  Trong mã chỉ có địa chỉ và một dãy chữ không có nghĩa. Nhà ở của gia đình không có mã.

  Bối cảnh:
    Biết hôm nay là ngày 17/7/2024
    Và đoàn đang làm việc tại UBND huyện Chi Lăng

  Kịch bản: Điểm của lần sau mang mã của lần trước
    Biết năm trước huyện có điểm "Phố Sặt" đã ghi biển bị cây che khuất
    Khi có điểm "phố  sặt" trong lịch
    Thì điểm "phố  sặt" mang mã của năm trước
    Khi trưởng đoàn mang buổi làm việc theo máy "Máy 1"
    Thì trên máy, mã ấy mở điểm "phố  sặt" và kể lần trước không đạt, "Biển không bị che khuất: Không"

  Kịch bản: Hai điểm trùng tên trong một lần kiểm tra có hai mã
    Khi có điểm "Ao làng" trong lịch
    Và có điểm "Ao làng" trong lịch
    Thì hai điểm "Ao làng" có hai mã khác nhau

  Kịch bản: Đơn vị khác có điểm cùng tên thì là điểm khác
    Biết năm trước huyện Hữu Lũng có điểm "Phố Sặt"
    Khi có điểm "Phố Sặt" trong lịch
    Thì điểm "Phố Sặt" không mang mã của huyện Hữu Lũng

  Kịch bản: Đơn vị sáp nhập thì điểm giữ mã
    Biết năm trước huyện Hữu Lũng có điểm "Phố Sặt"
    Và huyện Hữu Lũng đã sáp nhập vào huyện Chi Lăng
    Khi có điểm "Phố Sặt" trong lịch
    Thì điểm "Phố Sặt" mang mã của huyện Hữu Lũng

  Kịch bản: Nhà ở không có mã
    Khi có hộ gia đình "Hộ mẫu" trong lịch
    Thì "Hộ mẫu" không có mã

  Kịch bản: Mã lạ bị từ chối bằng lời
    Khi trưởng đoàn hỏi mã "ABC-DEF-GHJ"
    Thì bị từ chối vì "không phải mã điểm kiểm tra"
    Khi trưởng đoàn hỏi một mã đúng dạng mà hệ thống này không có
    Thì bị từ chối vì "Không có điểm nào mang mã này"
