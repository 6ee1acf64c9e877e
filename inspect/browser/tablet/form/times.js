// A time of day in two parts; a finished hour moves on to the minutes.
import { button, h } from "../dom.js";
import { clockTime, orTyped } from "../rules/numbers.js";

const PARTS = ["Giờ", "Phút"];

// The value of the two parts: HH:MM, null for nothing, or the text as it was typed, which the rules refuse.
export const joinTime = ([hour, minute]) => (hour || minute ? orTyped(clockTime, `${hour}:${minute}`) : null);

export const splitTime = (value) => {
  const [hour = "", minute = ""] = (value ?? "").split(":");
  return [hour, minute];
};

export const times = ({ question, id, change, timeOfDay }) => {
  const inputs = PARTS.map((label, n) => h("input", { type: "text", inputmode: "numeric", autocomplete: "off", maxlength: 2, id: `${id}-${n}`, class: "form-control date-part date-2" }));
  const write = (value) => splitTime(value).forEach((part, n) => { inputs[n].value = part; });
  const onInput = (n) => ({ inputType }) => {
    inputs[n].value = inputs[n].value.replace(/\D/g, "");
    // An hour cannot begin with 3 to 9, so no second digit will follow.
    const whole = inputs[n].value.length === 2 || inputs[n].value > "2";
    if (n === 0 && whole && inputType?.startsWith("insert")) inputs[1].select();
    change(joinTime(inputs.map((input) => input.value)));
  };
  inputs.forEach((input, n) => input.addEventListener("input", onInput(n)));
  inputs[1].addEventListener("keydown", (event) => {
    if (event.key !== "Backspace" || inputs[1].value) return;
    event.preventDefault();
    inputs[0].focus();
  });
  const set = (value) => {
    write(value);
    change(value);
  };
  const parts = PARTS.map((label, n) => h("div", { class: "date-field" }, h("label", { for: inputs[n].id }, label), inputs[n]));
  const present = button("Bây giờ", () => set(timeOfDay()), { kind: "outline-secondary", "aria-label": `Bây giờ: ${question.label}` });
  return { element: h("div", { class: "date-line" }, parts, present), write };
};
