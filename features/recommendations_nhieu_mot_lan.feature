# language: vi
Tính năng: Soạn nhiều kiến nghị một lần
  Mỗi tồn tại đã nhận có một kiến nghị do bảng kiểm gợi ý; cùng một kiến nghị dùng được cho nhiều đơn vị của một kế hoạch.

  Kịch bản: Kiến nghị cho mọi tồn tại đã nhận, gửi hai lần vẫn chỉ thêm một
    Biết hôm nay là ngày 12/8/2024
    Và hai cuộc kiểm tra của một kế hoạch đang tổng hợp kết quả
    Và cuộc thứ nhất có 3 tồn tại mà bảng kiểm gợi ý kiến nghị
    Khi cán bộ Sở soạn kiến nghị cho mọi tồn tại của cuộc thứ nhất
    Và cán bộ Sở gửi lại trang ấy lần nữa
    Thì cuộc thứ nhất có 3 kiến nghị, không còn tồn tại nào chưa có kiến nghị

  Kịch bản: Cùng một kiến nghị cho đơn vị khác
    Biết hôm nay là ngày 12/8/2024
    Và hai cuộc kiểm tra của một kế hoạch đang tổng hợp kết quả
    Và cuộc thứ nhất có kiến nghị "Đẩy mạnh truyền thông."
    Khi cán bộ Sở dùng kiến nghị ấy cho cuộc thứ hai
    Thì cuộc thứ hai có kiến nghị "Đẩy mạnh truyền thông." đối với đơn vị của chính cuộc ấy
    Khi cán bộ Sở dùng kiến nghị ấy cho cuộc thứ hai
    Thì trang cho biết "Cuộc kiểm tra này đã có kiến nghị cùng nội dung."
