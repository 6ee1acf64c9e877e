# language: vi
Tính năng: Hộp việc của đơn vị
  Đơn vị xác nhận một lần mọi nội dung mới, giao từng nội dung cho người của mình với hạn nội bộ và ghi chú cho nhau.
  Sở không thấy việc giao và ghi chú của đơn vị.

  Bối cảnh:
    Biết hôm nay là ngày 12/8/2024
    Và cuộc kiểm tra tại huyện Chi Lăng đang tổng hợp kết quả
    Và thông báo đã ban hành ngày 15/8/2024 với 14 kiến nghị
    Và hôm nay là ngày 20/9/2024

  Kịch bản: Xác nhận tất cả
    Khi "UBND huyện Chi Lăng" xác nhận đã nhận tất cả 7 kiến nghị
    Thì 7 kiến nghị được xác nhận, 0 kiến nghị đã xác nhận từ trước
    Và kiến nghị 3 ở tình trạng "Đơn vị đã nhận"
    Khi "lãnh đạo huyện" xác nhận đã nhận tất cả 7 kiến nghị
    Thì 0 kiến nghị được xác nhận, 7 kiến nghị đã xác nhận từ trước

  Kịch bản: Nội dung không xác nhận được thì nói rõ, các nội dung khác vẫn được xác nhận
    Biết "lãnh đạo Sở" rút kiến nghị 2 vì "Đã thực hiện trước khi ban hành"
    Khi "UBND huyện Chi Lăng" xác nhận đã nhận tất cả 7 kiến nghị
    Thì 6 kiến nghị được xác nhận, 0 kiến nghị đã xác nhận từ trước
    Và "Kiến nghị 2" chưa xác nhận được

  Kịch bản: Giao cho người của đơn vị với hạn nội bộ
    Khi "lãnh đạo huyện" giao kiến nghị 3 cho "UBND huyện Chi Lăng" với hạn nội bộ 1/10/2024
    Thì "UBND huyện Chi Lăng" được báo "Việc được giao trong cơ quan"
    Và "UBND huyện Chi Lăng" có 1 việc được giao, "lãnh đạo huyện" có 0 việc được giao
    Và "chuyên viên Sở" không đọc được phần nội bộ của kiến nghị 3

  Kịch bản: Hạn nội bộ không sau hạn phải báo cáo
    Khi "lãnh đạo huyện" giao kiến nghị 3 cho "UBND huyện Chi Lăng" với hạn nội bộ 1/10/2034
    Thì bị từ chối vì "Hạn nội bộ không được sau hạn phải báo cáo"

  Kịch bản: Người của Sở không giao việc của đơn vị, đơn vị không giao cho người ngoài
    Khi "chuyên viên Sở" giao kiến nghị 3 cho "UBND huyện Chi Lăng" với hạn nội bộ 1/10/2024
    Thì bị từ chối vì "Không tìm thấy"
    Khi "lãnh đạo huyện" giao kiến nghị 3 cho "chuyên viên Sở" với hạn nội bộ 1/10/2024
    Thì bị từ chối vì "Chọn một người đang làm việc tại cơ quan bạn"

  Kịch bản: Ghi chú nội bộ
    Khi "UBND huyện Chi Lăng" ghi chú nội bộ kiến nghị 3 "Chờ báo giá biển"
    Thì "lãnh đạo huyện" đọc được ghi chú "Chờ báo giá biển" của kiến nghị 3
    Và "chuyên viên Sở" không đọc được phần nội bộ của kiến nghị 3
