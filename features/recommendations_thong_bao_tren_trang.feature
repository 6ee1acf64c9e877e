# language: vi
Tính năng: Chuông báo trên trang
  Mỗi người thấy trên đầu mọi trang có bao nhiêu việc mới được báo cho mình mà chưa đọc. Việc của đơn vị thì báo
  cho đơn vị, việc Sở phải làm thì báo cho Sở; không ai bị báo về việc chính mình vừa làm.

  Bối cảnh:
    Biết hôm nay là ngày 12/8/2024
    Và cuộc kiểm tra tại huyện Chi Lăng đang tổng hợp kết quả
    Và thông báo đã ban hành ngày 15/8/2024 với 14 kiến nghị
    Và hôm nay là ngày 20/9/2024

  Kịch bản: Văn bản ban hành thì đơn vị được báo từng nội dung
    Thì "UBND huyện Chi Lăng" có 7 thông báo chưa đọc
    Và "lãnh đạo huyện" có 7 thông báo chưa đọc
    Và "UBND huyện Chi Lăng" được báo "Nội dung mới phải thực hiện"
    Và "chuyên viên Sở" có 0 thông báo chưa đọc

  Kịch bản: Đơn vị báo cáo thì Sở được báo, Sở xác minh thì đơn vị được báo
    Biết "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Thì "chuyên viên Sở" được báo "Đơn vị báo cáo kết quả"
    Và "UBND huyện Chi Lăng" có 7 thông báo chưa đọc
    Khi "chuyên viên Sở" xác minh kiến nghị 3 "Chưa thực hiện" mà không có bằng chứng
    Thì "UBND huyện Chi Lăng" được báo "Kết luận xác minh"
    Và "chuyên viên Sở" có 1 thông báo chưa đọc

  Kịch bản: Xin gia hạn thì Sở được báo, trả lời thì đơn vị được báo
    Biết "UBND huyện Chi Lăng" xin gia hạn kiến nghị 3 đến ngày 10/1/2025
    Thì "chuyên viên Sở" được báo "Đơn vị xin gia hạn"
    Khi "chuyên viên Sở" không gia hạn kiến nghị 3 vì "Kinh phí đã có"
    Thì "UBND huyện Chi Lăng" được báo "Không gia hạn"

  Kịch bản: Đánh dấu đã đọc tất cả
    Khi "UBND huyện Chi Lăng" đánh dấu đã đọc tất cả thông báo
    Thì "UBND huyện Chi Lăng" có 0 thông báo chưa đọc
    Và "lãnh đạo huyện" có 7 thông báo chưa đọc
