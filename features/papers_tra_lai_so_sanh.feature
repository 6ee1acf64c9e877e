# language: vi
Tính năng: Trả lại bản thảo kèm lý do và chỗ phải sửa, so sánh hai bản
  Lãnh đạo trả lại văn bản thì nói rõ lý do và đoạn phải sửa. Chuyên viên thấy lý do ngay tại đoạn đó. Trình lại thì lãnh đạo
  thấy đúng những chỗ đã sửa, không phải đọc lại từ đầu.

  Bối cảnh:
    Biết chuyên viên đã soạn thông báo kết quả và trình lần 1 ngày 5/8/2024

  Kịch bản: Lý do hiện ngay tại đoạn phải sửa
    Khi lãnh đạo trả lại đoạn kết với lý do "Ghi rõ thời hạn báo cáo."
    Thì chuyên viên thấy lý do "Ghi rõ thời hạn báo cáo." tại đoạn kết

  Kịch bản: Trình lại thì thấy chỗ đã sửa
    Khi lãnh đạo trả lại đoạn kết với lý do "Ghi rõ thời hạn báo cáo."
    Và chuyên viên viết lại đoạn kết "Đề nghị các đơn vị báo cáo trước ngày 30/9/2024."
    Thì so với bản trình lần 1 đoạn kết có thêm "30/9/2024."
    Khi chuyên viên trình lại
    Thì lãnh đạo thấy 1 đoạn đã sửa
    Và lý do trả lại không còn hiện
    Và đoạn kết ghi người sửa là chuyên viên

  Kịch bản: Đơn vị không thấy các bản đã trình
    Khi thông báo được ban hành
    Thì huyện Chi Lăng không xem được chỗ đã sửa
