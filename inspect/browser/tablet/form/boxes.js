// Several answers of a list, as large buttons that are boxes to tick.
import { h } from "../dom.js";
import { listed } from "../rules/questions.js";

export const boxes = ({ question, id, change }) => {
  const inputs = listed(question).map(([value, label]) => [h("input", { type: "checkbox", id: `${id}-${value}`, value }), label]);
  const chosen = () => inputs.filter(([input]) => input.checked).map(([input]) => input.value);
  const write = (values) => {
    for (const [input] of inputs) input.checked = Array.isArray(values) && values.includes(input.value);
  };
  const onchange = () => change(chosen().length ? chosen() : null);
  const element = h("div", { class: "segs", onchange }, inputs.map(([input, label]) => h("label", { class: "seg" }, input, h("span", null, label))));
  return { element: h("div", null, h("p", { class: "form-text" }, "Chọn được nhiều mục."), element), write };
};
