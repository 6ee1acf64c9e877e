# language: vi
Tính năng: Máy tính bảng bị mất
  Máy tính bảng mang theo việc của đoàn đi khắp nơi. Máy mất thì cơ quan ngắt được ngay, người nhặt được máy không xem
  được gì, và việc chưa gửi vẫn còn để gửi khi tìm lại được máy.

  Bối cảnh:
    Biết "lead" đã đăng nhập trên máy "Máy tính bảng 1"

  Tình huống: Cơ quan ngắt máy bị mất
    Khi "officer" ngắt "Máy tính bảng 1" vì "Bỏ quên trên xe khách"
    Thì "Máy tính bảng 1" bị từ chối với mã 4001 và được báo "khóa kín trên máy, không mất"
    Và danh sách máy của "officer" ghi "Đã ngắt" và "Bỏ quên trên xe khách"
    Và "lead" vẫn vào được hệ thống trên máy khác

  Tình huống: Trước khi ngắt, trang nói rõ điều gì sẽ xảy ra
    Biết "Máy tính bảng 1" báo còn 3 bản ghi và 12 ảnh chưa gửi
    Khi "officer" mở trang ngắt "Máy tính bảng 1"
    Thì trang có "Việc chưa gửi (3 bản ghi, 12 ảnh) được khóa kín trên máy, không bị xóa"
    Và ngắt mà không nêu lý do thì được nhắc "Nêu lý do ngắt máy."
    Và "Máy tính bảng 1" vẫn làm việc

  Tình huống: Người dùng tự ngắt máy của mình, cơ quan cho dùng lại
    Khi "lead" ngắt "Máy tính bảng 1" vì "Rơi xuống suối"
    Thì "lead" không tự cho dùng lại được
    Khi "officer" cho "Máy tính bảng 1" dùng lại
    Thì "Máy tính bảng 1" phải đăng nhập lại
    Khi "lead" đăng nhập lại trên "Máy tính bảng 1"
    Thì "Máy tính bảng 1" vẫn làm việc
    Và khóa mở việc đã cất trên "Máy tính bảng 1" không đổi

  Tình huống: Đăng xuất trên máy
    Khi "Máy tính bảng 1" đăng xuất
    Thì "Máy tính bảng 1" phải đăng nhập lại
    Và danh sách máy của "officer" ghi "Cần đăng nhập lại" và "Máy tính bảng 1"

  Tình huống: Đổi mật khẩu thì mọi máy phải đăng nhập lại
    Khi "lead" đổi mật khẩu
    Thì "Máy tính bảng 1" phải đăng nhập lại

  Tình huống: Thành viên khác không dùng được máy dưới tên người khác
    Khi "edu_member" đăng nhập trên "Máy tính bảng 1"
    Thì lần đăng nhập đó bị từ chối với mã 4002
    Và "Máy tính bảng 1" làm việc cho "lead"

  Tình huống: Cơ quan khác không thấy và không ngắt được máy
    Khi "edu_leader" mở danh sách máy
    Thì trang có "Chưa có máy tính bảng nào"
    Và "edu_leader" không mở được trang ngắt "Máy tính bảng 1"
