# language: vi
Tính năng: Đôn đốc thực hiện kiến nghị
  Đơn vị được nhắc trước hạn và khi quá hạn; mỗi lần chỉ nhắc một thư.

  Bối cảnh:
    Biết hôm nay là ngày 12/8/2024
    Và cuộc kiểm tra tại huyện Chi Lăng đang tổng hợp kết quả
    Và thông báo đã ban hành ngày 15/8/2024 với 14 kiến nghị

  Kịch bản: Nhắc trước hạn 10 và 3 ngày làm việc
    Khi hệ thống làm việc ngày 22/10/2024
    Thì kiến nghị 3 có 0 lần nhắc "Sắp đến hạn"
    Khi hệ thống làm việc ngày 23/10/2024
    Và hệ thống làm việc ngày 23/10/2024
    Và hệ thống làm việc ngày 24/10/2024
    Thì kiến nghị 3 có 1 lần nhắc "Sắp đến hạn"
    Khi hệ thống làm việc ngày 1/11/2024
    Thì kiến nghị 3 có 2 lần nhắc "Sắp đến hạn"

  Kịch bản: Quá hạn được nhắc một lần mỗi tuần
    Khi hệ thống làm việc ngày 6/11/2024
    Thì kiến nghị 3 có 0 lần nhắc "Quá hạn"
    Khi hệ thống làm việc ngày 7/11/2024
    Và hệ thống làm việc ngày 7/11/2024
    Và hệ thống làm việc ngày 13/11/2024
    Thì kiến nghị 3 có 1 lần nhắc "Quá hạn"
    Khi hệ thống làm việc ngày 14/11/2024
    Thì kiến nghị 3 có 2 lần nhắc "Quá hạn"

  Kịch bản: Máy nghỉ mấy ngày vẫn nhắc bù, không dồn nhiều thư
    Khi hệ thống làm việc ngày 30/11/2024
    Và hệ thống làm việc ngày 30/11/2024
    Thì kiến nghị 3 có 1 lần nhắc "Quá hạn"
    Và kiến nghị 3 có 0 lần nhắc "Sắp đến hạn"

  Kịch bản: Đã báo cáo thì không bị nhắc
    Biết "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Khi hệ thống làm việc ngày 7/11/2024
    Thì kiến nghị 3 có 0 lần nhắc "Quá hạn"
    Và kiến nghị 4 có 1 lần nhắc "Quá hạn"

  Kịch bản: Gia hạn thì tính lại ngày nhắc
    Biết hôm nay là ngày 21/10/2024
    Và "UBND huyện Chi Lăng" được gia hạn kiến nghị 3 đến ngày 31/12/2024
    Khi hệ thống làm việc ngày 7/11/2024
    Thì kiến nghị 3 có 0 lần nhắc "Quá hạn"

  Kịch bản: Chuyên viên đôn đốc ngay, mỗi ngày một lần
    Biết hôm nay là ngày 21/10/2024
    Khi "chuyên viên Sở" đôn đốc kiến nghị 3
    Thì kiến nghị 3 có 1 lần nhắc "Đôn đốc"
    Khi "lãnh đạo Sở" đôn đốc kiến nghị 3
    Thì bị từ chối vì "Hôm nay đã đôn đốc"

  Kịch bản: Đơn vị không đôn đốc chính mình, và không đôn đốc việc đã báo cáo
    Biết hôm nay là ngày 21/10/2024
    Khi "UBND huyện Chi Lăng" đôn đốc kiến nghị 3
    Thì bị từ chối vì "Tài khoản của bạn không được làm việc này"
    Khi "UBND huyện Chi Lăng" báo cáo kiến nghị 3 "Đã thực hiện" kèm một ảnh
    Và "chuyên viên Sở" đôn đốc kiến nghị 3
    Thì bị từ chối vì "đang không chờ đơn vị thực hiện"

  Kịch bản: Chỉ cơ quan chủ trì đôn đốc, cơ quan khác cùng đoàn thì không
    Biết hôm nay là ngày 21/10/2024
    Khi "lãnh đạo Sở GDĐT" đôn đốc kiến nghị 3
    Thì bị từ chối vì "Tài khoản của bạn không được làm việc này"
    Khi "chuyên viên Sở GDĐT" đôn đốc kiến nghị 3
    Thì bị từ chối vì "Tài khoản của bạn không được làm việc này"
    Và kiến nghị 3 có 0 lần nhắc "Đôn đốc"

  Kịch bản: Ngày nhắc đã qua khi thông báo ban hành thì không nhắc lùi
    Biết hạn của kiến nghị 3 được ấn định là ngày 22/8/2024
    Khi hệ thống làm việc ngày 16/8/2024
    Thì kiến nghị 3 có 0 lần nhắc "Sắp đến hạn"
    Khi hệ thống làm việc ngày 19/8/2024
    Thì kiến nghị 3 có 1 lần nhắc "Sắp đến hạn"

  Kịch bản: Ban hành đúng ngày nhắc thì thông báo đã là lời nhắc
    Biết hạn của kiến nghị 3 được ấn định là ngày 20/8/2024
    Khi hệ thống làm việc ngày 15/8/2024
    Và hệ thống làm việc ngày 19/8/2024
    Thì kiến nghị 3 có 0 lần nhắc "Sắp đến hạn"
