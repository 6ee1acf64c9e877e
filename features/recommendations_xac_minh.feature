# language: vi
Tính năng: Báo cáo và xác minh kết quả thực hiện
  Kết luận "Đã thực hiện" phải có bằng chứng, do người khác cơ quan với đơn vị báo cáo xem xét.

  Bối cảnh:
    Biết hôm nay là ngày 12/8/2024
    Và cuộc kiểm tra tại huyện Chi Lăng đang tổng hợp kết quả
    Và thông báo đã ban hành ngày 15/8/2024 với 14 kiến nghị
    Và hôm nay là ngày 20/9/2024

  Kịch bản: Đã thực hiện, có ảnh làm bằng chứng
    Khi "UBND huyện Chi Lăng" xác nhận đã nhận kiến nghị 3
    Và "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Thì kiến nghị 3 ở tình trạng "Đã báo cáo, chờ xác minh"
    Khi "chuyên viên Sở" xác minh kiến nghị 3 "Đã thực hiện" với bằng chứng "Xem ảnh 46 biển và kiểm tra tại Phố Sặt"
    Thì kiến nghị 3 ở tình trạng "Đã xác minh"
    Và kiến nghị 3 được coi là xong
    Và nhật ký của kiến nghị 3 gồm "create, issue, acknowledge, answer, verify"

  Kịch bản: Kết luận bằng tệp đính kèm, không cần lời
    Biết "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Khi "thành viên đoàn" xác minh kiến nghị 3 "Đã thực hiện" bằng một ảnh
    Thì kiến nghị 3 được coi là xong

  Kịch bản: Huyện không tự xác minh
    Biết "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Khi "UBND huyện Chi Lăng" xác minh kiến nghị 3 "Đã thực hiện" với bằng chứng "Chúng tôi đã xem"
    Thì bị từ chối vì "Bạn không phải là người được thực hiện “Xác minh kết quả”"
    Và kiến nghị 3 ở tình trạng "Đã báo cáo, chờ xác minh"

  Kịch bản: Người của huyện có tên trong đoàn cũng không được xác minh
    Biết "lãnh đạo huyện" có tên trong đoàn kiểm tra
    Và "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Khi "lãnh đạo huyện" xác minh kiến nghị 3 "Đã thực hiện" với bằng chứng "Đã xem"
    Thì bị từ chối vì "phải thuộc cơ quan khác với đơn vị đã báo cáo"

  Kịch bản: Người đã báo cáo không xác minh báo cáo của chính mình
    Biết "UBND huyện Chi Lăng" có tên trong đoàn kiểm tra
    Và "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Và "UBND huyện Chi Lăng" đã chuyển công tác về Sở
    Khi "UBND huyện Chi Lăng" xác minh kiến nghị 3 "Đã thực hiện" với bằng chứng "Đã xem"
    Thì bị từ chối vì "Bạn là người đã báo cáo kết quả"

  Kịch bản: Không có bằng chứng thì không kết luận "Đã thực hiện"
    Biết "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Khi "chuyên viên Sở" xác minh kiến nghị 3 "Đã thực hiện" mà không có bằng chứng
    Thì bị từ chối vì "cần bằng chứng"

  Kịch bản: Không báo cáo lần thứ hai khi đang chờ xác minh
    Biết "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Thực hiện một phần" kèm một ảnh
    Khi "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Thì bị từ chối vì "Không thể “Báo cáo kết quả thực hiện” khi hồ sơ đang “Đã báo cáo, chờ xác minh”"

  Kịch bản: Báo cáo chưa rõ thì được trả lại để bổ sung
    Biết "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Khi "chuyên viên Sở" yêu cầu bổ sung báo cáo của kiến nghị 3 vì "Chưa nêu vị trí các biển"
    Và "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Thì kiến nghị 3 ở tình trạng "Đã báo cáo, chờ xác minh"
    Và kiến nghị 3 có 2 báo cáo

  Kịch bản: Gửi hai lần cùng một báo cáo chỉ tính một
    Khi "UBND huyện Chi Lăng" bấm gửi hai lần báo cáo của kiến nghị 3
    Thì kiến nghị 3 có 1 báo cáo

  Kịch bản: Thực hiện một phần thì làm tiếp với hạn mới
    Biết "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Thực hiện một phần" kèm một ảnh
    Và "chuyên viên Sở" xác minh kiến nghị 3 "Thực hiện một phần" mà không có bằng chứng
    Khi "chuyên viên Sở" yêu cầu làm tiếp kiến nghị 3 với hạn 20/9/2024
    Thì bị từ chối vì "Hạn mới phải sau ngày hôm nay"
    Khi "chuyên viên Sở" yêu cầu làm tiếp kiến nghị 3 với hạn 20/12/2024
    Thì kiến nghị 3 ở tình trạng "Yêu cầu làm tiếp"
    Và hạn của kiến nghị 3 là 20/12/2024
    Và cách tính hạn của kiến nghị 3 ghi "ấn định lại"
    Và kiến nghị 3 chưa xong

  Kịch bản: Việc tưởng đã xong được mở lại thì lại chưa xong
    Biết "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Và "chuyên viên Sở" xác minh kiến nghị 3 "Đã thực hiện" với bằng chứng "Xem ảnh"
    Khi "lãnh đạo Sở" yêu cầu làm tiếp kiến nghị 3 với hạn 20/12/2024
    Thì kiến nghị 3 chưa xong

  Kịch bản: Cuộc kiểm tra chưa kết thúc khi còn kiến nghị chưa xong
    Khi xem điều kiện kết thúc cuộc kiểm tra
    Thì chưa kết thúc được vì "Còn 14 nội dung phải theo dõi"
    Khi "lãnh đạo Sở" rút cả 14 kiến nghị vì "Đã giao bằng văn bản khác"
    Và xem điều kiện kết thúc cuộc kiểm tra
    Thì kết thúc được

  Kịch bản: Mỗi phần một kết luận, kết luận chung theo các phần
    Biết kiến nghị 3 có phần "cảnh báo được cắm" đo bằng số lượng từ 21 lên 67 "biển" và phần "Có kế hoạch mở lớp bơi"
    Và "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Thực hiện một phần" với số 31 ở phần 1
    Khi "chuyên viên Sở" xác minh kiến nghị 3 theo phần
      | phần | kết luận           | số | lý do           |
      | 1    | Thực hiện một phần | 31 | Còn 36 điểm     |
      | 2    | Đã thực hiện       |    |                 |
    Thì kết luận chung của kiến nghị 3 là "Thực hiện một phần"
    Và phần 1 của kiến nghị 3 được báo cáo "31/67 biển"

  Kịch bản: Kết luận "Đã thực hiện" của phần đếm được cần đủ số
    Biết kiến nghị 3 có phần "cảnh báo được cắm" đo bằng số lượng từ 21 lên 67 "biển" và phần "Có kế hoạch mở lớp bơi"
    Và "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Đã thực hiện" với số 67 ở phần 1
    Khi "chuyên viên Sở" xác minh kiến nghị 3 theo phần
      | phần | kết luận     | số | lý do |
      | 1    | Đã thực hiện | 60 |       |
      | 2    | Đã thực hiện |    |       |
    Thì bị từ chối vì "Mới được 60/67 biển"
    Khi "chuyên viên Sở" xác minh kiến nghị 3 theo phần
      | phần | kết luận     | số | lý do |
      | 1    | Đã thực hiện | 67 |       |
      | 2    | Đã thực hiện |    |       |
    Thì kiến nghị 3 được coi là xong

  Kịch bản: Số đếm tại chỗ ở lần kiểm tra sau đứng cạnh số đơn vị báo cáo, không thay số ấy
    Biết kiến nghị 3 đo bằng câu "Số biển cảnh báo đã cắm" của bảng kiểm, từ 21 lên 67 "biển"
    Và "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Đã thực hiện" với số 67 ở phần 1
    Khi bảng kiểm của lần kiểm tra ngày 20/11/2024 đếm được 53 biển
    Thì phần 1 của kiến nghị 3 được báo cáo "67/67 biển"
    Và "chuyên viên Sở" thấy kiến nghị 3 đếm tại chỗ ngày 20/11/2024 được "53/67 biển"
    Và "UBND huyện Chi Lăng" không thấy số đếm tại chỗ của kiến nghị 3
