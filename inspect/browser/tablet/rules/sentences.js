// Answers in the words that people read, and sentences with answers in them.
import { own } from "./objects.js";
import { isNumber, listed } from "./questions.js";
import { grouped, UNKNOWN } from "./words.js";

// 2024-07-17 is 17/7/2024.
export const shownDay = (iso) => iso.split("-").map(Number).reverse().join("/");

// An answer in normal form as text.
export const show = (question, value) => {
  if (value === undefined || value === null) return UNKNOWN;
  if (question.type === "yes_no_na" || question.type === "choice") {
    return listed({ ...question, allow_na: true }).find(([allowed]) => allowed === value)[1];
  }
  if (isNumber(question)) return grouped(value);
  return question.type === "date" ? shownDay(value) : String(value);
};

// A function that replaces a sentence's {braces} by answers, figures and names.
export const filler = (section, seen, figures, context) => {
  const names = { site: context.site ?? "điểm kiểm tra", unit: context.unit ?? "đơn vị được kiểm tra" };
  const word = (name) => {
    if (own(names, name) !== undefined) return names[name];
    if (figures.has(name)) return figures.get(name) === null ? UNKNOWN : grouped(figures.get(name));
    return show(section.items.find((item) => item.id === name), own(seen, name));
  };
  return (sentence) => sentence.replace(/\{([^{}]*)\}/g, (_, name) => word(name));
};
