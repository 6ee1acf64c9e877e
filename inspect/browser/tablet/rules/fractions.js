// Numbers that may have a fraction, counted in thousandths so that nothing is lost, and written the Vietnamese way (the
// twin of `exactly`, `as_number` and `with_comma` in numbers.py).
import { grouped } from "./words.js";

const SCALE = 1000n;

// A number with at most three digits behind its point, as a BigInt of thousandths.
export const thousandths = (number) => {
  if (Number.isInteger(number)) return BigInt(number) * SCALE;
  const [units, parts] = String(number).split(".");
  const size = BigInt(`${units.replace("-", "")}${parts.padEnd(3, "0")}`);
  return number < 0 ? -size : size;
};

const parted = (value) => {
  const size = value < 0n ? -value : value;
  return [value < 0n ? "-" : "", size / SCALE, String(size % SCALE).padStart(3, "0").replace(/0+$/, "")];
};

// A Number wherever it is exact, else a whole BigInt.
export const plain = (value) => {
  const [sign, units, parts] = parted(value);
  const number = Number(parts ? `${sign}${units}.${parts}` : value / SCALE);
  return parts || Number.isSafeInteger(number) ? number : value / SCALE;
};

const written = (value, show) => {
  const [sign, units, parts] = parted(value);
  return `${sign}${show(units)}${parts && `,${parts}`}`;
};

// Thousandths in digits: 1234500 is 1.234,5.
export const shownThousandths = (value) => written(value, grouped);

// An answer or a figure in digits; in a field without grouping.
export const withComma = (number, { grouping = true } = {}) =>
  written(typeof number === "bigint" ? number * SCALE : thousandths(number), grouping ? grouped : String);
