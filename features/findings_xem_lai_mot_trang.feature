# language: vi
Tính năng: Xem lại mọi ưu điểm, tồn tại trên một trang
  Sau kiểm tra, đoàn quyết định mọi gợi ý trên một trang: từng mục hoặc nhiều mục một lần; mục nào chưa làm được thì trang
  nói lý do ngay tại mục ấy, các mục khác vẫn xong.

  Bối cảnh:
    Biết hôm nay là ngày 17/7/2024
    Và đoàn đã kiểm tra Phố Sặt, đập Bãi Hào, một hộ gia đình và chuyển sang tổng hợp

  Kịch bản: Nhận nhiều mục một lần, trang cho biết đã xem bao nhiêu
    Khi trưởng đoàn đánh dấu "Phố Sặt bị che khuất; 46 điểm; còn thấp" rồi nhận
    Thì trang cho biết "Đã nhận 3 mục."
    Và trang cho biết đã xem 3 mục
    Và mục nêu "46 điểm" đang ở tình trạng "accepted"

  Kịch bản: Bỏ nhiều mục với một lý do; mục người khác vừa sửa thì để lại
    Biết trưởng đoàn đã mở trang xem lại
    Và thành viên Sở GDĐT đã sửa mục nêu "46 điểm" thành "Còn nhiều điểm chưa có biển."
    Khi trưởng đoàn đánh dấu trên trang đã mở "Phố Sặt bị che khuất; 46 điểm" rồi bỏ với lý do "Đã khắc phục tại chỗ"
    Thì trang cho biết "Đã bỏ 1 mục khỏi kết quả. 1 mục chưa làm được: lý do ghi ở từng mục."
    Và trang cho biết "đã sửa nội dung này"
    Và mục nêu "Còn nhiều điểm chưa có biển." đang ở tình trạng "drafted"
    Và mục nêu "Phố Sặt bị che khuất" đang ở tình trạng "rejected"

  Kịch bản: Gộp các mục đã đánh dấu thành một câu
    Khi trưởng đoàn đánh dấu "Phố Sặt bị che khuất; 46 điểm" rồi gộp thành "Biển bị che khuất và còn thiếu."
    Thì mục nêu "46 điểm" đang ở tình trạng "merged"
    Và mục nêu "Biển bị che khuất và còn thiếu." có 2 chứng cứ
