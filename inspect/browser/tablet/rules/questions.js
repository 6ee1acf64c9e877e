// What the definition says about its questions.
import { YES_NO_NA } from "./words.js";

export const sectionOf = (definition, scope) => {
  const section = definition.sections.find((one) => one.scope === scope);
  if (!section) throw new RangeError(`${definition.id} has no ${scope} section`);
  return section;
};

// The answers a question accepts, for the types that have a closed list: [value, label].
export const listed = (question) => {
  if (question.type === "yes_no_na") return Object.entries(YES_NO_NA).filter(([value]) => value !== "na" || question.allow_na);
  return question.choices.map(({ value, label }) => [value, label]);
};

const NUMBERS = new Set(["number", "money", "decimal"]);

export const isNumber = (question) => NUMBERS.has(question.type);

// Several chosen answers pass when each of them is expected, or, with `expect_every`, when all expected ones are chosen.
const judgeSeveral = ({ expect, expect_every: every }, chosen) =>
  every ? expect.every((one) => chosen.includes(one)) : chosen.every((one) => expect.includes(one));

// Whether an answer passes. null: not answered, nothing expected, or “Không áp dụng” where that does not pass.
export const judge = (item, answer) => {
  if (!item.expect.length || answer === undefined || (answer === "na" && !item.expect.includes("na"))) return null;
  return Array.isArray(answer) ? judgeSeveral(item, answer) : item.expect.includes(answer);
};

// The items that the pass rule counts.
export const criteriaOf = (section) => {
  const forbidden = Object.keys(section.passing?.forbid ?? {});
  return section.items.filter((item) => item.expect.length && item.counted && !forbidden.includes(item.id));
};
