# language: vi
Tính năng: Kế hoạch liên ngành ký tay hoặc ký số ngoài hệ thống
  Nhiều kế hoạch liên ngành được mang đi lấy chữ ký của từng cơ quan. Lời văn được cố định trước khi ký; văn thư cơ quan
  chủ trì ghi nhận ai ký cho cơ quan nào, ngày nào, nộp bản đã ký, rồi mới cấp số; sau đó các cuộc kiểm tra được lập

  Bối cảnh:
    Biết hôm nay là ngày 20/5/2024
    Và kế hoạch đã gửi Sở Giáo dục và Sở Văn hóa cùng ký

  Tình huống: Ba cơ quan ký tay, văn thư ghi nhận rồi cấp số
    Khi chuyên viên trình ký ngoài hệ thống, người ký của từng cơ quan là lãnh đạo
    Thì kế hoạch ở trạng thái "Chờ ký bên ngoài"
    Và bản trình ký nêu người ký của cả ba cơ quan
    Khi văn thư ghi nhận ba cơ quan ký ngày 20/5/2024, 21/5/2024, 22/5/2024
    Thì kế hoạch ở trạng thái "Đã ký đủ, chờ cấp số"
    Và trang kế hoạch ghi "ký tay ngày 22/05/2024"
    Và lãnh đạo Sở Văn hóa được báo chữ ký đã được ghi nhận
    Và cấp số ngày 21/5/2024 bị từ chối vì "trước ngày các cơ quan cùng ký"
    Khi văn thư cấp số 99 ngày 22/5/2024
    Thì kế hoạch ở trạng thái "Đã phê duyệt"
    Và có một cuộc kiểm tra

  Tình huống: Thiếu ngày ký của một cơ quan, hoặc ngày ký trước ngày trình, thì không ghi nhận
    Khi chuyên viên trình ký ngoài hệ thống, người ký của từng cơ quan là lãnh đạo
    Và văn thư ghi nhận ba cơ quan ký ngày 20/5/2024, 21/5/2024, -
    Thì hệ thống từ chối và nêu "Nhập ngày Sở VHTTDL ký"
    Khi văn thư ghi nhận ba cơ quan ký ngày 20/5/2024, 19/5/2024, 21/5/2024
    Thì hệ thống từ chối và nêu "Ngày ký phải từ ngày trình ký (20/05/2024) đến hôm nay"
    Và kế hoạch ở trạng thái "Chờ ký bên ngoài"

  Tình huống: Người không được ký cho cơ quan thì không chọn được
    Khi chuyên viên trình ký ngoài hệ thống, người ký của Sở Văn hóa là chuyên viên
    Thì hệ thống từ chối và nêu "chưa được giao ký"
    Và kế hoạch ở trạng thái "Đang lấy chữ ký liên ngành"

  Tình huống: Một cơ quan đã ký trên hệ thống thì không trình ký ngoài nữa
    Khi lãnh đạo Sở Giáo dục ký trên hệ thống
    Và chuyên viên trình ký ngoài hệ thống, người ký của từng cơ quan là lãnh đạo
    Thì hệ thống từ chối và nêu "Sở Giáo dục và Đào tạo đã ký"

  Tình huống: Rút về sửa thì bản trình ký không còn giá trị, chữ ký lấy lại từ đầu
    Khi chuyên viên trình ký ngoài hệ thống, người ký của từng cơ quan là lãnh đạo
    Và chuyên viên rút trình
    Thì kế hoạch ở trạng thái "Đang soạn"
    Và không còn bản trình ký nào
    Khi chuyên viên gửi kế hoạch đi ký lại
    Và lãnh đạo Sở Giáo dục ký trên hệ thống
    Thì kế hoạch ở trạng thái "Đang lấy chữ ký liên ngành"

  Tình huống: Người ký không nhận chữ ký được ghi nhận thì trả lại kế hoạch
    Khi chuyên viên trình ký ngoài hệ thống, người ký của từng cơ quan là lãnh đạo
    Và văn thư ghi nhận ba cơ quan ký ngày 20/5/2024, 21/5/2024, 22/5/2024
    Và lãnh đạo Sở Văn hóa trả lại vì "Tôi không ký bản này"
    Thì kế hoạch ở trạng thái "Đang soạn"
    Và chưa cơ quan nào ký
