# language: vi
Tính năng: Chế độ báo cáo của kế hoạch
  Kế hoạch nêu ai phải báo cáo, đến ai, chậm nhất ngày nào, một lần hay định kỳ. Khi kế hoạch có số, mỗi báo cáo thành một việc của
  từng cơ quan, được nhắc theo thang đôn đốc như mọi việc khác, và chỉ kết thúc khi văn bản đã vào sổ hoặc đã ban hành.

  Kịch bản: Kế hoạch có số thì báo cáo thành việc phải làm
    Biết kế hoạch 99 yêu cầu đơn vị "Báo cáo năm 2024" hạn 15/11/2024 và cơ quan chủ trì báo cáo Bộ, UBND tỉnh hạn 20/11/2024
    Thì văn bản kế hoạch có mục "Chế độ báo cáo" nêu "Các đơn vị được kiểm tra gửi báo cáo năm 2024 đến Sở Lao động - Thương binh và Xã hội chậm nhất ngày 15/11/2024"
    Và huyện Chi Lăng thấy "Gửi báo cáo năm 2024 đến Sở Lao động - Thương binh và Xã hội" ở trang việc đến
    Và Sở thấy "Gửi báo cáo năm 2024 về công tác trẻ em đến Bộ LĐTBXH và UBND tỉnh" ở trang theo dõi

  Kịch bản: Báo cáo định kỳ có mỗi kỳ một việc
    Biết kế hoạch 99 yêu cầu đơn vị "Báo cáo tiến độ" hằng tháng từ 31/8/2024 đến hết 30/11/2024
    Thì huyện Chi Lăng phải gửi báo cáo vào các ngày 31/8/2024, 30/9/2024, 31/10/2024, 30/11/2024
    Và huyện Chi Lăng thấy "Gửi báo cáo tiến độ tháng 9/2024" ở trang việc đến

  Kịch bản: Chưa báo cáo thì được nhắc, quá hạn thì soạn công văn đôn đốc
    Biết kế hoạch 99 yêu cầu đơn vị "Báo cáo năm 2024" hạn 15/11/2024 và cơ quan chủ trì báo cáo Bộ, UBND tỉnh hạn 20/11/2024
    Khi chương trình chạy ngày 12/11/2024
    Thì huyện Chi Lăng được nhắc "Sắp đến hạn"
    Khi chương trình chạy ngày 5/12/2024
    Thì có công văn đôn đốc gửi huyện Chi Lăng nêu "gửi báo cáo năm 2024" theo Kế hoạch số 99
    Và không có công văn đôn đốc gửi chính Sở

  Kịch bản: Văn bản vào sổ đúng hạn kết thúc việc
    Biết kế hoạch 99 yêu cầu đơn vị "Báo cáo năm 2024" hạn 15/11/2024 và cơ quan chủ trì báo cáo Bộ, UBND tỉnh hạn 20/11/2024
    Khi ngày 14/11/2024 văn thư vào sổ báo cáo của huyện Chi Lăng và chuyên viên ghi là báo cáo năm
    Thì bảng của kế hoạch ghi huyện Chi Lăng "Đã gửi đúng hạn"
    Và huyện Chi Lăng không còn việc nào ở trang việc đến
    Và chương trình chạy ngày 5/12/2024 không nhắc huyện Chi Lăng nữa

  Kịch bản: Báo cáo muộn, rồi bỏ ghi nhận vì nhầm văn bản
    Biết kế hoạch 99 yêu cầu đơn vị "Báo cáo năm 2024" hạn 15/11/2024 và cơ quan chủ trì báo cáo Bộ, UBND tỉnh hạn 20/11/2024
    Khi ngày 18/11/2024 văn thư vào sổ báo cáo của huyện Chi Lăng và chuyên viên ghi là báo cáo năm
    Thì bảng của kế hoạch ghi huyện Chi Lăng "Đã gửi, muộn"
    Khi chuyên viên bỏ ghi nhận vì "Đây là báo cáo quý"
    Thì bảng của kế hoạch ghi huyện Chi Lăng "Quá hạn, chưa có"

  Kịch bản: Hạn báo cáo đã qua khi kế hoạch được cấp số
    Khi văn thư cấp số kế hoạch yêu cầu đơn vị "Báo cáo 6 tháng" hạn 19/5/2024
    Thì bị từ chối vì "có hạn 19/5/2024, trước ngày ban hành"

  Kịch bản: Thu hồi kế hoạch thì báo cáo tạm dừng, không ai bị nhắc
    Biết kế hoạch 99 yêu cầu đơn vị "Báo cáo năm 2024" hạn 15/11/2024 và cơ quan chủ trì báo cáo Bộ, UBND tỉnh hạn 20/11/2024
    Khi ngày 20/10/2024 lãnh đạo thu hồi văn bản kế hoạch với lý do "Ghi nhầm căn cứ."
    Thì bảng của kế hoạch ghi huyện Chi Lăng "Tạm dừng vì thu hồi"
    Và huyện Chi Lăng đọc "Kế hoạch số 99/KHLN-SLĐTBXH-GDĐT-VHTTDL-ĐTNCSCM ngày 20/5/2024 đã bị thu hồi ngày 20/10/2024" ở trang của báo cáo
    Và trang đầu của lãnh đạo nhắc "2 nội dung tạm dừng: rút báo cáo nào không phải gửi nữa"
    Và chương trình chạy ngày 5/12/2024 không nhắc huyện Chi Lăng nữa
    Và bảng của kế hoạch ghi huyện Chi Lăng "Tạm dừng vì thu hồi"
    Khi ngày 6/12/2024 văn thư vào sổ báo cáo của huyện Chi Lăng và chuyên viên ghi mà không được vì "đã bị thu hồi ngày 20/10/2024"
    Khi lãnh đạo rút báo cáo của huyện Chi Lăng
    Thì bảng của kế hoạch ghi huyện Chi Lăng "Đã rút"

  Kịch bản: Báo cáo đã gửi trước khi thu hồi vẫn là đã gửi
    Biết kế hoạch 99 yêu cầu đơn vị "Báo cáo năm 2024" hạn 15/11/2024 và cơ quan chủ trì báo cáo Bộ, UBND tỉnh hạn 20/11/2024
    Khi ngày 14/11/2024 văn thư vào sổ báo cáo của huyện Chi Lăng và chuyên viên ghi là báo cáo năm
    Và ngày 16/11/2024 lãnh đạo thu hồi văn bản kế hoạch với lý do "Ghi nhầm căn cứ."
    Thì bảng của kế hoạch ghi huyện Chi Lăng "Đã gửi đúng hạn"
    Và bảng của kế hoạch ghi Sở "Tạm dừng vì thu hồi"
