# language: vi
Tính năng: Kế hoạch lặp lại hằng năm, nửa năm, hằng quý
  Để kế hoạch năm sau không bị quên
  Hệ thống chép kế hoạch thành bản thảo của kỳ sau, đúng một lần, và báo cho chuyên viên

  Bối cảnh:
    Biết kế hoạch năm 2024 đã ban hành, ngày đi đầu tiên là 17/07/2024

  Tình huống: Bản thảo được lập trước số ngày làm việc đã chọn, một lần, và chuyên viên được báo
    Khi chuyên viên đặt lặp lại hằng năm, lập bản thảo trước 10 ngày làm việc
    Và hệ thống làm việc ngày 02/07/2025
    Thì có 0 bản thảo mới
    Khi hệ thống làm việc ngày 03/07/2025
    Và hệ thống làm việc ngày 04/07/2025
    Thì có 1 bản thảo mới, của năm 2025, ngày đi đầu tiên 17/07/2025
    Và chuyên viên được báo "Đã lập bản thảo kế hoạch kiểm tra, giám sát năm 2025"

  Tình huống: Kế hoạch hằng quý
    Khi chuyên viên đặt lặp lại hằng quý, lập bản thảo trước 10 ngày làm việc
    Và hệ thống làm việc ngày 03/10/2024
    Thì có 1 bản thảo mới, của năm 2024, ngày đi đầu tiên 17/10/2024

  Tình huống: Đã ngừng thì không lập nữa, lý do còn ở lịch sử
    Khi chuyên viên đặt lặp lại hằng năm, lập bản thảo trước 10 ngày làm việc
    Và chuyên viên ngừng lặp lại vì "Tỉnh giao việc này cho Thanh tra"
    Và hệ thống làm việc ngày 04/07/2025
    Thì có 0 bản thảo mới
    Và trang kế hoạch ghi "Tỉnh giao việc này cho Thanh tra"
