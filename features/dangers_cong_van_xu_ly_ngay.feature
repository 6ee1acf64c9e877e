# language: vi
Tính năng: Công văn yêu cầu xử lý ngay nguy cơ, gửi trước thông báo kết quả
  Nguy hiểm đoàn thấy tại chỗ không chờ được thông báo kết quả. Chuyên viên Sở soạn công văn khẩn cho cơ quan phải làm; ban hành thì cơ
  quan đó phải thực hiện từ ngày ấy. Thông báo kết quả ban hành sau chỉ dẫn công văn, không kiến nghị lần nữa.

  Bối cảnh:
    Biết đoàn làm việc tại UBND huyện Chi Lăng ngày 17/7/2024 đã báo nguy hiểm "Cháu M. suýt ngã xuống giếng không nắp nhà bà T."

  Kịch bản: Đơn vị phải làm ngay, khi chưa có thông báo kết quả
    Khi ngày 18/7/2024 chuyên viên viết kiến nghị khẩn "Làm nắp, rào chắn giếng." cho huyện Chi Lăng, hạn 22/7/2024
    Và chuyên viên soạn công văn yêu cầu xử lý ngay
    Thì công văn có dấu KHẨN, kính gửi "Ủy ban nhân dân huyện Chi Lăng"
    Và công văn không nêu "Cháu M."
    Khi chuyên viên viết lại nguy cơ thành "Một giếng sâu không có nắp ở gần đường trẻ em đi học."
    Và công văn được ban hành ngày 18/7/2024
    Thì cuộc kiểm tra chưa có thông báo kết quả
    Và huyện Chi Lăng phải làm "Làm nắp, rào chắn giếng.", mức Khẩn, hạn 22/7/2024, gửi ngày 18/7/2024
    Và huyện Chi Lăng được báo có nội dung mới, đọc được công văn
    Khi ngày 19/7/2024 huyện Chi Lăng báo cáo "Đã làm nắp giếng."
    Thì nội dung đó chờ xác minh

  Kịch bản: Chưa viết lại nguy cơ cho không ai nhận ra trẻ em thì chưa trình được
    Khi ngày 18/7/2024 chuyên viên viết kiến nghị khẩn "Làm nắp, rào chắn giếng." cho huyện Chi Lăng, hạn 22/7/2024
    Và chuyên viên soạn công văn yêu cầu xử lý ngay
    Và chuyên viên trình công văn
    Thì bị từ chối vì "Đoạn nêu nguy cơ chưa công khai nên không được in"

  Kịch bản: Không có kiến nghị thì không có công văn
    Khi ngày 18/7/2024 chuyên viên soạn công văn yêu cầu xử lý ngay
    Thì bị từ chối vì "Chưa có kiến nghị nào cho nguy hiểm này"

  Kịch bản: Thông báo kết quả dẫn công văn, không kiến nghị lần nữa
    Biết công văn xử lý ngay đã ban hành ngày 18/7/2024 với kiến nghị "Làm nắp, rào chắn giếng.", hạn 22/7/2024
    Khi ngày 5/8/2024 chuyên viên soạn thông báo kết quả
    Thì thông báo ghi "làm nắp, rào chắn giếng (đã đề nghị tại Công văn số"
    Và thông báo nêu "rào chắn giếng" một lần
    Khi thông báo được ban hành ngày 5/8/2024
    Thì huyện Chi Lăng phải làm "Làm nắp, rào chắn giếng.", mức Khẩn, hạn 22/7/2024, gửi ngày 18/7/2024

  Kịch bản: Thu hồi công văn thì nội dung tạm dừng, thông báo kết quả chờ
    Biết công văn xử lý ngay đã ban hành ngày 18/7/2024 với kiến nghị "Làm nắp, rào chắn giếng.", hạn 22/7/2024
    Khi ngày 5/8/2024 lãnh đạo thu hồi công văn
    Thì nội dung đó tạm dừng
    Khi ngày 5/8/2024 chuyên viên soạn thông báo kết quả
    Và chuyên viên trình thông báo
    Thì bị từ chối vì "đã bị thu hồi; ban hành công văn thay thế hoặc rút từng nội dung trước"

  Kịch bản: Công văn không còn cần thì bỏ bản thảo, kiến nghị gửi bằng thông báo kết quả
    Khi ngày 18/7/2024 chuyên viên viết kiến nghị khẩn "Làm nắp, rào chắn giếng." cho huyện Chi Lăng, hạn 22/7/2024
    Và chuyên viên soạn công văn yêu cầu xử lý ngay
    Và chuyên viên bỏ bản thảo với lý do "Đã xử lý xong tại chỗ."
    Thì kiến nghị "Làm nắp, rào chắn giếng." còn dự thảo
    Và không còn công văn nào về nguy hiểm này
