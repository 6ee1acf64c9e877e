# language: vi
Tính năng: Máy chủ thư và thư mục sao lưu
  Người quản trị đặt hai việc của máy chủ trên trang, không phải sửa tệp cài đặt.

  Tình huống: Máy chủ thư chỉ được lưu khi nhận thư thử
    Biết hệ thống đã được cài đặt
    Khi quản trị khai một máy chủ thư không nhận thư, gửi thử tới "quantri@vidu.example"
    Thì trang khai máy chủ thư báo "không nhận thư"
    Và còn phải làm "Gửi thư"
    Khi quản trị khai máy chủ thư đang chạy, gửi thử tới "quantri@vidu.example"
    Thì "quantri@vidu.example" nhận được "Rà Soát: thư thử"
    Và không còn phải làm "Gửi thư"

  Tình huống: Sao lưu vào thư mục đã chọn
    Biết hệ thống đã được cài đặt
    Khi quản trị chọn một thư mục sao lưu máy chủ không có
    Thì trang khai thư mục sao lưu báo "Máy chủ không có thư mục này"
    Khi quản trị chọn một thư mục sao lưu có sẵn
    Và người quản lý máy chủ chạy rasoat backup
    Thì bản sao lưu nằm trong thư mục đó
    Và không còn phải làm "Bản sao lưu đầu tiên"
