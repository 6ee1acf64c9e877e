// Whole numbers while they are typed, with Vietnamese grouping: the functions take a text and a caret, and return a
// text, a caret and a number.
import { orTyped, whole } from "../rules/numbers.js";

const groups = (digits) => digits.replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+$)/g, ".");

const countDigits = (text) => text.replace(/\D/g, "").length;

const afterDigits = (text, count) => {
  let [at, seen] = [0, 0];
  while (at < text.length && seen < count) {
    if (/\d/.test(text[at])) seen += 1;
    at += 1;
  }
  return at;
};

// Digits with dots that this script set, of which one edit may have moved some out of place: the dots may be anywhere.
// Other characters stay and are reported.
export const regroup = (text, caret) => {
  const bare = text.replace(/\./g, "");
  const [, sign, digits] = /^(-?)(\d*)$/.exec(bare) ?? [];
  if (digits === undefined) return { text, caret };
  const grouped = sign + groups(digits);
  // Leading zeros were removed: the caret is counted from the end, which they do not move.
  const after = countDigits(text.slice(caret));
  const place = afterDigits(grouped, Math.max(0, countDigits(grouped) - after));
  return { text: grouped, caret: Math.max(place, caret > 0 ? sign.length : 0) };
};

// Removing one of the script's dots also removes the digit beside it; otherwise nothing would change. `text` is what is
// left, `before` what was there.
export const eraseThrough = (before, text, caret, forward) => {
  const removed = before.length === text.length + 1 && before[caret] === ".";
  if (!removed) return { text, caret };
  if (forward) return { text: text.slice(0, caret) + text.slice(caret + 1), caret };
  return { text: text.slice(0, caret - 1) + text.slice(caret), caret: caret - 1 };
};

const TYPING = ["insertText", "insertCompositionText"];

// Whether the dots in `text` are the script's own after one edit. `before` is what this script left in the field, or
// null when the text is the person's own: a dot that the person typed or pasted may be a decimal point and is never
// moved.
export const mayRegroup = (before, text, { inputType, data }) => {
  if (/^[\d-]*$/.test(text)) return true;
  if (before === null) return false;
  return inputType?.startsWith("delete") || (TYPING.includes(inputType) && /^[\d-]+$/.test(data ?? "."));
};

// The person typed `data`, which is not a digit, before the caret. The script's dots are removed so that the field
// shows what was typed: 1234.567 must not become the script's 1.234 followed by .567, which reads as a million.
export const ungroup = (text, caret, data) => {
  const start = caret - (data ?? "").length;
  if (!data || text.slice(start, caret) !== data) return { text, caret };
  const head = text.slice(0, start).replace(/\./g, "") + data;
  return { text: head + text.slice(caret).replace(/\./g, ""), caret: head.length };
};

// The answer in a text: a number, null for none, or the text itself, which the rules refuse.
export const readNumber = (text) => orTyped(whole, text);

const SCALES = [[1e9, "tỷ"], [1e6, "triệu"]];

// Large amounts once more in words, in which a mistyped zero is visible: 12500000 is "12,5 triệu đồng".
export const inWords = (amount) => {
  const [scale, word] = SCALES.find(([least]) => amount >= least) ?? [];
  if (!word) return "";
  const rounded = Math.round((amount / scale) * 100) / 100;
  const exact = rounded * scale === amount ? "" : "khoảng ";
  return `${exact}${String(rounded).replace(".", ",").replace(/^\d+/, groups)} ${word} đồng`;
};
