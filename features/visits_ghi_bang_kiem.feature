# language: vi
Tính năng: Ghi bảng kiểm tại buổi làm việc
  Đoàn kiểm tra ghi những gì thấy tại chỗ; không mất chữ nào, không ai ghi đè lên ai.

  Bối cảnh:
    Biết hôm nay là ngày 17/7/2024
    Và đoàn đang làm việc tại UBND huyện Chi Lăng

  Kịch bản: Biển bị cây che khuất ở Phố Sặt, biển còn tốt ở đập Bãi Hào
    Biết điểm có nguy cơ đuối nước "Phố Sặt"
    Và điểm có nguy cơ đuối nước "đập Bãi Hào"
    Khi trưởng đoàn ghi tại "Phố Sặt" là biển bị cây che khuất
    Và thành viên Sở GDĐT ghi tại "đập Bãi Hào" là biển còn tốt
    Thì "Phố Sặt" được ghi xong và không đạt
    Và "đập Bãi Hào" được ghi xong và đạt

  Kịch bản: 67 điểm, 21 biển
    Khi trưởng đoàn ghi 67 điểm, 21 biển, trong đó tỉnh 19 và xã 2
    Thì bảng kiểm biển cảnh báo của đơn vị được ghi xong
    Và còn 46 điểm chưa có biển

  Kịch bản: Số biển nhiều hơn số điểm thì phải giải thích, và lời giải thích được giữ lại
    Khi trưởng đoàn ghi 20 điểm, 21 biển, trong đó tỉnh 19 và xã 2
    Thì bảng kiểm biển cảnh báo của đơn vị chưa ghi xong vì "Số biển đã cắm nhiều hơn số điểm đã rà soát"
    Khi trưởng đoàn giải thích "Một điểm có hai biển ở hai lối xuống nước."
    Thì bảng kiểm biển cảnh báo của đơn vị được ghi xong
    Và lời giải thích "Một điểm có hai biển ở hai lối xuống nước." được giữ lại

  Kịch bản: Cộng số biển theo nguồn kinh phí không bằng tổng số
    Khi trưởng đoàn ghi 67 điểm, 21 biển, trong đó tỉnh 19 và xã 1
    Thì bảng kiểm biển cảnh báo của đơn vị chưa ghi xong vì "Cộng số biển theo nguồn kinh phí không bằng tổng số biển đã cắm"

  Kịch bản: Số hộ của huyện Chi Lăng
    Khi trưởng đoàn ghi 72032 hộ, 10099 hộ có trẻ em, 9969 hộ cam kết, 8314 hộ được công nhận
    Thì bảng kiểm ngôi nhà an toàn của đơn vị được ghi xong
    Khi trưởng đoàn ghi 72032 hộ, 10099 hộ có trẻ em, 9969 hộ cam kết, 10000 hộ được công nhận
    Thì bảng kiểm ngôi nhà an toàn của đơn vị chưa ghi xong vì "Số hộ được công nhận nhiều hơn số hộ ký cam kết"

  Kịch bản: Quỹ Bảo trợ trẻ em chi 12 triệu đồng
    Khi trưởng đoàn ghi các khoản chi 4000000, 6000000 và 2000000 đồng, tổng chi 12000000 đồng
    Thì bảng kiểm quỹ bảo trợ trẻ em của đơn vị được ghi xong
    Khi trưởng đoàn ghi các khoản chi 4000000, 6000000 và 2000000 đồng, tổng chi 13000000 đồng
    Thì bảng kiểm quỹ bảo trợ trẻ em của đơn vị chưa ghi xong vì "Cộng các khoản chi không bằng tổng chi"

  Kịch bản: Hai người lưu cùng một bảng kiểm từ cùng một bản
    Biết trưởng đoàn đã ghi 67 điểm, 21 biển, trong đó tỉnh 19 và xã 2
    Khi trưởng đoàn sửa số biển của xã thành 3 từ bản số 1
    Và thành viên Sở GDĐT sửa số biển của xã thành 4 từ bản số 1
    Thì bị từ chối vì "Lương Văn Đoàn đã lưu bảng kiểm này"
    Và hai bản khác nhau ở "Trong đó, kinh phí của xã": "4 biển" và "3 biển"
    Và chưa có gì bị ghi đè: xã vẫn là 3 biển, có 2 bản đã lưu

  Khung kịch bản: Người không có tên trong đoàn không ghi được
    Khi <người> ghi 67 điểm, 21 biển, trong đó tỉnh 19 và xã 2
    Thì bị từ chối vì "<vì sao>"

    Dữ liệu:
      | người                     | vì sao                                                  |
      | chuyên viên Sở LĐTBXH     | Chỉ người có tên trong đoàn kiểm tra được ghi bảng kiểm |
      | cán bộ huyện Chi Lăng     | Chỉ người có tên trong đoàn kiểm tra được ghi bảng kiểm |
      | cán bộ huyện Hữu Lũng     | Không tìm thấy trang hoặc hồ sơ này                     |
