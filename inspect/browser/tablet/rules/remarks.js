// The reserved keys of a document: texts by item or check, and the team's own words for what a failure leads to.
import { beside, EXTRA_PHOTOS, EXTRAS, MARKED } from "./extras.js";
import { isObject, own } from "./objects.js";
import { plainText } from "./text.js";
import { isBlank } from "./values.js";
import { Wrong } from "./wrong.js";

export const EXPLANATIONS = "_explanations";
export const NOTES = "_notes";
export const WORDINGS = "_wordings";
export const RESERVED = [EXPLANATIONS, NOTES, WORDINGS, EXTRAS, EXTRA_PHOTOS, MARKED];

const WORDED = new Set(["shortcoming", "recommendation"]);

// The result of `read` for each known entry, in order; unknown entries, and what is wrong, are reported.
const entries = (value, key, known, errors, read) => {
  const kept = {};
  if (isBlank(value)) return kept;
  if (!isObject(value)) {
    errors.push({ field: key, message: "Cần nội dung theo từng mục." });
    return kept;
  }
  for (const [name, inner] of Object.entries(value)) {
    const field = `${key}.${name}`;
    const found = known.has(name) ? read(inner, field) : null;
    if (!known.has(name)) errors.push({ field, message: "Bảng kiểm không có mục này." });
    if (found) kept[name] = found;
  }
  return kept;
};

const filled = (object) => (Object.keys(object).length ? object : null);

const texts = (value, key, known, errors) =>
  filled(entries(value, key, known, errors, (text, field) => {
    try {
      return text === null || text === undefined ? null : plainText(text);
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      for (const [, message] of error.faults) errors.push({ field, message });
      return null;
    }
  }));

const ids = (parts) => new Set(parts.map(({ id }) => id));

// The reserved keys that have a content, in their normal form.
export const remarks = (section, raw, errors) => {
  const worded = ids([...section.items, ...section.checks].filter((source) => source.on_fail));
  const wording = (value, field) => texts(value, field, WORDED, errors);
  const found = {
    [EXPLANATIONS]: texts(own(raw, EXPLANATIONS), EXPLANATIONS, ids(section.checks), errors),
    [NOTES]: texts(own(raw, NOTES), NOTES, ids(section.items), errors),
    [WORDINGS]: filled(entries(own(raw, WORDINGS), WORDINGS, worded, errors, wording)),
  };
  return { ...Object.fromEntries(Object.entries(found).filter(([, kept]) => kept)), ...beside(raw, errors) };
};
