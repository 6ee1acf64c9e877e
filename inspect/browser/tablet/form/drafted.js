// What a failed item will be written as: the shortcoming and the recommendation, in the drafted words or the team's own.
import { button, h, icon } from "../dom.js";
import { own } from "../rules/objects.js";
import { WORDINGS } from "../rules/index.js";
import { textArea } from "./texts.js";

const ADDRESSEE = { unit: "đơn vị được kiểm tra", office: "cơ quan chuyên môn của đơn vị" };
const PARTS = [["shortcoming", "sentence", "Tồn tại, hạn chế"], ["recommendation", "recommendation", "Kiến nghị"]];

const term = (one) => `Giao ${ADDRESSEE[one.addressee]}, thời hạn ${one.due_days} ngày làm việc.`;

const part = (label) => {
  const words = h("p", { class: "drafted-words" });
  return { words, element: h("div", null, h("p", { class: "drafted-label" }, label), words) };
};

// The two fields of the team's own words; what equals the draft is not kept as its own.
const editor = (draft, name, id, current) => {
  const fields = PARTS.map(([key, from, label]) => {
    const control = textArea({ id: `${id}-${key}`, rows: 2, change: (typed) => {
      const kept = { ...own(draft.answers[WORDINGS] ?? {}, name), [key]: typed?.trim() };
      for (const [one, source] of PARTS) if (!kept[one] || kept[one] === current()?.[source]) delete kept[one];
      draft.setInner(WORDINGS, name, Object.keys(kept).length ? kept : null);
    } });
    return { key, control, element: h("div", { class: "field" }, h("label", { class: "form-label", for: control.input.id }, label), control.element) };
  });
  const write = (words) => {
    for (const { key, control } of fields) if (document.activeElement !== control.input) control.write(words[key]);
  };
  return { element: h("div", { class: "drafted-edit", hidden: true }, fields.map((one) => one.element)), write, first: fields[0].control.input };
};

// `show(generated draft or undefined)` is called after each change of the answers.
export const drafted = ({ draft, name, id }) => {
  let generated;
  const parts = PARTS.map(([, , label]) => part(label));
  const due = h("p", { class: "drafted-due" });
  const strength = h("p", { class: "drafted-strength", hidden: true });
  const fields = editor(draft, name, id, () => generated);
  const toggle = (open) => {
    fields.element.hidden = !open;
    said.hidden = open;
    edit.hidden = open;
    done.hidden = !open;
  };
  const edit = button("Sửa lời", () => {
    toggle(true);
    show(generated);
    fields.first.focus();
  }, { kind: "outline-secondary", sign: "pencil" });
  const done = button("Xong", () => {
    toggle(false);
    show(generated);
    edit.focus();
  }, { kind: "outline-primary", sign: "check-lg" });
  const reset = button("Lấy lại câu mẫu", () => {
    draft.setInner(WORDINGS, name, null);
    show(generated);
    edit.focus();
    toggle(false);
  }, { kind: "outline-secondary", sign: "arrow-counterclockwise" });
  const said = h("div", null, parts.map((one) => one.element));
  const box = h("div", { class: "drafted", role: "group", "aria-label": "Sẽ đưa vào dự thảo kết luận", hidden: true },
    h("p", { class: "drafted-title" }, icon("exclamation-triangle"), "Chưa đạt. Sẽ đưa vào dự thảo:"), said, fields.element, due, h("div", { class: "line" }, edit, done, reset));
  const show = (one) => {
    generated = one;
    const words = own(draft.answers[WORDINGS] ?? {}, name) ?? {};
    box.hidden = one?.kind !== "shortcoming";
    strength.hidden = one?.kind !== "strength";
    if (!strength.hidden) strength.textContent = `Sẽ ghi ưu điểm: ${one.sentence}`;
    if (box.hidden) return;
    const current = Object.fromEntries(PARTS.map(([key, from]) => [key, words[key] ?? one[from]]));
    PARTS.forEach(([key], n) => {
      parts[n].words.textContent = current[key];
      parts[n].words.classList.toggle("is-own", key in words);
    });
    fields.write(current);
    due.textContent = term(one);
    reset.hidden = Object.keys(words).length === 0;
  };
  toggle(false);
  return { element: h("div", null, box, strength), show };
};
