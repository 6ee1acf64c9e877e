# language: vi
Tính năng: Số văn bản cấp tại đây hoặc lấy ở hệ thống văn bản của cơ quan
  Phần lớn cơ quan lấy số ở hệ thống văn bản điện tử, nơi đơn vị khác cũng dùng chung dãy số: văn thư nhập đúng số và ngày đã
  được cấp, số cách quãng là bình thường, số trùng thì bị từ chối và thấy văn bản đang mang số đó. Cơ quan nào cấp số tại đây
  thì số liên tục, không bỏ, không trùng. Quản trị chọn trước số đầu tiên của năm; sau đó thay đổi từ ngày 01 tháng 01.

  Kịch bản: Cơ quan mới dùng phần mềm thì văn thư nhập số đã được cấp
    Biết chưa ai chọn cách cấp số của Sở
    Và thông báo lịch đã được duyệt ngày 12/7/2024
    Khi văn thư nhập số 1450 ngày 12/7/2024
    Thì thông báo có số "1450/TB-SLĐTBXH"
    Và sổ năm 2024 có các số 1450

  Kịch bản: Chưa nhập số thì chưa ban hành được
    Biết chưa ai chọn cách cấp số của Sở
    Và thông báo lịch đã được duyệt ngày 12/7/2024
    Khi văn thư không nhập số, ngày 12/7/2024
    Thì bị từ chối vì "Nhập số mà hệ thống văn bản của cơ quan đã cấp"

  Kịch bản: Số lấy ở ngoài cách quãng, số nhỏ ghi sau số lớn
    Biết chưa ai chọn cách cấp số của Sở
    Và sổ đã ghi văn bản số 1460 ngày 15/7/2024
    Và thông báo kết quả đã được duyệt ngày 5/8/2024
    Khi văn thư nhập số 1452 ngày 5/8/2024
    Thì sổ năm 2024 có các số 1452, 1460

  Kịch bản: Số trùng thì thấy văn bản đang mang số đó
    Biết chưa ai chọn cách cấp số của Sở
    Và sổ đã ghi văn bản số 97 ngày 15/7/2024
    Và thông báo kết quả đã được duyệt ngày 5/8/2024
    Khi văn thư nhập số 97 ngày 5/8/2024
    Thì bị từ chối vì "Số 97/TB-SLĐTBXH năm 2024 đã dùng: Thông báo “Lịch họp giao ban”, ngày 15/07/2024"
    Và sổ năm 2024 có các số 97

  Khung kịch bản: Ngày của số phải có thể
    Biết chưa ai chọn cách cấp số của Sở
    Và thông báo lịch đã được duyệt ngày 12/7/2024
    Khi văn thư nhập số 1450 ngày <ngày>
    Thì bị từ chối vì "<lý do>"

    Dữ liệu:
      | ngày       | lý do                                                      |
      | 11/7/2024  | Văn bản được ký ngày 12/7/2024                             |
      | 13/7/2024  | không thể sau hôm nay                                      |
      | 17/5/2024  | không thể trước ngày ký kế hoạch                           |
      | 31/12/2023 | Sổ năm 2023 đã hết, lấy số của năm 2024                    |

  Kịch bản: Dãy cấp tại đây không nhận số nhập tay
    Biết Sở cấp số tại đây, năm 2024 đã cấp đến số 96 ngày 11/7/2024
    Và thông báo lịch đã được duyệt ngày 12/7/2024
    Khi văn thư nhập số 1450 ngày 12/7/2024
    Thì bị từ chối vì "do phần mềm cấp; bỏ trống ô số"
    Khi văn thư không nhập số, ngày 12/7/2024
    Thì thông báo có số "97/TB-SLĐTBXH"

  Kịch bản: Sang năm mới, dãy cấp tại đây không lấy số của năm cũ
    Biết Sở cấp số tại đây, năm 2024 đã cấp đến số 96 ngày 11/7/2024
    Và thông báo lịch đã được duyệt ngày 12/7/2024
    Khi hôm nay là ngày 2/1/2025
    Và văn thư không nhập số, ngày 31/12/2024
    Thì bị từ chối vì "Sổ năm 2024 đã hết; số cấp từ 01/01/2025 thuộc sổ năm 2025"
    Khi văn thư không nhập số, ngày 2/1/2025
    Thì thông báo có số "01/TB-SLĐTBXH"

  Kịch bản: Dãy đã có số thì chỉ đổi cách cấp từ ngày 01 tháng 01
    Biết chưa ai chọn cách cấp số của Sở
    Và sổ đã ghi văn bản số 1460 ngày 15/7/2024
    Khi quản trị chọn cấp số tại đây cho mọi dãy
    Thì dãy "TB" còn lấy số ở ngoài đến hết năm 2024, từ năm 2025 cấp tại đây
    Và dãy "CV" cấp tại đây ngay năm 2024

  Kịch bản: Một dãy số chung cho mọi loại văn bản, từ ngày 01 tháng 01
    Biết chưa ai chọn cách cấp số của Sở
    Và thông báo lịch đã được duyệt ngày 12/7/2024
    Khi quản trị chọn một dãy số chung cấp tại đây
    Và hôm nay là ngày 2/1/2025
    Và văn thư không nhập số, ngày 2/1/2025
    Thì thông báo có số "01/TB-SLĐTBXH"
    Và số tiếp theo của công văn năm 2025 là 2

  Kịch bản: Sổ đăng ký văn bản đi tìm theo số, theo cơ quan, tải về đúng cột của sổ
    Biết chưa ai chọn cách cấp số của Sở
    Và sổ đã ghi văn bản số 1450 ngày 12/7/2024
    Và sổ đã ghi văn bản số 1460 ngày 15/7/2024
    Khi văn thư tìm "1460" trong sổ năm 2024
    Thì sổ cho thấy số 1460 và không cho thấy số 1450
    Khi lãnh đạo tỉnh mở sổ của Sở năm 2024
    Thì sổ cho thấy số 1450 và 1460
    Khi văn thư tải sổ năm 2024 về
    Thì bảng có các cột "Số, ký hiệu văn bản; Ngày tháng văn bản; Tên loại và trích yếu nội dung văn bản; Người ký; Nơi nhận văn bản; Đơn vị, người nhận bản lưu; Số lượng bản; Ngày chuyển; Ký nhận; Ghi chú"
