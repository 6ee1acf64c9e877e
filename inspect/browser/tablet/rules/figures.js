// Arithmetic on a section's numbers, in thousandths. It uses BigInt, because the sum of a table of large amounts exceeds
// what a Number counts exactly.
import { plain, thousandths } from "./fractions.js";
import { own } from "./objects.js";

const valueOf = (term, seen, figures) => {
  if (typeof term === "number") return thousandths(term);
  if (figures.has(term)) return figures.get(term);
  const [name, column] = term.split(".");
  const answer = own(seen, name);
  if (answer === undefined) return null;
  return column ? answer.reduce((sum, row) => sum + thousandths(own(row, column) ?? 0), 0n) : thousandths(answer);
};

const sum = (terms, seen, figures) => {
  const values = terms.map((term) => valueOf(term, seen, figures));
  return values.includes(null) ? null : values.reduce((total, value) => total + value, 0n);
};

// Every figure of the section by id; null where a number it needs was not given or not asked.
export const workOut = (section, seen) => {
  const figures = new Map();
  for (const figure of section.figures) {
    const [plus, minus] = [sum(figure.plus, seen, figures), sum(figure.minus, seen, figures)];
    figures.set(figure.id, plus === null || minus === null ? null : plus - minus);
  }
  return figures;
};

// Whether the figures violate the check; null while one of them is unknown.
export const breached = (check, seen, figures) => {
  const left = sum(check.left, seen, figures);
  const right = sum(check.at_most.length ? check.at_most : check.equals, seen, figures);
  if (left === null || right === null) return null;
  return check.equals.length ? left !== right : left * 100n > right * BigInt(check.percent);
};

// As the evaluation shows them: a Number wherever it is exact.
export const plainFigure = (value) => (value === null ? null : plain(value));
