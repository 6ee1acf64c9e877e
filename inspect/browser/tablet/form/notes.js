// A remark beside an item: a button until there is one.
import { button, h } from "../dom.js";
import { own } from "../rules/objects.js";
import { NOTES } from "../rules/index.js";
import { textArea } from "./texts.js";

export const note = ({ draft, question, id }) => {
  const control = textArea({ id: `${id}-note`, rows: 2, change: (value) => draft.setInner(NOTES, question.id, value) });
  const box = h("div", { class: "note", hidden: true }, h("label", { class: "form-label", for: control.input.id }, "Ghi chú cho mục này"), control.element);
  const open = () => {
    box.hidden = false;
    opener.hidden = true;
  };
  const opener = button("Ghi chú", () => {
    open();
    control.input.focus();
  }, { kind: "link", sign: "chat-left-text", "aria-label": `Ghi chú: ${question.label}` });
  // A text needs no remark beside it, but one made elsewhere is not lost.
  opener.hidden = question.type === "text";
  const write = (answers) => {
    const value = own(answers[NOTES] ?? {}, question.id) ?? "";
    if (value) open();
    if (document.activeElement !== control.input) control.write(value);
  };
  return { element: box, opener, write };
};
