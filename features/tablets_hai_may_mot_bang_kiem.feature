# language: vi
Tính năng: Hai máy ghi cùng một bảng kiểm
  Hai người ghi ở hai máy không có mạng; tối về gửi lên. Chỗ nào khớp thì gộp, chỗ nào khác thì giữ cả hai
  để trưởng đoàn chọn; không chữ nào mất, không gì tính hai lần.

  Bối cảnh:
    Biết hôm nay là ngày 17/7/2024
    Và đoàn đang làm việc tại UBND huyện Chi Lăng
    Và máy của trưởng đoàn đã gửi 67 điểm, 21 biển

  Kịch bản: Mỗi người sửa một mục
    Khi máy của trưởng đoàn sửa số điểm thành 70 từ bản số 1
    Và máy của thành viên Sở GDĐT sửa số biển thành 22 từ bản số 1
    Thì máy được trả lời "Đã gộp với bản của người khác"
    Và bảng kiểm đang có 70 điểm, 22 biển
    Và không có mục nào chờ trưởng đoàn chọn

  Kịch bản: Hai người sửa cùng một mục, trưởng đoàn chọn
    Khi máy của trưởng đoàn sửa số điểm thành 70 từ bản số 1
    Và máy của thành viên Sở GDĐT sửa số điểm thành 66 từ bản số 1
    Thì máy được trả lời "Đã gộp, có mục chờ trưởng đoàn chọn"
    Và bảng kiểm đang có 70 điểm, 21 biển
    Và mục "Số điểm có nguy cơ đuối nước đã rà soát" chờ chọn giữa "70 điểm" của Lương Văn Đoàn và "66 điểm" của Triệu Thị Giáo
    Khi trưởng đoàn chọn giá trị gửi đến
    Thì bảng kiểm đang có 66 điểm, 21 biển
    Và không có mục nào chờ trưởng đoàn chọn
    Và nhật ký buổi làm việc có "Trưởng đoàn chọn giữa hai giá trị khác nhau"

  Kịch bản: Giá trị đang có là của người sửa sau cùng, không phải của người ghi đầu tiên
    Khi máy của thành viên Sở GDĐT sửa số điểm thành 70 từ bản số 1
    Và máy của thư ký đoàn sửa số điểm thành 66 từ bản số 1
    Thì mục "Số điểm có nguy cơ đuối nước đã rà soát" chờ chọn giữa "70 điểm" của Triệu Thị Giáo và "66 điểm" của Hà Văn Thể

  Kịch bản: Người khác không chọn thay trưởng đoàn
    Khi máy của trưởng đoàn sửa số điểm thành 70 từ bản số 1
    Và máy của thành viên Sở GDĐT sửa số điểm thành 66 từ bản số 1
    Và thành viên Sở GDĐT chọn giá trị gửi đến
    Thì bị từ chối vì "Tài khoản của bạn không được làm việc này"
    Và bảng kiểm đang có 70 điểm, 21 biển

  Kịch bản: Chưa chọn thì chưa kết thúc được buổi làm việc
    Khi máy của trưởng đoàn sửa số điểm thành 70 từ bản số 1
    Và máy của thành viên Sở GDĐT sửa số điểm thành 66 từ bản số 1
    Và trưởng đoàn kết thúc buổi làm việc
    Thì bị từ chối với lý do "Còn 1 mục mà hai người ghi khác nhau; trưởng đoàn chọn từng mục trước."

  Kịch bản: Máy gửi lại vì không nhận được câu trả lời
    Khi máy của trưởng đoàn sửa số điểm thành 70 từ bản số 1
    Và máy gửi lại đúng bản ghi ấy 3 lần
    Thì bảng kiểm đang có 70 điểm, 21 biển
    Và có 2 bản đã lưu và 2 bản ghi đã nhận
