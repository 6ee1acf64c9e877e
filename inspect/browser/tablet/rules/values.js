// One answer: its value is brought to normal form, or a sentence says what is expected (the twin of values.py).
import { clockTime, LARGEST, LARGEST_MEASURED, measured, NotANumber, whole } from "./numbers.js";
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

const several = (question, value) => {
  const choices = listed(question);
  const known = choices.map(([allowed]) => allowed);
  if (!Array.isArray(value) || !value.every((one) => known.includes(one))) {
    throw wrong(`Chọn một hay nhiều trong: ${choices.map(([, label]) => label).join(", ")}.`);
  }
  return known.filter((one) => value.includes(one));
};

// From 1e21 on JSON writes an exponent, and the server does not read a number with an exponent as a whole number.
const isWhole = (value) => Number.isInteger(value) && Math.abs(value) < 1e21;

// The text of a field, kept as it was typed.
const typed = (read, value) => {
  try {
    return read(value);
  } catch (error) {
    throw error instanceof NotANumber ? wrong(error.message) : error;
  }
};

const number = (question, given) => {
  const what = question.type === "money" ? "số tiền bằng đồng" : "số nguyên";
  const value = typeof given === "string" ? typed((text) => whole(text, what), given) : given;
  if (value === null) return null;
  if (!isWhole(value)) throw wrong(`Cần ${what}, không có phần lẻ, ví dụ 9.969.`);
  within(question, value, LARGEST);
  return value;
};

const within = (question, value, largest) => {
  const least = question.min ?? 0;
  const most = question.max ?? largest;
  if (value < least) throw wrong(`Không được nhỏ hơn ${grouped(least)}.`);
  if (value > most) throw wrong(`Không được lớn hơn ${grouped(most)}.`);
};

const decimal = (question, given) => {
  const value = typeof given === "string" ? typed(measured, given) : given;
  if (value === null) return null;
  if (typeof value !== "number") throw wrong("Cần một số; phần lẻ ghi sau dấu phẩy, ví dụ 12,5.");
  within(question, value, LARGEST_MEASURED);
  if (!/^-?[0-9]+(\.[0-9]{1,3})?$/.test(String(value))) throw wrong("Nhiều nhất ba chữ số sau dấu phẩy.");
  return value;
};

const time = (question, value) => {
  if (typeof value !== "string") throw wrong("Nhập giờ theo dạng giờ:phút từ 0:00 đến 23:59, ví dụ 7:30.");
  return typed(clockTime, value);
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
  select_multiple: several,
  number,
  money: number,
  decimal,
  date,
  time,
  text: (question, value) => plainText(value, question.max),
  photo: photos,
  location,
  signature: reference,
  table: (question, value) => table(question, value, normal, isBlank),
};

// The normal form; null for no answer. Throws Wrong.
export const normal = (question, value) => (isBlank(value) ? null : READERS[question.type](question, value));
