# language: vi
Tính năng: Một ngày ngoài hiện trường không có mạng
  Đoàn mang bảng kiểm theo, ghi cả ngày ở nơi không có sóng; tối về nơi có mạng mọi thứ tự về Sở, đủ và chỉ một lần.

  Tình huống: Mang theo, ghi không có mạng, về đủ
    Biết trưởng đoàn đăng nhập trên máy tính bảng và mang theo chuyến đi Hữu Lũng
    Khi tắt trình duyệt rồi mở lại ở nơi không có mạng
    Thì chuyến đi vẫn mở được
    Khi trưởng đoàn ghi bảng kiểm tại hồ chứa nước, chụp 2 ảnh
    Thì mở lại trang vẫn ở đúng chỗ đang ghi
    Và trang mở ra ngay cả trên máy chậm
    Khi trưởng đoàn gõ "12.5" vào số biển đã cắm tại đơn vị
    Thì máy nói không có phần lẻ, giữ nguyên chữ đã gõ và không nháp phát hiện nào
    Khi trưởng đoàn thêm điểm "Ao sau nhà văn hóa"
    Và trưởng đoàn báo nguy hiểm "Giếng không nắp đậy cạnh sân chơi." kèm 1 ảnh
    Thì nguy hiểm đứng đầu hàng gửi, còn 6 mục chưa gửi
    Và xuất được hàng gửi ra tệp
    Khi có mạng trở lại
    Thì Sở có đủ bảng kiểm, điểm mới, nguy hiểm và 3 ảnh, mỗi thứ một lần
    Và "12.5" gõ trên máy tính ở cơ quan cũng bị từ chối, chữ còn nguyên, không số nào được ghi
