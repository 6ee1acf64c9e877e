// What the definition says about its questions.
import { YES_NO_NA } from "./words.js";

export const sectionOf = (definition, scope) => {
  const section = definition.sections.find((one) => one.scope === scope);
  if (!section) throw new RangeError(`${definition.id} has no ${scope} section`);
  return section;
};

// The answers a question accepts, for the two types that have a closed list: [value, label].
export const listed = (question) => {
  if (question.type === "yes_no_na") return Object.entries(YES_NO_NA).filter(([value]) => value !== "na" || question.allow_na);
  return question.choices.map(({ value, label }) => [value, label]);
};

export const isNumber = (question) => question.type === "number" || question.type === "money";

// Whether an answer passes. null: not answered, nothing expected, or “Không áp dụng” where that does not pass.
export const judge = (item, answer) => {
  if (!item.expect.length || answer === undefined || (answer === "na" && !item.expect.includes("na"))) return null;
  return item.expect.includes(answer);
};

// The items that the pass rule counts.
export const criteriaOf = (section) => {
  const forbidden = Object.keys(section.passing?.forbid ?? {});
  return section.items.filter((item) => item.expect.length && item.counted && !forbidden.includes(item.id));
};
