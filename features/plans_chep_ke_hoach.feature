# language: vi
Tính năng: Chép kế hoạch năm trước thành kế hoạch năm nay
  Để không phải gõ lại những gì năm nào cũng như nhau
  Chuyên viên chép kế hoạch cũ, xem chỗ nào khác rồi sửa bản thảo

  Tình huống: Tên, ngày, đơn vị, đoàn được chép sang năm sau
    Biết kế hoạch năm 2024 đã ban hành, đoàn đi Chi Lăng ngày 17/07/2024
    Khi chuyên viên chép thành kế hoạch năm 2025
    Thì bản thảo có tên kết thúc bằng "năm 2025" và ngày 17/07/2025
    Và đoàn của bản thảo có Lương Văn Đoàn
    Và lịch sử bản thảo ghi "xem lại từng căn cứ còn hiệu lực không"
