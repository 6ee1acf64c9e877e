# language: vi
Tính năng: Văn bản in ra đúng thể thức
  Ghi chú nằm ở cuối trang có dấu của nó, chữ ký không đứng một mình trên trang. Văn bản của cơ quan khác, chỉ có tệp PDF,
  cũng kiểm tra được: từng điểm đo được nêu ra.

  Kịch bản: Thông báo kết quả có ghi chú ở cuối trang
    Biết ngày 5/8/2024 chuyên viên đã soạn thông báo kết quả
    Khi văn thư cấp số và ban hành ngày 5/8/2024
    Thì mỗi ghi chú nằm ở cuối trang có dấu của nó
    Và chữ ký nằm cùng trang với ít nhất 2 dòng lời văn
    Và không điểm nào sai thể thức

  Kịch bản: Kiểm tra tệp PDF của cơ quan khác
    Biết tệp PDF của cơ quan khác có số "Số: 7/TB-SLĐTBXH" và người ký "TS. Nguyễn Văn Mẫu"
    Khi quản trị kiểm tra tệp
    Thì kết quả nêu "số, ký hiệu: số nhỏ hơn 10 có số 0 phía trước; đo được “Số: 7/TB-SLĐTBXH”"
    Và kết quả nêu "họ tên người ký: không ghi học hàm, học vị; đo được “TS. Nguyễn Văn Mẫu”"
    Và kết quả nêu "2 trên"
    Và lệnh kết thúc với mã 1
