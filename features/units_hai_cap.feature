# language: vi
Tính năng: Đơn vị hành chính và cơ quan trước và từ ngày 1/7/2025
  Huyện kết thúc ngày 30/6/2025. Văn bản cũ vẫn ghi tên cũ; việc mới chỉ giao cho cơ quan đang tồn tại.

  Bối cảnh:
    Biết hôm nay là ngày 15/7/2026
    Và quản trị đã đưa vào đơn vị hành chính của tỉnh "20"

  Tình huống: Lập Ủy ban nhân dân của 65 xã, phường và phòng Văn hóa - Xã hội của từng nơi
    Biết Ủy ban nhân dân tỉnh được gắn với "Tỉnh Lạng Sơn"
    Khi quản trị lập các cơ quan loại "commune" theo gợi ý
    Thì có 65 cơ quan loại "commune" trực thuộc Ủy ban nhân dân tỉnh
    Khi quản trị lập các cơ quan loại "commune_office" theo gợi ý
    Thì có 65 cơ quan loại "commune_office"
    Và trên văn bản của "Phòng VHXH xã Chi Lăng" có dòng "UBND XÃ CHI LĂNG"
    Và lập lại lần nữa không còn gì để lập

  Tình huống: Bỏ bớt và sửa tên trước khi lưu
    Khi quản trị bỏ "UBND phường Kỳ Lừa" khỏi gợi ý loại "commune" rồi lưu
    Thì có 64 cơ quan loại "commune"
    Và không có cơ quan "UBND phường Kỳ Lừa"

  Tình huống: Huyện Chi Lăng được sáu xã kế thừa
    Biết Ủy ban nhân dân huyện Chi Lăng được gắn với "Huyện Chi Lăng"
    Khi quản trị ghi huyện Chi Lăng kết thúc ngày 30/6/2025
    Và quản trị lập các cơ quan loại "commune" theo gợi ý
    Thì cơ quan kế thừa huyện Chi Lăng là "UBND xã Bằng Mạc, UBND xã Chi Lăng, UBND xã Chiến Thắng, UBND xã Nhân Lý, UBND xã Quan Sơn, UBND xã Vạn Linh"

  Tình huống: Việc còn mở ở huyện đã kết thúc hiện ra với quản trị bằng số, không bằng hồ sơ
    Biết huyện Chi Lăng còn nội dung phải thực hiện
    Khi quản trị ghi huyện Chi Lăng kết thúc ngày 30/6/2025
    Thì trang chính của quản trị có dòng "Việc còn mở ở cơ quan đã kết thúc"
    Và quản trị thấy số nội dung còn mở của "Ủy ban nhân dân huyện Chi Lăng" mà không mở được hồ sơ
    Và chuyên viên mở được danh sách nội dung còn mở của huyện Chi Lăng

  Tình huống: Không lập được huyện sau ngày huyện kết thúc
    Khi quản trị thêm cơ quan loại "district" tên "UBND huyện Thử" từ ngày 1/7/2025
    Thì hệ thống từ chối vì "Ngày này không có loại"
