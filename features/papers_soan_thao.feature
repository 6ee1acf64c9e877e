# language: vi
Tính năng: Soạn thông báo kết quả từ số liệu
  Hệ thống soạn sẵn từng đoạn từ số liệu; chuyên viên sửa, thêm, ẩn, xếp lại, và luôn lấy lại được đoạn soạn sẵn.
  Thông tin về trẻ em, gia đình không bao giờ được in.

  Bối cảnh:
    Biết chuyên viên đã soạn thông báo kết quả

  Kịch bản: Số liệu, kiến nghị và hạn có sẵn trong bản thảo
    Thì bản in có "46 điểm chưa có biển cảnh báo"
    Và bản in có "9.969 hộ"
    Và bản in có "hạn thực hiện: chậm nhất ngày 01/10/2024"

  Kịch bản: Sửa rồi lấy lại đoạn soạn sẵn
    Khi chuyên viên sửa đoạn kết thành "Đề nghị thực hiện nghiêm túc."
    Thì bản in có "Đề nghị thực hiện nghiêm túc."
    Khi chuyên viên lấy lại đoạn kết soạn sẵn
    Thì bản in không có "Đề nghị thực hiện nghiêm túc."
    Và bản in có "Trên đây là thông báo kết quả"

  Kịch bản: Thông tin về trẻ em và gia đình không được in
    Thì bản in không có "Cháu M."
    Và bản in không có "Hộ mẫu số 1"
    Và bản in có "01 hộ gia đình"

  Kịch bản: Hai người cùng sửa thì không ai ghi đè ai
    Khi đồng nghiệp sửa đoạn kết thành "Bản của đồng nghiệp."
    Và chuyên viên sửa đoạn kết của bản cũ thành "Bản của tôi."
    Thì bị từ chối vì "đã sửa nội dung này"
    Và bản in có "Bản của đồng nghiệp."

  Kịch bản: Ẩn kiến nghị thì không trình được
    Khi chuyên viên ẩn kiến nghị thứ nhất
    Và chuyên viên trình duyệt
    Thì bị từ chối vì "đang bị ẩn"

  Kịch bản: Đã trình duyệt thì không sửa được nữa
    Khi chuyên viên trình duyệt
    Và chuyên viên sửa đoạn kết thành "Sửa muộn."
    Thì bị từ chối vì "đã trình duyệt nên không sửa được"

  Kịch bản: Chưa duyệt thì chuyên viên rút trình được để sửa, duyệt rồi thì không
    Khi chuyên viên trình duyệt
    Và chuyên viên rút trình
    Và chuyên viên sửa đoạn kết thành "Sửa sau khi rút."
    Thì bản in có "Sửa sau khi rút."
    Khi chuyên viên trình duyệt
    Và lãnh đạo duyệt
    Và chuyên viên rút trình
    Thì bị từ chối vì "Không thể “Rút trình”"
