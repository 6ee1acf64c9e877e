// Numbers and money: digits are grouped while they are typed, counts also go up and down by one.
import { h, icon } from "../dom.js";
import { grouped } from "../rules/words.js";
import { eraseThrough, inWords, mayRegroup, readNumber, regroup, ungroup } from "./numerals.js";

const ERASING = { deleteContentBackward: false, deleteContentForward: true };

const stepper = (sign, words, onclick) => h("button", { type: "button", class: "btn step", "aria-label": words, onclick }, icon(sign));

const show = (input, { text, caret }) => {
  if (input.value === text) return;
  input.value = text;
  input.setSelectionRange(caret, caret);
};

// Groups the digits anew after one edit, if all dots in the field are the script's own; `before` is what the script
// left in the field, null if nothing. Returns what is now the script's own. "12.5" never becomes 125: it stays as it
// was typed, and the rules refuse it.
const tidy = (input, before, event) => {
  let edit = { text: input.value, caret: input.selectionStart ?? input.value.length };
  if (!mayRegroup(before, edit.text, event)) {
    if (before !== null) show(input, ungroup(edit.text, edit.caret, event.data));
    return null;
  }
  const forward = ERASING[event.inputType];
  if (before !== null && forward !== undefined) edit = eraseThrough(before, edit.text, edit.caret, forward);
  edit = regroup(edit.text, edit.caret);
  show(input, edit);
  return edit.text;
};

export const numbers = ({ question, id, change }) => {
  const money = question.type === "money";
  const unit = question.unit || (money ? "đồng" : "");
  const words = h("p", { class: "in-words" });
  let ours = "";
  const input = h("input", { type: "text", inputmode: question.min < 0 ? "text" : "numeric", autocomplete: "off", id, class: "form-control number" });
  const tell = (value) => {
    words.textContent = money && typeof value === "number" ? inWords(value) : "";
  };
  const write = (value) => {
    input.value = typeof value === "number" ? grouped(value) : (value ?? "");
    ours = typeof value === "string" ? null : input.value;
    tell(value);
  };
  input.addEventListener("input", (event) => {
    ours = tidy(input, ours, event);
    const value = readNumber(input.value);
    tell(value);
    change(value);
  });
  input.addEventListener("change", () => {
    const value = readNumber(input.value);
    if (typeof value === "number") write(value);
  });
  const step = (by) => () => {
    const now = readNumber(input.value);
    // What was typed and cannot be read is reported; the buttons do not step over it.
    if (typeof now === "string") {
      input.focus();
      return;
    }
    const least = question.min ?? 0;
    const wanted = typeof now === "number" ? now + by : Math.max(least, by);
    const value = Math.min(question.max ?? 1e15, Math.max(least, wanted));
    write(value);
    change(value);
  };
  const field = h("div", { class: "number-line" },
    !money && stepper("dash-lg", `Bớt 1: ${question.label}`, step(-1)),
    input,
    !money && stepper("plus-lg", `Thêm 1: ${question.label}`, step(1)),
    unit && h("span", { class: "unit" }, unit));
  return { element: h("div", null, field, money && words), input, write };
};
