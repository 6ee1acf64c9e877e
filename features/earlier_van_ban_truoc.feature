# language: vi
Tính năng: Đưa văn bản đã ban hành trên giấy vào theo dõi
  Sở không bắt đầu từ con số không: đã có thông báo trên giấy, kiến nghị còn dở. Chuyên viên đưa văn bản vào,
  hệ thống đọc và nêu từng phần; người xem lại rồi mới theo dõi. Văn bản không ghi gì thì không thêm gì.

  Bối cảnh:
    Biết hôm nay là 17/07/2024
    Và văn thư đã ghi sổ các số thông báo năm 2023 đến số 150 cấp ngoài hệ thống
    Và chuyên viên dán thông báo 112/TB-SLĐTBXH ngày 12/10/2023 gửi UBND huyện Chi Lăng

  Kịch bản: Văn bản được đọc, người rà soát bổ sung, rồi đưa vào
    Thì hệ thống thấy 3 kiến nghị, trong đó 2 của UBND huyện Chi Lăng
    Và văn bản còn thiếu hạn của 1 kiến nghị
    Khi chuyên viên đặt hạn 31/08/2024 cho kiến nghị thiếu hạn, lý do “Hết hè 2024”
    Và xác nhận không nhận ra trẻ em nào trong các kiến nghị
    Và đưa văn bản vào theo dõi
    Thì UBND huyện Chi Lăng có 2 nội dung phải thực hiện từ ngày 12/10/2023
    Và sổ văn bản đi năm 2023 có số 112 ghi chú “Trước khi dùng hệ thống”

  Kịch bản: Nội dung chưa được xác nhận thì không đến đơn vị
    Khi chuyên viên đặt hạn 31/08/2024 cho kiến nghị thiếu hạn, lý do “Hết hè 2024”
    Và đưa văn bản vào theo dõi
    Thì hệ thống từ chối: “Chưa xác nhận không nhận ra trẻ em nào trong 3 kiến nghị”

  Kịch bản: Việc giống nhau làm một lần cho mọi văn bản
    Biết chuyên viên dán thêm thông báo 113/TB-SLĐTBXH ngày 13/10/2023
    Khi chuyên viên đặt hạn 31/08/2024 cho mọi kiến nghị thiếu hạn của các văn bản, lý do “Hết hè 2024”
    Và xác nhận không nhận ra trẻ em nào trong mọi kiến nghị của các văn bản
    Thì không văn bản nào còn thiếu gì, và hạn ghi trong văn bản vẫn như cũ

  Kịch bản: Thang đôn đốc không làm bù các bậc đã lỡ
    Biết văn bản đã được rà soát và đưa vào theo dõi
    Khi thang đôn đốc chạy
    Thì mỗi đơn vị có việc quá hạn được nhắc 1 lần và có 1 công văn đôn đốc chờ ký
    Và mỗi người nghe các việc đã quá hạn trong một thư của ngày
    Và chưa việc nào vào danh sách của lãnh đạo

  Kịch bản: Đưa nhầm thì rút được khi chưa ai làm tiếp
    Biết văn bản đã được rà soát và đưa vào theo dõi
    Khi chuyên viên rút văn bản, lý do “Nhập nhầm đơn vị”
    Thì các nội dung phải theo dõi của văn bản đã rút
    Và chuyên viên rà soát lại và đưa vào lần nữa được

  Kịch bản: Đơn vị đã nhận việc thì không rút văn bản được nữa
    Biết văn bản đã được rà soát và đưa vào theo dõi
    Và UBND huyện Chi Lăng đã xác nhận nhận nội dung đầu tiên
    Khi chuyên viên rút văn bản, lý do “Nhập nhầm đơn vị”
    Thì hệ thống từ chối: “đơn vị hoặc cơ quan đã làm tiếp”
