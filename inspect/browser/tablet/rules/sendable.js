// Which part of a draft can be sent while somebody is still typing.
import { validate } from "./answers.js";
import { sectionOf } from "./questions.js";

// A half-filled row must not delay the rows around it.
const withoutWrongRows = (section, raw, errors) => {
  const kept = { ...raw };
  for (const item of section.items.filter(({ type }) => type === "table")) {
    const places = errors.filter(({ field }) => field.startsWith(`${item.id}.`)).map(({ field }) => Number(field.split(".")[1]));
    if (places.length) kept[item.id] = raw[item.id].filter((_, index) => !places.includes(index));
  }
  return kept;
};

// The normal form of `raw` without its wrong parts: whole answers, but of a table only the wrong rows.
export const sendable = (definition, scope, raw) => {
  const section = sectionOf(definition, scope);
  const first = validate(definition, scope, raw, { partial: true });
  if (!first.errors.length) return first.answers;
  return validate(definition, scope, withoutWrongRows(section, raw, first.errors), { partial: true }).answers;
};
