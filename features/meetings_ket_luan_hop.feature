# language: vi
Tính năng: Thông báo kết luận cuộc họp và nhiệm vụ của từng cơ quan
  Ban chỉ đạo họp, người chủ trì kết luận; thông báo kết luận (TB-BCĐ) giao nhiệm vụ cho từng cơ quan. Ban hành thì mỗi nhiệm vụ được
  theo dõi như kiến nghị: cơ quan báo cáo, cơ quan thường trực xác minh. Việc của chính cơ quan chủ trì hoặc cơ quan thường trực không
  do cơ quan ấy tự kết luận, chỉ kết thúc khi văn bản của người chủ trì đã vào sổ.

  Bối cảnh:
    Biết hôm nay là ngày 26/1/2024
    Và Ban Chỉ đạo họp ngày 24/1/2024 do "Đỗ Văn Tỉnh" chủ trì, thành viên là Sở GDĐT và Sở VHTTDL

  Kịch bản: Từ cuộc họp đến nhiệm vụ của từng cơ quan
    Khi chuyên viên ghi cuộc họp đã họp
    Và chuyên viên giao "Xây dựng quy chế phối hợp giữa gia đình và nhà trường." cho Sở GDĐT, hạn 30/6/2024
    Và chuyên viên giao "Tiếp tục thực hiện các mục tiêu về trẻ em." cho mọi cơ quan thành viên, không nêu hạn
    Và chuyên viên chốt kết luận và soạn thông báo
    Thì thông báo có "THÔNG BÁO", ký hiệu "TB-BCĐ", cơ quan ban hành "Ban Chỉ đạo"
    Và thông báo nêu "Xây dựng quy chế phối hợp giữa gia đình và nhà trường (hoàn thành trước ngày 30/6/2024)"
    Khi thông báo được ký, cấp số và ban hành ngày 26/1/2024
    Thì thông báo có số "01/TB-BCĐ"
    Và Sở GDĐT có 2 nhiệm vụ, Sở VHTTDL có 1 nhiệm vụ
    Và Sở GDĐT thấy "Hình thức Nhiệm vụ" ở trang nhiệm vụ
    Và cuộc họp "Đã thông báo kết luận"

  Kịch bản: Phó Trưởng Ban ký thay, ghi chức vụ khác bên dưới
    Khi cuộc họp đã kết luận và thông báo đã cấp số
    Thì thông báo do "Nông Văn Mẫu" ký: "KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "PHÓ GIÁM ĐỐC SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"

  Kịch bản: Trưởng Ban ký ngoài hệ thống
    Khi cuộc họp đã kết luận, thông báo trình "Đỗ Văn Tỉnh" ký ngoài hệ thống
    Thì thông báo do "Đỗ Văn Tỉnh" ký: "", "TRƯỞNG BAN", "PHÓ CHỦ TỊCH UBND TỈNH"

  Kịch bản: Sở được giao báo cáo, cơ quan thường trực xác minh
    Khi thông báo kết luận đã ban hành
    Và Sở GDĐT báo cáo đã thực hiện nhiệm vụ của mình
    Và chuyên viên cơ quan thường trực xác minh nhiệm vụ của Sở GDĐT
    Thì nhiệm vụ của Sở GDĐT "Đã xác minh"

  Kịch bản: Cơ quan thường trực không tự kết luận việc của mình
    Khi thông báo kết luận đã ban hành
    Và cơ quan thường trực báo cáo đã thực hiện nhiệm vụ của mình
    Và chuyên viên cơ quan thường trực xác minh nhiệm vụ của chính mình
    Thì bị từ chối vì "chỉ kết thúc khi văn bản của người chủ trì đã vào sổ"
    Khi chuyên viên kết thúc nhiệm vụ ấy mà chưa có văn bản nào
    Thì bị từ chối vì "Chọn văn bản của người chủ trì đã vào sổ"
    Khi văn thư vào sổ "31/UBND-KGVX" ngày 26/1/2024 của "Sở LĐTBXH" ở trang nhiệm vụ ấy
    Và chuyên viên kết thúc nhiệm vụ ấy theo văn bản vừa vào sổ
    Thì bị từ chối vì "không phải của cơ quan thường trực"
    Khi văn thư vào sổ "32/UBND-KGVX" ngày 26/1/2024 của "UBND tỉnh" ở trang nhiệm vụ ấy
    Và chuyên viên kết thúc nhiệm vụ ấy theo văn bản vừa vào sổ
    Thì nhiệm vụ của cơ quan thường trực "Đã kết thúc theo văn bản của người chủ trì"
    Và nhật ký nhiệm vụ ghi "32/UBND-KGVX"

  Kịch bản: Thu hồi thông báo kết luận thì cuộc họp không còn là đã thông báo
    Khi thông báo kết luận đã ban hành
    Và lãnh đạo thu hồi thông báo kết luận với lý do "Ghi nhầm cơ quan chủ trì."
    Thì cuộc họp "Thông báo kết luận đã bị thu hồi"
    Và Sở GDĐT vẫn đọc được cuộc họp, thấy thông báo đã bị thu hồi
    Khi Sở GDĐT thử báo cáo nhiệm vụ của mình
    Thì bị từ chối vì "đã bị thu hồi"
    Khi chuyên viên soạn lại thông báo kết luận
    Thì bị từ chối vì "lập cuộc họp mới với kết luận đúng"

  Kịch bản: Nhiệm vụ của sở khác không kết thúc bằng văn bản
    Khi thông báo kết luận đã ban hành
    Và văn thư vào sổ "33/UBND-KGVX" ngày 26/1/2024 của "UBND tỉnh" ở trang nhiệm vụ của Sở GDĐT
    Và chuyên viên kết thúc nhiệm vụ ấy theo văn bản vừa vào sổ
    Thì bị từ chối vì "nội dung này phải xác minh"

  Khung kịch bản: Chưa chốt được kết luận
    Khi <việc>
    Thì bị từ chối vì "<lý do>"

    Dữ liệu:
      | việc                                                       | lý do                                  |
      | chuyên viên chốt kết luận khi chưa có nhiệm vụ              | Chưa có nhiệm vụ nào                   |
      | chuyên viên ghi đã họp một cuộc họp ngày 2/2/2024           | Ngày họp (02/02/2024) chưa đến         |
      | chuyên viên giao nhiệm vụ có hạn 20/1/2024                  | Hạn không thể trước ngày họp           |
      | chuyên viên giao nhiệm vụ mà không chọn cơ quan             | Chọn ít nhất một cơ quan               |
      | chuyên viên giao nhiệm vụ cho cơ quan đã kết thúc           | Chọn một cơ quan đang hoạt động        |
      | chuyên viên chốt kết luận khi cơ quan được giao đã kết thúc | chọn cơ quan kế thừa                   |
      | chuyên viên thêm nhiệm vụ sau khi đã chốt                   | Mở lại để sửa                          |
      | chuyên viên mở lại khi thông báo đang trình ký              | Thông báo kết luận đang trình ký       |

  Kịch bản: Ai đọc được gì
    Khi cuộc họp đã kết luận
    Thì Sở GDĐT chưa thấy cuộc họp
    Khi thông báo kết luận đã ban hành
    Thì Sở GDĐT thấy kết luận, không thấy biên bản
    Và lãnh đạo UBND tỉnh thấy kết luận và biên bản
    Và huyện Chi Lăng không mở được cuộc họp
