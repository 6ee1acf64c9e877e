# language: vi
Tính năng: Thể thức ký
  Dòng ký theo người ký thay ai trong ngày ký (Nghị định 30/2020/NĐ-CP, Điều 13; Phụ lục I, phần II.7b).

  Khung kịch bản: Dòng ký theo vị trí của người ký
    Biết hôm nay là ngày 5/8/2024
    Và "<cơ quan>" có người đứng đầu là "<người đứng đầu>"
    Khi "<chức vụ>" của "<cơ quan>" với vị trí "<vị trí>" ký
    Thì dòng ký là "<dòng ký>"
    Và đo trên tệp PDF không sai thể thức

    Dữ liệu:
      | cơ quan | người đứng đầu | chức vụ          | vị trí      | dòng ký                                                |
      | dept    | Giám đốc       | Giám đốc         | head        | GIÁM ĐỐC                                               |
      | dept    | Giám đốc       | Phó Giám đốc     | deputy      | KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC                            |
      | dept    | Chuyên viên    | Quyền Giám đốc   | acting_head | Q. GIÁM ĐỐC                                            |
      | district | Chủ tịch      | Chủ tịch         | head        | TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH                         |
      | district | Chủ tịch      | Phó Chủ tịch     | deputy      | TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH      |

  Kịch bản: Chánh Văn phòng ký thừa lệnh, chỉ giao lại cho cấp phó của mình, một lần
    Biết hôm nay là ngày 5/8/2024
    Và "dept" có "Chánh Văn phòng", "Phó Chánh Văn phòng" và "Phó Trưởng phòng"
    Khi giao "Chánh Văn phòng" ký "TL" từ 5/8/2024
    Và văn thư xác nhận việc giao ký
    Thì "Chánh Văn phòng" ký "schedule" ngày 6/8/2024 là "TL. GIÁM ĐỐC / CHÁNH VĂN PHÒNG"
    Khi giao lại cho "Phó Chánh Văn phòng" ký "TL" từ 5/8/2024
    Và văn thư xác nhận việc giao ký
    Thì "Phó Chánh Văn phòng" ký "schedule" ngày 6/8/2024 là "TL. GIÁM ĐỐC / KT. CHÁNH VĂN PHÒNG / PHÓ CHÁNH VĂN PHÒNG"
    Khi giao lại cho "Phó Trưởng phòng" ký "TL" từ 5/8/2024
    Thì bị từ chối vì "Việc ký thừa lệnh đã giao lại một lần, không giao tiếp được nữa."

  Kịch bản: Thừa ủy quyền có phạm vi, có thời hạn, không ủy quyền lại
    Biết hôm nay là ngày 5/8/2024
    Và "dept" có "Trưởng phòng Trẻ em", "Phó Trưởng phòng" và "Chuyên viên"
    Khi giao "Trưởng phòng Trẻ em" ký "TUQ" từ 5/8/2024
    Thì bị từ chối vì "Thừa ủy quyền phải có thời hạn; nhập ngày cuối."
    Khi giao "Trưởng phòng Trẻ em" ký "TUQ" từ 5/8/2024 đến 31/8/2024
    Và văn thư xác nhận việc giao ký
    Thì "Trưởng phòng Trẻ em" ký "schedule" ngày 6/8/2024 là "TUQ. GIÁM ĐỐC / TRƯỞNG PHÒNG TRẺ EM"
    Và "Trưởng phòng Trẻ em" không ký được "result" ngày 6/8/2024 vì "không giao ký loại văn bản này"
    Và "Trưởng phòng Trẻ em" không ký được "schedule" ngày 1/9/2024 vì "đã hết hiệu lực ngày 31/08/2024"
    Khi giao lại cho "Phó Trưởng phòng" ký "TUQ" từ 5/8/2024 đến 31/8/2024
    Thì bị từ chối vì "Người được ủy quyền không được ủy quyền lại cho người khác ký."

  Kịch bản: Thu hồi thì thôi ký, cả người được giao lại
    Biết hôm nay là ngày 5/8/2024
    Và "dept" có "Chánh Văn phòng", "Phó Chánh Văn phòng" và "Chuyên viên"
    Khi giao "Chánh Văn phòng" ký "TL" từ 5/8/2024
    Và văn thư xác nhận việc giao ký
    Và giao lại cho "Phó Chánh Văn phòng" ký "TL" từ 5/8/2024
    Và văn thư xác nhận việc giao ký
    Và quản trị thu hồi việc giao ký của "Chánh Văn phòng"
    Thì "Phó Chánh Văn phòng" không ký được "schedule" ngày 6/8/2024 vì "đã bị thu hồi"
