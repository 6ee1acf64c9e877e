# language: vi
Tính năng: Thay thế, thu hồi, đính chính, thay đổi văn bản đã ban hành
  Văn bản đã ban hành không sửa được. Sai về nội dung thì cơ quan ban hành văn bản khác thay thế, và nói rõ từng kiến nghị của
  văn bản cũ được giữ nguyên, thay đổi hay rút. Báo cáo đơn vị đã gửi vẫn ở chỗ của nó.

  Bối cảnh:
    Biết thông báo kết quả số 97/TB-SLĐTBXH ngày 5/8/2024 đã ban hành với 2 kiến nghị
    Và huyện Chi Lăng đã báo cáo kiến nghị 1: "Đã cắm 20 biển."

  Kịch bản: Thay thế một thông báo
    Khi ngày 12/8/2024 chuyên viên soạn văn bản thay thế
    Và chuyên viên đổi kiến nghị 1 thành "Cắm 40 biển cảnh báo.", hạn 15/11/2024
    Và chuyên viên rút kiến nghị 2 với lý do "Đã giao ở kế hoạch khác."
    Và chuyên viên thêm kiến nghị cho phòng của huyện: "Lập sổ theo dõi biển.", hạn 15/11/2024
    Thì văn bản thay thế ghi "Thông báo này thay thế Thông báo số 97/TB-SLĐTBXH ngày 05/8/2024"
    Và văn bản thay thế ghi "Cắm 40 biển cảnh báo"
    Và kiến nghị 1 vẫn ghi hạn 1/10/2024
    Khi văn bản thay thế được duyệt và ban hành ngày 12/8/2024
    Thì thông báo số 97/TB-SLĐTBXH đã bị thay thế
    Và kiến nghị 1 ghi "Cắm 40 biển cảnh báo.", hạn 15/11/2024
    Và kiến nghị 1 vẫn có báo cáo "Đã cắm 20 biển."
    Và kiến nghị 2 đã rút
    Và kiến nghị 3 đã gửi đơn vị
    Và huyện Chi Lăng đọc được cả hai thông báo

  Kịch bản: Chưa chọn cho từng kiến nghị thì chưa trình được
    Khi ngày 12/8/2024 chuyên viên soạn văn bản thay thế
    Và chuyên viên trình văn bản thay thế
    Thì bị từ chối vì "Kiến nghị số 1"
    Khi chuyên viên giữ nguyên các kiến nghị còn lại
    Và chuyên viên trình văn bản thay thế
    Và văn bản thay thế được trả lại để sửa
    Thì văn bản thay thế đang soạn

  Kịch bản: Mỗi văn bản chỉ bị thay thế một lần
    Khi ngày 12/8/2024 chuyên viên soạn văn bản thay thế
    Và đồng nghiệp cũng soạn văn bản thay thế
    Thì bị từ chối vì "Đang có văn bản thay thế được soạn"
    Khi chuyên viên giữ nguyên các kiến nghị còn lại
    Và văn bản thay thế được duyệt và ban hành ngày 12/8/2024
    Và đồng nghiệp cũng soạn văn bản thay thế
    Thì bị từ chối vì "đã được thay thế bằng Thông báo số 98/TB-SLĐTBXH"

  Kịch bản: Đơn vị báo cáo sau khi đã chọn thì phải xem lại và chọn lại
    Khi ngày 12/8/2024 chuyên viên soạn văn bản thay thế
    Và chuyên viên giữ nguyên các kiến nghị còn lại
    Và phòng của huyện báo cáo kiến nghị 2
    Và chuyên viên trình văn bản thay thế
    Thì bị từ chối vì "Kiến nghị 2 có báo cáo, xác minh hoặc thay đổi mới sau khi chọn “Giữ nguyên”"
    Khi chuyên viên rút kiến nghị 2 với lý do "Đơn vị đã làm xong."
    Và văn bản thay thế được duyệt và ban hành ngày 12/8/2024
    Thì kiến nghị 2 đã rút

  Kịch bản: Kiến nghị được xác minh là xong khi bản thay thế chờ cấp số thì phải trả lại để chọn lại
    Khi ngày 12/8/2024 chuyên viên soạn văn bản thay thế
    Và chuyên viên đổi kiến nghị 1 thành "Cắm 40 biển cảnh báo.", hạn 15/11/2024
    Và chuyên viên giữ nguyên các kiến nghị còn lại
    Và văn bản thay thế được trình và duyệt
    Và chuyên viên xác minh kiến nghị 1
    Và văn thư cấp số văn bản thay thế ngày 12/8/2024
    Thì bị từ chối vì "Kiến nghị 1 đã được xác minh là đã thực hiện sau khi chọn “Thay đổi”; trả lại bản thảo"

  Kịch bản: Bỏ bản thay thế đang soạn, văn bản cũ vẫn có hiệu lực
    Khi ngày 12/8/2024 chuyên viên soạn văn bản thay thế
    Và chuyên viên rút kiến nghị 1 với lý do "Trùng."
    Và chuyên viên bỏ bản thay thế với lý do "Không cần thay thế."
    Thì thông báo số 97/TB-SLĐTBXH vẫn có hiệu lực
    Và kiến nghị 1 đã báo cáo
    Khi đồng nghiệp cũng soạn văn bản thay thế
    Thì văn bản có bản thay thế khác đang soạn

  Kịch bản: Đơn vị chưa thấy bản thay thế đang soạn
    Khi ngày 12/8/2024 chuyên viên soạn văn bản thay thế
    Thì huyện Chi Lăng chưa thấy văn bản thay thế

  Kịch bản: Thu hồi thì mọi việc trong văn bản tạm dừng đến khi có văn bản thay thế
    Khi ngày 12/8/2024 lãnh đạo thu hồi thông báo với lý do "Ghi nhầm số điểm."
    Và phòng của huyện báo cáo kiến nghị 2
    Thì bị từ chối vì "Thông báo số 97/TB-SLĐTBXH ngày 05/8/2024 đã bị thu hồi ngày 12/08/2024"
    Khi chuyên viên xác minh kiến nghị 1
    Thì bị từ chối vì "đã bị thu hồi"
    Khi huyện Chi Lăng xác nhận đã biết văn bản bị thu hồi
    Thì cơ quan ban hành thấy huyện Chi Lăng đã xác nhận, phòng của huyện chưa xác nhận
    Khi ngày 19/8/2024 chuyên viên soạn văn bản thay thế
    Và chuyên viên giữ nguyên các kiến nghị còn lại
    Và văn bản thay thế được duyệt và ban hành ngày 19/8/2024
    Và phòng của huyện báo cáo kiến nghị 2
    Thì kiến nghị 2 đã báo cáo

  Kịch bản: Không thay thế thì lãnh đạo rút từng nội dung
    Khi ngày 12/8/2024 lãnh đạo thu hồi thông báo với lý do "Ghi nhầm số điểm."
    Và lãnh đạo rút kiến nghị 2
    Thì kiến nghị 2 đã rút

  Kịch bản: Công văn thay đổi hạn của một kiến nghị
    Khi ngày 12/8/2024 chuyên viên soạn công văn thay đổi kiến nghị 1
    Và chuyên viên đổi kiến nghị 1 thành "Cắm 40 biển cảnh báo.", hạn 15/11/2024
    Thì văn bản mới ghi "hạn thực hiện: chậm nhất ngày 01/10/2024"
    Và văn bản mới ghi "hạn thực hiện: chậm nhất ngày 15/11/2024"
    Và kiến nghị 1 vẫn ghi hạn 1/10/2024
    Khi văn bản mới được duyệt và ban hành ngày 12/8/2024
    Thì kiến nghị 1 ghi "Cắm 40 biển cảnh báo.", hạn 15/11/2024
    Và kiến nghị 1 vẫn có báo cáo "Đã cắm 20 biển."

  Kịch bản: Kiến nghị xác minh là chưa đạt được đổi lời thì đơn vị báo cáo lại được
    Khi ngày 12/8/2024 chuyên viên xác minh kiến nghị 1 là "Thực hiện một phần"
    Và ngày 12/8/2024 chuyên viên soạn công văn thay đổi kiến nghị 1
    Và chuyên viên đổi kiến nghị 1 thành "Cắm 40 biển cảnh báo.", hạn 15/11/2024
    Thì văn bản mới ghi "được xác minh là thực hiện một phần"
    Khi văn bản mới được duyệt và ban hành ngày 12/8/2024
    Thì kiến nghị 1 đã yêu cầu làm tiếp
    Khi huyện Chi Lăng đã báo cáo kiến nghị 1: "Đã cắm 40 biển."
    Thì kiến nghị 1 đã báo cáo

  Kịch bản: Kiến nghị đã xác minh xong trong lúc soạn thì công văn bị dừng lại
    Khi ngày 12/8/2024 chuyên viên soạn công văn thay đổi kiến nghị 1
    Và chuyên viên đổi kiến nghị 1 thành "Cắm 40 biển cảnh báo.", hạn 15/11/2024
    Và chuyên viên xác minh kiến nghị 1
    Và chuyên viên trình văn bản mới
    Thì bị từ chối vì "đã kết thúc nên không thay đổi hay rút được nữa"

  Kịch bản: Đính chính thì văn bản vẫn có hiệu lực
    Khi ngày 12/8/2024 chuyên viên soạn công văn đính chính
    Và chuyên viên trình văn bản mới
    Thì bị từ chối vì "còn chỗ để trống"
    Khi chuyên viên ghi đính chính "Tại Mục II, đã ghi “67 điểm”, nay sửa thành “76 điểm”."
    Và văn bản mới được duyệt và ban hành ngày 12/8/2024
    Thì thông báo số 97/TB-SLĐTBXH vẫn có hiệu lực
    Và huyện Chi Lăng đọc được cả hai thông báo
