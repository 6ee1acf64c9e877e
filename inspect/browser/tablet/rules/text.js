// Text as it is stored: NFC, LF line ends, no blanks around it, measured in code points.
import { Wrong } from "./wrong.js";

const LONGEST = 4000;
// With the u flag a surrogate matches only where its other half is missing.
const NO_TEXT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ud800-\udfff]/u;
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

// null if nothing is left. Throws Wrong.
export const plainText = (value, longest) => {
  const most = longest || LONGEST;
  if (typeof value !== "string") throw new Wrong(["", "Cần nhập bằng chữ."]);
  const unified = value.replace(/\r\n?/g, "\n");
  if (NO_TEXT.test(unified)) throw new Wrong(["", "Có ký tự không hiển thị được; nhập lại nội dung này."]);
  const result = stripped(unified.normalize("NFC"));
  if (isLonger(result, most)) throw new Wrong(["", `Dài quá ${most} ký tự; viết gọn lại.`]);
  return result || null;
};
