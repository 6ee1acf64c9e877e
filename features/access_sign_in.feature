# language: vi
Tính năng: Vào hệ thống
  Mỗi người vào bằng tài khoản của mình, chỉ thấy việc của cơ quan mình, và phiên làm việc kết thúc khi cần.

  Tình huống: Vào đúng mật khẩu
    Khi "officer" đăng nhập với mật khẩu đúng
    Thì trang mở ra có "Chào Hoàng Thị Thử"

  Tình huống: Sai mật khẩu và sai tên được trả lời như nhau
    Khi "officer" đăng nhập với mật khẩu "khong-dung-dau"
    Thì trang báo số 1101 và có "Tên đăng nhập hoặc mật khẩu không đúng."
    Khi "khong-co-ai" đăng nhập với mật khẩu "khong-dung-dau"
    Thì trang báo số 1101 và có "Tên đăng nhập hoặc mật khẩu không đúng."

  Tình huống: Dò mật khẩu thì phải chờ
    Biết "officer" đã nhập sai mật khẩu 5 lần
    Khi "officer" đăng nhập với mật khẩu đúng
    Thì trang báo số 1102 và có "Chờ 15 phút"

  Tình huống: Người khác dò mật khẩu thì chủ tài khoản vẫn vào được trên máy của mình, và được báo
    Biết "officer" đã đăng nhập trên máy của mình
    Và kẻ lạ cùng cơ quan đã nhập sai mật khẩu của "officer" 5 lần
    Khi "officer" đăng nhập lại trên máy của mình
    Thì trang mở ra có "có 5 lần nhập sai mật khẩu của bạn ở máy khác"

  Tình huống: Tài khoản bị khóa thì không làm tiếp được
    Biết "clerk" đang làm việc
    Khi quản trị khóa tài khoản "clerk"
    Thì "clerk" phải đăng nhập lại

  Tình huống: Người của đơn vị không vào được trang quản trị
    Biết "district_officer" đang làm việc
    Khi "district_officer" mở "/admin/users"
    Thì trang báo số 1002 và có "Tài khoản của bạn không được làm việc này."
