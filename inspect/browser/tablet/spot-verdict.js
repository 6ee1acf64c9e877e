// What became of the verdicts of a visit: the words of one, and of what the server made of it.
import { VERDICTS } from "./words.js";

// The verdict that follows from those of the parts, as at the desk.
export const wholeOf = (parts) => {
  const found = new Set(parts.map(({ verdict }) => verdict));
  return found.size === 1 ? [...found][0] : "partly_met";
};

const lower = (words) => words.toLowerCase();

// [words, tone] of a record of a verdict.
export const became = ({ state, outcome, content }) => {
  const said = lower(VERDICTS[wholeOf(content.parts)]);
  if (state === "quarantined") return [`Kết luận đến muộn: ${said}`, "warning"];
  if (state === "refused") return ["Sở chưa nhận kết luận", "bad"];
  if (state !== "sent") return [`Kết luận: ${said}, chưa gửi`, "waiting"];
  return outcome === "observed" ? [`Đã ghi thành điều đoàn thấy: ${said}`, "warning"] : [`Đã thành kết luận: ${said}`, "ok"];
};
