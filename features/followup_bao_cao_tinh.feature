# language: vi
Tính năng: Báo cáo UBND tỉnh về việc quá hạn và ý kiến không nhất trí
  Việc quá hạn đã lên bậc cuối của thang đôn đốc, và ý kiến không nhất trí mà lãnh đạo giữ nguyên, thành các dòng của một báo cáo UBND tỉnh.
  Cơ quan theo dõi soạn khi cần; ban hành rồi thì mỗi việc ghi đã nêu trong báo cáo nào.

  Bối cảnh:
    Biết thông báo đã ban hành ngày 15/8/2024 với 14 kiến nghị, kiến nghị 1 bị huyện không nhất trí và lãnh đạo giữ nguyên

  Kịch bản: Chưa việc nào lên bậc báo cáo
    Khi chuyên viên mở trang Báo cáo UBND tỉnh ngày 20/11/2024
    Thì trang có "Chưa có việc nào quá hạn đến bậc" và "Không nhất trí: Ngân sách đã phân bổ"

  Kịch bản: Quá hạn 30 ngày làm việc thì soạn báo cáo
    Khi hệ thống chạy rồi chuyên viên soạn báo cáo UBND tỉnh ngày 10/1/2025
    Thì báo cáo gửi "Ủy ban nhân dân tỉnh Lạng Sơn", nêu 14 việc quá hạn và 1 ý kiến
    Khi báo cáo được ký, cấp số và ban hành ngày 10/1/2025
    Thì trang của kiến nghị 3 ghi báo cáo đã nêu việc này
