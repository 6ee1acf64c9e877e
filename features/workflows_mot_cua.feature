# language: vi
Tính năng: Mỗi bước chỉ do đúng người, đúng lúc, và chỉ một lần
  Hồ sơ chỉ đổi trạng thái qua những bước quy trình đã nêu.
  Ai làm gì, lúc nào đều được ghi lại mãi mãi.

  Bối cảnh:
    Biết một việc "Đếm biển báo" vừa được giao

  Kịch bản: Mạng chập chờn, bấm hai lần vẫn chỉ làm một lần
    Khi "officer" bấm "begin" hai lần với cùng một mã thao tác
    Thì việc ở trạng thái "doing"
    Và nhật ký có các bước "create, begin"

  Kịch bản: Hai người cùng mở trang, người thứ hai được báo ai đã làm gì
    Biết "officer" và "officer2" cùng mở trang của việc này
    Khi "officer" bấm "begin"
    Và "officer2" bấm "begin"
    Thì người bấm sau được báo "Hoàng Thị Thử đã thực hiện “Bắt đầu” lúc"
    Và nhật ký có các bước "create, begin"

  Kịch bản: Không phải việc của mình thì không làm được
    Khi "district_officer" bấm "begin"
    Thì người bấm sau được báo "Việc này thuộc về: Chuyên viên của cơ quan"
    Và việc ở trạng thái "asked"

  Kịch bản: Bước chưa đến lượt bị từ chối
    Khi "leader" bấm "finish"
    Thì người bấm sau được báo "Không thể “Hoàn thành” khi hồ sơ đang “Được giao”"
    Và nhật ký có các bước "create"

  Kịch bản: Quy trình mới không đổi việc đang làm
    Biết quy trình được công bố bản 2 đổi tên bước "Bắt đầu" thành "Nhận việc"
    Khi "officer" bấm "begin"
    Thì việc chạy theo quy trình bản 1
    Và việc ở trạng thái "doing"

  Kịch bản: Sửa trộm nhật ký thì bị phát hiện
    Khi "officer" bấm "begin"
    Nhưng có người sửa người thực hiện ở mục 2 của nhật ký
    Thì kiểm tra nhật ký báo sai từ mục 2
