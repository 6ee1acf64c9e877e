# language: vi
Tính năng: Làm một việc với nhiều dòng
  Người phụ trách hai trăm đơn vị đánh dấu các dòng của một danh sách rồi làm một lần cho tất cả. Dòng nào không làm được thì phần mềm
  nói rõ vì sao, các dòng khác vẫn xong. Việc nào hoàn tác được thì hoàn tác bằng một lần bấm.

  Bối cảnh:
    Biết hôm nay là ngày 20/9/2024
    Và cuộc kiểm tra tại Chi Lăng có 14 kiến nghị đã gửi

  Tình huống: Đôn đốc nhiều nội dung, mỗi nội dung một lần trong ngày
    Biết chuyên viên đã đôn đốc riêng nội dung thứ 2
    Khi chuyên viên đánh dấu 5 nội dung đầu rồi đôn đốc
    Thì trang hỏi lại nói lời nhắc đã gửi không lấy lại được
    Và kết quả là "5 dòng: đã làm 4, không làm được 1."
    Và dòng không làm được ghi "Hôm nay đã đôn đốc nội dung này."
    Và không có nút hoàn tác

  Tình huống: Đổi mức ưu tiên cho nhiều nội dung rồi hoàn tác
    Khi chuyên viên đánh dấu 5 nội dung đầu rồi đổi mức ưu tiên thành "Khẩn" với lý do "Mùa mưa sắp đến."
    Thì kết quả là "5 dòng: đã làm 5."
    Và có 5 nội dung ở mức "Khẩn"
    Khi chuyên viên hoàn tác
    Thì kết quả là "5 dòng: đã hoàn tác 5."
    Và có 0 nội dung ở mức "Khẩn"

  Tình huống: Người khác vừa sửa một nội dung
    Biết chuyên viên mở danh sách và đánh dấu 5 nội dung đầu
    Và sau đó đồng nghiệp đổi mức nội dung thứ 3 thành "Ưu tiên"
    Khi chuyên viên đổi mức ưu tiên các nội dung đã đánh dấu thành "Khẩn" với lý do "Mùa mưa sắp đến."
    Thì kết quả là "5 dòng: đã làm 4, không làm được 1."
    Và dòng không làm được ghi "đã sửa nội dung này lúc"
    Và nội dung thứ 3 ở mức "Ưu tiên"

  Tình huống: Tất cả nội dung khớp bộ lọc
    Khi chuyên viên lọc nội dung của "UBND huyện Chi Lăng" rồi đôn đốc tất cả nội dung khớp bộ lọc
    Thì kết quả là "7 dòng: đã làm 7."
