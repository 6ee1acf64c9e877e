# language: vi
Tính năng: Ngày đầu tiên
  Một máy chủ trống thành hệ thống của một tỉnh, không phải nhờ người lập trình.

  Tình huống: Lập cơ quan chủ trì và người quản trị qua địa chỉ chỉ dùng một lần
    Biết một hệ thống trống
    Khi mở địa chỉ cài đặt và nhập Sở Y tế của Tỉnh Lạng Sơn, ký hiệu "SYT", địa danh "Lạng Sơn"
    Thì trang cho xem phần đầu văn bản có "UBND TỈNH LẠNG SƠN" và "SỞ Y TẾ"
    Khi nhập người quản trị "quantri"
    Thì "quantri" đã đăng nhập và thấy trang "Còn phải làm"
    Và tỉnh có 65 xã, phường đang tồn tại và 194 xã đến ngày 30/6/2025
    Và địa chỉ cài đặt không mở được nữa

  Tình huống: Hai người cùng cài đặt thì chỉ một người làm được
    Biết một hệ thống trống
    Khi hai người cùng nhập xong hai bước với tên "quantri.mot" và "quantri.hai"
    Thì chỉ có tài khoản "quantri.mot"
    Và người thứ hai được báo "Hệ thống đã được cài đặt."

  Tình huống: Mật khẩu yếu thì chưa có gì được lưu
    Biết một hệ thống trống
    Khi nhập người quản trị "quantri" với mật khẩu "12345"
    Thì trang báo "Ít nhất 10 ký tự"
    Và hệ thống vẫn trống

  Tình huống: Danh sách việc còn phải làm ngắn dần
    Biết hệ thống đã được cài đặt
    Thì còn phải làm "Cơ quan được kiểm tra, Chuyên viên của cơ quan chủ trì, Lãnh đạo ký được, Văn thư, Bản sao lưu đầu tiên"
    Khi quản trị lập Ủy ban nhân dân các xã theo gợi ý
    Thì không còn phải làm "Cơ quan được kiểm tra"
    Và còn phải làm "Tài khoản cho cơ quan được kiểm tra"
    Khi quản trị bấm "Không gửi thư"
    Thì không còn phải làm "Gửi thư"
