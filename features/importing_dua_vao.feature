# language: vi
Tính năng: Nhập từ bảng
  Quản trị lập danh sách trong Excel, xem trước từng dòng, rồi nhập cả bảng hoặc không nhập gì.

  Bối cảnh:
    Biết hôm nay là ngày 4/8/2025
    Và quản trị mở trang nhập từ bảng

  Tình huống: Nửa bảng sai thì chưa nhập dòng nào, và mỗi dòng sai được nêu cách sửa
    Khi gửi bảng tài khoản:
      | Họ và tên     | Cơ quan       | Vai trò     | Email           |
      | Nguyễn Văn Mẫu | Sở LĐTBXH     | Chuyên viên |                 |
      | Trần Thị Thử   | Sở Không Có   | Chuyên viên |                 |
      | Lê Văn Nháp    | Sở LĐTBXH     | Tổng quản   |                 |
      | Vi Thị Giả     | Sở LĐTBXH     | Chuyên viên | vi@vidu.example |
    Thì trang nêu lỗi ở các dòng "3, 4"
    Và không nhập được bảng này
    Và không có tài khoản của "Nguyễn Văn Mẫu"

  Tình huống: Nhập, gửi lại đúng bảng ấy thì không có gì thay đổi, sửa bảng thì thấy thay đổi gì
    Khi gửi bảng tài khoản:
      | Họ và tên      | Cơ quan   | Vai trò     | Email |
      | Nguyễn Văn Mẫu | Sở LĐTBXH | Chuyên viên |       |
      | Trần Thị Thử   | Sở LĐTBXH | Văn thư     |       |
    Thì trang cho xem trước "2 mới, 0 thay đổi, 0 giữ nguyên"
    Khi bấm "Nhập"
    Thì trang báo "Đã nhập: 2 mới"
    Khi gửi bảng tài khoản:
      | Họ và tên      | Cơ quan   | Vai trò     | Email |
      | Nguyễn Văn Mẫu | Sở LĐTBXH | Chuyên viên |       |
      | Trần Thị Thử   | Sở LĐTBXH | Văn thư     |       |
    Thì trang báo "Mọi thứ đã đúng như bảng; không có gì thay đổi."
    Khi gửi bảng tài khoản:
      | Họ và tên      | Cơ quan   | Vai trò     | Email            |
      | Nguyễn Văn Mẫu | Sở LĐTBXH | Chuyên viên | mau@vidu.example |
      | Trần Thị Thử   | Sở LĐTBXH | Văn thư     |                  |
    Thì trang cho xem trước "0 mới, 1 thay đổi, 1 giữ nguyên"
    Và trang báo "mau@vidu.example"

  Tình huống: Hoàn tác được khi chưa ai dùng, không được khi đã có người kích hoạt tài khoản
    Khi gửi bảng tài khoản:
      | Họ và tên      | Cơ quan   | Vai trò     | Email |
      | Nguyễn Văn Mẫu | Sở LĐTBXH | Chuyên viên |       |
    Và bấm "Nhập"
    Và hoàn tác lần nhập
    Thì không có tài khoản của "Nguyễn Văn Mẫu"
    Khi gửi bảng tài khoản:
      | Họ và tên      | Cơ quan   | Vai trò     | Email |
      | Nguyễn Văn Mẫu | Sở LĐTBXH | Chuyên viên |       |
    Và bấm "Nhập"
    Và "Nguyễn Văn Mẫu" dùng phiếu để đặt mật khẩu
    Và hoàn tác lần nhập
    Thì trang báo "Không hoàn tác được"
