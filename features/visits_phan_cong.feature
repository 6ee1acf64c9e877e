# language: vi
Tính năng: Phân công bảng kiểm và điểm kiểm tra trong đoàn
  Trưởng đoàn giao ai ghi bảng kiểm nào, tại điểm nào, để mỗi người biết chuẩn bị gì.
  Phân công không giấu gì: ai trong đoàn cũng ghi được phần của người khác.

  Bối cảnh:
    Biết hôm nay là ngày 17/7/2024
    Và đoàn đang làm việc tại UBND huyện Chi Lăng
    Và điểm có nguy cơ đuối nước "Phố Sặt"
    Và điểm có nguy cơ đuối nước "Đập Làng Mới"

  Kịch bản: Trưởng đoàn giao nhiều phần một lần, thấy phần nào chưa ai có
    Khi trưởng đoàn giao cho thành viên Sở GDĐT biển cảnh báo tại "Phố Sặt" và "Đập Làng Mới"
    Thì thành viên Sở GDĐT có 2 phần, xong 0
    Và còn 4 phần chưa ai có
    Khi trưởng đoàn giao cho thư ký đoàn mọi phần chưa ai có
    Thì thư ký đoàn có 4 phần, xong 0
    Và còn 0 phần chưa ai có

  Kịch bản: Phần đã ghi xong không còn nhắc ở trang đầu
    Biết trưởng đoàn giao cho thành viên Sở GDĐT biển cảnh báo tại "Phố Sặt" và "Đập Làng Mới"
    Thì trang đầu của thành viên Sở GDĐT nhắc biển cảnh báo tại "Phố Sặt"
    Khi thành viên Sở GDĐT ghi xong biển cảnh báo tại "Phố Sặt"
    Thì trang đầu của thành viên Sở GDĐT không nhắc biển cảnh báo tại "Phố Sặt"
    Và trang đầu của thành viên Sở GDĐT nhắc biển cảnh báo tại "Đập Làng Mới"
    Và thành viên Sở GDĐT có 2 phần, xong 1

  Kịch bản: Ghi thay phần của người khác vẫn được
    Biết trưởng đoàn giao cho thành viên Sở GDĐT biển cảnh báo tại "Phố Sặt" và "Đập Làng Mới"
    Khi thư ký đoàn ghi xong biển cảnh báo tại "Phố Sặt"
    Thì thành viên Sở GDĐT có 2 phần, xong 1

  Kịch bản: Thành viên thường không phân công
    Khi thành viên Sở GDĐT giao cho thư ký đoàn biển cảnh báo tại "Phố Sặt" và "Đập Làng Mới"
    Thì bị từ chối vì "không được làm việc này"

  Kịch bản: Đã đến nơi thì chuyên viên không phân công nữa
    Khi chuyên viên Sở LĐTBXH giao cho thư ký đoàn biển cảnh báo tại "Phố Sặt" và "Đập Làng Mới"
    Thì bị từ chối vì "không được làm việc này"

  Kịch bản: Người rời đoàn thì phần của người ấy chờ người khác
    Biết trưởng đoàn giao cho thư ký đoàn mọi phần chưa ai có
    Khi chuyên viên Sở LĐTBXH cử thêm người rồi đưa thư ký đoàn ra khỏi đoàn
    Thì còn 6 phần chưa ai có
