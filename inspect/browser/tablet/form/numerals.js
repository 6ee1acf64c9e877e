// Whole numbers as they are typed, with Vietnamese grouping: text and caret in, text, caret and number out.

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

// What typing left in the field: dots are ours and may stand anywhere. Other characters stay, to be told.
export const regroup = (text, caret) => {
  const bare = text.replace(/[\s.\u00a0\u202f]/g, "");
  const [, sign, digits] = /^(-?)(\d*)$/.exec(bare) ?? [];
  if (digits === undefined) return { text, caret };
  const grouped = sign + groups(digits);
  // Leading zeros went away: count from the end, which they do not move.
  const after = countDigits(text.slice(caret));
  const place = afterDigits(grouped, Math.max(0, countDigits(grouped) - after));
  return { text: grouped, caret: Math.max(place, caret > 0 ? sign.length : 0) };
};

// Removing one of our dots removes the digit beside it, or nothing would change. `text` is what is left, `before` what was.
export const eraseThrough = (before, text, caret, forward) => {
  const removed = before.length === text.length + 1 && before[caret] === ".";
  if (!removed) return { text, caret };
  if (forward) return { text: text.slice(0, caret) + text.slice(caret + 1), caret };
  return { text: text.slice(0, caret - 1) + text.slice(caret), caret: caret - 1 };
};

// The answer in a text: a number, null for none, or the text itself, for the rules to refuse.
// From elsewhere "1.5" may mean one and a half: only whole groups of three are ours.
export const readNumber = (text) => {
  const bare = text.replace(/[\s\u00a0\u202f]/g, "");
  if (!bare) return null;
  return /^-?(\d+|\d{1,3}(\.\d{3})+)$/.test(bare) ? Number(bare.replace(/\./g, "")) : text;
};

const SCALES = [[1e9, "tỷ"], [1e6, "triệu"]];

// Large amounts once more in words a mistyped zero shows in: 12500000 is "12,5 triệu đồng".
export const inWords = (amount) => {
  const [scale, word] = SCALES.find(([least]) => amount >= least) ?? [];
  if (!word) return "";
  const rounded = Math.round((amount / scale) * 100) / 100;
  const exact = rounded * scale === amount ? "" : "khoảng ";
  return `${exact}${String(rounded).replace(".", ",").replace(/^\d+/, groups)} ${word} đồng`;
};
