# language: vi
Tính năng: Mang buổi làm việc theo máy tính bảng
  Trước khi đi, thành viên mang theo mọi thứ của buổi làm việc; tại chỗ không có mạng vẫn đủ để làm.

  Bối cảnh:
    Biết hôm nay là ngày 17/7/2024
    Và đoàn đang làm việc tại UBND huyện Chi Lăng

  Kịch bản: Mang theo đủ bảng kiểm, điểm, đoàn và số gọi khẩn cấp
    Biết có điểm "Phố Sặt" trong lịch
    Khi thành viên Sở GDĐT mang buổi làm việc theo máy "Máy 2"
    Thì trên máy có đủ các bảng kiểm của cuộc kiểm tra, đúng bản đang dùng
    Và trên máy có điểm "Phố Sặt"
    Và trên máy có tên trưởng đoàn và mọi người trong đoàn
    Và trên máy có số gọi 111, 113, 114, 115

  Kịch bản: Mang theo việc lần trước còn dở để xem lại tại chỗ
    Biết năm trước huyện còn nợ kiến nghị "Thay 12 biển cảnh báo đã mờ"
    Khi trưởng đoàn mang buổi làm việc theo máy "Máy 1"
    Thì trên máy có kiến nghị còn mở "Thay 12 biển cảnh báo đã mờ"
    Và trên máy có tồn tại lần trước "12 biển cảnh báo đã mờ"
    Khi trưởng đoàn ghi đã thấy kiến nghị ấy "Thấy thực hiện một phần": "Mới thay 5 biển"
    Thì trang kiến nghị có điều đoàn thấy "Mới thay 5 biển"
    Và kiến nghị ấy chưa được coi là đã xác minh

  Kịch bản: Máy của ai chỉ có những gì người ấy xem được ở cơ quan
    Biết năm trước huyện còn nợ kiến nghị "Thay 12 biển cảnh báo đã mờ"
    Khi thành viên Sở GDĐT mang buổi làm việc theo máy "Máy 2"
    Thì trên máy không có kiến nghị nào
    Và trên máy không có tồn tại lần trước nào

  Kịch bản: Người ngoài đoàn không mang theo được
    Khi lãnh đạo Sở LĐTBXH mang buổi làm việc theo máy "Máy lãnh đạo"
    Thì bị từ chối vì "Không tìm thấy"
    Khi cán bộ huyện Chi Lăng mang buổi làm việc theo máy "Máy huyện"
    Thì bị từ chối vì "Không tìm thấy"

  Kịch bản: Không có gì mới thì không phải tải lại
    Khi trưởng đoàn mang buổi làm việc theo máy "Máy 1"
    Thì hỏi lại máy chủ, bản trên máy vẫn là bản mới nhất
    Khi có điểm "Đập Bãi Hào" trong lịch
    Thì hỏi lại máy chủ, bản trên máy đã cũ

  Kịch bản: Kết luận ngay tại chỗ, cả khi đơn vị chưa báo cáo
    Biết năm trước huyện còn nợ kiến nghị "Thay 12 biển cảnh báo đã mờ"
    Và trưởng đoàn năm trước cũng ở trong đoàn
    Khi trưởng đoàn mang buổi làm việc theo máy "Máy 1"
    Thì máy cho kết luận kiến nghị ấy
    Khi trưởng đoàn kết luận tại chỗ kiến nghị ấy "Đã thực hiện": "Xem cả 12 biển mới"
    Thì kiến nghị ấy đã được xác minh tại chỗ "Đã thực hiện"

  Kịch bản: Nội dung đã đi tiếp thì kết luận thành điều đoàn thấy, và máy được trả lời vì sao
    Biết năm trước huyện còn nợ kiến nghị "Thay 12 biển cảnh báo đã mờ"
    Và trưởng đoàn năm trước cũng ở trong đoàn
    Khi trưởng đoàn mang buổi làm việc theo máy "Máy 1"
    Và huyện xin thêm thời gian cho kiến nghị ấy
    Và trưởng đoàn kết luận tại chỗ kiến nghị ấy "Đã thực hiện": "Xem cả 12 biển mới"
    Thì máy được trả lời kết luận thành điều đoàn thấy vì "Xin gia hạn"
    Và kiến nghị ấy chưa được coi là đã xác minh

  Kịch bản: Ai không xác minh được ở Sở thì tại chỗ chỉ ghi điều đã thấy
    Biết năm trước huyện còn nợ kiến nghị "Thay 12 biển cảnh báo đã mờ"
    Khi trưởng đoàn mang buổi làm việc theo máy "Máy 1"
    Thì máy không cho kết luận kiến nghị ấy vì "không phải là người được xác minh"
