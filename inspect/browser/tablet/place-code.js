// The code of a place, as it is typed or scanned. inspect/rasoat/inspections/place_codes.py says the same of a code.
const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const LENGTH = 9;

const check = (letters) => LETTERS[[...letters].reduce((sum, letter, at) => sum + (2 * at + 1) * LETTERS.indexOf(letter), 0) % LETTERS.length];

// A code as it is stored, however it was typed; empty for what is none.
export const normal = (typed) => {
  const code = typed.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
  const sound = code.length === LENGTH && [...code].every((letter) => LETTERS.includes(letter)) && code[LENGTH - 1] === check(code.slice(0, -1));
  return sound ? code : "";
};

// A code as people read it: ABC-DEF-GHJ.
export const shown = (code) => code.match(/.{1,3}/g).join("-");

const asUrl = (text) => {
  try {
    return new URL(text);
  } catch {
    return null;
  }
};

// What a scanned picture holds: {code} of this installation, or {problem} in words.
export const scanned = (text, origin) => {
  const url = asUrl(text);
  const code = normal(url?.hash.match(/^#\/place\/(.+)$/)?.[1] ?? "");
  if (!code) return { problem: { what: "Đây không phải mã điểm kiểm tra.", todo: "Quét mã vuông có chín chữ và số in bên dưới." } };
  if (url.origin !== origin) return { problem: { what: `Mã này của hệ thống khác: ${url.host}.`, todo: "Điểm của tỉnh khác không mở được ở đây; tìm điểm bằng tên trong chuyến đi." } };
  return { code };
};
