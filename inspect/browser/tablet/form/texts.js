// A text field that grows with what is written. A field of one line stays one line, as at the desk.
import { h } from "../dom.js";

const LONGEST = 4000;

const grows = () => globalThis.CSS?.supports("field-sizing", "content");

const grow = (area) => {
  if (grows() || !area.isConnected) return;
  area.style.height = "auto";
  if (area.scrollHeight) area.style.height = `${area.scrollHeight + 2}px`;
};

// A field that was hidden, or whose page was turned, must break its lines anew.
const growWithWidth = (area) => {
  if (grows()) return;
  let width = 0;
  new ResizeObserver(() => {
    if (area.clientWidth !== width) grow(area);
    width = area.clientWidth;
  }).observe(area);
};

// Shows how many characters are left when there are few.
const roomLeft = (value, most) => {
  const left = most - [...value].length;
  if (left > most / 5) return "";
  return left >= 0 ? `Còn ${left} ký tự` : `Dài quá ${-left} ký tự`;
};

export const textArea = ({ id, change, most = LONGEST, long = true, rows = long ? 3 : 1, ...attributes }) => {
  const room = h("p", { class: "room-left", "aria-live": "polite" });
  const input = h("textarea", { id, class: "form-control", rows, autocomplete: "off", ...attributes });
  const show = () => {
    grow(input);
    room.textContent = roomLeft(input.value, most);
  };
  // While an input method or dictation is still composing a word the field is left alone: a value that is set then
  // takes away what was said.
  const take = (event) => {
    if (!long && !event.isComposing && input.value.includes("\n")) input.value = input.value.replace(/\s*\n\s*/g, " ");
    show();
    change(input.value || null);
  };
  input.addEventListener("input", take);
  input.addEventListener("compositionend", take);
  growWithWidth(input);
  input.addEventListener("keydown", (event) => {
    if (!long && event.key === "Enter" && !event.isComposing) event.preventDefault();
  });
  const write = (value) => {
    input.value = value ?? "";
    show();
  };
  return { element: h("div", null, input, room), input, write };
};

export const texts = ({ question, id, change }) => textArea({ id, change, most: question.max || LONGEST, long: question.long });
