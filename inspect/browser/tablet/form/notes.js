// A remark beside an item: a button until there is one.
import { button, h, lazily } from "../dom.js";
import { own } from "../rules/objects.js";
import { NOTES } from "../rules/index.js";
import { textArea } from "./texts.js";

const field = ({ draft, question, id }) => {
  const control = textArea({ id: `${id}-note`, rows: 2, change: (value) => draft.setInner(NOTES, question.id, value) });
  const element = h("div", { class: "note" }, h("label", { class: "form-label", for: control.input.id }, "Ghi chú cho mục này"), control.element);
  return { element, control };
};

export const note = (env) => {
  const { question } = env;
  const box = lazily(() => field(env));
  const open = () => {
    opener.hidden = true;
    return box.get().control;
  };
  const opener = button("Ghi chú", () => open().input.focus(), { kind: "link", sign: "chat-left-text", "aria-label": `Ghi chú: ${question.label}` });
  // A text needs no remark beside it, but a remark that was made elsewhere must not be lost.
  opener.hidden = question.type === "text";
  const write = (answers) => {
    const value = own(answers[NOTES] ?? {}, question.id) ?? "";
    const control = value ? open() : box.made()?.control;
    if (control && document.activeElement !== control.input) control.write(value);
  };
  return { element: box.place, opener, write };
};
