# language: vi
Tính năng: Báo cáo nhiều lần, rút lại và bổ sung
  Đơn vị lưu nháp, báo tiến độ, rút lại hoặc bổ sung báo cáo cho đến khi Sở bấm "Bắt đầu xác minh". Bản nào cũng được giữ.

  Bối cảnh:
    Biết hôm nay là ngày 12/8/2024
    Và cuộc kiểm tra tại huyện Chi Lăng đang tổng hợp kết quả
    Và thông báo đã ban hành ngày 15/8/2024 với 14 kiến nghị
    Và hôm nay là ngày 20/9/2024

  Kịch bản: Rút lại báo cáo khi Sở chưa xác minh
    Biết "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Khi "UBND huyện Chi Lăng" rút lại báo cáo của kiến nghị 3 vì "Ảnh chụp nhầm điểm"
    Thì kiến nghị 3 ở tình trạng "Đơn vị đã nhận"
    Và trong 1 báo cáo của kiến nghị 3 còn 0 báo cáo có hiệu lực
    Và lịch sử kiến nghị 3 ghi "Đã rút lại"
    Và lịch sử kiến nghị 3 ghi "Ảnh chụp nhầm điểm"
    Và nhật ký của kiến nghị 3 gồm "create, issue, answer, take_back"
    Và "chuyên viên Sở" được báo "Đơn vị rút lại báo cáo"

  Kịch bản: Sở yêu cầu báo cáo bổ sung thì đơn vị được báo, lần nào cũng vậy
    Biết "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Khi "chuyên viên Sở" yêu cầu bổ sung báo cáo của kiến nghị 3 vì "Thiếu ảnh ở Phố Sặt"
    Thì "UBND huyện Chi Lăng" được báo "Yêu cầu báo cáo bổ sung"
    Và "UBND huyện Chi Lăng" đọc được bản nháp của kiến nghị 3
    Và "chuyên viên Sở" không đọc được bản nháp của kiến nghị 3
    Và "lãnh đạo huyện" được báo "Yêu cầu báo cáo bổ sung"
    Biết "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Khi "chuyên viên Sở" yêu cầu bổ sung báo cáo của kiến nghị 3 vì "Ảnh không rõ"
    Thì "UBND huyện Chi Lăng" được báo 2 lần "Yêu cầu báo cáo bổ sung"

  Kịch bản: Bổ sung báo cáo, ảnh cũ vẫn gửi kèm
    Biết "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Thực hiện một phần" kèm một ảnh
    Khi "UBND huyện Chi Lăng" bổ sung báo cáo của kiến nghị 3 "Đã thực hiện", giữ ảnh cũ
    Thì kiến nghị 3 ở tình trạng "Đã báo cáo, chờ xác minh"
    Và trong 2 báo cáo của kiến nghị 3 còn 1 báo cáo có hiệu lực
    Và báo cáo có hiệu lực của kiến nghị 3 là "Đã thực hiện" kèm 1 tệp
    Và lịch sử kiến nghị 3 ghi "Đã thay bằng bản bổ sung"

  Kịch bản: Sở đã bắt đầu xác minh thì không rút, không bổ sung, không báo cáo thêm
    Biết "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Và "chuyên viên Sở" bắt đầu xác minh kiến nghị 3
    Thì kiến nghị 3 ở tình trạng "Đang xác minh"
    Khi "UBND huyện Chi Lăng" rút lại báo cáo của kiến nghị 3 vì "Ảnh chụp nhầm điểm"
    Thì bị từ chối vì "Không thể “Rút lại báo cáo” khi hồ sơ đang “Đang xác minh”"
    Khi "UBND huyện Chi Lăng" bổ sung báo cáo của kiến nghị 3 "Đã thực hiện", giữ ảnh cũ
    Thì bị từ chối vì "Không thể “Bổ sung báo cáo” khi hồ sơ đang “Đang xác minh”"
    Khi "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Thì bị từ chối vì "khi hồ sơ đang “Đang xác minh”"
    Khi "chuyên viên Sở" xác minh kiến nghị 3 "Đã thực hiện" với bằng chứng "Xem ảnh 46 biển"
    Thì kiến nghị 3 được coi là xong

  Kịch bản: Dừng xác minh thì đơn vị lại bổ sung được
    Biết "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Thực hiện một phần" kèm một ảnh
    Và "chuyên viên Sở" bắt đầu xác minh kiến nghị 3
    Và "chuyên viên Sở" dừng xác minh kiến nghị 3
    Khi "UBND huyện Chi Lăng" bổ sung báo cáo của kiến nghị 3 "Đã thực hiện", giữ ảnh cũ
    Thì trong 2 báo cáo của kiến nghị 3 còn 1 báo cáo có hiệu lực

  Kịch bản: Hai chuyên viên cùng bấm bắt đầu xác minh
    Biết "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Và "chuyên viên Sở" bắt đầu xác minh kiến nghị 3
    Khi "trưởng đoàn" bắt đầu xác minh kiến nghị 3
    Thì bị từ chối vì "khi hồ sơ đang “Đang xác minh”"

  Kịch bản: Báo tiến độ không phải là báo cáo để xác minh
    Khi "UBND huyện Chi Lăng" báo tiến độ kiến nghị 3 "Đã cắm 12 trong 46 biển" kèm một ảnh
    Thì kiến nghị 3 ở tình trạng "Đã gửi đơn vị"
    Và kiến nghị 3 có 0 báo cáo
    Và lịch sử kiến nghị 3 ghi "Đã cắm 12 trong 46 biển"
    Khi hôm nay là ngày 8/11/2024
    Thì kiến nghị 3 quá hạn

  Kịch bản: Báo tiến độ bằng số, 67 điểm mới có 21 biển, rồi 35
    Biết kiến nghị 3 có phần "cảnh báo được cắm" đo bằng số lượng từ 21 lên 67 "biển" và phần "Có kế hoạch mở lớp bơi"
    Khi "UBND huyện Chi Lăng" báo tiến độ kiến nghị 3 "Chưa cắm thêm biển nào" với số 21 ở phần 1
    Thì đơn vị báo phần 1 của kiến nghị 3 đạt "21/67 biển", chưa ai xác minh
    Khi hôm nay là ngày 8/10/2024
    Và "UBND huyện Chi Lăng" báo tiến độ kiến nghị 3 "Đã cắm thêm 14 biển" với số 35 ở phần 1
    Thì đơn vị báo phần 1 của kiến nghị 3 đạt "35/67 biển", chưa ai xác minh
    Và kiến nghị 3 ở tình trạng "Đã gửi đơn vị"
    Và lịch sử kiến nghị 3 ghi "21/67 biển"
    Và lịch sử kiến nghị 3 ghi "35/67 biển"
    Và báo cáo tiếp theo của kiến nghị 3 bắt đầu từ số 35 ở phần 1
    Khi "UBND huyện Chi Lăng" báo tiến độ kiến nghị 3 "Gõ nhầm" với số -5 ở phần 1
    Thì bị từ chối vì "Số không được nhỏ hơn 0"
    Và đơn vị báo phần 1 của kiến nghị 3 đạt "35/67 biển", chưa ai xác minh

  Kịch bản: Lưu nháp, chỉ người của đơn vị đọc được
    Khi "UBND huyện Chi Lăng" lưu nháp báo cáo kiến nghị 3 "Đã cắm 30 biển" kèm một ảnh
    Thì kiến nghị 3 có 0 báo cáo
    Và "lãnh đạo huyện" đọc được bản nháp của kiến nghị 3
    Và "chuyên viên Sở" không đọc được bản nháp của kiến nghị 3
    Và "Phòng LĐTBXH Chi Lăng" không đọc được bản nháp của kiến nghị 3
    Khi "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Thì bản nháp của kiến nghị 3 không còn

  Kịch bản: Nơi lãnh đạo duyệt báo cáo thì chuyên viên không tự rút lại
    Biết "UBND huyện Chi Lăng" đặt lãnh đạo duyệt báo cáo trước khi gửi
    Và "lãnh đạo huyện" báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Khi "UBND huyện Chi Lăng" rút lại báo cáo của kiến nghị 3 vì "Thiếu số liệu"
    Thì bị từ chối vì "nhờ lãnh đạo làm bước này"
    Khi "lãnh đạo huyện" rút lại báo cáo của kiến nghị 3 vì "Thiếu số liệu"
    Thì kiến nghị 3 ở tình trạng "Đơn vị đã nhận"

  Kịch bản: Không báo cáo khi nội dung đã kết thúc
    Biết "lãnh đạo Sở" rút kiến nghị 3 vì "Trùng với kiến nghị 13"
    Khi "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Thì bị từ chối vì "khi hồ sơ đang “Đã rút”"
    Khi "UBND huyện Chi Lăng" báo tiến độ kiến nghị 3 "Đã cắm 12 biển" kèm một ảnh
    Thì bị từ chối vì "khi hồ sơ đang “Đã rút”"
