// A control with its label: <label> where there is one field, <fieldset> where there are several.
import { h } from "../dom.js";

export const requiredMark = () =>
  h("span", { class: "required-mark", title: "Bắt buộc trả lời" }, h("span", { "aria-hidden": "true" }, " *"), h("span", { class: "visually-hidden" }, " (bắt buộc trả lời)"));

export const labelled = (question, control, { id, extra = "", marks = [], before = [], after = [], describedBy = "", cell = false }) => {
  const words = [question.label, extra, question.required && requiredMark(), ...marks];
  const single = Boolean(control.input);
  const label = single ? h("label", { class: "q-label", for: control.input.id }, words) : h("legend", { class: "q-label" }, words);
  const described = describedBy || (cell ? `${id}-error` : "");
  const element = h(single ? "div" : "fieldset", { class: cell ? "cell" : "q-body", "aria-describedby": single ? null : described }, label, before, control.element, after);
  if (single) control.input.setAttribute("aria-describedby", described);
  return element;
};

export const markInvalid = (input, wrong) => {
  if (wrong) input?.setAttribute("aria-invalid", "true");
  else input?.removeAttribute("aria-invalid");
};
