// “Thêm mục”: what the checklist does not ask, noted with an answer, words and photographs. Each item is a box of its own.
import { button, h } from "../dom.js";
import { newId } from "../ids.js";
import { valueAt } from "../merge.js";
import { ANSWERS, EXTRA_PHOTOS, EXTRAS, extrasOf, LONGEST_LABEL } from "../rules/index.js";
import { bring } from "../place.js";
import { choices } from "./choices.js";
import { keyOf } from "./gallery.js";
import { photos } from "./photos.js";
import { textArea } from "./texts.js";
import { undoLine } from "./undo.js";

const TOLD = "Điều thấy tại chỗ mà bảng kiểm không hỏi. Mỗi mục thành một phát hiện gợi ý khi cuộc kiểm tra chuyển sang tổng hợp; chỉ bên kiểm tra đọc.";
const PARTS = ["label", "answer", "note"];

const labelled = (words, control) => h("div", { class: "field" }, h("label", { class: "form-label", for: control.input.id }, words), control.element);

// The boxes' heads, so that each is told from the others by who cannot see it.
const headOf = (number) => `Mục thêm ${number}`;

const box = (env, id, number, remove) => {
  const { draft, changed } = env;
  const name = `x-${id}`;
  const said = { ...extrasOf(draft.answers).find((one) => one.id === id) };
  const change = (part) => (value) => {
    said[part] = value;
    draft.setInner(EXTRAS, id, Object.fromEntries(PARTS.filter((one) => said[one]).map((one) => [one, said[one]])));
    changed();
  };
  const label = textArea({ id: `${name}-label`, most: LONGEST_LABEL, long: false, change: change("label") });
  const question = { id: `${name}-answer`, type: "choice", label: headOf(number), choices: Object.entries(ANSWERS).map(([value, words]) => ({ value, label: words })) };
  const answer = choices({ question, id: `${name}-answer`, change: change("answer") });
  const note = textArea({ id: `${name}-note`, rows: 2, change: change("note") });
  const pictured = photos({ ...env, question: { id: `${EXTRA_PHOTOS}.${id}`, label: `${headOf(number)}: ảnh` }, id: `${name}-photos` });
  const error = h("p", { class: "field-error", role: "alert", hidden: true });
  const controls = { label, answer, note };
  const element = h("fieldset", { class: "part extra" }, h("legend", null, headOf(number)),
    labelled("Nội dung mục", label),
    h("fieldset", { class: "field" }, h("legend", { class: "form-label" }, "Đánh giá"), answer.element, answer.tool),
    labelled("Ghi chú", note), pictured.element, error,
    button("Bỏ mục này", () => remove(id), { kind: "link", sign: "trash", "aria-label": `Bỏ mục này: ${headOf(number)}` }));
  const write = () => {
    Object.assign(said, { label: null, answer: null, note: null }, extrasOf(draft.answers).find((one) => one.id === id));
    for (const [part, control] of Object.entries(controls))
      if (!control.element.contains(document.activeElement)) control.write(said[part] ?? null);
    pictured.write(valueAt(draft.answers, `${EXTRA_PHOTOS}.${id}`));
  };
  const tell = (errors) => {
    const own = errors.filter(({ field }) => field.split(".")[1] === id).map(({ message }) => message);
    const words = element.contains(document.activeElement) ? "" : own.join(" ");
    error.hidden = !words;
    error.textContent = words;
  };
  write();
  return { element, write, tell, settle: pictured.settle, close: pictured.close, focus: () => label.input.focus() };
};

// Taken away at once, with its photographs; all of it comes back with “Hoàn tác”.
const removal = ({ draft, changed }, undo, redraw) => async (id) => {
  const said = draft.answers[EXTRAS]?.[id];
  const pictures = valueAt(draft.answers, `${EXTRA_PHOTOS}.${id}`) ?? [];
  const item = `${EXTRA_PHOTOS}.${id}`;
  const back = async () => {
    if (said) draft.setInner(EXTRAS, id, said);
    for (const [place, reference] of pictures.entries()) await draft.showPicture(item, reference, { place });
    redraw();
  };
  const gone = async () => {
    for (const reference of pictures) await draft.removePicture(item, keyOf(reference));
  };
  undo.offer("Đã bỏ một mục thêm.", back, gone);
  draft.setInner(EXTRAS, id, null);
  const hidden = Promise.all(pictures.map((reference) => draft.hidePicture(item, keyOf(reference))));
  redraw();
  changed();
  undo.element.querySelector("button").focus();
  await hidden;
};

// A frame like those of the questions (frame.js), at the end of the form.
export const extras = (env) => {
  const { draft, now } = env;
  const boxes = new Map();
  // Items in which nothing was entered yet: they are on the page and nowhere else.
  const begun = new Set();
  let made = 0;
  const list = h("div");
  const undo = undoLine();
  const redraw = () => {
    const ids = [...new Set([...extrasOf(draft.answers).map(({ id }) => id), ...begun])].sort();
    for (const [id, one] of boxes) {
      if (ids.includes(id)) continue;
      one.close();
      one.element.remove();
      boxes.delete(id);
    }
    ids.forEach((id, place) => {
      if (!boxes.has(id)) boxes.set(id, box(env, id, (made += 1), remove));
      const { element } = boxes.get(id);
      if (list.children[place] !== element) list.insertBefore(element, list.children[place] ?? null);
    });
  };
  const take = removal(env, undo, redraw);
  const remove = (id) => {
    begun.delete(id);
    return take(id);
  };
  const add = () => {
    const id = newId(now);
    begun.add(id);
    redraw();
    boxes.get(id).focus();
    bring(boxes.get(id).element);
  };
  const element = h("section", { class: "q form-extras", id: "item-extras", "data-item": EXTRAS, tabindex: "-1" },
    h("h2", { class: "q-heading" }, "Mục thêm"), h("p", { class: "form-text" }, TOLD), list, undo.element,
    button("Thêm mục", add, { kind: "outline-primary", sign: "plus-lg" }));
  const write = () => {
    redraw();
    for (const one of boxes.values()) one.write();
  };
  const every = (act) => [...boxes.values()].map((one) => one[act]());
  return {
    question: { id: EXTRAS, type: "extras", label: "Mục thêm" }, element, write,
    draw: redraw,
    show: ({ errors }) => { for (const one of boxes.values()) one.tell(errors); },
    settle: () => Promise.all([undo.settle(), ...every("settle")]),
    close: () => every("close"),
  };
};
