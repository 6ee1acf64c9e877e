// Figures that must agree: a contradiction asks for an explanation, which is shown after the last of its numbers.
import { h, icon } from "../dom.js";
import { own } from "../rules/objects.js";
import { EXPLANATIONS } from "../rules/index.js";
import { drafted } from "./drafted.js";
import { textArea } from "./texts.js";

// The items from which the terms of a check or figure come.
const itemsOf = (section, terms) =>
  terms.flatMap((term) => {
    const figure = section.figures.find(({ id }) => id === term);
    if (figure) return itemsOf(section, [...figure.plus, ...figure.minus]);
    return typeof term === "string" ? [term.split(".")[0]] : [];
  });

// The id of the item at which a check is shown: the last one that it uses.
export const placeOf = (section, check) => {
  const looked = new Set(itemsOf(section, [...check.left, ...check.at_most, ...check.equals]));
  const found = section.items.filter(({ id }) => looked.has(id));
  return (found[found.length - 1] ?? section.items[section.items.length - 1]).id;
};

const contradiction = ({ check, draft, id }) => {
  const control = textArea({ id, rows: 2, change: (value) => draft.setInner(EXPLANATIONS, check.id, value) });
  control.input.setAttribute("aria-describedby", `${id}-help`);
  const element = h("div", { class: "contradiction", role: "group", hidden: true, "aria-label": "Số liệu chưa khớp" },
    h("p", { class: "drafted-title" }, icon("exclamation-triangle"), check.message),
    h("p", { class: "form-text", id: `${id}-help` }, "Sửa số liệu, hoặc giải thích vì sao số liệu như vậy."),
    h("label", { class: "form-label", for: id }, "Giải thích"), control.element);
  const show = (evaluation) => {
    const value = own(draft.answers[EXPLANATIONS] ?? {}, check.id) ?? "";
    element.hidden = !value && !evaluation.contradictions.some((one) => one.check === check.id);
    if (document.activeElement !== control.input) control.write(value);
  };
  return { element, show };
};

const failing = ({ check, draft, id }) => {
  const box = drafted({ draft, name: check.id, id });
  const message = h("p", { class: "check-message", hidden: true }, check.message);
  const show = (evaluation) => {
    message.hidden = !evaluation.failed.includes(check.id);
    box.show(evaluation.drafts.find(({ item }) => item === check.id));
  };
  return { element: h("div", null, message, box.element), show };
};

export const checkBox = (env) => (env.check.on_fail ? failing(env) : contradiction(env));
