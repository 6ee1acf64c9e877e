# language: vi
Tính năng: Tải danh sách về
  Danh sách nào trên trang cũng tải về được thành tệp Excel hoặc CSV, đúng những dòng người tải được xem, với điều kiện lọc đang chọn.
  Lần tải nào cũng được ghi lại.

  Bối cảnh:
    Biết hôm nay là ngày 7/11/2024
    Và cuộc kiểm tra tại Chi Lăng có 14 kiến nghị đã gửi, hạn ngày 6/11/2024

  Tình huống: Chuyên viên tải bảng theo dõi với điều kiện lọc
    Biết "UBND huyện Chi Lăng" đã báo cáo kiến nghị 3 là "Đã cắm biển."
    Khi "officer" tải "Theo dõi thực hiện" về Excel với tình trạng "Chờ xác minh"
    Thì tệp tên "theo-doi-thuc-hien-2024-11-07.xlsx" có 1 dòng
    Và ở dòng 1 cột "Nội dung báo cáo" là chữ "Đã cắm biển."
    Và ở dòng 1 cột "Hạn" là ngày 6/11/2024
    Và lần tải của "officer" được ghi: "Theo dõi thực hiện", 1 dòng, điều kiện "Tình trạng: Chờ xác minh"

  Tình huống: Số ngày quá hạn là số, cộng được trong Excel
    Khi "officer" tải "Theo dõi thực hiện" về Excel với tình trạng "Quá hạn"
    Thì tệp tên "theo-doi-thuc-hien-2024-11-07.xlsx" có 14 dòng
    Và ở dòng 1 cột "Quá hạn (ngày)" là số 1

  Tình huống: Cán bộ của đơn vị chỉ tải được phần của mình
    Khi "office_officer" tải "Nội dung phải thực hiện" về CSV
    Thì tệp có 7 dòng
    Và không dòng nào nói đến "biển cảnh báo"
    Khi "district_officer" tải "Nội dung phải thực hiện" về CSV
    Thì tệp có 7 dòng
    Và có dòng nói đến "biển cảnh báo"
    Khi "other_officer" tải "Nội dung phải thực hiện" về CSV
    Thì tệp có 0 dòng
    Khi "office_officer" tải "Theo dõi thực hiện" về CSV
    Thì hệ thống không cho tải

  Tình huống: Tên bắt đầu bằng dấu "=" vẫn là chữ
    Biết tên của "clerk" được ghi là "=HYPERLINK(1)"
    Khi "admin" tải "Tài khoản" về Excel với từ tìm "hyperlink"
    Thì tệp có 1 dòng
    Và ở dòng 1 cột "Họ và tên" là chữ "=HYPERLINK(1)"
    Khi "admin" tải "Tài khoản" về CSV với từ tìm "hyperlink"
    Thì ở dòng 1 cột "Họ và tên" là chữ "'=HYPERLINK(1)"

  Tình huống: Danh sách quá dài thì báo cách lọc bớt
    Biết mỗi tệp chỉ chứa được 10 dòng
    Khi "officer" tải "Theo dõi thực hiện" về Excel với tình trạng "Quá hạn"
    Thì hệ thống báo "Lọc bớt" và không ghi lần tải nào

  Tình huống: Quản trị xem ai đã tải gì, mỗi người xem phần của mình
    Khi "officer" tải "Theo dõi thực hiện" về Excel với tình trạng "Quá hạn"
    Thì trang các lần tải về của "admin" có "Theo dõi thực hiện"
    Và trang các lần tải về của "officer" có "Theo dõi thực hiện"
    Và trang các lần tải về của "leader" không có "Theo dõi thực hiện"
