# language: vi
Tính năng: Soạn kiến nghị của đoàn kiểm tra
  Mỗi kiến nghị nêu rõ đơn vị phải thực hiện và hạn thực hiện; không tồn tại nào bị bỏ quên.

  Bối cảnh:
    Biết hôm nay là ngày 12/8/2024
    Và cuộc kiểm tra tại huyện Chi Lăng đang tổng hợp kết quả

  Kịch bản: Mười bốn kiến nghị gửi hai đơn vị
    Khi đoàn ghi 7 kiến nghị với "UBND huyện Chi Lăng" và 7 kiến nghị với "Phòng LĐTBXH Chi Lăng"
    Thì có 14 kiến nghị, mỗi kiến nghị có hạn 06/11/2024 tính từ 60 ngày làm việc

  Kịch bản: Thông báo bị giữ lại khi còn tồn tại chưa có kiến nghị
    Biết tồn tại "Kinh phí vận động Quỹ BTTE trên địa bàn huyện còn thấp."
    Khi xem điều kiện gửi thông báo kết quả
    Thì thông báo bị giữ lại vì "chưa có kiến nghị, cũng chưa nêu lý do không kiến nghị"

  Kịch bản: Thông báo bị giữ lại khi hạn thực hiện đã qua
    Biết đoàn ghi 1 kiến nghị với "UBND huyện Chi Lăng" và 0 kiến nghị với "Phòng LĐTBXH Chi Lăng"
    Và hôm nay là ngày 7/11/2024
    Khi xem điều kiện gửi thông báo kết quả
    Thì thông báo bị giữ lại vì "hạn 06/11/2024 không sau ngày ban hành"

  Kịch bản: Đơn vị chưa thấy kiến nghị khi thông báo chưa ban hành
    Khi đoàn ghi 1 kiến nghị với "UBND huyện Chi Lăng" và 0 kiến nghị với "Phòng LĐTBXH Chi Lăng"
    Thì "UBND huyện Chi Lăng" có 0 kiến nghị phải thực hiện
    Và "UBND huyện Chi Lăng" không tìm thấy kiến nghị 1
    Và "lãnh đạo huyện" không tìm thấy kiến nghị 1

  Kịch bản: Hạn thực hiện phải sau ngày ban hành, không được cùng ngày
    Biết đoàn ghi 1 kiến nghị với "UBND huyện Chi Lăng" và 0 kiến nghị với "Phòng LĐTBXH Chi Lăng"
    Khi hôm nay là ngày 5/11/2024
    Và xem điều kiện gửi thông báo kết quả
    Thì thông báo không bị giữ lại
    Khi hôm nay là ngày 6/11/2024
    Và xem điều kiện gửi thông báo kết quả
    Thì thông báo bị giữ lại vì "hạn 06/11/2024 không sau ngày ban hành"

  Kịch bản: Xóa hạn đã ấn định thì hạn được tính lại từ đầu
    Biết đoàn ghi 1 kiến nghị với "UBND huyện Chi Lăng" và 0 kiến nghị với "Phòng LĐTBXH Chi Lăng"
    Và "chuyên viên Sở" ấn định hạn 30/9/2024 cho kiến nghị 1
    Và hạn của kiến nghị 1 là 30/9/2024
    Khi "chuyên viên Sở" xóa hạn của kiến nghị 1
    Thì hạn của kiến nghị 1 là 06/11/2024
    Và cách tính hạn của kiến nghị 1 ghi "60 ngày làm việc"

  Kịch bản: Đơn vị chỉ thấy kiến nghị gửi cho mình
    Biết thông báo đã ban hành ngày 15/8/2024 với 14 kiến nghị
    Thì "UBND huyện Chi Lăng" có 7 kiến nghị phải thực hiện
    Và "Phòng LĐTBXH Chi Lăng" có 7 kiến nghị phải thực hiện
    Và "UBND huyện Hữu Lũng" có 0 kiến nghị phải thực hiện
    Và "UBND huyện Hữu Lũng" không tìm thấy kiến nghị 3
    Và "Phòng LĐTBXH Chi Lăng" không tìm thấy kiến nghị 3

  Kịch bản: Đơn vị được kiểm tra không tự viết kiến nghị
    Khi "UBND huyện Chi Lăng" tự thêm một kiến nghị
    Thì bị từ chối vì "Tài khoản của bạn không được làm việc này"

  Kịch bản: Kiến nghị nhiều ý được chia thành phần, mỗi phần một số đo
    Biết đoàn ghi 1 kiến nghị với "UBND huyện Chi Lăng" và 0 kiến nghị với "Phòng LĐTBXH Chi Lăng"
    Khi "chuyên viên Sở" chia kiến nghị 1 thành các phần
      | loại       | thế nào là xong                | đơn vị | hiện có | phải đạt |
      | Số lượng   | cảnh báo được cắm              | biển   | 21      | 67       |
      | Hiện trạng | Biển tại Phố Sặt nhìn thấy rõ  |        |         |          |
      | Văn bản    | Kế hoạch mở lớp dạy bơi        |        |         |          |
    Thì kết quả phải đạt của kiến nghị 1 là
      | phần                                                       |
      | Từ 21 lên 67 biển cảnh báo được cắm                        |
      | Biển tại Phố Sặt nhìn thấy rõ, có ảnh chụp                 |
      | Kế hoạch mở lớp dạy bơi được ban hành, có số và ngày       |

  Kịch bản: Số đo không có số, tỷ lệ 140%, số phải đạt dưới số hiện có
    Biết đoàn ghi 1 kiến nghị với "UBND huyện Chi Lăng" và 0 kiến nghị với "Phòng LĐTBXH Chi Lăng"
    Khi "chuyên viên Sở" chia kiến nghị 1 thành các phần
      | loại     | thế nào là xong                  | đơn vị | hiện có | phải đạt |
      | Số lượng | cảnh báo được cắm                | biển   |         |          |
    Thì bị từ chối vì "Nhập số phải đạt"
    Khi "chuyên viên Sở" chia kiến nghị 1 thành các phần
      | loại     | thế nào là xong                  | đơn vị | hiện có | phải đạt |
      | Tỷ lệ    | hộ đạt tiêu chí Ngôi nhà an toàn |        | 40      | 140      |
    Thì bị từ chối vì "không thể là 140%"
    Khi "chuyên viên Sở" chia kiến nghị 1 thành các phần
      | loại     | thế nào là xong                  | đơn vị | hiện có | phải đạt |
      | Số lượng | cảnh báo được cắm                | biển   | 67      | 46       |
    Thì bị từ chối vì "phải lớn hơn số ban đầu (67)"
