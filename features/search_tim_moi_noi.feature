# language: vi
Tính năng: Tìm ở mọi nơi
  Để mở ngay việc vừa được hỏi tới, không phải nhớ nó nằm ở danh sách nào
  Người dùng gõ số, tên hoặc vài từ vào một ô ở đầu mọi trang
  và thấy mọi thứ mình được xem có các từ đó, xếp theo loại

  Bối cảnh:
    Biết thông báo kết quả kiểm tra huyện Chi Lăng số 97 đã ban hành

  Tình huống: Tìm văn bản theo số và ký hiệu
    Khi "officer" tìm ở mọi nơi "97/TB"
    Thì kết quả đầu tiên là văn bản "97/TB-SLĐTBXH"
    Và không có gì ngoài loại "Văn bản"

  Tình huống: Có dấu hay không dấu, cả từ hay phần đầu của từ
    Thì "officer" tìm ở mọi nơi được:
      | từ            | loại                    | tên                       |
      | Chi Lăng      | Đơn vị, cơ quan         | huyện Chi Lăng            |
      | chi lang      | Cuộc kiểm tra           | UBND huyện Chi Lăng       |
      | CHI LĂ        | Kiến nghị, nội dung phải thực hiện | biển cảnh báo  |
      | hoang thi thu | Người tham gia đoàn     | Hoàng Thị Thử             |
      | tre em        | Kế hoạch                | trẻ em                    |
      | bien canh bao | Ưu điểm; tồn tại, hạn chế | biển cảnh báo           |

  Tình huống: Mỗi người chỉ tìm thấy những gì mình được xem
    Khi "district_officer" tìm ở mọi nơi "Chi Lăng"
    Thì có loại "Cuộc kiểm tra"
    Và có loại "Văn bản"
    Và không có loại "Kế hoạch"
    Và không có loại "Văn bản đến"
    Khi "other_officer" tìm ở mọi nơi "Chi Lăng"
    Thì trang nói "Không tìm thấy gì"
    Khi "admin" tìm ở mọi nơi "Chi Lăng"
    Thì không có gì ngoài loại "Cơ quan"

  Tình huống: Gõ gì cũng được trả lời
    Thì "officer" gõ gì vào ô tìm cũng được trả lời:
      | gõ      | trang nói                                          |
      | ???     | Gõ ít nhất một chữ cái hoặc một chữ số             |
      | % _ %%  | Gõ ít nhất một chữ cái hoặc một chữ số             |
      | qzxqzx  | Không tìm thấy gì                                  |
      | 100%    | Không tìm thấy gì                                  |
      | h       | Người tham gia đoàn                                |

  Tình huống: Thấy lại những gì vừa mở
    Biết "officer" vừa mở cuộc kiểm tra và kế hoạch của nó
    Thì mục Mở gần đây của "officer" có cả hai, mở sau đứng trước
    Và mục Mở gần đây của "district_officer" trên cùng máy đó chỉ có cuộc kiểm tra
