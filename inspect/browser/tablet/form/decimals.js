// A number that may have a fraction: it stands as it is typed, with a decimal comma, and is not grouped.
import { h } from "../dom.js";
import { withComma } from "../rules/fractions.js";
import { measured, orTyped } from "../rules/numbers.js";

export const decimals = ({ question, id, change }) => {
  const input = h("input", { type: "text", inputmode: question.min < 0 ? "text" : "decimal", autocomplete: "off", id, class: "form-control number" });
  const read = () => orTyped(measured, input.value);
  const write = (value) => {
    input.value = typeof value === "number" ? withComma(value, { grouping: false }) : (value ?? "");
  };
  input.addEventListener("input", () => change(read()));
  input.addEventListener("change", () => write(read()));
  const element = h("div", { class: "number-line" }, input, question.unit && h("span", { class: "unit" }, question.unit));
  return { element, input, write };
};
