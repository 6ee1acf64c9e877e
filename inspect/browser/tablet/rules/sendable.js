// What of a draft can be sent while somebody is still typing.
import { validate } from "./answers.js";
import { has } from "./objects.js";
import { sectionOf } from "./questions.js";

// A half-filled row must not hold back the rows around it.
const withoutWrongRows = (section, raw, errors) => {
  const kept = { ...raw };
  for (const item of section.items.filter(({ type }) => type === "table")) {
    const places = errors.filter(({ field }) => field.startsWith(`${item.id}.`)).map(({ field }) => Number(field.split(".")[1]));
    if (places.length) kept[item.id] = raw[item.id].filter((_, index) => !places.includes(index));
  }
  return kept;
};

// The normal form of `raw` without its wrong parts; a question whose answer is wrong as a whole keeps what it had in `base`.
export const sendable = (definition, scope, raw, base = {}) => {
  const section = sectionOf(definition, scope);
  const first = validate(definition, scope, raw, { partial: true });
  if (!first.errors.length) return first.answers;
  const { answers, errors } = validate(definition, scope, withoutWrongRows(section, raw, first.errors), { partial: true });
  const wrong = new Set(errors.map(({ field }) => field.split(".")[0]));
  for (const { id } of section.items) if (wrong.has(id) && has(base, id)) answers[id] = base[id];
  return answers;
};
