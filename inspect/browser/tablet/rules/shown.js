// Which items are asked, given the answers so far; the server's shown.py does exactly the same.
import { has, own } from "./objects.js";

// Whether an answer is one of the values; of several chosen answers one is enough.
export const isOneOf = (answer, values) => (Array.isArray(answer) ? answer.some((one) => values.includes(one)) : values.includes(answer));

// Whether every condition's item has one of the listed answers. No conditions: yes.
export const holds = (conditions, answers) =>
  Object.entries(conditions).every(([name, values]) => isOneOf(own(answers, name), values));

// The answers of the items that are shown, in order of the definition. A hidden item counts as not answered.
export const visible = (section, answers) => {
  const seen = {};
  for (const item of section.items) {
    if (has(answers, item.id) && holds(item.show_if, seen)) seen[item.id] = answers[item.id];
  }
  return seen;
};

export const hidden = (section, answers) => {
  const seen = visible(section, answers);
  return section.items.filter((item) => !holds(item.show_if, seen)).map((item) => item.id);
};
