# language: vi
Tính năng: Báo nguy hiểm khẩn cấp
  Đoàn thấy giếng không nắp, trẻ đang gặp nguy hiểm: báo ngay một lần, Sở thấy ngay, có người xử lý đến khi hết.

  Bối cảnh:
    Biết hôm nay là ngày 17/7/2024
    Và đoàn đang làm việc tại UBND huyện Chi Lăng

  Kịch bản: Báo xong là Sở và đoàn thấy ngay, đứng đầu trang
    Khi thành viên Sở GDĐT báo nguy hiểm "Giếng không nắp giữa sân trường" ở "Thôn Mẫu"
    Thì trang đầu của chuyên viên Sở LĐTBXH có 1 nguy hiểm "Giếng không nắp giữa sân trường"
    Và trang đầu của lãnh đạo Sở LĐTBXH có 1 nguy hiểm "Giếng không nắp giữa sân trường"
    Và trang đầu của trưởng đoàn có 1 nguy hiểm "Giếng không nắp giữa sân trường"
    Và lãnh đạo, chuyên viên Sở được gửi thư báo một lần

  Kịch bản: Máy gửi lại nhiều lần vẫn chỉ là một nguy hiểm
    Khi thành viên Sở GDĐT báo nguy hiểm "Giếng không nắp" ở "Thôn Mẫu"
    Và máy của thành viên Sở GDĐT gửi lại đúng báo ấy
    Thì trang đầu của lãnh đạo Sở LĐTBXH có 1 nguy hiểm "Giếng không nắp"
    Và lãnh đạo, chuyên viên Sở được gửi thư báo một lần

  Kịch bản: Có người nhận, rồi hết nguy hiểm
    Khi trưởng đoàn báo nguy hiểm "Giếng không nắp" ở "Thôn Mẫu"
    Và lãnh đạo Sở LĐTBXH tiếp nhận, giao "Công an xã" xử lý
    Thì nguy hiểm ở tình trạng "Đã có người xử lý"
    Khi trưởng đoàn báo đã hết nguy hiểm ngày 17/7/2024: "Đã xây thành và đậy nắp giếng"
    Thì nguy hiểm ở tình trạng "Đã hết nguy hiểm"
    Và trang đầu của lãnh đạo Sở LĐTBXH không có nguy hiểm nào

  Kịch bản: Hết nguy hiểm phải nói đã làm gì, ngày nào
    Khi trưởng đoàn báo nguy hiểm "Giếng không nắp" ở "Thôn Mẫu"
    Và trưởng đoàn báo đã hết nguy hiểm ngày 16/7/2024: ""
    Thì chưa được, vì "Cần nhập: Đã làm gì, ai làm."
    Và chưa được, vì "Không thể trước ngày phát hiện"

  Kịch bản: Thành viên báo được nhưng không tự cho là đã hết
    Khi thành viên Sở GDĐT báo nguy hiểm "Giếng không nắp" ở "Thôn Mẫu"
    Và thành viên Sở GDĐT báo đã hết nguy hiểm ngày 17/7/2024: "Tôi thấy không sao"
    Thì bị từ chối vì "Bạn không phải là người được thực hiện “Báo đã hết nguy hiểm”"

  Kịch bản: Người ngoài đoàn không báo thay, đơn vị được kiểm tra không đọc được
    Khi cán bộ huyện Hữu Lũng báo nguy hiểm "Giếng không nắp" ở "Thôn Mẫu"
    Thì bị từ chối vì "Không tìm thấy"
    Khi trưởng đoàn báo nguy hiểm "Giếng không nắp" ở "Thôn Mẫu"
    Thì trang đầu của cán bộ huyện Chi Lăng không có nguy hiểm nào

  Kịch bản: Báo mà không nói nguy hiểm gì
    Khi trưởng đoàn báo nguy hiểm "  " ở "Thôn Mẫu"
    Thì chưa được, vì "Nói rõ nguy hiểm gì, với ai."
