# language: vi
Tính năng: Nhắc lại kiến nghị chưa làm xong
  Kiến nghị của đợt sau nhắc lại điều đơn vị chưa làm xong thì hai bên chỉ theo dõi một nội dung: nội dung cũ kết thúc khi thông báo
  mới được ban hành, lịch sử của nó vẫn đọc được từ nội dung mới.

  Bối cảnh:
    Biết hôm nay là ngày 12/8/2024
    Và cuộc kiểm tra tại huyện Chi Lăng đang tổng hợp kết quả
    Và thông báo đã ban hành ngày 15/8/2024 với 14 kiến nghị
    Và hôm nay là ngày 3/3/2025
    Và đợt kiểm tra năm 2025 soạn một kiến nghị với "UBND huyện Chi Lăng"

  Kịch bản: Thông báo mới ban hành thì nội dung cũ kết thúc, chỉ đếm một lần
    Khi "chuyên viên Sở" ghi kiến nghị mới nhắc lại kiến nghị 3
    Thì kiến nghị 3 ở tình trạng "Đã gửi đơn vị"
    Khi kiến nghị mới được gửi đơn vị
    Thì kiến nghị 3 ở tình trạng "Đã nhắc lại trong thông báo sau"
    Và "UBND huyện Chi Lăng" còn 7 nội dung chưa xong, trong đó có kiến nghị mới

  Kịch bản: Chỉ nhắc lại điều chính đơn vị ấy còn nợ
    Khi "chuyên viên Sở" ghi kiến nghị mới nhắc lại kiến nghị 8
    Thì bị từ chối vì "Chọn một nội dung còn mở của chính đơn vị này"
    Khi "UBND huyện Chi Lăng" ghi kiến nghị mới nhắc lại kiến nghị 3
    Thì bị từ chối vì "Không tìm thấy"
