# language: vi
Tính năng: Theo dõi máy tính bảng của đoàn từ cơ quan
  Ở Sở thấy ngay ai mang theo gì, gì đã về, gì còn thiếu; máy hỏng thì nhập tệp thay máy.

  Bối cảnh:
    Biết hôm nay là ngày 17/7/2024
    Và đoàn đang làm việc tại UBND huyện Chi Lăng

  Kịch bản: Ai mang theo, ai chưa
    Khi thành viên Sở GDĐT mang buổi làm việc theo máy "Máy 2"
    Thì bảng theo dõi ghi thành viên Sở GDĐT có "Máy 2", sẵn sàng
    Và bảng theo dõi ghi trưởng đoàn chưa mang theo

  Kịch bản: Sở sửa điểm kiểm tra sau khi máy đã mang theo
    Khi thành viên Sở GDĐT mang buổi làm việc theo máy "Máy 2"
    Và có điểm "Phố Sặt" trong lịch
    Thì bảng theo dõi ghi thành viên Sở GDĐT có "Máy 2", bản cũ

  Kịch bản: Bản ghi về trước, ảnh về sau
    Khi thành viên Sở GDĐT gửi bảng kiểm "safe_home" và nguy hiểm có 2 ảnh, ảnh chưa gửi xong
    Thì bảng theo dõi có 2 bản ghi đã về, 2 ảnh chưa về
    Và bảng theo dõi không còn kể "safe_home" là thiếu
    Khi thành viên Sở GDĐT gửi nốt ảnh
    Thì bảng theo dõi có 2 bản ghi đã về, 0 ảnh chưa về

  Kịch bản: Máy rơi xuống sông, ảnh không còn gửi được
    Khi thành viên Sở GDĐT gửi bảng kiểm "safe_home" và nguy hiểm có 2 ảnh, ảnh chưa gửi xong
    Và trưởng đoàn xác nhận ảnh không còn gửi được vì "Máy rơi xuống sông"
    Thì bảng theo dõi có 2 bản ghi đã về, 0 ảnh chưa về
    Và bảng theo dõi kể 2 ảnh không còn gửi được

  Kịch bản: Thành viên thường không tự cho ảnh của người khác là mất
    Khi thành viên Sở GDĐT gửi bảng kiểm "safe_home" và nguy hiểm có 2 ảnh, ảnh chưa gửi xong
    Và thành viên Sở GDĐT xác nhận ảnh không còn gửi được vì "Chắc là mất"
    Thì bị từ chối vì "không được làm việc này"

  Kịch bản: Máy không nối được mạng, chuyên viên nhập tệp thay máy
    Khi chuyên viên Sở LĐTBXH nhập tệp xuất từ máy của thành viên Sở GDĐT
    Thì bảng theo dõi có 2 bản ghi đã về, 0 ảnh chưa về
    Và bảng kiểm "safe_home" được ghi là của thành viên Sở GDĐT, do chuyên viên Sở LĐTBXH nhập
    Khi chuyên viên Sở LĐTBXH nhập tệp xuất từ máy của thành viên Sở GDĐT lần nữa
    Thì không có gì bị lặp: bảng theo dõi có 2 bản ghi đã về, 0 ảnh chưa về

  Kịch bản: Người không phụ trách không nhập thay được
    Khi cán bộ huyện Hữu Lũng nhập tệp xuất từ máy của thành viên Sở GDĐT
    Thì bảng theo dõi có 0 bản ghi đã về, 0 ảnh chưa về
