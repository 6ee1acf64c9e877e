# language: vi
Tính năng: Ý kiến của đơn vị về nội dung phải thực hiện
  Đơn vị nhất trí, nhất trí một phần hoặc không nhất trí kèm lý do. Không nhất trí thì lãnh đạo Sở quyết định;
  thay đổi hay rút chỉ có hiệu lực khi công văn được ban hành.

  Bối cảnh:
    Biết hôm nay là ngày 12/8/2024
    Và cuộc kiểm tra tại huyện Chi Lăng đang tổng hợp kết quả
    Và thông báo đã ban hành ngày 15/8/2024 với 14 kiến nghị
    Và hôm nay là ngày 20/8/2024

  Kịch bản: Nhất trí thì chỉ ghi nhận
    Khi "UBND huyện Chi Lăng" nêu ý kiến "Nhất trí" về kiến nghị 3
    Thì ý kiến về kiến nghị 3 là "Đã ghi nhận"
    Và kiến nghị 3 ở tình trạng "Đã gửi đơn vị"

  Kịch bản: Không nhất trí phải có lý do
    Khi "UBND huyện Chi Lăng" nêu ý kiến "Không nhất trí" về kiến nghị 1
    Thì bị từ chối vì "Nêu lý do"

  Kịch bản: Lãnh đạo Sở giữ nguyên, ý kiến vào báo cáo gửi UBND tỉnh
    Khi "UBND huyện Chi Lăng" nêu ý kiến "Không nhất trí" về kiến nghị 1 vì "Ngân sách huyện năm 2024 đã phân bổ"
    Thì ý kiến về kiến nghị 1 là "Chờ lãnh đạo quyết định"
    Và "lãnh đạo Sở" được báo "Đơn vị nêu ý kiến"
    Và trang đầu của "lãnh đạo Sở" có "Đơn vị không nhất trí, chờ bạn quyết định"
    Khi "UBND huyện Chi Lăng" nêu ý kiến "Không nhất trí" về kiến nghị 1 vì "Nhắc lại"
    Thì bị từ chối vì "đang chờ lãnh đạo cơ quan theo dõi quyết định"
    Khi "chuyên viên Sở" quyết định "Giữ nguyên" về ý kiến của kiến nghị 1 vì "Luật giao huyện bảo đảm"
    Thì bị từ chối vì "Bạn không phải là người được thực hiện"
    Khi "lãnh đạo Sở" quyết định "Giữ nguyên" về ý kiến của kiến nghị 1 vì "Luật giao huyện bảo đảm"
    Thì ý kiến về kiến nghị 1 là "Giữ nguyên nội dung"
    Và "UBND huyện Chi Lăng" được báo "Đã quyết định về ý kiến của đơn vị"
    Và Sở có 1 ý kiến không nhất trí được giữ nguyên

  Kịch bản: Đã quyết thay đổi thì chờ công văn, nội dung vẫn như cũ
    Biết "UBND huyện Chi Lăng" nêu ý kiến "Nhất trí một phần" về kiến nghị 3 vì "Chỉ còn 40 điểm nguy hiểm"
    Khi "lãnh đạo Sở" quyết định "Thay đổi, bằng công văn" về ý kiến của kiến nghị 3 vì "Đúng số điểm đã rà soát"
    Thì ý kiến về kiến nghị 3 là "Đã quyết thay đổi, chờ công văn"
    Và hạn của kiến nghị 3 là 06/11/2024
    Và trang đầu của "chuyên viên Sở" có "Đã quyết thay đổi hoặc rút, chờ công văn"
    Khi công văn ngày 25/8/2024 thay đổi kiến nghị 3 thành "Cắm biển tại 40 điểm" hạn 30/11/2024
    Thì ý kiến về kiến nghị 3 là "Đã có công văn"
    Và hạn của kiến nghị 3 là 30/11/2024

  Kịch bản: Đã quyết rút thì rút khi có công văn
    Biết "UBND huyện Chi Lăng" nêu ý kiến "Không nhất trí" về kiến nghị 2 vì "Huyện không có thanh tra chuyên ngành"
    Và "lãnh đạo Sở" quyết định "Rút, bằng công văn" về ý kiến của kiến nghị 2 vì "Không thuộc thẩm quyền huyện"
    Thì kiến nghị 2 ở tình trạng "Đã gửi đơn vị"
    Khi công văn ngày 25/8/2024 rút kiến nghị 2 vì "Không thuộc thẩm quyền"
    Thì kiến nghị 2 ở tình trạng "Đã rút"
    Và ý kiến về kiến nghị 2 là "Đã có công văn"

  Kịch bản: Với yêu cầu thì giải trình, khiếu nại; việc theo dõi vẫn tiếp tục
    Biết kiến nghị 3 là yêu cầu
    Khi "UBND huyện Chi Lăng" nêu ý kiến "Không nhất trí" về kiến nghị 3 vì "Không đúng thực tế"
    Thì bị từ chối vì "chọn một trong: Nhất trí, Giải trình, Khiếu nại"
    Khi "UBND huyện Chi Lăng" nêu ý kiến "Khiếu nại" về kiến nghị 3 vì "Không đúng thực tế"
    Thì ý kiến về kiến nghị 3 là "Đã ghi nhận"
    Và hạn của kiến nghị 3 là 06/11/2024
    Khi hôm nay là ngày 8/11/2024
    Thì kiến nghị 3 quá hạn
