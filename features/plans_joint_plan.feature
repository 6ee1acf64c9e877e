# language: vi
Tính năng: Kế hoạch kiểm tra, giám sát liên ngành
  Để các cơ quan cùng kiểm tra một lần, đúng căn cứ
  Chuyên viên cơ quan chủ trì soạn kế hoạch, các cơ quan cùng ký
  rồi lãnh đạo cơ quan chủ trì phê duyệt; văn thư cấp số cho văn bản kế hoạch khi đã ký đủ

  Bối cảnh:
    Biết hôm nay là ngày 20/5/2024
    Và chuyên viên Sở Lao động soạn kế hoạch liên ngành cùng Sở Giáo dục và Sở Văn hóa
    Và kế hoạch có huyện Chi Lăng vào ngày 17/7/2024

  Tình huống: Từ bản soạn đến kế hoạch số 99
    Khi chuyên viên gửi kế hoạch đi ký
    Và lãnh đạo Sở Giáo dục ký
    Và lãnh đạo Sở Văn hóa ký
    Và lãnh đạo Sở Lao động phê duyệt
    Thì kế hoạch ở trạng thái "Đã ký đủ, chờ cấp số"
    Và chưa có cuộc kiểm tra nào
    Khi văn thư Sở Lao động cấp số 99 ngày 20/5/2024 cho văn bản kế hoạch
    Thì kế hoạch mang số "99/KHLN-SLĐTBXH-GDĐT-VHTTDL-ĐTNCSCM"
    Và có một cuộc kiểm tra tại huyện Chi Lăng, dự kiến ngày 17/7/2024
    Và cuộc kiểm tra dùng bảng kiểm "warning_signs", "safe_home" và biên bản làm việc

  Tình huống: Kế hoạch trống chưa gửi đi được, và mọi chỗ thiếu được nêu một lần
    Biết chuyên viên Sở Lao động soạn một kế hoạch chỉ có tên
    Khi chuyên viên gửi kế hoạch đi ký
    Thì hệ thống từ chối và nêu "chưa có đơn vị được kiểm tra"
    Và hệ thống nêu thêm "chưa có nội dung kiểm tra"
    Và hệ thống nêu thêm "chưa có căn cứ pháp lý"

  Tình huống: Một cơ quan trả lại kế hoạch, các chữ ký đã có không còn
    Khi chuyên viên gửi kế hoạch đi ký
    Và lãnh đạo Sở Giáo dục ký
    Và lãnh đạo Sở Văn hóa trả lại vì "Bổ sung kiểm tra bể bơi"
    Thì kế hoạch ở trạng thái "Đang soạn"
    Và chưa cơ quan nào ký
    Và nhật ký còn ghi lý do "Bổ sung kiểm tra bể bơi"

  Tình huống: Mỗi cơ quan chỉ ký một lần
    Khi chuyên viên gửi kế hoạch đi ký
    Và lãnh đạo Sở Giáo dục ký
    Và lãnh đạo Sở Giáo dục ký
    Thì hệ thống từ chối và nêu "mỗi cơ quan chỉ ký một lần"

  Khung tình huống: Người không thuộc cơ quan cùng ký thì không ký được
    Khi chuyên viên gửi kế hoạch đi ký
    Và <người> ký
    Thì hệ thống từ chối vì việc này thuộc về "lãnh đạo cơ quan cùng ký"

    Dữ liệu:
      | người                  |
      | lãnh đạo UBND tỉnh     |
      | lãnh đạo Bộ            |
      | lãnh đạo huyện         |
      | chuyên viên Sở Giáo dục |

  Tình huống: Chưa đủ chữ ký thì chưa phê duyệt được
    Khi chuyên viên gửi kế hoạch đi ký
    Và lãnh đạo Sở Giáo dục ký
    Và lãnh đạo Sở Lao động phê duyệt
    Thì hệ thống từ chối và nêu "Sở Văn hóa, Thể thao và Du lịch chưa ký"
    Nhưng hệ thống không nêu "Sở Giáo dục và Đào tạo chưa ký"

  Tình huống: Hai kế hoạch không dùng chung một số trong năm
    Biết một kế hoạch khác của Sở Lao động đã mang số 99 năm 2024
    Khi chuyên viên gửi kế hoạch đi ký
    Và lãnh đạo Sở Giáo dục ký
    Và lãnh đạo Sở Văn hóa ký
    Và lãnh đạo Sở Lao động phê duyệt
    Và văn thư Sở Lao động cấp số tiếp theo ngày 20/5/2024 cho văn bản kế hoạch
    Thì kế hoạch mang số "100/KHLN-SLĐTBXH-GDĐT-VHTTDL-ĐTNCSCM"

  Tình huống: Chuyên viên không tự phê duyệt
    Khi chuyên viên gửi kế hoạch đi ký
    Và chuyên viên Sở Lao động phê duyệt
    Thì hệ thống từ chối vì việc này thuộc về "lãnh đạo cơ quan chủ trì"

  Tình huống: Hai chuyên viên cùng sửa, không bản nào bị ghi đè
    Khi chuyên viên thứ nhất đổi tên kế hoạch thành "Bản thứ nhất"
    Và chuyên viên thứ hai, còn mở trang cũ, đổi tên thành "Bản thứ hai"
    Thì người thứ hai được báo ai đã sửa trước
    Và tên đang lưu là "Bản thứ nhất"

  Tình huống: Chuyên viên đưa mọi xã vào kế hoạch trong một lần
    Biết tỉnh có các xã Vân Thủy, Chiến Thắng và xã Hữu Kiên chỉ đến hết ngày 30/6/2024
    Khi chuyên viên mở bản soạn, chọn ngày chung 1/8/2024 rồi thêm tất cả các xã
    Thì bản soạn có thêm xã Vân Thủy, Chiến Thắng vào ngày 1/8/2024
    Và huyện Chi Lăng vẫn kiểm tra ngày 17/7/2024
    Nhưng bản soạn không có xã Hữu Kiên

  Tình huống: Chưa ai ký thì chuyên viên rút trình được để sửa
    Khi chuyên viên gửi kế hoạch đi ký
    Và chuyên viên rút trình
    Thì kế hoạch ở trạng thái "Đang soạn"
    Khi chuyên viên gửi kế hoạch đi ký
    Và lãnh đạo Sở Giáo dục ký
    Và chuyên viên rút trình
    Thì hệ thống từ chối và nêu "Sở Giáo dục và Đào tạo đã ký"
    Và kế hoạch ở trạng thái "Đang lấy chữ ký liên ngành"

  Tình huống: Văn bản kế hoạch có mọi cơ quan ban hành và mọi người ký
    Khi chuyên viên gửi kế hoạch đi ký
    Và lãnh đạo Sở Giáo dục ký
    Và lãnh đạo Sở Văn hóa ký
    Và lãnh đạo Sở Lao động phê duyệt
    Và văn thư Sở Lao động cấp số 99 ngày 20/5/2024 cho văn bản kế hoạch
    Thì văn bản kế hoạch do "Sở Giáo dục và Đào tạo" và "Sở Văn hóa, Thể thao và Du lịch" cùng ban hành, cùng ký
    Và huyện Chi Lăng không thấy văn bản kế hoạch

  Tình huống: Văn thư trả lại kế hoạch đã ký đủ thì mọi người ký lại
    Khi chuyên viên gửi kế hoạch đi ký
    Và lãnh đạo Sở Giáo dục ký
    Và lãnh đạo Sở Văn hóa ký
    Và lãnh đạo Sở Lao động phê duyệt
    Và văn thư Sở Lao động trả lại vì "Trích yếu còn sai chính tả"
    Thì kế hoạch ở trạng thái "Đang soạn"
    Và chưa cơ quan nào ký
    Và văn bản kế hoạch ở trạng thái "Đang soạn"
