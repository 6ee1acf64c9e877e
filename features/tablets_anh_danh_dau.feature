# language: vi
Tính năng: Đánh dấu trên ảnh
  Trên máy tính bảng, đoàn vẽ mũi tên, khoanh chỗ cần xem, che mặt người trong ảnh. Người khác xem ảnh đã đánh dấu;
  ảnh chụp lúc đầu được giữ riêng, chỉ bên kiểm tra mở được, và không mất dù ảnh đánh dấu hỏng hay về muộn.

  Bối cảnh:
    Biết hôm nay là ngày 17/7/2024
    Và đoàn đang làm việc tại UBND huyện Chi Lăng

  Kịch bản: Bảng kiểm hiện ảnh đã che mặt, ảnh gốc giữ riêng
    Khi máy của trưởng đoàn gửi bảng kiểm có ảnh đã che mặt kèm ảnh gốc
    Và cả hai ảnh đã về
    Thì trang bảng kiểm hiện ảnh đã che mặt, không hiện ảnh gốc
    Và chuyên viên mở được ảnh gốc từ trang bảng kiểm
    Và đơn vị được kiểm tra không mở được ảnh nào
    Và lưu bảng kiểm ở cơ quan không làm mất ảnh gốc

  Kịch bản: Ảnh đánh dấu gửi hỏng thì ảnh gốc vẫn còn
    Khi máy của trưởng đoàn gửi bảng kiểm có ảnh đã che mặt kèm ảnh gốc
    Và ảnh đã che mặt gửi hỏng, ảnh gốc đã về
    Thì trang bảng kiểm ghi "Ảnh đánh dấu chưa về; ảnh gốc"
    Và chuyên viên mở được ảnh gốc từ trang bảng kiểm
