# language: vi
Tính năng: Bản ghi về muộn
  Buổi làm việc đã kết thúc, máy tính bảng mới có mạng. Bản ghi không bị từ chối, cũng không lặng lẽ gộp vào:
  nó được giữ riêng để trưởng đoàn đưa vào hoặc không dùng.

  Bối cảnh:
    Biết hôm nay là ngày 17/7/2024
    Và đoàn đang làm việc tại UBND huyện Chi Lăng
    Và máy của trưởng đoàn đã gửi 67 điểm, 21 biển
    Và buổi làm việc đã kết thúc

  Kịch bản: Giữ riêng, rồi đưa vào sau khi mở lại buổi làm việc
    Khi máy của thành viên Sở GDĐT sửa số biển thành 22 từ bản số 1
    Thì máy được trả lời "Đến muộn, chờ trưởng đoàn xem"
    Và bảng kiểm đang có 67 điểm, 21 biển
    Khi trưởng đoàn đưa bản ghi đến muộn vào
    Thì bị từ chối vì "Buổi làm việc đang ở tình trạng “Đã xong”"
    Khi trưởng đoàn mở lại buổi làm việc với lý do "Bổ sung số liệu"
    Và trưởng đoàn đưa bản ghi đến muộn vào
    Thì bảng kiểm đang có 67 điểm, 22 biển
    Và không còn bản ghi đến muộn nào chờ xem

  Kịch bản: Không dùng, nhưng vẫn giữ
    Khi máy của thành viên Sở GDĐT sửa số biển thành 22 từ bản số 1
    Và trưởng đoàn không dùng bản ghi đến muộn với lý do "Đã nhập tay tại bàn"
    Thì bảng kiểm đang có 67 điểm, 21 biển
    Và bản ghi đến muộn vẫn còn nguyên với lý do "Đã nhập tay tại bàn"
    Và nhật ký buổi làm việc có "Không dùng dữ liệu đến muộn"

  Kịch bản: Người đã rời đoàn nhưng đã mang buổi làm việc theo
    Khi thành viên Sở GDĐT mang buổi làm việc theo máy rồi rời đoàn
    Và máy của thành viên Sở GDĐT sửa số biển thành 22 từ bản số 1
    Thì máy được trả lời "Đến muộn, chờ trưởng đoàn xem"

  Kịch bản: Nguy hiểm khẩn cấp không bao giờ phải chờ
    Khi máy của thành viên Sở GDĐT báo nguy hiểm "Giếng không nắp"
    Thì máy được trả lời "Đã ghi nhận"
