// Numbers and money: digits are grouped while they are typed, counts also go up and down by one.
import { h, icon } from "../dom.js";
import { grouped } from "../rules/words.js";
import { eraseThrough, inWords, readNumber, regroup } from "./numerals.js";

const ERASING = { deleteContentBackward: false, deleteContentForward: true };

const stepper = (sign, words, onclick) => h("button", { type: "button", class: "btn step", "aria-label": words, onclick }, icon(sign));

// Keeps text and caret sane over one edit; `before` is what the field held.
const tidy = (input, before, kind) => {
  let edit = { text: input.value, caret: input.selectionStart ?? input.value.length };
  if (kind in ERASING) edit = eraseThrough(before, edit.text, edit.caret, ERASING[kind]);
  // What was pasted may not be meant as grouped: it is only regrouped when it reads as a whole number.
  if (kind !== "insertFromPaste" || typeof readNumber(edit.text) === "number") edit = regroup(edit.text, edit.caret);
  if (input.value === edit.text) return;
  input.value = edit.text;
  input.setSelectionRange(edit.caret, edit.caret);
};

export const numbers = ({ question, id, change }) => {
  const money = question.type === "money";
  const unit = question.unit || (money ? "đồng" : "");
  const words = h("p", { class: "in-words" });
  let before = "";
  const input = h("input", { type: "text", inputmode: question.min < 0 ? "text" : "numeric", autocomplete: "off", id, class: "form-control number" });
  const show = (value) => {
    before = input.value;
    words.textContent = money && typeof value === "number" ? inWords(value) : "";
  };
  const write = (value) => {
    input.value = typeof value === "number" ? grouped(value) : (value ?? "");
    show(value);
  };
  input.addEventListener("input", ({ inputType }) => {
    tidy(input, before, inputType);
    const value = readNumber(input.value);
    show(value);
    change(value);
  });
  const step = (by) => () => {
    const now = readNumber(input.value);
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
