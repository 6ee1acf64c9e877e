# language: vi
Tính năng: Đề xuất của nhiều đơn vị: gộp, chuyển bằng một công văn, trả lời về mọi đơn vị
  Đề xuất nào cũng có người theo dõi, hạn và trả lời. Các đơn vị đề xuất cùng một điều thì gộp lại; điều vượt thẩm quyền của Sở
  được chuyển UBND tỉnh hoặc Bộ bằng một công văn; văn bản trả lời vào sổ thì mọi đơn vị đã đề xuất đọc được.

  Bối cảnh:
    Biết hôm nay là ngày 12/8/2024
    Và cuộc kiểm tra tại huyện Chi Lăng và huyện Hữu Lũng đang tổng hợp kết quả
    Và "UBND huyện Chi Lăng" đề xuất "Nâng cấp phần mềm quản lý trẻ em, hay lỗi và mất dữ liệu"
    Và "UBND huyện Hữu Lũng" đề xuất "Phần mềm quản lý trẻ em hay lỗi, đề nghị nâng cấp"

  Kịch bản: Đề xuất nào cũng có hạn, người xử lý đầu tiên là người theo dõi
    Thì đề xuất của "UBND huyện Chi Lăng" có hạn ngày 26/8/2024, chưa giao ai
    Khi "chuyên viên Sở" tiếp thu đề xuất của "UBND huyện Chi Lăng" "Sở sẽ tập huấn lại" làm xong trước ngày 30/9/2024
    Thì đề xuất của "UBND huyện Chi Lăng" có hạn ngày 30/9/2024, do "chuyên viên Sở" theo dõi
    Khi hôm nay là ngày 1/10/2024
    Thì có 2 đề xuất quá hạn

  Kịch bản: Giao người khác theo dõi
    Khi "lãnh đạo Sở" giao đề xuất của "UBND huyện Chi Lăng" cho "chuyên viên Sở", hạn 20/8/2024
    Thì đề xuất của "UBND huyện Chi Lăng" có hạn ngày 20/8/2024, do "chuyên viên Sở" theo dõi
    Và "chuyên viên Sở" được báo "Đề xuất được giao theo dõi"
    Khi "lãnh đạo Sở" giao đề xuất của "UBND huyện Chi Lăng" cho "lãnh đạo Bộ", hạn 20/8/2024
    Thì bị từ chối vì "Chọn một chuyên viên hoặc lãnh đạo"
    Khi "lãnh đạo Sở" giao đề xuất của "UBND huyện Chi Lăng" cho "chuyên viên Sở", hạn 11/8/2024
    Thì bị từ chối vì "Hạn không thể trước hôm nay"

  Kịch bản: Gộp hai đề xuất, một văn bản trả lời về cả hai đơn vị
    Khi "chuyên viên Sở" gộp đề xuất của "UBND huyện Hữu Lũng" vào đề xuất của "UBND huyện Chi Lăng"
    Và "chuyên viên Sở" chuyển đề xuất của "UBND huyện Chi Lăng" đến "Bộ LĐTBXH"
    Thì đề xuất của "UBND huyện Hữu Lũng" ở tình trạng "Đã chuyển cấp trên"
    Và "UBND huyện Hữu Lũng" được báo "Đề xuất được chuyển cấp trên"
    Khi hôm nay là ngày 20/9/2024
    Và văn thư vào sổ văn bản "45/TE" ngày 18/9/2024 của "Bộ LĐTBXH"
    Và "chuyên viên Sở" ghi văn bản ấy trả lời đề xuất của "UBND huyện Chi Lăng" "Bản mới có trong quý IV"
    Thì "UBND huyện Chi Lăng" đọc được trả lời "Bản mới có trong quý IV" ngày 18/9/2024 tại "45/TE"
    Và "UBND huyện Hữu Lũng" đọc được trả lời "Bản mới có trong quý IV" ngày 18/9/2024 tại "45/TE"
    Và "UBND huyện Hữu Lũng" được báo "Đề xuất có trả lời"
    Và "UBND huyện Chi Lăng" được báo "Đề xuất có trả lời"

  Kịch bản: Đề xuất đã gộp không xử lý riêng; tách ra được khi chưa chuyển
    Khi "chuyên viên Sở" gộp đề xuất của "UBND huyện Hữu Lũng" vào đề xuất của "UBND huyện Chi Lăng"
    Và "chuyên viên Sở" chuyển đề xuất của "UBND huyện Hữu Lũng" đến "Bộ LĐTBXH"
    Thì bị từ chối vì "Đã gộp với “Đề xuất 1 của UBND huyện Chi Lăng”"
    Khi "chuyên viên Sở" tách đề xuất của "UBND huyện Hữu Lũng"
    Và "chuyên viên Sở" chuyển đề xuất của "UBND huyện Hữu Lũng" đến "Bộ LĐTBXH"
    Thì đề xuất của "UBND huyện Hữu Lũng" ở tình trạng "Đã chuyển cấp trên"
    Và đề xuất của "UBND huyện Chi Lăng" ở tình trạng "Đã tiếp nhận"
    Khi "chuyên viên Sở" gộp đề xuất của "UBND huyện Chi Lăng" vào đề xuất của "UBND huyện Hữu Lũng"
    Thì bị từ chối vì "đã chuyển đi hoặc đã trả lời"

  Kịch bản: Đã chuyển thì không tách được nữa
    Khi "chuyên viên Sở" gộp đề xuất của "UBND huyện Hữu Lũng" vào đề xuất của "UBND huyện Chi Lăng"
    Và "chuyên viên Sở" chuyển đề xuất của "UBND huyện Chi Lăng" đến "Bộ LĐTBXH"
    Và "chuyên viên Sở" tách đề xuất của "UBND huyện Hữu Lũng"
    Thì bị từ chối vì "Tách ra xử lý riêng"

  Kịch bản: Gộp vào đề xuất đã tiếp thu thì cũng được tiếp thu
    Khi "chuyên viên Sở" tiếp thu đề xuất của "UBND huyện Chi Lăng" "Sở sẽ tập huấn lại" làm xong trước ngày 30/9/2024
    Và "chuyên viên Sở" gộp đề xuất của "UBND huyện Hữu Lũng" vào đề xuất của "UBND huyện Chi Lăng"
    Thì đề xuất của "UBND huyện Hữu Lũng" ở tình trạng "Sở tiếp thu"
    Và đề xuất của "UBND huyện Hữu Lũng" có hạn ngày 30/9/2024, do "chuyên viên Sở" theo dõi

  Kịch bản: Một công văn chuyển nhiều đề xuất, đề nghị UBND tỉnh kiến nghị tiếp với Chính phủ
    Khi "chuyên viên Sở" chuyển các đề xuất của "UBND huyện Chi Lăng; UBND huyện Hữu Lũng" đến "UBND tỉnh", kiến nghị tiếp với "government"
    Và "chuyên viên Sở" soạn công văn chuyển đề xuất của "UBND huyện Chi Lăng"
    Thì công văn ấy nêu "kiến nghị với Chính phủ, Thủ tướng Chính phủ"
    Và công văn ấy nêu "2. Đề xuất của Ủy ban nhân dân huyện Hữu Lũng"
    Và nơi nhận của công văn ấy có "UBND huyện Chi Lăng; UBND huyện Hữu Lũng"
    Khi "chuyên viên Sở" soạn công văn chuyển đề xuất của "UBND huyện Hữu Lũng"
    Thì bị từ chối vì "đi cùng công văn của đề xuất khác"

  Kịch bản: Văn bản có trước ngày chuyển thì không trả lời đề xuất
    Khi "chuyên viên Sở" chuyển đề xuất của "UBND huyện Chi Lăng" đến "Bộ LĐTBXH"
    Và văn thư vào sổ văn bản "40/TE" ngày 11/8/2024 của "Bộ LĐTBXH"
    Và "chuyên viên Sở" ghi văn bản ấy trả lời đề xuất của "UBND huyện Chi Lăng" "Bản mới có trong quý IV"
    Thì bị từ chối vì "trước ngày chuyển đề xuất"
