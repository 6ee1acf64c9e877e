// Text as it is stored: cleaned, no blanks around it, measured in code points.
import { Wrong } from "./wrong.js";

const LONGEST = 4000;
// The same as in rasoat/text.py, which says why; with the u flag a surrogate matches only where its other half is missing.
const LINE_END = /\r\n|[\r\v\f\u0085\u2028\u2029]/gu;
const UNSEEN =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;
const BLANK = " \t\n\u00a0";

const stripped = (value) => {
  let [start, end] = [0, value.length];
  while (start < end && BLANK.includes(value[start])) start += 1;
  while (end > start && BLANK.includes(value[end - 1])) end -= 1;
  return value.slice(start, end);
};

const lengthOf = (value) => {
  let count = 0;
  for (const _ of value) count += 1;
  return count;
};

const isLonger = (value, most) => value.length > most && (value.length > 2 * most || lengthOf(value) > most);

export const clean = (value) => value.replace(LINE_END, "\n").replace(UNSEEN, "").normalize("NFC");

// null if nothing is left. Throws Wrong.
export const plainText = (value, longest) => {
  const most = longest || LONGEST;
  if (typeof value !== "string") throw new Wrong(["", "Cần nhập bằng chữ."]);
  const result = stripped(clean(value));
  if (isLonger(result, most)) throw new Wrong(["", `Dài quá ${most} ký tự; viết gọn lại.`]);
  return result || null;
};
