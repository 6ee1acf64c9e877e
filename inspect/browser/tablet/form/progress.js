// How much of a section is filled in.
import { has } from "../rules/objects.js";
import { validate } from "../rules/index.js";
import { sectionOf } from "../rules/questions.js";

export const progressOf = (definition, scope, raw) => {
  const { answers, errors, missing, hidden } = validate(definition, scope, raw, { partial: true });
  const asked = sectionOf(definition, scope).items.filter(({ id }) => !hidden.includes(id));
  return { answered: asked.filter(({ id }) => has(answers, id)).length, total: asked.length, missing, hidden, errors, answers };
};
