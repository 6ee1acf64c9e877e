// A date in three parts, day first as people say it; a finished part moves on to the next.
import { button, h } from "../dom.js";

const PARTS = [["Ngày", 2], ["Tháng", 2], ["Năm", 4]];

const two = (text) => text.padStart(2, "0");

// The value of the three parts: an ISO date, null for nothing, or the text as it was typed, which the rules refuse.
export const joinDate = ([day, month, year]) => {
  if (!day && !month && !year) return null;
  return /^\d{1,2}$/.test(day) && /^\d{1,2}$/.test(month) && /^\d{4}$/.test(year) ? `${year}-${two(month)}-${two(day)}` : `${day}/${month}/${year}`;
};

export const splitDate = (value) => {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value ?? "") ?? [];
  if (year) return [String(Number(day)), String(Number(month)), year];
  const typed = (value ?? "").split("/");
  return [typed[0] ?? "", typed[1] ?? "", typed[2] ?? ""];
};

export const dates = ({ question, id, change, today }) => {
  const inputs = PARTS.map(([label, length], n) =>
    h("input", { type: "text", inputmode: "numeric", autocomplete: "off", maxlength: length, id: `${id}-${n}`, class: `form-control date-part date-${length}` }));
  const read = () => joinDate(inputs.map((input) => input.value.trim()));
  const write = (value) => splitDate(value).forEach((part, n) => { inputs[n].value = part; });
  const onInput = (n) => ({ inputType }) => {
    inputs[n].value = inputs[n].value.replace(/\D/g, "");
    const [{ value }, next] = [inputs[n], inputs[n + 1]];
    // A day cannot begin with 4 to 9, nor a month with 2 to 9, so no second digit will follow.
    const whole = value.length === 2 || (n === 0 && value > "3") || (n === 1 && value > "1");
    if (whole && next && inputType?.startsWith("insert")) next.select();
    change(read());
  };
  const onKey = (n) => (event) => {
    if (event.key !== "Backspace" || inputs[n].value || !n) return;
    event.preventDefault();
    inputs[n - 1].focus();
  };
  inputs.forEach((input, n) => {
    input.addEventListener("input", onInput(n));
    input.addEventListener("keydown", onKey(n));
  });
  const set = (value) => {
    write(value);
    change(value);
  };
  const parts = PARTS.map(([label], n) => h("div", { class: "date-field" }, h("label", { for: inputs[n].id }, label), inputs[n]));
  const now = button("Hôm nay", () => set(today()), { kind: "outline-secondary", "aria-label": `Hôm nay: ${question.label}` });
  return { element: h("div", { class: "date-line" }, parts, now), write };
};
