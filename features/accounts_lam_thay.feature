# language: vi
Tính năng: Vắng mặt, làm thay
  Người đi vắng ghi trước những ngày vắng; người của cùng cơ quan làm thay theo vai trò của chính mình.
  Nhật ký ghi tên cả hai, và nơi nào cần hai người thì hai người ấy tính là một.

  Bối cảnh:
    Biết cuộc kiểm tra UBND huyện Chi Lăng đã xếp lịch ngày 17/7/2024, "lead" làm trưởng đoàn

  Kịch bản: Trưởng đoàn vắng, người làm thay mở buổi làm việc
    Biết hôm nay là ngày 15/7/2024
    Khi "lead" ghi vắng từ 16/7/2024 đến 19/7/2024, "officer2" làm thay
    Và đến ngày 17/7/2024
    Thì trang công việc của "officer2" có "Làm thay Lương Văn Đoàn"
    Và trang công việc của "officer2" có "làm thay Lương Văn Đoàn"
    Khi "officer2" mở buổi làm việc
    Thì nhật ký buổi làm việc ghi "Lý Văn Nháp (làm thay Lương Văn Đoàn)"

  Kịch bản: Chỉ trong những ngày vắng
    Biết hôm nay là ngày 15/7/2024
    Khi "lead" ghi vắng từ 16/7/2024 đến 16/7/2024, "officer2" làm thay
    Và đến ngày 17/7/2024
    Thì "officer2" không mở được buổi làm việc

  Kịch bản: Kết thúc sớm
    Biết hôm nay là ngày 17/7/2024
    Khi "lead" ghi vắng từ 17/7/2024 đến 19/7/2024, "officer2" làm thay
    Và "lead" kết thúc sớm lần vắng ấy
    Thì "officer2" không mở được buổi làm việc

  Kịch bản: Làm thay lãnh đạo không thành lãnh đạo
    Biết hôm nay là ngày 15/7/2024
    Khi "leader" ghi vắng từ 15/7/2024 đến 19/7/2024, "lead" làm thay
    Thì "lead" không hủy được cuộc kiểm tra

  Kịch bản: Người làm thay cũng vắng
    Biết hôm nay là ngày 15/7/2024
    Khi "officer2" ghi vắng từ 17/7/2024 đến 17/7/2024, "officer" làm thay
    Và "lead" xin ghi vắng từ 16/7/2024 đến 19/7/2024, "officer2" làm thay
    Thì trang nói "Lý Văn Nháp cũng vắng từ 17/07/2024 đến hết 17/07/2024"

  Kịch bản: Lãnh đạo ghi thay cho người đã nghỉ
    Biết hôm nay là ngày 17/7/2024
    Khi "leader" ghi "lead" vắng từ 17/7/2024 đến 19/7/2024, "officer2" làm thay
    Và "officer2" mở buổi làm việc
    Thì nhật ký buổi làm việc ghi "Lý Văn Nháp (làm thay Lương Văn Đoàn)"

  Kịch bản: Bốn mắt tính người làm thay và người vắng là một
    Biết hôm nay là ngày 15/7/2024
    Khi quản trị xin cấp mã mới cho "leader"
    Và "leader" ghi vắng từ 15/7/2024 đến 19/7/2024, "clerk" làm thay
    Thì "clerk" không xác nhận được thay đổi ấy
