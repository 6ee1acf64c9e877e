# language: vi
Tính năng: Mục đoàn ghi thêm ngoài bảng kiểm
  Tại chỗ đoàn thấy điều mà bảng kiểm không hỏi: ghi thành mục thêm trên máy tính bảng, kèm đánh giá và ảnh.
  Điều ấy thành gợi ý khi tổng hợp, và người giữ bảng kiểm biết đoàn nào hay ghi thêm điều gì.

  Bối cảnh:
    Biết hôm nay là ngày 17/7/2024
    Và đoàn đang làm việc tại UBND huyện Chi Lăng

  Kịch bản: Hai máy cùng ghi thêm, không mục nào mất
    Khi máy của trưởng đoàn ghi thêm mục "Nắp hố ga trước trường" là "Không đạt" với ghi chú "Đã vỡ"
    Và máy của thành viên Sở GDĐT ghi thêm mục "Có đội bơi cứu hộ tự quản" là "Đạt"
    Thì không có mục nào chờ trưởng đoàn chọn
    Và bảng kiểm có 2 mục ghi thêm

  Kịch bản: Mục ghi thêm thành gợi ý khi bắt đầu tổng hợp, và không đưa vào văn bản công khai
    Khi máy của trưởng đoàn ghi thêm mục "Nắp hố ga trước trường" là "Không đạt" với ghi chú "Đã vỡ"
    Và máy của thành viên Sở GDĐT ghi thêm mục "Có đội bơi cứu hộ tự quản" là "Đạt"
    Và đoàn ghi xong và chuyển sang tổng hợp
    Thì có gợi ý tồn tại "Nắp hố ga trước trường: Đã vỡ" chỉ bên kiểm tra đọc
    Và có gợi ý ưu điểm "Có đội bơi cứu hộ tự quản" chỉ bên kiểm tra đọc
    Và chuyên viên thấy mục ghi thêm "Nắp hố ga trước trường" 1 lần
    Và đơn vị được kiểm tra không thấy mục ghi thêm nào
