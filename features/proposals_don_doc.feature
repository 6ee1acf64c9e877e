# language: vi
Tính năng: Đôn đốc đề xuất: việc đã hứa, văn bản của đơn vị, hỏi lại cấp trên
  Đề xuất đã tiếp thu có hạn của việc đã hứa; đề xuất phải chờ văn bản của đơn vị thì chờ đúng văn bản ấy vào sổ; đề xuất đã
  chuyển mà quá ngày mong trả lời thì soạn công văn hỏi lại, chờ ký. Mỗi bậc làm đúng một lần.

  Bối cảnh:
    Biết hôm nay là ngày 12/8/2024
    Và cuộc kiểm tra tại huyện Chi Lăng và huyện Hữu Lũng đang tổng hợp kết quả
    Và "UBND huyện Chi Lăng" đề xuất "Nâng cấp phần mềm quản lý trẻ em, hay lỗi và mất dữ liệu"
    Và "UBND huyện Hữu Lũng" đề xuất "Phần mềm quản lý trẻ em hay lỗi, đề nghị nâng cấp"

  Kịch bản: Quá hạn xem xét thì chuyên viên được báo, rồi lãnh đạo
    Khi hệ thống đôn đốc đề xuất ngày 23/8/2024
    Thì đề xuất của "UBND huyện Chi Lăng" lên bậc "Sắp đến hạn xem xét đề xuất" 1 lần
    Khi hệ thống đôn đốc đề xuất ngày 27/8/2024
    Và hệ thống đôn đốc đề xuất ngày 27/8/2024
    Thì đề xuất của "UBND huyện Chi Lăng" lên bậc "Quá hạn xem xét đề xuất" 1 lần
    Và "chuyên viên Sở" được báo "Đề xuất đến hạn, quá hạn"
    Và "lãnh đạo Sở" không được báo "Đề xuất đến hạn, quá hạn"
    Khi hệ thống đôn đốc đề xuất ngày 5/9/2024
    Thì "lãnh đạo Sở" được báo "Đề xuất đến hạn, quá hạn"

  Kịch bản: Việc Sở đã hứa lên thang theo ngày đã hứa
    Khi "chuyên viên Sở" tiếp thu đề xuất của "UBND huyện Chi Lăng" "Mở lớp tập huấn" làm xong trước ngày 30/9/2024
    Và hệ thống đôn đốc đề xuất ngày 27/8/2024
    Thì đề xuất của "UBND huyện Chi Lăng" lên bậc "Quá hạn xem xét đề xuất" 0 lần
    Khi hệ thống đôn đốc đề xuất ngày 30/9/2024
    Thì đề xuất của "UBND huyện Chi Lăng" lên bậc "Đến hạn việc đã hứa" 1 lần

  Kịch bản: Chờ văn bản của đơn vị, như thông báo năm 2024
    Khi "chuyên viên Sở" đề nghị "UBND huyện Chi Lăng" gửi văn bản "Đề nghị huyện có văn bản để Sở tổng hợp gửi Bộ"
    Thì đề xuất của "UBND huyện Chi Lăng" ở tình trạng "Chờ văn bản của đơn vị"
    Và "UBND huyện Chi Lăng" được báo "Cần văn bản về đề xuất"
    Khi hệ thống đôn đốc đề xuất ngày 27/8/2024
    Thì "UBND huyện Chi Lăng" được báo "Cần gửi văn bản về đề xuất"
    Khi hôm nay là ngày 28/8/2024
    Và văn thư vào sổ văn bản "812/UBND" ngày 26/8/2024 của "UBND huyện Chi Lăng" trong hồ sơ đề xuất của "UBND huyện Chi Lăng"
    Thì đề xuất của "UBND huyện Chi Lăng" ở tình trạng "Đã tiếp nhận"
    Và đề xuất của "UBND huyện Chi Lăng" ghi văn bản của đơn vị "812/UBND"
    Và "chuyên viên Sở" được báo "Văn bản của đơn vị đã đến"

  Kịch bản: Quá ngày mong trả lời thì soạn một công văn hỏi lại
    Khi "chuyên viên Sở" chuyển các đề xuất của "UBND huyện Chi Lăng; UBND huyện Hữu Lũng" đến "UBND tỉnh", mong trả lời trước ngày 30/8/2024
    Và hệ thống đôn đốc đề xuất ngày 9/9/2024
    Thì có 0 công văn hỏi lại đang soạn
    Khi hệ thống đôn đốc đề xuất ngày 10/9/2024
    Và hệ thống đôn đốc đề xuất ngày 11/9/2024
    Thì có 1 công văn hỏi lại đang soạn
    Và công văn ấy nêu "chưa nhận được trả lời đối với 02 nội dung"
    Và công văn ấy nêu "2. Đề xuất của Ủy ban nhân dân huyện Hữu Lũng"

  Kịch bản: Chậm xem xét, chậm việc đã hứa thì thành một dòng trong báo cáo UBND tỉnh
    Khi "chuyên viên Sở" tiếp thu đề xuất của "UBND huyện Hữu Lũng" "Mở lớp tập huấn" làm xong trước ngày 16/8/2024
    Và hệ thống đôn đốc đề xuất ngày 17/9/2024
    Thì đề xuất của "UBND huyện Hữu Lũng" lên bậc "Nêu trong báo cáo UBND tỉnh" 1 lần
    Và đề xuất của "UBND huyện Chi Lăng" lên bậc "Nêu trong báo cáo UBND tỉnh" 0 lần
    Khi hệ thống đôn đốc đề xuất ngày 20/9/2024
    Và "chuyên viên Sở" soạn báo cáo UBND tỉnh ngày 20/9/2024
    Thì báo cáo ấy nêu các đề xuất "Ủy ban nhân dân huyện Hữu Lũng: Đã hứa: mở lớp tập huấn, 16/8/2024, 35; Ủy ban nhân dân huyện Chi Lăng: Chưa xem xét, 26/8/2024, 25"

  Kịch bản: Chuyên viên dừng một bậc và nêu lý do
    Khi "chuyên viên Sở" dừng bậc "decide_late" của đề xuất của "UBND huyện Chi Lăng" vì "Đã hẹn họp ngày 30/8."
    Và hệ thống đôn đốc đề xuất ngày 5/9/2024
    Thì đề xuất của "UBND huyện Chi Lăng" lên bậc "Quá hạn xem xét đề xuất" 0 lần
    Và đề xuất của "UBND huyện Hữu Lũng" lên bậc "Quá hạn xem xét đề xuất" 1 lần
    Và đề xuất của "UBND huyện Chi Lăng" lên bậc "Đề xuất quá hạn xem xét" 1 lần
    Khi "UBND huyện Chi Lăng" dừng bậc "decide_leaders" của đề xuất của "UBND huyện Chi Lăng" vì "Xin dừng."
    Thì bị từ chối vì "Tài khoản của bạn không được làm việc này"

  Kịch bản: Đề xuất đã gộp không lên thang riêng
    Khi "chuyên viên Sở" gộp đề xuất của "UBND huyện Hữu Lũng" vào đề xuất của "UBND huyện Chi Lăng"
    Và hệ thống đôn đốc đề xuất ngày 27/8/2024
    Thì đề xuất của "UBND huyện Hữu Lũng" lên bậc "Quá hạn xem xét đề xuất" 0 lần
    Và đề xuất của "UBND huyện Chi Lăng" lên bậc "Quá hạn xem xét đề xuất" 1 lần

  Kịch bản: Có trả lời thì thôi đôn đốc
    Khi "chuyên viên Sở" chuyển các đề xuất của "UBND huyện Chi Lăng; UBND huyện Hữu Lũng" đến "UBND tỉnh", mong trả lời trước ngày 30/8/2024
    Và hôm nay là ngày 5/9/2024
    Và văn thư vào sổ văn bản "45/UBND" ngày 4/9/2024 của "UBND tỉnh"
    Và "chuyên viên Sở" ghi văn bản ấy trả lời đề xuất của "UBND huyện Hữu Lũng" "Tiếp thu"
    Và hệ thống đôn đốc đề xuất ngày 10/9/2024
    Thì có 1 công văn hỏi lại đang soạn
    Và công văn ấy nêu "đối với 01 nội dung"
