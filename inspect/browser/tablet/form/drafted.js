// The sentences that a failed item will have: the shortcoming and the recommendation, as drafted or as the team wrote
// them.
import { button, h, icon, lazily } from "../dom.js";
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

// The two fields for the team's own sentences; a sentence that equals the draft is not stored.
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

const words = (draft, name, generated) => {
  const typed = own(draft.answers[WORDINGS] ?? {}, name) ?? {};
  return { typed, current: Object.fromEntries(PARTS.map(([key, from]) => [key, typed[key] ?? generated[from]])) };
};

// The shortcoming and its recommendation, with a button to write them differently.
const shortcoming = ({ draft, name, id }) => {
  let generated;
  const parts = PARTS.map(([, , label]) => part(label));
  const due = h("p", { class: "drafted-due" });
  const fields = editor(draft, name, id, () => generated);
  const said = h("div", null, parts.map((one) => one.element));
  const toggle = (open) => {
    fields.element.hidden = !open;
    done.hidden = !open;
    said.hidden = open;
    edit.hidden = open;
    if (generated) show(generated);
  };
  const turn = (open, next) => () => {
    toggle(open);
    next().focus();
  };
  const edit = button("Sửa lời", turn(true, () => fields.first), { kind: "outline-secondary", sign: "pencil" });
  const done = button("Xong", turn(false, () => edit), { sign: "check-lg" });
  const reset = button("Lấy lại câu mẫu", () => {
    draft.setInner(WORDINGS, name, null);
    turn(false, () => edit)();
  }, { kind: "outline-secondary", sign: "arrow-counterclockwise" });
  const element = h("div", { class: "drafted", role: "group", "aria-label": "Sẽ đưa vào dự thảo kết luận", hidden: true },
    h("p", { class: "drafted-title" }, icon("exclamation-triangle"), "Chưa đạt. Sẽ đưa vào dự thảo:"), said, fields.element, due, h("div", { class: "line" }, edit, done, reset));
  const show = (one) => {
    generated = one;
    element.hidden = !one;
    if (!one) return;
    const { typed, current } = words(draft, name, one);
    PARTS.forEach(([key], n) => {
      parts[n].words.textContent = current[key];
      parts[n].words.classList.toggle("is-own", key in typed);
    });
    fields.write(current);
    due.textContent = term(one);
    reset.hidden = Object.keys(typed).length === 0;
  };
  toggle(false);
  return { element, show };
};

// `show(generated draft or undefined)` is called after each change of the answers.
export const drafted = (env) => {
  const bad = lazily(() => shortcoming(env));
  const good = h("p", { class: "drafted-strength", hidden: true });
  const show = (one) => {
    if (one?.kind === "shortcoming") bad.get().show(one);
    else bad.made()?.show(undefined);
    good.hidden = one?.kind !== "strength";
    if (!good.hidden) good.textContent = `Sẽ ghi ưu điểm: ${one.sentence}`;
  };
  return { element: h("div", null, bad.place, good), show };
};
