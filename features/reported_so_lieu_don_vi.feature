# language: vi
Tính năng: Số liệu đơn vị báo cáo trước kiểm tra
  Thông báo lịch kiểm tra yêu cầu từng đơn vị báo cáo theo đề cương, trước một ngày. Số liệu trong báo cáo do đơn vị nhập, hoặc chuyên
  viên ghi từ báo cáo đã vào sổ, hiện cạnh câu hỏi của bảng kiểm để đoàn đối chiếu: đó là lời của đơn vị, không phải điều đoàn đã thấy.

  Bối cảnh:
    Biết cuộc kiểm tra huyện Chi Lăng đã xếp lịch ngày 17/7/2024
    Và hôm nay là ngày 12/7/2024

  Kịch bản: Đơn vị thấy yêu cầu báo cáo, nhập nháp rồi gửi
    Biết thông báo lịch kiểm tra đã ban hành
    Khi huyện Chi Lăng mở trang cuộc kiểm tra
    Thì trang có "Yêu cầu tại Thông báo"
    Và trang có "chậm nhất ngày 10/07/2024"
    Khi huyện lưu nháp số điểm có nguy cơ đuối nước là "67"
    Thì chuyên viên không thấy số liệu nào của đơn vị
    Khi huyện gửi số điểm có nguy cơ đuối nước là "67", báo cáo "15/BC-UBND" ngày "11/7/2024"
    Thì chuyên viên thấy "67 điểm" của "Báo cáo 15/BC-UBND ngày 11/07/2024"
    Và Sở và trưởng đoàn được báo là số liệu đã có
    Và trang cuộc kiểm tra cho chuyên viên thấy "Gửi muộn"

  Kịch bản: Quá ngày mà chưa gửi thì chuyên viên thấy đơn vị quá hạn
    Biết thông báo lịch kiểm tra đã ban hành
    Thì trang cuộc kiểm tra cho chuyên viên thấy "Quá hạn, chưa gửi"

  Kịch bản: Số của đơn vị đứng cạnh câu hỏi, không phải là câu trả lời
    Khi huyện gửi số điểm có nguy cơ đuối nước là "67", báo cáo "15/BC-UBND" ngày "11/7/2024"
    Và đoàn bắt đầu buổi làm việc
    Thì bảng kiểm biển cảnh báo có "Đơn vị báo cáo: 67 điểm (báo cáo 15/BC-UBND ngày 11/07/2024)"
    Và câu hỏi số điểm trong bảng kiểm vẫn để trống
    Và máy tính bảng mang theo "67 điểm" của "báo cáo 15/BC-UBND ngày 11/07/2024"
    Và chưa có câu trả lời nào được ghi

  Kịch bản: Đoàn thấy khác thì chênh lệch hiện ở trang phát hiện
    Khi huyện gửi số điểm có nguy cơ đuối nước là "70", báo cáo "15/BC-UBND" ngày "11/7/2024"
    Và đoàn kiểm tra xong và ghi 67 điểm
    Thì trang phát hiện cho thấy đơn vị báo cáo "70 điểm", đoàn ghi "67 điểm"
    Và huyện Chi Lăng không thấy chênh lệch ở trang phát hiện

  Kịch bản: Chuyên viên ghi số liệu từ báo cáo đã vào sổ văn bản đến
    Biết văn thư đã vào sổ báo cáo "125/BC-UBND" ngày 10/7/2024 trong hồ sơ cuộc kiểm tra
    Khi chuyên viên ghi số điểm có nguy cơ đuối nước là "66" từ báo cáo đó
    Thì chuyên viên thấy "66 điểm" của "Báo cáo 125/BC-UBND ngày 10/07/2024"

  Kịch bản: Gửi lại số liệu đã sửa thì số mới được dùng, số cũ còn trong hồ sơ
    Khi huyện gửi số điểm có nguy cơ đuối nước là "70", báo cáo "15/BC-UBND" ngày "11/7/2024"
    Và huyện gửi số điểm có nguy cơ đuối nước là "67", báo cáo "16/BC-UBND" ngày "12/7/2024"
    Thì chuyên viên thấy "67 điểm" của "Báo cáo 16/BC-UBND ngày 12/07/2024"
    Và chuyên viên thấy "Báo cáo 15/BC-UBND ngày 11/07/2024" trong các lần gửi

  Khung kịch bản: Số không thể có thì bị từ chối, chữ đã nhập còn nguyên
    Khi huyện gửi số điểm có nguy cơ đuối nước là "<số>", báo cáo "<báo cáo>" ngày "<ngày>"
    Thì bị từ chối vì "<lý do>"
    Và chuyên viên không thấy số liệu nào của đơn vị

    Dữ liệu:
      | số       | báo cáo    | ngày      | lý do                                  |
      | sáu bảy  | 15/BC-UBND | 11/7/2024 | Cần số nguyên                          |
      | -3       | 15/BC-UBND | 11/7/2024 | Không được nhỏ hơn 0                   |
      | 67,5     | 15/BC-UBND | 11/7/2024 | số nguyên                              |
      |          | 15/BC-UBND | 11/7/2024 | Nhập ít nhất một số liệu               |
      | 67       | 15/BC-UBND |           | Nhập ngày của báo cáo                  |
      | 67       | 15/BC-UBND | 13/7/2024 | Ngày của báo cáo không thể sau hôm nay |

  Kịch bản: Đoàn đã kết thúc buổi làm việc thì không nhận số liệu nữa
    Biết đoàn kiểm tra xong và ghi 67 điểm
    Khi huyện gửi số điểm có nguy cơ đuối nước là "67", báo cáo "15/BC-UBND" ngày "11/7/2024"
    Thì bị từ chối vì "Đoàn đã kết thúc buổi làm việc"

  Kịch bản: Đơn vị khác không gửi thay được
    Khi huyện Hữu Lũng gửi số liệu cho cuộc kiểm tra huyện Chi Lăng
    Thì huyện Hữu Lũng không tìm thấy trang
