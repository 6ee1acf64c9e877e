# language: vi
Tính năng: Bàn giao khi vắng, chuyển cơ quan, khóa tài khoản
  Trước khi khóa, chuyển tài khoản hay ghi vắng, trang hỏi ai soạn tiếp những bản thảo của người ấy.
  Việc gì còn nằm với không ai thì chuyên viên cùng cơ quan và quản trị đều thấy.

  Bối cảnh:
    Biết hôm nay là ngày 15/7/2024
    Và "officer" đang soạn một kế hoạch

  Kịch bản: Khóa tài khoản thì phải nói ai soạn tiếp
    Khi quản trị khóa tài khoản "officer" mà không nói ai soạn tiếp
    Thì trang nói "Chọn ai soạn tiếp các bản thảo."
    Và "officer" vẫn đang dùng tài khoản
    Khi quản trị khóa tài khoản "officer", giao bản thảo cho "officer2"
    Thì trang công việc của "officer2" có "Bạn đang soạn"
    Và nhật ký kế hoạch ghi "Giao bản thảo cho người khác soạn tiếp"

  Kịch bản: Để lại thì nằm với không ai, và ai cũng thấy
    Khi quản trị khóa tài khoản "officer", để bản thảo lại
    Thì trang công việc của "officer2" có "Bản thảo không còn người soạn"
    Và trang công việc của "admin" có "Sở LĐTBXH 1 bản thảo"

  Kịch bản: Chuyển cơ quan cũng hỏi
    Khi quản trị chuyển "officer" sang Sở GDĐT mà không nói ai soạn tiếp
    Thì trang nói "Chọn ai soạn tiếp các bản thảo."
    Khi quản trị chuyển "officer" sang Sở GDĐT, giao bản thảo cho "officer2"
    Thì trang công việc của "officer2" có "Bạn đang soạn"

  Kịch bản: Không giao cho người không soạn được
    Khi quản trị khóa tài khoản "officer", giao bản thảo cho "clerk"
    Thì trang nói "Ai soạn tiếp các bản thảo"
    Và "officer" vẫn đang dùng tài khoản

  Kịch bản: Ghi vắng, chuyên viên khác làm thay thì soạn tiếp
    Khi "officer" ghi vắng từ 15/7/2024 đến 19/7/2024, "officer2" làm thay và soạn tiếp
    Thì trang công việc của "officer2" có "làm thay Hoàng Thị Thử"
    Và trang công việc của "officer2" không có "Bản thảo không còn người soạn"

  Kịch bản: Ghi vắng, người làm thay không soạn được
    Khi "officer" ghi vắng từ 15/7/2024 đến 19/7/2024, "clerk" làm thay và soạn tiếp
    Thì trang nói "1 bản thảo nằm với không ai trong những ngày ấy"
    Và trang công việc của "officer2" có "Bản thảo không còn người soạn"

  Kịch bản: Ghi vắng, giao hẳn bản thảo cho chuyên viên khác
    Khi "officer" ghi vắng từ 15/7/2024 đến 19/7/2024, "clerk" làm thay, giao bản thảo cho "officer2"
    Thì trang công việc của "officer2" có "Bạn đang soạn"

  Kịch bản: Lãnh đạo duy nhất vắng hoặc bị khóa
    Biết kế hoạch ấy đã gửi các cơ quan cùng ký
    Khi "edu_leader" ghi vắng từ 15/7/2024 đến 19/7/2024, "edu_officer" làm thay
    Thì trang nói "việc chờ duyệt, chờ ký nằm với không ai"
    Và trang công việc của "edu_officer" có "Chờ lãnh đạo, cơ quan không có lãnh đạo"
    Và trang công việc của "admin" có "Sở GDĐT 1 việc chờ lãnh đạo"
    Và trang khóa tài khoản "culture_leader" có "1 việc chờ duyệt, chờ ký sẽ nằm với không ai"
