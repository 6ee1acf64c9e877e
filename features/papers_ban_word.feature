# language: vi
Tính năng: Tải bản Word của văn bản
  Dự thảo đi xin ý kiến, sửa chữa bằng Word. Bản Word được lập từ chính nội dung của văn bản mỗi lần tải, không lưu lại;
  ai đọc được văn bản thì tải được. Văn bản đã ban hành là tệp PDF; tên của bản Word nói rõ nó không phải là tệp đó.

  Kịch bản: Chuyên viên tải dự thảo
    Biết ngày 5/8/2024 chuyên viên đã soạn thông báo kết quả
    Khi chuyên viên tải bản Word
    Thì tệp có tên bắt đầu bằng "Dự thảo Thông báo"
    Và trong tệp có "DỰ THẢO"
    Và trong tệp có "46 điểm chưa có biển cảnh báo"
    Và trong tệp không có "Cháu M. ở thôn Nà Mẫu"

  Kịch bản: Đơn vị được kiểm tra chưa tải được dự thảo
    Biết ngày 5/8/2024 chuyên viên đã soạn thông báo kết quả
    Khi cán bộ huyện tải bản Word
    Thì không có tệp nào

  Kịch bản: Bản Word của văn bản đã ban hành nói rõ nó không phải bản đã ban hành
    Biết ngày 5/8/2024 chuyên viên đã soạn thông báo kết quả
    Và ngày 5/8/2024 văn thư đã ban hành với số 1
    Khi cán bộ huyện tải bản Word
    Thì tệp có tên "01-TB-SLĐTBXH, bản Word, không phải bản đã ban hành.docx"
    Và trong tệp có "Số: 01/TB-SLĐTBXH"
    Và trong tệp có "ngày 05 tháng 8 năm 2024"
    Và trong tệp không có "DỰ THẢO"

  Kịch bản: Văn bản đã cấp số không đổi theo số liệu sau đó
    Biết ngày 5/8/2024 chuyên viên đã soạn thông báo kết quả
    Và ngày 5/8/2024 văn thư đã ban hành với số 1
    Khi người đứng đầu Sở đổi tên
    Và chuyên viên tải bản Word
    Thì trong tệp có người ký như khi ban hành

  Kịch bản: Bản trình ký để trống số, ngày và không có dấu dự thảo
    Biết ngày 5/8/2024 chuyên viên đã soạn thông báo kết quả
    Và ngày 5/8/2024 chuyên viên trình lãnh đạo ký ngoài hệ thống
    Khi chuyên viên tải bản Word
    Thì tệp có tên bắt đầu bằng "Bản trình ký Thông báo"
    Và trong tệp có "/TB-SLĐTBXH"
    Và trong tệp không có "DỰ THẢO"
