// What may stand in an answers document: the ten rules of rasoat/checklists/answers.py, with the same words.
import { has, isObject, own } from "./objects.js";
import { sectionOf } from "./questions.js";
import { remarks, RESERVED } from "./remarks.js";
import { holds } from "./shown.js";
import { normal } from "./values.js";
import { Wrong } from "./wrong.js";

const collect = (section, raw, errors) => {
  const found = { answers: {}, seen: {}, hidden: [] };
  for (const item of section.items) {
    const shown = holds(item.show_if, found.seen);
    if (!shown) found.hidden.push(item.id);
    try {
      const value = normal(item, own(raw, item.id));
      if (value === null) continue;
      found.answers[item.id] = value;
      if (shown) found.seen[item.id] = value;
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      if (!shown) continue;
      for (const [place, message] of error.faults) errors.push({ field: place ? `${item.id}.${place}` : item.id, message });
    }
  }
  return found;
};

const unknownKeys = (section, raw) => {
  const known = new Set([...section.items.map((item) => item.id), ...RESERVED]);
  const unknown = Object.keys(raw).filter((key) => !known.has(key));
  return unknown.map((field) => ({ field, message: "Bảng kiểm không có mục này." }));
};

// → {answers, errors: [{field, message}], missing, hidden}. Never throws for the document's content.
// `missing` lists the required items that are shown and not answered, also when `partial`.
export const validate = (definition, scope, raw, { partial = false } = {}) => {
  const section = sectionOf(definition, scope);
  if (!isObject(raw)) {
    const empty = validate(definition, scope, {}, { partial: true });
    return { ...empty, errors: [{ field: "", message: "Cần một tập câu trả lời theo mục." }] };
  }
  const errors = unknownKeys(section, raw);
  const { answers, hidden } = collect(section, raw, errors);
  const missing = section.items
    .filter((item) => item.required && !has(answers, item.id) && !hidden.includes(item.id))
    .map((item) => item.id);
  if (!partial) {
    const told = new Set(errors.map(({ field }) => field.split(".")[0]));
    const untold = missing.filter((id) => !told.has(id));
    errors.push(...untold.map((field) => ({ field, message: "Mục bắt buộc này chưa được trả lời." })));
  }
  Object.assign(answers, remarks(section, raw, errors));
  return { answers, errors, missing, hidden };
};
