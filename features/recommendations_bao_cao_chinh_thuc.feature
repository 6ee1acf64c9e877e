# language: vi
Tính năng: Một báo cáo chính thức của đơn vị trả lời nhiều nội dung
  Đơn vị lưu nháp từng nội dung, chọn các nội dung và tải một báo cáo soạn sẵn, số và ngày để trống, để lãnh đạo ký và lấy số ở
  văn thư của đơn vị. Ký xong, từng nội dung đã chọn được gửi kèm bản đã ký.

  Bối cảnh:
    Biết hôm nay là ngày 12/8/2024
    Và cuộc kiểm tra tại huyện Chi Lăng đang tổng hợp kết quả
    Và thông báo đã ban hành ngày 15/8/2024 với 14 kiến nghị
    Và hôm nay là ngày 20/9/2024
    Và "UBND huyện Chi Lăng" soạn nháp kiến nghị 1 "Đã thực hiện" với kết quả "Đã rà soát xong hồ sơ"
    Và "UBND huyện Chi Lăng" soạn nháp kiến nghị 2 "Thực hiện một phần" với kết quả "Đã mở 4 lớp bơi"
    Và "UBND huyện Chi Lăng" soạn nháp kiến nghị 3 "Đã thực hiện" với kết quả "Đã cắm 46 biển"

  Kịch bản: Báo cáo soạn sẵn nêu từng nội dung đã chọn
    Khi "UBND huyện Chi Lăng" soạn báo cáo chính thức về kiến nghị "1, 2"
    Thì báo cáo mang tên "ỦY BAN NHÂN DÂN / HUYỆN CHI LĂNG", ký hiệu "BC-UBND", chưa có số và ngày
    Và báo cáo gửi "Sở Lao động - Thương binh và Xã hội"
    Và báo cáo có "Đã rà soát xong hồ sơ"
    Và báo cáo có "Đã mở 4 lớp bơi"
    Và báo cáo có "Mức độ: thực hiện một phần."
    Và báo cáo không có "Đã cắm 46 biển"
    Và "UBND huyện Hữu Lũng" không có bản nháp nào để soạn báo cáo
    Và "chuyên viên Sở" không có bản nháp nào để soạn báo cáo
    Và kiến nghị 1 ở tình trạng "Đã gửi đơn vị"

  Kịch bản: Ký xong thì từng nội dung được gửi kèm bản đã ký
    Khi "UBND huyện Chi Lăng" gửi báo cáo "12/BC-UBND" ngày 20/9/2024 do "Chu Văn Chi" ký về kiến nghị "1, 2"
    Thì kiến nghị 1 ở tình trạng "Đã báo cáo, chờ xác minh"
    Và kiến nghị 2 ở tình trạng "Đã báo cáo, chờ xác minh"
    Và kiến nghị 3 ở tình trạng "Đã gửi đơn vị"
    Và báo cáo của kiến nghị 1 kèm 1 tệp
    Và báo cáo có hiệu lực của kiến nghị 2 là "Thực hiện một phần" kèm 1 tệp
    Và lịch sử kiến nghị 1 có người báo cáo "Báo cáo số 12/BC-UBND ngày 20/09/2024, Chu Văn Chi ký"
    Và "chuyên viên Sở" được báo "Đơn vị báo cáo kết quả"

  Kịch bản: Rút lại một nội dung thì các nội dung khác vẫn đứng
    Biết "UBND huyện Chi Lăng" gửi báo cáo "12/BC-UBND" ngày 20/9/2024 do "Chu Văn Chi" ký về kiến nghị "1, 2"
    Khi "UBND huyện Chi Lăng" rút lại báo cáo của kiến nghị 1 vì "Sai số liệu"
    Thì kiến nghị 1 ở tình trạng "Đơn vị đã nhận"
    Và kiến nghị 2 ở tình trạng "Đã báo cáo, chờ xác minh"
    Khi "chuyên viên Sở" yêu cầu bổ sung báo cáo của kiến nghị 2 vì "Thiếu danh sách"
    Thì kiến nghị 2 ở tình trạng "Đơn vị đã nhận"

  Kịch bản: Bản nháp bị sửa sau khi in thì không gửi nội dung nào
    Biết "UBND huyện Chi Lăng" đã in báo cáo về kiến nghị "1, 2"
    Và "UBND huyện Chi Lăng" soạn nháp kiến nghị 2 "Đã thực hiện" với kết quả "Đã mở 6 lớp bơi"
    Khi "UBND huyện Chi Lăng" gửi báo cáo đã in "12/BC-UBND" ngày 20/9/2024 do "Chu Văn Chi" ký
    Thì bị từ chối vì "có người đã sửa bản nháp này"
    Và kiến nghị 1 ở tình trạng "Đã gửi đơn vị"
    Và kiến nghị 2 ở tình trạng "Đã gửi đơn vị"

  Kịch bản: Bản nháp soạn sau ngày của báo cáo thì không gửi được
    Khi "UBND huyện Chi Lăng" gửi báo cáo "12/BC-UBND" ngày 18/9/2024 do "Chu Văn Chi" ký về kiến nghị "1, 2"
    Thì bị từ chối vì "soạn lại ngày 20/09/2024, sau ngày của báo cáo"

  Kịch bản: Nơi lãnh đạo duyệt báo cáo thì lãnh đạo gửi
    Biết "UBND huyện Chi Lăng" đặt lãnh đạo duyệt báo cáo trước khi gửi
    Khi "UBND huyện Chi Lăng" gửi báo cáo "12/BC-UBND" ngày 20/9/2024 do "Chu Văn Chi" ký về kiến nghị "1, 2"
    Thì bị từ chối vì "báo cáo do chuyên viên soạn được lãnh đạo duyệt"
    Khi "lãnh đạo huyện" gửi báo cáo "12/BC-UBND" ngày 20/9/2024 do "Chu Văn Chi" ký về kiến nghị "1, 2"
    Thì kiến nghị 1 ở tình trạng "Đã báo cáo, chờ xác minh"

  Kịch bản: Báo cáo đã gửi chờ văn thư vào sổ văn bản đến, bấm một lần
    Khi "UBND huyện Chi Lăng" gửi báo cáo "12/BC-UBND" ngày 20/9/2024 do "Chu Văn Chi" ký về kiến nghị "1, 2"
    Thì có 1 báo cáo chờ vào sổ văn bản đến
    Và "văn thư Sở" được báo "Báo cáo của đơn vị chờ vào sổ"
    Khi "văn thư Sở" vào sổ báo cáo đang chờ
    Thì có 0 báo cáo chờ vào sổ văn bản đến
    Và sổ văn bản đến có "Báo cáo 12/BC-UBND" ngày 20/9/2024 của "Ủy ban nhân dân huyện Chi Lăng" kèm 1 tệp quét, "Chu Văn Chi ký"
    Và văn bản đến ấy nằm trong hồ sơ kiến nghị "1, 2"

  Kịch bản: Gửi tiếp một nội dung của cùng báo cáo thì không vào sổ lần nữa
    Biết "UBND huyện Chi Lăng" gửi báo cáo "12/BC-UBND" ngày 20/9/2024 do "Chu Văn Chi" ký về kiến nghị "1"
    Và "văn thư Sở" vào sổ báo cáo đang chờ
    Khi "UBND huyện Chi Lăng" gửi báo cáo "12/BC-UBND" ngày 20/9/2024 do "Chu Văn Chi" ký về kiến nghị "2"
    Thì có 0 báo cáo chờ vào sổ văn bản đến
    Và văn bản đến ấy nằm trong hồ sơ kiến nghị "1, 2"

  Kịch bản: Văn thư đã vào sổ bằng tay thì nối với số đến ấy
    Biết "UBND huyện Chi Lăng" gửi báo cáo "12/BC-UBND" ngày 20/9/2024 do "Chu Văn Chi" ký về kiến nghị "1, 2"
    Và văn thư đã vào sổ bằng tay "12/BC-UBND" ngày 20/9/2024 của "Ủy ban nhân dân huyện Chi Lăng"
    Khi "văn thư Sở" vào sổ báo cáo đang chờ
    Thì có 0 báo cáo chờ vào sổ văn bản đến
    Và sổ văn bản đến có 1 văn bản
    Và văn bản đến ấy nằm trong hồ sơ kiến nghị "1, 2"
