// Extra items, which a team notes beside its checklist: the twin of rasoat/checklists/extras.py, which says the rules.
import { isObject, own } from "./objects.js";
import { plainText } from "./text.js";
import { isBlank, normal } from "./values.js";
import { Wrong } from "./wrong.js";

export const EXTRAS = "_extras";
export const EXTRA_PHOTOS = "_extra_photos";
export const MARKED = "_marked";
export const ANSWERS = { met: "Đạt", not_met: "Không đạt", note: "Ghi chú" };
export const LONGEST_LABEL = 300;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LONGEST = { label: LONGEST_LABEL, note: 4000 };
const PHOTOS = { id: "extra_photos", type: "photo", label: "Ảnh" };
const PHOTO = { id: "marked", type: "signature", label: "Ảnh gốc" };

const part = (name, given) => {
  if (name === "answer") {
    if (isBlank(given)) return null;
    if (typeof given !== "string" || own(ANSWERS, given) === undefined) throw new Wrong(["", `Chọn một trong: ${Object.values(ANSWERS).join(", ")}.`]);
    return given;
  }
  if (own(LONGEST, name) === undefined) throw new Wrong(["", "Mục thêm không có phần này."]);
  return isBlank(given) ? null : plainText(given, LONGEST[name]);
};

// What `read` gives; null, and the faults at `field`, when it throws Wrong.
const orTold = (field, errors, read) => {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    for (const [, message] of error.faults) errors.push({ field, message });
    return null;
  }
};

const words = (value, field, errors) => {
  if (isBlank(value)) return null;
  if (!isObject(value)) {
    errors.push({ field, message: "Cần nội dung theo từng mục." });
    return null;
  }
  const read = Object.entries(value).map(([name, given]) => [name, orTold(`${field}.${name}`, errors, () => part(name, given))]);
  const kept = read.filter(([, text]) => text);
  return kept.length ? Object.fromEntries(kept) : null;
};

const pictures = (question) => (value, field, errors) => orTold(field, errors, () => normal(question, value));

const entries = (raw, key, read, errors) => {
  const given = own(raw, key);
  if (isBlank(given)) return {};
  if (!isObject(given)) {
    errors.push({ field: key, message: "Cần nội dung theo từng mục." });
    return {};
  }
  const kept = {};
  for (const [name, value] of Object.entries(given)) {
    const field = `${key}.${name}`;
    const found = ID.test(name) ? read(value, field, errors) : null;
    if (!ID.test(name)) errors.push({ field, message: "Mã này không đúng; ghi lại thành mục mới." });
    if (found) kept[name] = found;
  }
  return kept;
};

// What a document has under the keys that only tablets write, in normal form.
export const beside = (raw, errors) => {
  const found = {
    [EXTRAS]: entries(raw, EXTRAS, words, errors),
    [EXTRA_PHOTOS]: entries(raw, EXTRA_PHOTOS, pictures(PHOTOS), errors),
    [MARKED]: entries(raw, MARKED, pictures(PHOTO), errors),
  };
  return Object.fromEntries(Object.entries(found).filter(([, kept]) => Object.keys(kept).length));
};

// [{id, label, answer, note, photos}] of a draft's answers as they stand, in the order of their making.
export const extrasOf = (answers) => {
  const [said, photos] = [own(answers, EXTRAS) ?? {}, own(answers, EXTRA_PHOTOS) ?? {}];
  const ids = [...new Set([...Object.keys(said), ...Object.keys(photos)])].sort();
  return ids.map((id) => ({ id, ...said[id], photos: photos[id] ?? [] }));
};
