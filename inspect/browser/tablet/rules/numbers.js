// Converting text to numbers, for the desk and the tablet (the twin of numbers.py; tests/numbers/cases.json tests
// both).
import { grouped } from "./words.js";

export const LARGEST = 1e15;
export const LARGEST_MEASURED = 1e9;
export const MOST_PLACES = 3;
const MOST_DIGITS = 16;
const BLANKS = /^[\t\n \u00a0\u2007\u2009\u202f\u3000]+|[\t\n \u00a0\u2007\u2009\u202f\u3000]+$/g;
// A number in groups does not begin with 0: 0.125 is an eighth and not 125.
const WHOLE = /^([-+\u2212\u2013]?)([0-9]+|0*[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?:[ \u00a0\u2007\u2009\u202f\u3000][0-9]{3})+))$/;
const MEASURED = /^([-+\u2212\u2013]?)([0-9]+|0*[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?:[ \u00a0\u2007\u2009\u202f\u3000][0-9]{3})+))(?:,([0-9]+))?$/;
const POINT = /^([-+\u2212\u2013]?)([0-9]+)\.([0-9]+)$/;
const CLOCK =
  /^([01]?[0-9]|2[0-3])(?:[:.]([0-5][0-9])|[ \u00a0\u2007\u2009\u202f\u3000]?(?:giờ|[hHgG])(?:[ \u00a0\u2007\u2009\u202f\u3000]?([0-5][0-9])(?:[ \u00a0\u2007\u2009\u202f\u3000]?(?:phút|p))?)?)$/;
const FIGURES = /^[-+\u2212\u2013]?[0-9., \u00a0\u2007\u2009\u202f\u3000]*$/;
const DECIMAL = /^([-+\u2212\u2013]?)([0-9]{1,9})(?:[.,]([0-9]{1,400}))?$/;
const MINUS = /^[-\u2212\u2013]$/;

// The text is not such a number; `message` is a sentence that says what to do.
export class NotANumber extends Error {}

// NFKC is not applied to the whole text, because it would make 122 out of 12².
const unified = (typed) =>
  typed.replace(/[\uff01-\uff5e]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0)).replace(BLANKS, "");

const refusal = (text, what) => {
  if (!FIGURES.test(text) || !/[0-9]/.test(text)) return `Cần ${what}: chỉ ghi các chữ số 0 đến 9, ví dụ 9.969.`;
  if (text.includes(",")) {
    return `Cần ${what}, không có phần lẻ. Dấu phẩy là dấu của phần lẻ; hàng nghìn thì cách bằng dấu chấm, ví dụ 1.250.`;
  }
  if (text.includes(".")) return `Cần ${what}, không có phần lẻ. Ghi đủ các chữ số; dấu chấm chỉ cách từng ba chữ số, ví dụ 1.250.`;
  return `Cần ${what}. Khoảng trắng chỉ cách từng ba chữ số; ghi liền các chữ số, hoặc ghi như 1.250.`;
};

// The whole number in a text; null for a blank one. Throws NotANumber and does not guess.
export const whole = (typed, what = "số nguyên") => {
  const text = unified(typed);
  if (!text) return null;
  const [, sign, written] = WHOLE.exec(text) ?? [];
  if (written === undefined) throw new NotANumber(refusal(text, what));
  const digits = written.replace(/[^0-9]/g, "").replace(/^0+(?=.)/, "");
  if (digits.length > MOST_DIGITS || Number(digits) > LARGEST) throw new NotANumber(`Số quá lớn: nhiều nhất ${grouped(LARGEST)}.`);
  const size = Number(digits);
  return size && MINUS.test(sign) ? -size : size;
};

// The number in a text that may have a fraction of up to three digits: 12,5 or 1.250,75; null for a blank one. A point
// before one, two or more than three digits can only be meant as a decimal point; 1.250 is refused, because it may be
// meant as 1250 or as 1,25.
export const measured = (typed) => {
  const text = unified(typed);
  if (!text) return null;
  const point = POINT.exec(text);
  if (point && point[3].length === MOST_PLACES && point[2].length <= MOST_PLACES && point[2][0] !== "0") {
    throw new NotANumber(`Không rõ là ${point[2]}${point[3]} hay ${point[2]},${point[3]}; ghi liền các chữ số, hoặc ghi dấu phẩy trước phần lẻ.`);
  }
  const [, sign, written, fraction] = point ?? MEASURED.exec(text) ?? [];
  if (written === undefined) throw new NotANumber("Cần một số; phần lẻ ghi sau dấu phẩy, ví dụ 12,5.");
  const units = written.replace(/[^0-9]/g, "").replace(/^0+(?=.)/, "");
  const parts = (fraction ?? "").replace(/0+$/, "");
  if (parts.length > MOST_PLACES) throw new NotANumber("Nhiều nhất ba chữ số sau dấu phẩy.");
  const size = Number(`${units}.${parts || 0}`);
  if (units.length > String(LARGEST_MEASURED).length || size > LARGEST_MEASURED) {
    throw new NotANumber(`Số quá lớn: nhiều nhất ${grouped(LARGEST_MEASURED)}.`);
  }
  return size && MINUS.test(sign) ? -size : size;
};

// The time of day in a text as HH:MM: 7:30, 7h30, 7 giờ 30 phút, 7 giờ; null for a blank one.
export const clockTime = (typed) => {
  const text = unified(typed).normalize("NFC");
  if (!text) return null;
  const [, hour, minute, other] = CLOCK.exec(text) ?? [];
  if (hour === undefined) throw new NotANumber("Nhập giờ theo dạng giờ:phút từ 0:00 đến 23:59, ví dụ 7:30.");
  return `${hour.padStart(2, "0")}:${minute ?? other ?? "00"}`;
};

// The number in a text, with a decimal comma or point and no grouping, as degrees are written; null for a blank one.
export const decimal = (typed) => {
  const text = unified(typed);
  if (!text) return null;
  const [, sign, units, parts] = DECIMAL.exec(text) ?? [];
  if (units === undefined) throw new NotANumber("Cần một số, ví dụ 21,6512.");
  const size = Number(parts ? `${units}.${parts}` : units);
  return size && MINUS.test(sign) ? -size : size;
};

// For a field: the number, null for a blank one, or the text itself as it was typed, which the rules refuse.
export const orTyped = (read, typed) => {
  try {
    return read(typed);
  } catch (error) {
    if (error instanceof NotANumber) return typed;
    throw error;
  }
};
