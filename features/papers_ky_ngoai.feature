# language: vi
Tính năng: Ký tay hoặc ký số ngoài hệ thống
  Nhiều cơ quan vẫn ký tay, đóng dấu, hoặc ký số trên hệ thống văn thư của tỉnh. Lời văn được cố định trước khi ký; văn
  thư ghi nhận ai ký, ngày nào, bằng cách nào, và chỉ cấp số khi đã có bản đã ký đúng lời văn ấy.

  Bối cảnh:
    Biết hôm nay là ngày 5/8/2024
    Và sổ đăng ký năm 2024 đã cấp đến số 96 ngày 11/7/2024
    Và chuyên viên đã soạn thông báo kết quả và trình duyệt

  Kịch bản: Giám đốc ký tay, văn thư ghi nhận rồi cấp số
    Khi chuyên viên trình giám đốc ký ngoài hệ thống
    Thì thông báo "Chờ ký bên ngoài"
    Và bản trình ký để trống số, ngày và không có dấu dự thảo
    Khi văn thư ghi nhận giám đốc ký tay ngày 5/8/2024, kèm tệp đã ký của bản trình ký
    Thì giám đốc được báo là chữ ký đã được ghi nhận
    Khi văn thư cấp số với ngày 5/8/2024
    Thì sổ đăng ký ghi người ký là giám đốc, ký tay
    Và trang văn bản nói là ký tay

  Kịch bản: Lời văn đã đổi thì bản trình ký không còn giá trị
    Khi chuyên viên trình giám đốc ký ngoài hệ thống
    Và tên huyện trong hồ sơ đổi thành "UBND huyện Chi Lăng mới"
    Và văn thư ghi nhận giám đốc ký tay ngày 5/8/2024, kèm tệp đã ký của bản trình ký
    Thì bị từ chối vì "đã đổi sau khi duyệt, ký"
    Khi chuyên viên rút trình
    Thì thông báo "Đang soạn"

  Kịch bản: Tệp đã ký là của văn bản khác, hoặc có lời văn khác
    Khi chuyên viên trình giám đốc ký ngoài hệ thống
    Và văn thư ghi nhận giám đốc ký tay ngày 5/8/2024, kèm tệp của văn bản khác
    Thì bị từ chối vì "Tệp này là của văn bản khác"
    Khi văn thư ghi nhận giám đốc ký tay ngày 5/8/2024, kèm tệp có thêm một đoạn
    Thì bị từ chối vì "Tệp có thêm nội dung ngoài bản trình ký."

  Kịch bản: Ngày ký không thể trước ngày trình, không thể sau hôm nay
    Khi chuyên viên trình giám đốc ký ngoài hệ thống
    Và văn thư ghi nhận giám đốc ký tay ngày 4/8/2024, kèm tệp đã ký của bản trình ký
    Thì bị từ chối vì "Ngày ký phải từ ngày trình ký (05/08/2024) đến hôm nay."
    Khi văn thư ghi nhận giám đốc ký tay ngày 6/8/2024, kèm tệp đã ký của bản trình ký
    Thì bị từ chối vì "Ngày ký phải từ ngày trình ký (05/08/2024) đến hôm nay."
