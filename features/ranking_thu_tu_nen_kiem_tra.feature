# language: vi
Tính năng: Thứ tự nên kiểm tra
  Để năm sau đến đúng những đơn vị cần đến nhất
  Chuyên viên lập kế hoạch xem các đơn vị theo điểm, mỗi điểm có lý do bằng lời và con số
  rồi đánh dấu đơn vị để đưa vào kế hoạch mới hoặc kế hoạch đang soạn

  Bối cảnh:
    Biết huyện Chi Lăng được kiểm tra ngày 17/7/2024, có 14 nội dung kiến nghị
    Và hôm nay là ngày 17/9/2026

  Tình huống: Mỗi đơn vị đứng ở chỗ của mình vì những lý do đọc được
    Khi chuyên viên mở thứ tự nên kiểm tra
    Thì đứng thứ 1 là "UBND huyện Chi Lăng" với 91 điểm
    Và "UBND huyện Chi Lăng" có lý do "14 nội dung quá hạn (50 điểm)"
    Và "UBND huyện Chi Lăng" có lý do "26 tháng chưa kiểm tra (21 điểm)"
    Và "UBND huyện Chi Lăng" có lý do "lần kiểm tra gần nhất mới thực hiện 0/14 nội dung đến hạn (20 điểm)"
    Và đứng thứ 2 là "UBND huyện Hữu Lũng" với 35 điểm
    Và "UBND huyện Hữu Lũng" có lý do "chưa kiểm tra lần nào (35 điểm)"

  Tình huống: Đơn vị làm xong thì bớt lý do
    Khi 11 nội dung của huyện Chi Lăng được xác minh là đã thực hiện
    Và chuyên viên mở thứ tự nên kiểm tra
    Thì "UBND huyện Chi Lăng" có lý do "3 nội dung quá hạn (30 điểm)"
    Và "UBND huyện Chi Lăng" có lý do "lần kiểm tra gần nhất mới thực hiện 11/14 nội dung đến hạn (4,3 điểm)"

  Tình huống: Xã mới nhận lịch sử của huyện đã kết thúc
    Khi huyện Chi Lăng kết thúc ngày 30/6/2025, xã Chi Lăng và xã Nhân Lý kế thừa
    Và chuyên viên mở thứ tự nên kiểm tra
    Thì "UBND xã Chi Lăng" có lý do "14 nội dung quá hạn (50 điểm)"
    Và "UBND xã Nhân Lý" có lý do "26 tháng chưa kiểm tra (21 điểm)"
    Và không có "UBND huyện Chi Lăng" trong thứ tự

  Tình huống: Đưa các đơn vị đứng đầu vào kế hoạch, đưa lại cũng không thêm gì
    Khi chuyên viên đưa 1 đơn vị đứng đầu vào kế hoạch mới "Kế hoạch năm 2027" ngày 3/3/2027
    Thì kế hoạch "Kế hoạch năm 2027" có "UBND huyện Chi Lăng" vào ngày 3/3/2027
    Khi chuyên viên đưa 2 đơn vị đứng đầu vào kế hoạch "Kế hoạch năm 2027" ngày 9/4/2027
    Và chuyên viên đưa 2 đơn vị đứng đầu vào kế hoạch "Kế hoạch năm 2027" ngày 9/4/2027
    Thì kế hoạch "Kế hoạch năm 2027" có "UBND huyện Chi Lăng" vào ngày 3/3/2027
    Và kế hoạch "Kế hoạch năm 2027" có "UBND huyện Hữu Lũng" vào ngày 9/4/2027

  Tình huống: Tỉnh tự đặt điểm
    Khi tỉnh đặt 2.5 điểm cho mỗi nội dung quá hạn
    Và chuyên viên mở thứ tự nên kiểm tra
    Thì "UBND huyện Chi Lăng" có lý do "14 nội dung quá hạn (35 điểm)"
