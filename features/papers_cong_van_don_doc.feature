# language: vi
Tính năng: Soạn công văn đôn đốc
  Kiến nghị đã quá hạn mà đơn vị chưa báo cáo thì Sở gửi công văn. Công văn có V/v và Kính gửi, không ghi tên loại trong ký
  hiệu, lấy số ở dãy riêng (Nghị định 30/2020/NĐ-CP), và đơn vị chỉ đọc được khi đã ban hành.

  Bối cảnh:
    Biết kết quả kiểm tra huyện Chi Lăng đã ban hành ngày 5/8/2024
    Và huyện phải cắm biển ở 46 điểm còn lại trước ngày 1/10/2024

  Kịch bản: Chưa quá hạn thì chưa đôn đốc
    Khi ngày 1/10/2024 chuyên viên soạn công văn đôn đốc
    Thì bị từ chối vì "đã quá hạn"

  Kịch bản: Công văn được soạn sẵn, ban hành và đến đơn vị
    Khi ngày 8/11/2024 chuyên viên soạn công văn đôn đốc
    Thì công văn gửi "Ủy ban nhân dân huyện Chi Lăng" về việc "đôn đốc thực hiện kiến nghị tại Thông báo số 01/TB-SLĐTBXH"
    Và công văn nêu "46 điểm còn lại có biển" và "01/10/2024"
    Và cán bộ huyện chưa đọc được công văn
    Khi ngày 8/11/2024 lãnh đạo duyệt và văn thư cấp số
    Thì công văn mang số "01/SLĐTBXH-PXH"
    Và cán bộ huyện đọc được công văn

  Kịch bản: Đơn vị báo cáo trong lúc công văn chờ duyệt
    Khi ngày 8/11/2024 chuyên viên soạn công văn đôn đốc
    Và ngày 9/11/2024 huyện báo cáo đã cắm đủ 46 biển
    Thì trình duyệt công văn bị từ chối vì "chưa báo cáo hoặc chưa làm xong"
