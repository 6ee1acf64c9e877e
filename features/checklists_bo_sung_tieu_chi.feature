# language: vi
Tính năng: Bổ sung tiêu chí cho bảng kiểm
  Bảng kiểm đi kèm chương trình thiếu tiêu chí của văn bản gốc. Quản trị có văn bản trong tay thì nhập ngay trên trang,
  rồi công bố thành bản riêng của hệ thống mình.

  Tình huống: Nhập đủ 33 tiêu chí của Quyết định 548 thì kết luận được hộ đạt
    Khi quản trị mở bản nháp của bảng "safe_home"
    Thì bản nháp có 17/33 tiêu chí, 6/15 tiêu chí bắt buộc
    Khi quản trị nhập 9 tiêu chí bắt buộc và 7 tiêu chí khác, ghi nguồn từng trang
    Thì bản nháp đủ tiêu chí
    Khi quản trị công bố bản nháp
    Thì bảng "safe_home" đang dùng là bản riêng 1, một hộ trả lời đạt mọi tiêu chí được kết luận là đạt
    Và mỗi tiêu chí vừa nhập ghi người nhập và ngày nhập

  Tình huống: Bản riêng còn nguyên sau khi khởi động lại và sau khi chương trình có bản mới
    Biết quản trị đã công bố bản riêng của bảng "fund_use" thêm mục "Có sổ quỹ"
    Khi chương trình khởi động lại, mang theo một bản mới của bảng "fund_use"
    Thì bản đang dùng vẫn là bản riêng 1
    Và trang của bản riêng nói chương trình đã có bản mới hơn

  Tình huống: Việc đang làm giữ bản cũ
    Biết quản trị đã công bố bản riêng của bảng "safe_home" thêm mục "Có tủ thuốc"
    Thì câu trả lời ghi theo bản 1 vẫn được đọc theo bản 1

  Tình huống: Hai quản trị cùng sửa một bản nháp
    Khi quản trị mở bản nháp của bảng "safe_home"
    Và hai quản trị cùng mở trang thêm mục, người thứ nhất lưu trước
    Thì người thứ hai được báo đã có người lưu, và không mất chữ nào đã gõ

  Tình huống: Không thêm được quá số tiêu chí của văn bản
    Khi quản trị mở bản nháp của bảng "safe_home"
    Và quản trị nhập 9 tiêu chí bắt buộc và 7 tiêu chí khác, ghi nguồn từng trang
    Và quản trị nhập thêm một tiêu chí nữa
    Thì trang nói "Bảng kiểm đã đủ số tiêu chí của văn bản"
