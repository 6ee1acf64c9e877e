// One answer: its value is brought to normal form, or a sentence says what is expected (the twin of values.py).
import { LARGEST, NotANumber, whole } from "./numbers.js";
import { isObject, own } from "./objects.js";
import { listed } from "./questions.js";
import { table } from "./rows.js";
import { plainText } from "./text.js";
import { grouped } from "./words.js";
import { Wrong } from "./wrong.js";

const MOST_PHOTOS = 20;
const DATE = /^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$/;
const REFERENCE = {
  sha256: /^[0-9a-f]{64}$/,
  attachment: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
};

const wrong = (what) => new Wrong(["", what]);

export const isBlank = (value) => {
  if (value === null || value === undefined || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
};

const oneOf = (question, value) => {
  const choices = listed(question);
  if (choices.some(([allowed]) => allowed === value)) return value;
  throw wrong(`Chọn một trong: ${choices.map(([, label]) => label).join(", ")}.`);
};

// From 1e21 on JSON writes an exponent, and the server does not read a number with an exponent as a whole number.
const isWhole = (value) => Number.isInteger(value) && Math.abs(value) < 1e21;

const readWhole = (value, what) => {
  try {
    return whole(value, what);
  } catch (error) {
    throw error instanceof NotANumber ? wrong(error.message) : error;
  }
};

const number = (question, given) => {
  const what = question.type === "money" ? "số tiền bằng đồng" : "số nguyên";
  // The text of a field, kept as it was typed.
  const value = typeof given === "string" ? readWhole(given, what) : given;
  if (value === null) return null;
  if (!isWhole(value)) throw wrong(`Cần ${what}, không có phần lẻ, ví dụ 9.969.`);
  const least = question.min ?? 0;
  const most = question.max ?? LARGEST;
  if (value < least) throw wrong(`Không được nhỏ hơn ${grouped(least)}.`);
  if (value > most) throw wrong(`Không được lớn hơn ${grouped(most)}.`);
  return value;
};

const exists = (iso) => {
  const day = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(iso);
};

const date = (question, value) => {
  if (typeof value !== "string" || !DATE.test(value)) throw wrong("Nhập ngày theo dạng ngày/tháng/năm, ví dụ 17/7/2024.");
  if (exists(value)) return value;
  throw wrong(`${value.slice(8)}/${value.slice(5, 7)}/${value.slice(0, 4)} không phải là ngày có thật.`);
};

const reference = (question, value) => {
  const entries = isObject(value) ? Object.entries(value) : [];
  if (entries.length === 1) {
    const [[kind, key]] = entries;
    if (typeof key === "string" && own(REFERENCE, kind)?.test(key)) return { [kind]: key };
  }
  throw wrong("Ảnh hoặc tệp này chưa được gửi đúng; chọn lại.");
};

const photos = (question, value) => {
  if (!Array.isArray(value)) throw wrong("Cần danh sách ảnh.");
  const found = new Map();
  for (const entry of value) {
    const one = reference(question, entry);
    found.set(JSON.stringify(one), one);
  }
  const most = question.max || MOST_PHOTOS;
  if (found.size > most) throw wrong(`Nhiều nhất ${most} ảnh; bỏ bớt ảnh.`);
  return [...found.values()];
};

const POSITION = { lat: [-90, 90], lon: [-180, 180], accuracy: [0, 100000] };

const location = (question, value) => {
  const refusal = () => wrong("Cần vĩ độ từ -90 đến 90 và kinh độ từ -180 đến 180, ví dụ 21,6512 và 106,5743.");
  if (!isObject(value) || Object.keys(value).some((key) => !own(POSITION, key))) throw refusal();
  const result = {};
  for (const [key, [least, most]] of Object.entries(POSITION)) {
    const degrees = value[key] ?? null;
    if (degrees === null && key === "accuracy") continue;
    if (typeof degrees !== "number" || !(degrees >= least && degrees <= most)) throw refusal();
    result[key] = degrees;
  }
  return result;
};

const READERS = {
  yes_no_na: oneOf,
  choice: oneOf,
  number,
  money: number,
  date,
  text: (question, value) => plainText(value, question.max),
  photo: photos,
  location,
  signature: reference,
  table: (question, value) => table(question, value, normal, isBlank),
};

// The normal form; null for no answer. Throws Wrong.
export const normal = (question, value) => (isBlank(value) ? null : READERS[question.type](question, value));
