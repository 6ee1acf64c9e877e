// One of a few answers, as large buttons. They are radio buttons, so that arrow keys and screen readers work with them.
import { button, h } from "../dom.js";
import { listed } from "../rules/questions.js";

const MOST_BUTTONS = 8;

const segment = (id, [value, label]) => {
  const input = h("input", { type: "radio", name: id, id: `${id}-${value}`, value });
  return { input, element: h("label", { class: "seg" }, input, h("span", null, label)) };
};

const buttons = ({ question, id, change }) => {
  const segments = listed(question).map((choice) => segment(id, choice));
  const clear = button("Bỏ chọn", () => pick(null), { kind: "link", class: "btn btn-link q-clear", hidden: true, "aria-label": `Bỏ chọn: ${question.label}` });
  const write = (value) => {
    for (const { input } of segments) input.checked = input.value === value;
    clear.hidden = value === null || value === undefined;
  };
  const pick = (value) => {
    write(value);
    change(value);
    if (value === null) segments[0].input.focus();
  };
  const onchange = ({ target }) => pick(target.value);
  const element = h("div", { class: "segs", onchange }, segments.map((one) => one.element));
  return { element, write, tool: clear };
};

const menu = ({ question, id, change }) => {
  const options = [["", "Chưa trả lời"], ...listed(question)].map(([value, label]) => h("option", { value }, label));
  const input = h("select", { id, class: "form-select", onchange: () => change(input.value || null) }, options);
  return { element: input, input, write: (value) => { input.value = value ?? ""; } };
};

export const choices = (env) => (listed(env.question).length > MOST_BUTTONS ? menu(env) : buttons(env));
