# language: vi
Tính năng: Bắt đầu và kết thúc buổi làm việc
  Buổi đầu tiên mở ra cuộc kiểm tra; không buổi nào kết thúc khi còn thiếu bảng kiểm bắt buộc.

  Kịch bản: Buổi đầu tiên đưa cuộc kiểm tra sang bước kiểm tra tại chỗ
    Biết hôm nay là ngày 17/7/2024
    Và cuộc kiểm tra tại UBND huyện Chi Lăng đã xếp lịch
    Thì buổi làm việc thứ 1 là ngày 17/7/2024
    Khi trưởng đoàn bắt đầu buổi làm việc
    Thì cuộc kiểm tra đang ở bước "visiting"

  Kịch bản: Người khác không bắt đầu thay trưởng đoàn
    Biết hôm nay là ngày 17/7/2024
    Và cuộc kiểm tra tại UBND huyện Chi Lăng đã xếp lịch
    Khi cán bộ huyện Chi Lăng bắt đầu buổi làm việc
    Thì bị từ chối vì "Bạn không phải là người được thực hiện “Bắt đầu buổi làm việc”"

  Kịch bản: Còn thiếu bảng kiểm bắt buộc
    Biết hôm nay là ngày 17/7/2024
    Và đoàn đang làm việc tại UBND huyện Chi Lăng
    Và điểm có nguy cơ đuối nước "Phố Sặt"
    Và đoàn đã ghi đủ các bảng kiểm của đơn vị
    Khi trưởng đoàn kết thúc buổi làm việc
    Thì bị từ chối vì "Chưa thể “Kết thúc buổi làm việc”"
    Và lý do là "Bảng kiểm “Biển cảnh báo tại điểm có nguy cơ đuối nước” tại Phố Sặt: chưa ghi."
    Khi trưởng đoàn ghi tại "Phố Sặt" là biển bị cây che khuất
    Và trưởng đoàn kết thúc buổi làm việc
    Và trưởng đoàn chuyển sang tổng hợp kết quả
    Thì cuộc kiểm tra đang ở bước "reviewing"

  Kịch bản: Đã kết thúc thì không ghi thêm, trừ khi mở lại
    Biết hôm nay là ngày 17/7/2024
    Và đoàn đang làm việc tại UBND huyện Chi Lăng
    Và đoàn đã ghi đủ các bảng kiểm của đơn vị
    Khi trưởng đoàn kết thúc buổi làm việc
    Và trưởng đoàn sửa số biển của xã thành 3 từ bản số 1
    Thì bị từ chối vì "Buổi làm việc đang ở tình trạng “Đã xong”"
    Khi trưởng đoàn mở lại buổi làm việc với lý do "Bổ sung số liệu"
    Và trưởng đoàn sửa số biển của xã thành 3 từ bản số 1
    Thì không bị từ chối

  Kịch bản: Hoãn cuộc kiểm tra thì bỏ buổi làm việc đã xếp
    Biết hôm nay là ngày 12/7/2024
    Và cuộc kiểm tra tại UBND huyện Chi Lăng đã xếp lịch
    Khi chuyên viên Sở LĐTBXH hoãn cuộc kiểm tra với lý do "Mưa lũ"
    Thì buổi làm việc đang ở tình trạng "cancelled"
