# language: vi
Tính năng: Nhắc cơ quan chậm ký kế hoạch
  Để kế hoạch liên ngành không nằm lại ở một cơ quan
  Người trình kế hoạch nhắc cơ quan chưa ký; quá ba ngày làm việc thì hệ thống tự nhắc

  Bối cảnh:
    Biết hôm nay là ngày 20/5/2024
    Và kế hoạch đã gửi Sở Giáo dục và Sở Văn hóa cùng ký
    Và lãnh đạo Sở Giáo dục đã ký

  Tình huống: Chuyên viên bấm “Nhắc ký”, chỉ cơ quan chưa ký được nhắc
    Khi ngày 21/5/2024, chuyên viên nhắc ký
    Thì lãnh đạo Sở Văn hóa được nhắc 1 lần
    Và lãnh đạo Sở Giáo dục được nhắc 0 lần
    Và trang kế hoạch ghi "Gửi ký ngày 20/05/2024; nhắc ngày 21/05/2024 (Hoàng Thị Thử)"
    Và thư nhắc có "đến ngày 21/05/2024 Sở Văn hóa, Thể thao và Du lịch chưa ký"

  Tình huống: Một ngày không nhắc hai lần
    Khi ngày 21/5/2024, chuyên viên nhắc ký
    Và ngày 21/5/2024, lãnh đạo Sở Lao động nhắc ký
    Thì hệ thống từ chối và nêu "Hôm nay đã nhắc các cơ quan chưa ký"
    Và lãnh đạo Sở Văn hóa được nhắc 1 lần

  Tình huống: Hệ thống tự nhắc sau ba ngày làm việc, rồi ba ngày làm việc một lần
    Khi hệ thống làm việc ngày 22/5/2024
    Thì lãnh đạo Sở Văn hóa được nhắc 0 lần
    Khi hệ thống làm việc ngày 23/5/2024
    Và hệ thống làm việc ngày 23/5/2024
    Thì lãnh đạo Sở Văn hóa được nhắc 1 lần
    Khi hệ thống làm việc ngày 27/5/2024
    Thì lãnh đạo Sở Văn hóa được nhắc 1 lần
    Khi hệ thống làm việc ngày 28/5/2024
    Thì lãnh đạo Sở Văn hóa được nhắc 2 lần
    Và trang kế hoạch ghi "nhắc ngày 23/05/2024 (hệ thống); nhắc ngày 28/05/2024 (hệ thống)"

  Tình huống: Đã có người nhắc thì hệ thống tính từ lần nhắc đó
    Khi ngày 22/5/2024, chuyên viên nhắc ký
    Và hệ thống làm việc ngày 24/5/2024
    Thì lãnh đạo Sở Văn hóa được nhắc 1 lần

  Tình huống: Đã ký đủ hoặc đã rút trình thì không còn ai để nhắc
    Khi lãnh đạo Sở Văn hóa ký
    Và ngày 21/5/2024, chuyên viên nhắc ký
    Thì hệ thống từ chối và nêu "không chờ cơ quan nào ký"
    Khi hệ thống làm việc ngày 31/5/2024
    Thì lãnh đạo Sở Văn hóa được nhắc 0 lần

  Tình huống: Cơ quan khác không nhắc thay được
    Khi ngày 21/5/2024, chuyên viên Sở Giáo dục nhắc ký
    Thì hệ thống từ chối và nêu "không được làm việc này"
    Và lãnh đạo Sở Văn hóa được nhắc 0 lần
