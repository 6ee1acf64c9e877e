# language: vi
Tính năng: Chuyển tài khoản của cơ quan đã kết thúc
  Văn bản kết thúc một cơ quan thì tài khoản còn dùng của cơ quan ấy cũng được đề xuất chuyển sang cơ quan kế thừa. Quản trị rà soát,
  chọn cơ quan khác hoặc khóa, rồi xác nhận. Tài khoản của người ký còn chờ người thứ hai; chưa xác nhận thì chưa có gì đổi.

  Bối cảnh:
    Biết huyện Chi Lăng cùng phòng chuyên môn đã kết thúc, có ba xã kế thừa, phần mềm có hai quản trị
    Và hôm nay là ngày 10/7/2025
    Và chuyên viên đã ghi văn bản sắp xếp

  Tình huống: Chuyên viên sang xã ngay, lãnh đạo chờ người thứ hai
    Thì quản trị thấy "district_officer" được đề xuất sang "UBND xã Chi Lăng" vì "Cùng địa danh"
    Và "district_officer" vẫn ở "UBND huyện Chi Lăng"
    Khi quản trị xác nhận tất cả tài khoản
    Thì trang tài khoản báo "2 tài khoản đã chuyển hoặc đã khóa. 1 tài khoản chờ người thứ hai xác nhận."
    Và "district_officer" đã ở "UBND xã Chi Lăng"
    Và "district_leader" vẫn ở "UBND huyện Chi Lăng"
    Khi quản trị thứ hai đồng ý chuyển "district_leader"
    Thì "district_leader" đã ở "UBND xã Chi Lăng"
    Và nhật ký yêu cầu chuyển "district_leader" nêu "Nghị quyết số 1672/NQ-UBTVQH15 ngày 16/06/2025"
    Và không còn tài khoản nào chờ quản trị

  Tình huống: Không chuyển mà khóa
    Khi quản trị chọn khóa tài khoản "district_officer"
    Thì "district_officer" vẫn ở "UBND huyện Chi Lăng"
    Khi quản trị xác nhận tất cả tài khoản
    Thì tài khoản "district_officer" đã khóa

  Tình huống: Người thứ hai không đồng ý thì tài khoản ở lại
    Khi quản trị xác nhận tất cả tài khoản
    Và quản trị thứ hai không đồng ý chuyển "district_leader"
    Thì "district_leader" vẫn ở "UBND huyện Chi Lăng"
    Và trang tài khoản có "Người thứ hai không đồng ý, hoặc đã rút"

  Tình huống: Còn tài khoản thì chưa kết thúc rà soát
    Khi chuyên viên xác nhận mọi việc của văn bản
    Thì trang văn bản nói "Còn 3 tài khoản của cơ quan đã kết thúc; quản trị chuyển hoặc khóa xong rồi kết thúc."
