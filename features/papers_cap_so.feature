# language: vi
Tính năng: Duyệt, cấp số và ban hành thông báo
  Thông báo do chuyên viên soạn, lãnh đạo duyệt, văn thư cấp số. Số không trùng, không bỏ trống; văn bản đã cấp số
  không đổi nữa, và chỉ khi đã ban hành thì đơn vị được kiểm tra mới thấy.

  Bối cảnh:
    Biết sổ đăng ký năm 2024 đã cấp đến số 96 ngày 11/7/2024

  Kịch bản: Thông báo lịch mang số 97
    Biết chuyên viên đã soạn thông báo lịch kiểm tra
    Khi chuyên viên trình duyệt
    Và lãnh đạo duyệt
    Và văn thư cấp số với ngày 12/7/2024
    Thì thông báo có số "97/TB-SLĐTBXH"
    Và huyện Chi Lăng chưa thấy thông báo
    Khi văn thư tạo tệp
    Thì thông báo đã ban hành
    Và huyện Chi Lăng thấy thông báo
    Và huyện Hữu Lũng chưa thấy thông báo

  Kịch bản: Ban hành kết quả thì các kiến nghị được gửi và cuộc kiểm tra sang theo dõi
    Biết chuyên viên đã soạn thông báo kết quả
    Khi chuyên viên trình duyệt
    Và lãnh đạo duyệt
    Và văn thư cấp số với ngày 5/8/2024
    Và văn thư tạo tệp
    Thì thông báo có số "97/TB-SLĐTBXH"
    Và 2 kiến nghị đã gửi đơn vị ngày 5/8/2024
    Và cuộc kiểm tra đang theo dõi thực hiện

  Kịch bản: Một văn bản không có số thứ hai
    Biết chuyên viên đã soạn thông báo kết quả
    Khi chuyên viên trình duyệt
    Và lãnh đạo duyệt
    Và văn thư cấp số với ngày 5/8/2024
    Và văn thư cấp số với ngày 5/8/2024
    Thì bị từ chối vì "Không thể “Cấp số”"
    Và sổ đăng ký chỉ thêm một dòng

  Kịch bản: Thông báo còn tồn tại chưa có kiến nghị thì chưa trình được
    Biết đoàn ghi thêm một tồn tại chưa có kiến nghị
    Và chuyên viên đã soạn thông báo kết quả
    Khi chuyên viên trình duyệt
    Thì bị từ chối vì "Chưa có sổ theo dõi biển cảnh báo"

  Khung kịch bản: Ngày ban hành phải theo thứ tự và không trước buổi làm việc
    Biết chuyên viên đã soạn thông báo kết quả
    Khi chuyên viên trình duyệt
    Và lãnh đạo duyệt
    Và văn thư cấp số với ngày <ngày>
    Thì bị từ chối vì "<lý do>"

    Dữ liệu:
      | ngày      | lý do                  |
      | 6/8/2024  | sau hôm nay            |
      | 16/7/2024 | trước ngày làm việc    |
      | 10/7/2024 | Số trước đó trong sổ   |

  Kịch bản: Người soạn không tự duyệt, lãnh đạo không tự cấp số
    Biết chuyên viên đã soạn thông báo kết quả
    Khi chuyên viên trình duyệt
    Và chuyên viên duyệt
    Thì bị từ chối vì "Bạn không phải là người được thực hiện “Duyệt ký”"
    Khi lãnh đạo duyệt
    Và lãnh đạo cấp số với ngày 5/8/2024
    Thì bị từ chối vì "Bạn không phải là người được thực hiện “Cấp số”"

  Kịch bản: Bộ tạo PDF hỏng thì số vẫn giữ nguyên và làm tiếp được
    Biết chuyên viên đã soạn thông báo kết quả
    Và máy chủ không có bộ tạo PDF
    Khi chuyên viên trình duyệt
    Và lãnh đạo duyệt
    Và văn thư cấp số với ngày 5/8/2024
    Và văn thư tạo tệp
    Thì bị từ chối vì "chưa cài bộ tạo PDF"
    Và thông báo có số "97/TB-SLĐTBXH"
    Khi máy chủ đã có bộ tạo PDF
    Và văn thư tạo tệp
    Thì thông báo đã ban hành
    Và thông báo có số "97/TB-SLĐTBXH"

  Kịch bản: Số đã cấp mà văn bản không in được thì hủy số, văn bản trở lại bản thảo
    Biết chuyên viên đã soạn thông báo kết quả
    Và máy chủ không có bộ tạo PDF
    Khi chuyên viên trình duyệt
    Và lãnh đạo duyệt
    Và văn thư cấp số với ngày 5/8/2024
    Và văn thư hủy số với lý do "Có chỗ không in được."
    Thì bị từ chối vì "chỉ hủy số khi đã thử mà không in được"
    Khi hệ thống thử tạo tệp
    Và văn thư hủy số với lý do "Có chỗ không in được."
    Thì bị từ chối vì "Máy chủ chưa in được văn bản nào"
    Khi máy chủ hết chỗ lưu tệp
    Và hệ thống thử tạo tệp
    Và văn thư hủy số với lý do "Có chỗ không in được."
    Thì bị từ chối vì "không phải lỗi của văn bản này"
    Khi máy chủ đã có bộ tạo PDF nhưng không in được văn bản này
    Và hệ thống thử tạo tệp
    Và văn thư hủy số với lý do "Có chỗ không in được."
    Thì thông báo trở lại bản thảo, chưa có số, ghi lý do "Có chỗ không in được."
    Và sổ văn bản đi có số 97 với ghi chú "Hủy số ngày 05/08/2024: Có chỗ không in được."
    Khi máy chủ đã có bộ tạo PDF
    Và hệ thống thử tạo tệp
    Thì thông báo trở lại bản thảo, chưa có số, ghi lý do "Có chỗ không in được."
    Khi chuyên viên trình duyệt
    Và lãnh đạo duyệt
    Và văn thư cấp số với ngày 5/8/2024
    Và hệ thống thử tạo tệp
    Thì thông báo đã ban hành
    Và thông báo có số "98/TB-SLĐTBXH"
