// Answers in the words that people read, and sentences with answers in them.
import { own } from "./objects.js";
import { shownThousandths, withComma } from "./fractions.js";
import { listed } from "./questions.js";
import { UNKNOWN } from "./words.js";

// 2024-07-17 is 17/7/2024, 2024-01-05 is 05/01/2024: days below ten and the months 1 and 2 have a zero before them.
export const shownDay = (iso) => {
  const [year, month, day] = iso.split("-");
  return `${day}/${Number(month) > 2 ? Number(month) : month}/${year}`;
};

// 07:30 is 7 giờ 30.
const shownTime = (value) => {
  const [hour, minute] = value.split(":");
  return minute === "00" ? `${Number(hour)} giờ` : `${Number(hour)} giờ ${minute}`;
};

const label = (question, value) => listed({ ...question, allow_na: true }).find(([allowed]) => allowed === value)[1];
const figure = (question, value) => withComma(value);

const SHOWN = {
  yes_no_na: label,
  choice: label,
  select_multiple: (question, value) => value.map((one) => label(question, one)).join(", "),
  number: figure,
  money: figure,
  decimal: figure,
  date: (question, value) => shownDay(value),
  time: (question, value) => shownTime(value),
};

// An answer in normal form as text.
export const show = (question, value) => {
  if (value === undefined || value === null) return UNKNOWN;
  return SHOWN[question.type]?.(question, value) ?? String(value);
};

// A function that replaces a sentence's {braces} by answers, figures and names.
export const filler = (section, seen, figures, context) => {
  const names = { site: context.site ?? "điểm kiểm tra", unit: context.unit ?? "đơn vị được kiểm tra" };
  const word = (name) => {
    if (own(names, name) !== undefined) return names[name];
    if (figures.has(name)) return figures.get(name) === null ? UNKNOWN : shownThousandths(figures.get(name));
    return show(section.items.find((item) => item.id === name), own(seen, name));
  };
  return (sentence) => sentence.replace(/\{([^{}]*)\}/g, (_, name) => word(name));
};
