# language: vi
Tính năng: Xếp lịch một cuộc kiểm tra
  Để đoàn đến đúng ngày, đủ người, khách quan
  Chuyên viên cơ quan chủ trì cử đoàn và chọn ngày
  còn hệ thống chỉ cho xếp lịch khi đủ điều kiện

  Bối cảnh:
    Biết hôm nay là ngày 1/7/2024
    Và kế hoạch 99 đã được phê duyệt, có huyện Chi Lăng
    Và hai cơ quan cùng ký là Sở Giáo dục và Sở Văn hóa

  Tình huống: Đủ điều kiện thì xếp được lịch, và huyện nhìn thấy
    Biết đoàn có trưởng đoàn của Sở Lao động và người của Sở Giáo dục, Sở Văn hóa
    Và ngày kiểm tra là 17/7/2024
    Khi chuyên viên xếp lịch
    Thì cuộc kiểm tra ở trạng thái "Đã xếp lịch" vào ngày 17/7/2024
    Và huyện Chi Lăng nhìn thấy cuộc kiểm tra
    Nhưng huyện Hữu Lũng không nhìn thấy

  Tình huống: Thiếu trưởng đoàn
    Biết đoàn chỉ có người của Sở Giáo dục và Sở Văn hóa
    Khi chuyên viên xếp lịch
    Thì hệ thống từ chối và nêu "Đoàn chưa có trưởng đoàn"

  Tình huống: Thiếu người của một cơ quan cùng ký
    Biết đoàn có trưởng đoàn của Sở Lao động và người của Sở Giáo dục
    Khi chuyên viên xếp lịch
    Thì hệ thống từ chối và nêu "chưa có thành viên của Sở Văn hóa, Thể thao và Du lịch"

  Tình huống: Chưa có ngày
    Biết đoàn có trưởng đoàn của Sở Lao động và người của Sở Giáo dục, Sở Văn hóa
    Và ngày kiểm tra để trống
    Khi chuyên viên xếp lịch
    Thì hệ thống từ chối và nêu "Chưa có ngày kiểm tra"

  Tình huống: Mọi chỗ thiếu được nêu một lần
    Biết ngày kiểm tra để trống
    Khi chuyên viên xếp lịch
    Thì hệ thống từ chối và nêu "Chưa có ngày kiểm tra"
    Và hệ thống nêu thêm "Đoàn chưa có trưởng đoàn"
    Và hệ thống nêu thêm "chưa có thành viên của Sở Giáo dục và Đào tạo"
    Và hệ thống nêu thêm "chưa có thành viên của Sở Văn hóa, Thể thao và Du lịch"

  Khung tình huống: Người của đơn vị được kiểm tra không vào đoàn
    Khi chuyên viên cử <người> vào đoàn
    Thì hệ thống từ chối và nêu "đơn vị được kiểm tra; cử người khác thay"

    Dữ liệu:
      | người                      |
      | cán bộ huyện Chi Lăng      |
      | cán bộ phòng của Chi Lăng  |

  Tình huống: Thành viên chuyển về đơn vị được kiểm tra sau khi được cử
    Biết đoàn có trưởng đoàn của Sở Lao động và người của Sở Giáo dục, Sở Văn hóa
    Và người của Sở Giáo dục chuyển công tác về huyện Chi Lăng
    Khi chuyên viên xếp lịch
    Thì hệ thống từ chối và nêu "đơn vị được kiểm tra; cử người khác thay"

  Tình huống: Tạm hoãn rồi xếp lại
    Biết cuộc kiểm tra đã xếp lịch ngày 17/7/2024
    Khi chuyên viên tạm hoãn vì "Mưa lũ chia cắt đường"
    Và chuyên viên xếp lịch
    Thì hệ thống từ chối và nêu "Chưa có ngày kiểm tra"
    Khi chuyên viên chọn lại ngày 24/7/2024
    Và chuyên viên xếp lịch
    Thì cuộc kiểm tra ở trạng thái "Đã xếp lịch" vào ngày 24/7/2024

  Tình huống: Lãnh đạo hủy cuộc kiểm tra, phải nêu lý do
    Biết cuộc kiểm tra đã xếp lịch ngày 17/7/2024
    Khi lãnh đạo hủy cuộc kiểm tra mà không nêu lý do
    Thì hệ thống từ chối và nêu "Cần nhập: Lý do hủy"
    Khi lãnh đạo hủy cuộc kiểm tra vì "Trùng với cuộc thanh tra của tỉnh"
    Thì cuộc kiểm tra ở trạng thái "Đã hủy"

  Tình huống: Chuyên viên không tự hủy
    Biết cuộc kiểm tra đã xếp lịch ngày 17/7/2024
    Khi chuyên viên hủy cuộc kiểm tra vì "Bận việc khác"
    Thì hệ thống từ chối vì việc này thuộc về "lãnh đạo cơ quan chủ trì"

  Tình huống: Đã xếp lịch thì đoàn không được thiếu người
    Biết cuộc kiểm tra đã xếp lịch ngày 17/7/2024
    Khi chuyên viên đưa trưởng đoàn ra khỏi đoàn
    Thì hệ thống từ chối và nêu "Đoàn chưa có trưởng đoàn"
