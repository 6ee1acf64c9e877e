# language: vi
Tính năng: Tài khoản của người ký
  Không ai ngoài chủ tài khoản biết mật khẩu, và chữ ký chỉ có khi chính người đó vừa nhập mật khẩu.

  Tình huống: Người mới tự chọn mật khẩu bằng mã dùng một lần
    Khi quản trị mở tài khoản "nguoi.moi"
    Và "nguoi.moi" kích hoạt bằng mã được trao
    Thì "nguoi.moi" vào được bằng mật khẩu tự chọn
    Và mã đó không dùng được lần nữa

  Tình huống: Lãnh đạo rời máy rồi mới phê duyệt
    Biết một kế hoạch chờ "leader" phê duyệt
    Và "leader" đã đăng nhập từ 11 phút trước
    Khi "leader" phê duyệt kế hoạch
    Thì trang hỏi lại mật khẩu, kế hoạch chưa được phê duyệt
    Khi "leader" nhập mật khẩu đúng
    Thì kế hoạch được phê duyệt, chờ cấp số

  Tình huống: Vừa được cấp mã mới thì chưa ký được
    Biết một kế hoạch chờ "leader" phê duyệt
    Khi "leader" kích hoạt lại tài khoản bằng mã được trao
    Và "leader" phê duyệt kế hoạch
    Thì trang nói "Tài khoản của bạn vừa được đặt lại"

  Tình huống: Một mình quản trị không đổi được tài khoản của lãnh đạo
    Khi quản trị xin cấp mã mới cho "leader"
    Thì chưa có mã nào, và "leader" được báo
    Khi "clerk" xác nhận thay đổi
    Thì quản trị lấy được mã một lần
