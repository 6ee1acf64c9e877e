// What the tablet itself finds wrong, in the form of the server's problems.
const KNOWN = {
  "network.none": ["Không có mạng.", "Việc đã lưu trên máy; sẽ tự gửi khi có mạng."],
  "network.unreachable": ["Không kết nối được máy chủ.", "Kiểm tra mạng; máy sẽ tự thử lại."],
  "network.slow": ["Máy chủ không trả lời kịp.", "Mạng yếu hoặc máy chủ bận; máy sẽ tự thử lại."],
  "network.captive": ["Mạng này đòi đăng nhập hoặc chặn hệ thống.", "Mở một trang web bất kỳ để đăng nhập mạng, hoặc đổi sang mạng khác; máy sẽ tự thử lại."],
  "server.error": ["Máy chủ đang gặp lỗi.", "Việc vẫn còn trên máy; máy sẽ tự thử lại."],
  "server.busy": ["Máy chủ đang bận hoặc bảo trì.", "Việc vẫn còn trên máy; máy sẽ tự thử lại."],
  "server.unclear": ["Máy chủ trả lời không rõ.", "Việc vẫn còn trên máy; máy sẽ tự thử lại. Nếu còn mãi, báo cho cơ quan chủ trì."],
  "server.refused": ["Máy chủ không nhận.", "Xem lại nội dung rồi gửi lại; việc vẫn còn trên máy."],
  "login.required": ["Phiên đăng nhập đã hết.", "Đăng nhập lại để gửi; việc vẫn còn trên máy và vẫn ghi tiếp được."],
  "session.none": ["Chưa ai đăng nhập trên máy này.", "Đăng nhập khi có mạng."],
  "session.locked": ["Phần việc này đã được khóa lại trên máy.", "Đăng nhập lại bằng tài khoản đã làm phần việc này."],
  "tablet.cut_off": ["Máy tính bảng này đã bị ngắt khỏi hệ thống.", "Việc chưa gửi được khóa kín trên máy, không mất; liên hệ cơ quan chủ trì."],
  "storage.full": ["Máy hết chỗ lưu.", "Xóa bớt ảnh, ứng dụng khác trên máy rồi chờ giây lát; đừng đóng trang này khi chưa thấy “Đã lưu”."],
  "storage.closed": ["Trình duyệt đã đóng kho lưu trên máy.", "Đừng đóng trang này; máy đang thử mở lại. Nếu còn mãi, gửi hoặc chụp lại màn hình rồi tải lại trang."],
  "storage.blocked": ["Một thẻ khác đang giữ bản cũ của Rà Soát.", "Đóng các thẻ Rà Soát khác trên máy này."],
  "storage.newer": ["Đã có bản mới của Rà Soát trên máy này.", "Tải lại trang để dùng bản mới."],
  "storage.failed": ["Không ghi được vào máy.", "Đừng đóng trang này; máy đang thử lại. Nếu còn mãi, tải lại trang."],
  "storage.unavailable": ["Trình duyệt không cho lưu trên máy.", "Tắt chế độ ẩn danh, hoặc dùng trình duyệt khác."],
  "lock.unavailable": ["Trình duyệt này không khóa được dữ liệu.", "Mở hệ thống bằng địa chỉ https."],
  "lock.failed": ["Chưa khóa được phần việc trên máy.", "Thử lại; nếu máy hết chỗ, dọn bớt trước."],
  "lock.wrong_key": ["Có phần việc không mở khóa được.", "Phần việc đó vẫn còn trên máy; báo cho cơ quan chủ trì."],
  "photo.lost": ["Không còn ảnh này trên máy.", "Chụp lại nếu cần."],
  "photo.broken": ["Ảnh lưu trên máy đã hỏng.", "Xóa ảnh này và chụp lại."],
  "visit.not_here": ["Chuyến này chưa mang theo máy.", "Mang theo chuyến đi khi có mạng."],
  "visit.unsent": ["Chuyến này còn việc chưa gửi.", "Gửi xong rồi hãy bỏ khỏi máy."],
  "checklist.not_here": ["Máy chưa có bảng kiểm này.", "Mang theo lại chuyến đi khi có mạng."],
  "record.kept": ["Mục này không bỏ được.", "Chỉ bỏ được mục máy chủ không nhận."],
};

export const problem = (key) => {
  const [what, todo] = KNOWN[key];
  return { key, what, todo, reasons: [] };
};

// An error a screen can show: `error.problem`.
export const failure = (known) => Object.assign(new Error(known.what), { problem: known });

const BY_NAME = {
  QuotaExceededError: "storage.full",
  VersionError: "storage.newer",
  InvalidStateError: "storage.closed",
  UnknownError: "storage.closed",
  SecurityError: "storage.unavailable",
};

export const storageProblem = (error) => error.problem ?? problem(BY_NAME[error?.name] ?? "storage.failed");
