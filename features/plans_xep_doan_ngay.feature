# language: vi
Tính năng: Xếp đoàn và ngày cho mọi đơn vị của một kế hoạch
  Để hai trăm đơn vị không phải mở từng trang một
  Chuyên viên chọn người của từng đoàn, xem ngày được đề xuất, sửa rồi lấy trong một lần bấm

  Bối cảnh:
    Biết kế hoạch năm 2024 kiểm tra huyện Chi Lăng và huyện Hữu Lũng, đang soạn

  Tình huống: Ngày được đề xuất là ngày làm việc, mỗi ngày một đơn vị
    Khi chuyên viên đề xuất ngày cho đoàn 1 từ 13/07/2024 đến 31/07/2024
    Thì trang đề xuất 15/07/2024 và 16/07/2024
    Và chưa có gì được lưu
    Khi chuyên viên lấy đoàn và ngày ấy
    Thì kế hoạch có các ngày 15/07/2024 và 16/07/2024

  Tình huống: Ngày có người vắng thì không đề xuất
    Biết trưởng đoàn vắng mặt từ 15/07/2024 đến 17/07/2024
    Khi chuyên viên đề xuất ngày cho đoàn 1 từ 15/07/2024 đến 31/07/2024
    Thì trang đề xuất 18/07/2024 và 19/07/2024

  Tình huống: Không còn ngày thì nói rõ vì sao
    Biết trưởng đoàn vắng mặt từ 15/07/2024 đến 17/07/2024
    Khi chuyên viên đề xuất ngày cho đoàn 1 từ 15/07/2024 đến 18/07/2024
    Thì trang nêu "Đoàn 1 hết ngày: 1 ngày đoàn đã kín lịch, 3 ngày Lương Văn Đoàn vắng hoặc đi nơi khác."

  Tình huống: Một người bị xếp hai nơi trong một ngày thì được báo ngay, nêu tên và cả hai đơn vị
    Khi chuyên viên xếp trưởng đoàn đi cả hai đơn vị ngày 17/07/2024, ở hai đoàn
    Thì hệ thống không lấy và nêu "Lương Văn Đoàn ngày 17/07/2024 phải đi cả UBND huyện Chi Lăng và UBND huyện Hữu Lũng"

  Tình huống: Kế hoạch ban hành thì mỗi cuộc kiểm tra có ngay đoàn của mình
    Khi chuyên viên đề xuất ngày cho đoàn 1 từ 13/07/2024 đến 31/07/2024
    Và chuyên viên lấy đoàn và ngày ấy
    Và kế hoạch được ký và ban hành
    Thì mỗi cuộc kiểm tra có trưởng đoàn Lương Văn Đoàn

  Tình huống: Sau khi ban hành vẫn đổi được đoàn và ngày của mọi cuộc trong một lần
    Biết kế hoạch được ký và ban hành
    Khi chuyên viên đề xuất ngày cho đoàn 1 từ 22/07/2024 đến 31/07/2024
    Và chuyên viên lấy đoàn và ngày ấy
    Thì các cuộc kiểm tra có các ngày 22/07/2024 và 23/07/2024
    Và mỗi cuộc kiểm tra có trưởng đoàn Lương Văn Đoàn
