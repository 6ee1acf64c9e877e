# language: vi
Tính năng: Chuyển việc còn mở theo văn bản sắp xếp tổ chức
  Huyện kết thúc ngày 30/6/2025. Phần mềm đề xuất nơi nhận từng việc; chuyên viên rà soát, sửa, chia số rồi xác nhận. Chưa xác nhận thì
  hoàn tác được; đã xác nhận thì mỗi lần chuyển là một dòng nhật ký nêu văn bản làm căn cứ.

  Bối cảnh:
    Biết thông báo năm 2024 còn 7 nội dung đối với UBND huyện Chi Lăng và 7 nội dung đối với phòng chuyên môn
    Và huyện Chi Lăng cùng phòng chuyên môn đã kết thúc ngày 30/6/2025, có ba xã kế thừa
    Và hôm nay là ngày 10/7/2025

  Tình huống: Việc tại cơ sở chia cho các xã, chỉ đạo và kinh phí lên tỉnh
    Khi chuyên viên ghi "Nghị quyết số 1672/NQ-UBTVQH15" ngày 16/6/2025, cơ quan mới hoạt động từ 1/7/2025
    Thì có 3 việc được đề xuất vì "Việc tại cơ sở: mỗi cơ quan kế thừa một phần"
    Và có 4 việc được đề xuất vì "Chỉ đạo, kinh phí: lên cấp trên của cơ quan theo dõi"
    Và có 7 việc được đề xuất vì "Cơ quan kế thừa duy nhất"
    Khi chuyên viên xác nhận tất cả
    Thì UBND xã Nhân Lý phải thực hiện 3 nội dung
    Và UBND huyện Chi Lăng không còn nội dung nào
    Và mỗi nội dung mới ghi căn cứ "Nghị quyết số 1672/NQ-UBTVQH15 ngày 16/06/2025"

  Tình huống: Chia 46 biển cảnh báo cho ba xã
    Biết nội dung thứ 3 đối với huyện phải đạt 46 biển
    Khi chuyên viên ghi "Nghị quyết số 1672/NQ-UBTVQH15" ngày 16/6/2025, cơ quan mới hoạt động từ 1/7/2025
    Và chuyên viên chia nội dung ấy thành 20, 20 và 5 biển
    Thì trang báo "Các phần cộng lại phải bằng 46."
    Khi chuyên viên chia nội dung ấy thành 20, 20 và 6 biển
    Và chuyên viên xác nhận tất cả
    Thì UBND xã Vạn Linh phải đạt "06 biển"

  Tình huống: Chưa xác nhận thì hoàn tác được
    Khi chuyên viên ghi "Nghị quyết số 1672/NQ-UBTVQH15" ngày 16/6/2025, cơ quan mới hoạt động từ 1/7/2025
    Và chuyên viên hoàn tác các đề xuất
    Thì UBND huyện Chi Lăng vẫn còn 7 nội dung

  Tình huống: Xã kế thừa đọc được cả quá trình của huyện
    Biết phòng chuyên môn đã báo cáo nội dung thứ nhất là "Đã tham mưu kế hoạch năm 2024."
    Khi chuyên viên ghi "Nghị quyết số 1672/NQ-UBTVQH15" ngày 16/6/2025, cơ quan mới hoạt động từ 1/7/2025
    Và chuyên viên xác nhận tất cả
    Thì chuyên viên UBND xã Chi Lăng mở nội dung ấy và đọc thấy "Đã tham mưu kế hoạch năm 2024."

  Tình huống: Bảng ghi sai thì không có gì được ghi
    Khi chuyên viên ghi văn bản đề ngày 16/6/2027 mà không chọn cơ quan nào
    Thì trang báo "Ngày văn bản không thể sau hôm nay."
    Và trang báo "Chọn ít nhất một cơ quan kết thúc"
