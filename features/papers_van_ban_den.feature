# language: vi
Tính năng: Vào sổ văn bản đến
  Báo cáo của đơn vị, đề xuất, trả lời của cấp trên gửi đến bằng giấy hoặc qua hệ thống khác được văn thư vào sổ kèm tệp quét. Số
  đến liên tục trong năm, của từng cơ quan; một văn bản chỉ vào sổ một lần; văn bản gắn với kế hoạch, cuộc kiểm tra hoặc nội dung
  phải theo dõi thì hiện trong hồ sơ đó.

  Bối cảnh:
    Biết hôm nay là ngày 5/8/2024

  Kịch bản: Báo cáo của huyện vào sổ trong hồ sơ cuộc kiểm tra
    Khi văn thư vào sổ báo cáo "125/BC-UBND" ngày 1/8/2024 của "UBND huyện Chi Lăng", đến ngày 5/8/2024, vào hồ sơ cuộc kiểm tra
    Thì văn bản có số đến 1
    Và trang cuộc kiểm tra có "Báo cáo 125/BC-UBND" ở mục Văn bản đến
    Và chuyên viên mở được tệp quét
    Và huyện Chi Lăng không mở được tệp quét
    Và huyện Chi Lăng không thấy mục Văn bản đến ở trang cuộc kiểm tra

  Kịch bản: Văn bản vào sổ trước, đưa vào hồ sơ sau
    Khi văn thư vào sổ báo cáo "125/BC-UBND" ngày 1/8/2024 của "UBND huyện Chi Lăng", đến ngày 5/8/2024
    Và văn thư đưa văn bản đến số 1 vào hồ sơ cuộc kiểm tra
    Thì trang cuộc kiểm tra có "Báo cáo 125/BC-UBND" ở mục Văn bản đến
    Và nhật ký cuộc kiểm tra có "Đưa văn bản đến vào hồ sơ"
    Khi văn thư bỏ văn bản đến khỏi hồ sơ
    Thì nhật ký cuộc kiểm tra có "Bỏ văn bản đến khỏi hồ sơ"
    Và văn thư tìm "125" trong sổ văn bản đến thì thấy "125/BC-UBND"

  Kịch bản: Đưa nhầm hồ sơ thì phải bỏ ra trước
    Khi văn thư vào sổ báo cáo "125/BC-UBND" ngày 1/8/2024 của "UBND huyện Chi Lăng", đến ngày 5/8/2024, vào hồ sơ cuộc kiểm tra
    Và văn thư đưa văn bản đến số 1 vào hồ sơ kế hoạch
    Thì bị từ chối vì "đang nằm trong hồ sơ khác"

  Kịch bản: Số không có trong sổ
    Khi văn thư đưa văn bản đến số 7 vào hồ sơ cuộc kiểm tra
    Thì bị từ chối vì "Sổ văn bản đến năm 2024 không có số đến 7"

  Kịch bản: Số đến liên tục, nối tiếp sổ giấy
    Khi văn thư vào sổ văn bản đầu tiên của năm với số đến 216
    Và văn thư vào sổ báo cáo "125/BC-UBND" ngày 1/8/2024 của "UBND huyện Chi Lăng", đến ngày 5/8/2024
    Thì văn bản có số đến 217

  Khung kịch bản: Văn bản đã vào sổ thì không vào lần nữa, dù gõ khác đi
    Khi văn thư vào sổ báo cáo "125/BC-UBND" ngày 1/8/2024 của "UBND huyện Chi Lăng", đến ngày 5/8/2024
    Và văn thư vào sổ báo cáo "<số>" ngày 1/8/2024 của "<tác giả>", đến ngày 5/8/2024
    Thì bị từ chối vì "Đã vào sổ: số đến 01 ngày 05/08/2024, Báo cáo"

    Dữ liệu:
      | số            | tác giả               |
      | 125/BC-UBND   | UBND huyện Chi Lăng   |
      | 125 / bc-ubnd | ubnd  huyện chi lăng  |
      | 125/BC-UBND   | UBND huyen Chi Lang   |

  Khung kịch bản: Khác số, khác ngày hoặc khác tác giả là văn bản khác
    Khi văn thư vào sổ báo cáo "125/BC-UBND" ngày 1/8/2024 của "UBND huyện Chi Lăng", đến ngày 5/8/2024
    Và văn thư vào sổ báo cáo "<số>" ngày <ngày> của "<tác giả>", đến ngày 5/8/2024
    Thì văn bản có số đến 2

    Dữ liệu:
      | số          | ngày     | tác giả             |
      | 126/BC-UBND | 1/8/2024 | UBND huyện Chi Lăng |
      | 125/BC-UBND | 2/8/2024 | UBND huyện Chi Lăng |
      | 125/BC-UBND | 1/8/2024 | UBND huyện Hữu Lũng |

  Khung kịch bản: Ngày phải có thể
    Khi văn thư vào sổ báo cáo "125/BC-UBND" ngày <ngày> của "UBND huyện Chi Lăng", đến ngày <ngày đến>
    Thì bị từ chối vì "<lý do>"

    Dữ liệu:
      | ngày       | ngày đến   | lý do                                     |
      | 1/8/2024   | 6/8/2024   | Ngày đến không thể sau hôm nay            |
      | 5/8/2024   | 2/8/2024   | Ngày văn bản không thể sau ngày đến       |
      | 28/12/2023 | 29/12/2023 | Sổ năm 2023 đã hết                        |

  Kịch bản: Văn bản vào sổ phải có tệp quét
    Khi văn thư vào sổ báo cáo "125/BC-UBND" ngày 1/8/2024 của "UBND huyện Chi Lăng" mà không có tệp quét
    Thì bị từ chối vì "Chọn tệp quét của văn bản"

  Kịch bản: Sổ văn bản đến tìm theo số, tải về đúng cột của sổ
    Khi văn thư vào sổ báo cáo "125/BC-UBND" ngày 1/8/2024 của "UBND huyện Chi Lăng", đến ngày 5/8/2024
    Thì văn thư tìm "125" trong sổ văn bản đến thì thấy "125/BC-UBND"
    Và văn thư tìm "999" trong sổ văn bản đến thì không thấy "125/BC-UBND"
    Và bảng tải về có các cột "Ngày đến; Số đến; Tác giả; Số, ký hiệu văn bản; Ngày tháng văn bản; Tên loại và trích yếu nội dung văn bản; Đơn vị hoặc người nhận; Ngày chuyển; Ký nhận; Ghi chú"
