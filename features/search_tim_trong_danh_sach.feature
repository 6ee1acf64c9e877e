# language: vi
Tính năng: Tìm trong danh sách
  Để mở đúng hồ sơ giữa hồ sơ của nhiều năm
  Người dùng gõ vài từ, cả từ hoặc phần đầu của từ, có dấu hay không dấu
  và thấy hồ sơ mới nhất trước

  Bối cảnh:
    Biết Sở Lao động đã phê duyệt kế hoạch số 7 "Kiểm tra ao, hồ của xã Tân Sơn"
    Và Sở Lao động đã phê duyệt kế hoạch số 98 "Kiểm tra điểm tắm ở hồ Đồng Mỏ"
    Và Sở Lao động đã phê duyệt kế hoạch số 99 "Kiểm tra nhà trẻ (phường Sóc Khảo)"

  Tình huống: Tìm theo từ và đầu từ, mới nhất trước
    Thì chuyên viên tìm trong danh sách kế hoạch được:
      | từ              | số        |
      | hồ              | 98, 7     |
      | HO              | 98, 7     |
      | ao              | 7         |
      | xã              | 7         |
      | x               | 7         |
      | dong mo         | 98        |
      | mỏ đồ           | 98        |
      | 98              | 98        |
      | 98/KHLN-SLĐTBXH | 98        |
      | 07              | 7         |
      | sldtb kiểm      | 99, 98, 7 |
      | (phường sóc     | 99        |

  Tình huống: Giữa từ không phải là đầu từ
    Thì chuyên viên tìm trong danh sách kế hoạch được:
      | từ    | số |
      | óc    |    |
      | ldtbx |    |
      | 8     |    |
      | hồ óc |    |
    Và danh sách trống nhắc "Gõ cả từ hoặc phần đầu của từ, không cần dấu"
