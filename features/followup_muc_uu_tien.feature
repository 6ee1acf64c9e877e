# language: vi
Tính năng: Mức ưu tiên của nội dung phải theo dõi
  Đoàn nêu mức thường, ưu tiên hay khẩn kèm lý do khi soạn kiến nghị; sau khi gửi, chuyên viên cơ quan theo dõi đổi mức được và
  đơn vị được báo. Việc khẩn đứng đầu mọi danh sách và lên thang đôn đốc nhanh hơn.

  Bối cảnh:
    Biết hôm nay là ngày 12/8/2024
    Và cuộc kiểm tra tại huyện Chi Lăng đang tổng hợp kết quả

  Kịch bản: Nêu mức ưu tiên thì phải nêu lý do
    Khi "trưởng đoàn" ghi kiến nghị mức "Khẩn" vì ""
    Thì bị từ chối vì "Nêu lý do vì sao là việc ưu tiên, việc khẩn"
    Khi "trưởng đoàn" ghi kiến nghị mức "Khẩn" vì "Hố sâu ngay cạnh trường mầm non."
    Thì kiến nghị 1 ở mức "Khẩn" vì "Hố sâu ngay cạnh trường mầm non."
    Khi "trưởng đoàn" sửa kiến nghị 1 về mức "Thường"
    Thì kiến nghị 1 ở mức "Thường" vì ""

  Kịch bản: Việc khẩn đứng đầu danh sách của đơn vị và của Sở
    Biết thông báo đã ban hành ngày 15/8/2024 với 14 kiến nghị
    Và hôm nay là ngày 20/8/2024
    Khi "chuyên viên Sở" đổi mức kiến nghị 5 thành "Ưu tiên" vì "Trường học sắp khai giảng."
    Và "chuyên viên Sở" đổi mức kiến nghị 3 thành "Khẩn" vì "Một trẻ vừa suýt đuối nước ở đó."
    Thì danh sách của "UBND huyện Chi Lăng" bắt đầu bằng kiến nghị 3, 5
    Và bảng theo dõi của "chuyên viên Sở" bắt đầu bằng kiến nghị 3, 5
    Và bảng theo dõi của "chuyên viên Sở" lọc mức "Khẩn" chỉ có kiến nghị 3
    Và "UBND huyện Chi Lăng" được báo đổi mức 2 lần

  Kịch bản: Chỉ chuyên viên của cơ quan theo dõi đổi mức, và chỉ sang mức khác
    Biết thông báo đã ban hành ngày 15/8/2024 với 14 kiến nghị
    Và hôm nay là ngày 20/8/2024
    Khi "UBND huyện Chi Lăng" đổi mức kiến nghị 3 thành "Khẩn" vì "Gấp."
    Thì bị từ chối vì "Bạn không phải là người được thực hiện"
    Khi "chuyên viên Sở" đổi mức kiến nghị 3 thành "Thường" vì "Không gấp."
    Thì bị từ chối vì "đang ở mức “Thường”"
    Khi "chuyên viên Sở" đổi mức kiến nghị 3 thành "Khẩn" vì ""
    Thì bị từ chối vì "Lý do đổi mức"

  Kịch bản: Việc khẩn lên danh sách của lãnh đạo ngay ngày đầu quá hạn
    Biết thông báo đã ban hành ngày 15/8/2024 với 14 kiến nghị
    Và hôm nay là ngày 20/8/2024
    Khi "chuyên viên Sở" đổi mức kiến nghị 3 thành "Khẩn" vì "Một trẻ vừa suýt đuối nước ở đó."
    Và hệ thống làm việc ngày 7/11/2024
    Thì danh sách của lãnh đạo có 1 nội dung
    Khi hệ thống làm việc ngày 8/11/2024
    Thì có 1 công văn đôn đốc đang soạn

  Kịch bản: Đổi mức khi đã quá hạn thì theo thang của mức mới, không nhắc lại bậc đã làm
    Biết thông báo đã ban hành ngày 15/8/2024 với 14 kiến nghị
    Và hệ thống làm việc ngày 7/11/2024
    Và kiến nghị 3 lên bậc "Quá hạn" 1 lần
    Và hôm nay là ngày 12/11/2024
    Khi "chuyên viên Sở" đổi mức kiến nghị 3 thành "Khẩn" vì "Mưa lũ sắp đến."
    Và hệ thống làm việc ngày 12/11/2024
    Và hệ thống làm việc ngày 12/11/2024
    Thì danh sách của lãnh đạo có 1 nội dung
    Và có 1 công văn đôn đốc đang soạn
    Và kiến nghị 3 lên bậc "Quá hạn" 2 lần
    Và kiến nghị 4 lên bậc "Quá hạn" 1 lần
