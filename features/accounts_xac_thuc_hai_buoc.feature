# language: vi
Tính năng: Xác thực hai bước
  Biết mật khẩu của người khác vẫn chưa vào được: sau mật khẩu còn cần mã sáu số trên điện thoại của chính người đó.

  Tình huống: Bật và đăng nhập bằng mã
    Biết "officer" đang làm việc
    Khi "officer" quét hình và nhập mã đang hiện trên điện thoại
    Thì "officer" nhận được 10 mã dự phòng
    Khi "officer" đăng nhập ở máy khác với mật khẩu đúng
    Thì trang hỏi mã xác thực và chưa ai vào được
    Khi nhập mã đang hiện trên điện thoại của "officer" sau nửa phút
    Thì trang chính mở ra

  Tình huống: Mất điện thoại, vào bằng mã dự phòng
    Biết "officer" đã bật xác thực hai bước
    Khi "officer" đăng nhập ở máy khác với mật khẩu đúng
    Và nhập một mã dự phòng của "officer"
    Thì trang chính mở ra
    Và trang báo còn 9 mã dự phòng
    Và "officer" được báo rằng một mã dự phòng vừa được dùng
    Khi "officer" đăng nhập ở máy khác với mật khẩu đúng
    Và nhập lại mã dự phòng đó
    Thì trang nói "Mã dự phòng này đã dùng"

  Tình huống: Cơ quan đòi lãnh đạo phải dùng
    Biết hệ thống đòi lãnh đạo và quản trị phải xác thực hai bước
    Khi "leader" đăng nhập với mật khẩu đúng
    Và "leader" mở trang kế hoạch
    Thì chỉ trang bật xác thực hai bước mở ra
    Khi "leader" quét hình và nhập mã đang hiện trên điện thoại
    Thì "leader" mở được trang kế hoạch

  Tình huống: Lãnh đạo mất điện thoại và hết mã, hai người đặt lại
    Biết "leader" đã bật xác thực hai bước
    Khi quản trị xin đặt lại xác thực hai bước của "leader"
    Thì "leader" vẫn phải nhập mã, và được báo có yêu cầu
    Khi "clerk" xác nhận đặt lại
    Thì "leader" vào được bằng mật khẩu
    Và "leader" chưa ký được trong 24 giờ
