# language: vi
Tính năng: Lãnh đạo duyệt báo cáo trước khi gửi
  Cơ quan nào muốn thì báo cáo kết quả thực hiện do chuyên viên soạn chờ lãnh đạo duyệt rồi mới gửi.
  Chưa duyệt thì chưa phải là báo cáo: đơn vị vẫn bị nhắc hạn, và Sở chưa đọc được.

  Bối cảnh:
    Biết hôm nay là ngày 12/8/2024
    Và cuộc kiểm tra tại huyện Chi Lăng đang tổng hợp kết quả
    Và thông báo đã ban hành ngày 15/8/2024 với 14 kiến nghị
    Và hôm nay là ngày 20/9/2024
    Và "UBND huyện Chi Lăng" đặt lãnh đạo duyệt báo cáo trước khi gửi

  Kịch bản: Chuyên viên trình, lãnh đạo duyệt gửi
    Khi "UBND huyện Chi Lăng" trình lãnh đạo báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Thì kiến nghị 3 ở tình trạng "Đã gửi đơn vị"
    Và kiến nghị 3 có 0 báo cáo
    Và "lãnh đạo huyện" được báo "Báo cáo chờ lãnh đạo duyệt"
    Và "chuyên viên Sở" chưa đọc được báo cáo đang chờ của kiến nghị 3
    Khi "lãnh đạo huyện" duyệt gửi báo cáo của kiến nghị 3
    Thì kiến nghị 3 ở tình trạng "Đã báo cáo, chờ xác minh"
    Và kiến nghị 3 có 1 báo cáo
    Và báo cáo của kiến nghị 3 kèm 1 tệp
    Và "UBND huyện Chi Lăng" được báo "Báo cáo đã được duyệt, đã gửi"

  Kịch bản: Chuyên viên không tự gửi được
    Khi "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Thì bị từ chối vì "báo cáo do chuyên viên soạn được lãnh đạo duyệt rồi mới gửi"
    Và kiến nghị 3 có 0 báo cáo

  Kịch bản: Lãnh đạo trả lại kèm lý do, chuyên viên soạn lại
    Biết "UBND huyện Chi Lăng" trình lãnh đạo báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Khi "lãnh đạo huyện" trả lại báo cáo của kiến nghị 3 vì "Chưa nêu vị trí các biển"
    Thì kiến nghị 3 ở tình trạng "Đã gửi đơn vị"
    Và "UBND huyện Chi Lăng" được báo "Báo cáo bị trả lại"
    Khi "lãnh đạo huyện" duyệt gửi báo cáo của kiến nghị 3
    Thì bị từ chối vì "không còn chờ duyệt"
    Khi "UBND huyện Chi Lăng" trình lại báo cáo của kiến nghị 3, giữ ảnh cũ
    Và "lãnh đạo huyện" duyệt gửi báo cáo của kiến nghị 3
    Thì kiến nghị 3 có 1 báo cáo
    Và báo cáo của kiến nghị 3 kèm 1 tệp

  Kịch bản: Lãnh đạo tự báo cáo thì không cần ai duyệt
    Biết "UBND huyện Chi Lăng" trình lãnh đạo báo cáo kiến nghị 3 "Thực hiện một phần" kèm một ảnh
    Khi "lãnh đạo huyện" báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Thì kiến nghị 3 có 1 báo cáo
    Và không còn báo cáo nào của kiến nghị 3 chờ duyệt

  Kịch bản: Làm thay lãnh đạo không thành lãnh đạo
    Biết "lãnh đạo huyện" vắng hôm nay, "UBND huyện Chi Lăng" làm thay
    Và "UBND huyện Chi Lăng" trình lãnh đạo báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Khi "UBND huyện Chi Lăng" duyệt gửi báo cáo của kiến nghị 3
    Thì bị từ chối vì "Tài khoản của bạn không được làm việc này"
    Và kiến nghị 3 có 0 báo cáo

  Kịch bản: Kiến nghị đã gửi từ trước khi cơ quan đặt cũng theo
    Biết "UBND huyện Chi Lăng" thôi đặt lãnh đạo duyệt báo cáo
    Và "UBND huyện Chi Lăng" xác nhận đã nhận kiến nghị 3
    Và "UBND huyện Chi Lăng" đặt lãnh đạo duyệt báo cáo trước khi gửi
    Khi "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Thì bị từ chối vì "báo cáo do chuyên viên soạn được lãnh đạo duyệt rồi mới gửi"

  Kịch bản: Người soạn chuyển về Sở không xác minh báo cáo mình đã soạn
    Biết "UBND huyện Chi Lăng" có tên trong đoàn kiểm tra
    Và "UBND huyện Chi Lăng" trình lãnh đạo báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Và "lãnh đạo huyện" duyệt gửi báo cáo của kiến nghị 3
    Và "UBND huyện Chi Lăng" đã chuyển công tác về Sở
    Khi "UBND huyện Chi Lăng" xác minh kiến nghị 3 "Đã thực hiện" với bằng chứng "Đã xem"
    Thì bị từ chối vì "Bạn là người đã báo cáo kết quả"

  Kịch bản: Báo cáo đang chờ duyệt không ngăn lời nhắc quá hạn
    Biết "UBND huyện Chi Lăng" trình lãnh đạo báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Và hôm nay là ngày 8/11/2024
    Thì kiến nghị 3 quá hạn
