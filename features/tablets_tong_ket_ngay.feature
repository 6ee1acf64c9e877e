# language: vi
Tính năng: Tổng kết một ngày của đoàn
  Cuối ngày, trưởng đoàn xem một trang: ai đã làm gì, gửi từ máy nào, còn thiếu gì, chỗ nào hai người ghi khác nhau.

  Bối cảnh:
    Biết hôm nay là ngày 17/7/2024
    Và đoàn đang làm việc tại UBND huyện Chi Lăng
    Và có điểm "Phố Sặt" trong lịch
    Và trưởng đoàn giao cho thành viên Sở GDĐT biển cảnh báo tại "Phố Sặt" và quỹ tại đơn vị

  Kịch bản: Mỗi người đã làm gì, từ máy nào, phần được giao còn thiếu gì
    Khi thành viên Sở GDĐT gửi từ máy biển cảnh báo tại "Phố Sặt" với 2 ảnh chưa gửi xong
    Và thành viên Sở GDĐT lưu thêm biển cảnh báo tại "Phố Sặt" ở trang công việc
    Thì tổng kết ngày ghi thành viên Sở GDĐT làm biển cảnh báo tại "Phố Sặt" 2 lần, từ máy và tại trang công việc
    Và tổng kết ngày ghi thành viên Sở GDĐT được giao mà còn thiếu quỹ tại đơn vị
    Và tổng kết ngày ghi 2 ảnh chưa về
    Và tổng kết ngày ghi thư ký đoàn chưa làm gì

  Kịch bản: Phần bắt buộc chưa ai có được nhắc riêng
    Thì tổng kết ngày nhắc "safe_home" chưa ai có

  Kịch bản: Hai người ghi khác nhau thì chờ trưởng đoàn chọn
    Khi trưởng đoàn ghi biển cảnh báo tại "Phố Sặt"
    Và thành viên Sở GDĐT gửi từ máy biển cảnh báo khác tại "Phố Sặt"
    Thì tổng kết ngày ghi 1 mục ghi khác nhau, của thành viên Sở GDĐT

  Kịch bản: Ngày khác thì không kể việc của hôm nay
    Khi thành viên Sở GDĐT lưu thêm biển cảnh báo tại "Phố Sặt" ở trang công việc
    Thì tổng kết ngày 16/7/2024 không kể việc nào
