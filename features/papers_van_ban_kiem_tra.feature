# language: vi
Tính năng: Văn bản của một cuộc kiểm tra chuyên ngành
  Kiểm tra theo Nghị định 217/2025/NĐ-CP có quyết định, biên bản, báo cáo của đoàn và văn bản yêu cầu chấn chỉnh, khắc phục.
  Mỗi văn bản được soạn sẵn từ dữ liệu, do đúng người ký; không văn bản nào nêu điều nhận ra trẻ em.

  Bối cảnh:
    Biết kế hoạch số 07 kiểm tra xã Chi Lăng ngày 17/3/2026 đã được phê duyệt, đoàn đã được cử

  Kịch bản: Quyết định ghi đủ năm nội dung và thời hạn không quá 10 ngày
    Khi ngày 10/3/2026 chuyên viên soạn quyết định kiểm tra
    Thì văn bản nêu "217/2025/NĐ-CP ngày 05 tháng 8 năm 2025" và "Ủy ban nhân dân xã Chi Lăng"
    Và văn bản nêu "Thời hạn kiểm tra: 10 ngày" và "Lương Văn Đoàn, Trưởng phòng, Sở LĐTBXH - Trưởng đoàn"
    Khi chuyên viên sửa thời hạn thành "15 ngày"
    Thì trình duyệt bị từ chối vì "Thời hạn kiểm tra không quá 10 ngày"

  Kịch bản: Trước ngày 05/8/2025 chưa có kiểm tra theo nghị định này
    Khi ngày 4/8/2025 chuyên viên soạn quyết định kiểm tra
    Thì bị từ chối vì "có hiệu lực từ 05/8/2025"

  Kịch bản: Biên bản ghi ý kiến của đơn vị, chỉ in điều đã có người đọc lại, và trưởng đoàn ký
    Khi đoàn làm việc tại xã ngày 17/3/2026 và ghi biên bản
    Và ngày 18/3/2026 chuyên viên soạn biên bản
    Thì trình duyệt bị từ chối vì "chưa được in"
    Khi chuyên viên đọc lại và cho in các đoạn ghi tại chỗ
    Thì văn bản nêu "Xã có 12 điểm có nguy cơ, 9 điểm có biển." và "Đề nghị hỗ trợ biển cảnh báo."
    Và cùng ký có "Nguyễn Văn Xã"
    Khi chuyên viên trình duyệt
    Thì lãnh đạo ký bị từ chối vì "chính trưởng đoàn ký"
    Khi trưởng đoàn ký và văn thư cấp số ngày 18/3/2026
    Thì văn bản mang số "01/BB-ĐKT"
    Và cán bộ xã đọc được văn bản

  Kịch bản: Đơn vị không ký thì người chứng kiến ký
    Khi đoàn làm việc tại xã ngày 17/3/2026 và đơn vị không ký biên bản
    Và ngày 18/3/2026 chuyên viên soạn biên bản
    Và chuyên viên đọc lại và cho in các đoạn ghi tại chỗ
    Thì văn bản nêu "không ký biên bản; lý do: chưa nhất trí số liệu" và "Lê Văn Chứng, cán bộ mặt trận xã chứng kiến"
    Và cùng ký có "Lê Văn Chứng"

  Kịch bản: Báo cáo của đoàn gửi người ra quyết định, đơn vị được kiểm tra không nhận
    Khi đoàn đã tổng hợp kết quả ngày 20/3/2026
    Và ngày 25/3/2026 chuyên viên soạn báo cáo của đoàn
    Thì văn bản nêu "Giám đốc Sở Lao động - Thương binh và Xã hội" và "Hỗ trợ kinh phí cắm biển"
    Khi chuyên viên trình duyệt
    Và trưởng đoàn ký và văn thư cấp số ngày 25/3/2026
    Thì văn bản mang số "01/BC-ĐKT"
    Nhưng cán bộ xã không đọc được văn bản

  Kịch bản: Văn bản yêu cầu biến kiến nghị thành yêu cầu, và không gửi hai lần
    Khi đoàn đã tổng hợp kết quả ngày 20/3/2026
    Và ngày 25/3/2026 chuyên viên soạn văn bản yêu cầu chấn chỉnh
    Thì văn bản nêu "Cắm biển cảnh báo tại các điểm còn lại; hạn thực hiện: chậm nhất ngày 01/6/2026" và "Tồn tại, hạn chế"
    Khi chuyên viên trình duyệt
    Và lãnh đạo ký và văn thư cấp số ngày 25/3/2026
    Thì văn bản mang số "01/SLĐTBXH-PXH"
    Và kiến nghị đã gửi xã dưới hình thức "Yêu cầu"
    Khi ngày 26/3/2026 chuyên viên soạn thông báo kết quả
    Thì bị từ chối vì "kiến nghị chỉ gửi bằng một văn bản"
