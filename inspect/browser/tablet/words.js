// How dates, sizes and states are written.
const two = (number) => String(number).padStart(2, "0");

// "2024-07-17" → "17/07/2024"; legal dates have no time zone.
export const day = (iso) => (iso ? iso.slice(0, 10).split("-").reverse().join("/") : "");

export const time = (moment) => {
  const at = new Date(moment);
  return `${two(at.getHours())}:${two(at.getMinutes())}`;
};

// A time in the tablet's own zone: "14:05" today, "14:05 ngày 17/07/2024" otherwise.
export const when = (moment, now = new Date()) => {
  if (!moment) return "";
  const at = new Date(moment);
  if (at.toDateString() === now.toDateString()) return time(at);
  return `${time(at)} ngày ${two(at.getDate())}/${two(at.getMonth() + 1)}/${at.getFullYear()}`;
};

const decimal = (value) => value.toFixed(1).replace(".0", "").replace(".", ",");

// The same words as at the desk.
export const size = (bytes) => {
  if (bytes < 999_500) return `${bytes && Math.max(1, Math.round(bytes / 1000))} kB`;
  if (bytes < 1_000_000_000) return `${decimal(bytes / 1_000_000)} MB`;
  return `${decimal(bytes / 1_000_000_000)} GB`;
};

export const number = (value) => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ".");

export const position = ({ lat, lon, accuracy }) =>
  `${lat.toFixed(5).replace(".", ",")}; ${lon.toFixed(5).replace(".", ",")}${accuracy ? ` (sai số ${Math.round(accuracy)} m)` : ""}`;

// [words, tone, icon] of a record's or photograph's state.
export const STATES = {
  draft: ["Đang ghi", "", "pencil"],
  waiting: ["Chờ gửi", "waiting", "hourglass-split"],
  sending: ["Đang gửi", "working", "send"],
  sent: ["Đã gửi", "ok", "check-lg"],
  refused: ["Chưa nhận được", "bad", "x-circle"],
  quarantined: ["Đến muộn, chờ trưởng đoàn xem", "warning", "clock-history"],
};

export const OUTCOMES = {
  applied: "Đã ghi nhận",
  merged: "Đã gộp với bản của người khác",
  conflict: "Đã gộp, có mục chờ trưởng đoàn chọn",
  quarantined: "Đến muộn, chờ trưởng đoàn xem",
  observed: "Đã ghi thành điều đoàn thấy, chưa thành kết luận",
};

export const KINDS = { response: "Bảng kiểm", site: "Điểm kiểm tra", danger: "Nguy hiểm khẩn cấp", observation: "Điều đã thấy", verdict: "Kết luận tại chỗ" };

export const SEEN = { done: "Đã thực hiện", partly: "Thực hiện một phần", not_done: "Chưa thực hiện" };

export const VERDICTS = { met: "Đã thực hiện", partly_met: "Thực hiện một phần", not_met: "Chưa thực hiện" };

export const ASSIGNMENTS = { lead: "Trưởng đoàn", deputy: "Phó trưởng đoàn", secretary: "Thư ký", member: "Thành viên" };
