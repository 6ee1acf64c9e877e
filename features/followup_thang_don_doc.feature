# language: vi
Tính năng: Thang đôn đốc
  Việc quá hạn tự lên từng bậc theo ngày làm việc: nhắc đơn vị, soạn một công văn nêu mọi việc quá hạn của đơn vị, đưa lên
  danh sách của lãnh đạo, nêu trong báo cáo UBND tỉnh. Mỗi bậc làm đúng một lần cho mỗi hạn.

  Bối cảnh:
    Biết hôm nay là ngày 12/8/2024
    Và cuộc kiểm tra tại huyện Chi Lăng đang tổng hợp kết quả
    Và thông báo đã ban hành ngày 15/8/2024 với 14 kiến nghị

  Kịch bản: Quá hạn 10 ngày làm việc thì soạn một công văn cho mỗi đơn vị
    Khi hệ thống làm việc ngày 19/11/2024
    Thì có 0 công văn đôn đốc đang soạn
    Khi hệ thống làm việc ngày 20/11/2024
    Và hệ thống làm việc ngày 21/11/2024
    Thì có 2 công văn đôn đốc đang soạn
    Và công văn gửi "UBND huyện Chi Lăng" nêu 7 nội dung, trong đó có kiến nghị 3

  Kịch bản: Quá hạn 15 ngày làm việc thì lãnh đạo thấy trong danh sách
    Khi hệ thống làm việc ngày 26/11/2024
    Thì danh sách của lãnh đạo có 0 nội dung
    Khi hệ thống làm việc ngày 27/11/2024
    Thì danh sách của lãnh đạo có 14 nội dung
    Khi "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Thì danh sách của lãnh đạo có 13 nội dung

  Kịch bản: Chuyên viên dừng một bậc và nêu lý do
    Biết hôm nay là ngày 18/11/2024
    Khi "chuyên viên Sở" dừng bậc "letter" của kiến nghị 3 vì "Đã hẹn làm việc với huyện ngày 25/11."
    Và hệ thống làm việc ngày 20/11/2024
    Thì kiến nghị 3 không lên bậc "Soạn công văn đôn đốc"
    Và kiến nghị 4 lên bậc "Soạn công văn đôn đốc" 1 lần
    Khi "UBND huyện Chi Lăng" dừng bậc "leaders" của kiến nghị 3 vì "Xin thêm thời gian."
    Thì bị từ chối vì "Tài khoản của bạn không được làm việc này"

  Kịch bản: Gia hạn thì thang tính lại từ đầu
    Khi hệ thống làm việc ngày 27/11/2024
    Và hôm nay là ngày 28/11/2024
    Và "UBND huyện Chi Lăng" được gia hạn kiến nghị 3 đến ngày 31/12/2024
    Thì danh sách của lãnh đạo có 13 nội dung
    Khi hệ thống làm việc ngày 17/12/2024
    Thì kiến nghị 3 có 1 lần nhắc "Sắp đến hạn"

  Kịch bản: Máy dừng nhiều tuần thì không dồn thư, nhưng không bỏ công văn và danh sách
    Khi hệ thống làm việc ngày 31/12/2024
    Thì kiến nghị 3 có 1 lần nhắc "Quá hạn"
    Và có 2 công văn đôn đốc đang soạn
    Và danh sách của lãnh đạo có 14 nội dung
