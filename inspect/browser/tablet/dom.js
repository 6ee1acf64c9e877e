// Makes elements without HTML strings, so that everything a person or the server wrote becomes text only.
const put = (element, name, value) => {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "value") element.value = value;
  else element.setAttribute(name, value === true ? "" : String(value));
};

// h("p", {class: "text-soft"}, "words", anotherElement, condition && element): empty children are left out.
export const h = (tag, attributes, ...children) => {
  const element = document.createElement(tag);
  element.append(...parts(children));
  for (const [name, value] of Object.entries(attributes ?? {})) put(element, name, value);
  return element;
};

const parts = (children) => children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== "");

// A part that is made when it is first shown, because most questions never need theirs. `made()` is undefined before
// `get()`.
export const lazily = (make) => {
  const place = h("div");
  let made;
  const get = () => {
    if (!made) {
      made = make();
      place.append(made.element);
    }
    return made;
  };
  return { place, get, made: () => made };
};

export const fill = (element, ...children) => {
  element.replaceChildren(...parts(children));
  return element;
};

const SVG = "http://www.w3.org/2000/svg";
let sheet;

// An icon of icons.json. With a label it is read aloud; without one it is decoration.
export const icon = (name, label = "") => {
  sheet ??= document.querySelector('meta[name="rasoat-icons"]')?.content ?? "";
  const drawn = document.createElementNS(SVG, "svg");
  drawn.setAttribute("class", "icon");
  drawn.setAttribute("focusable", "false");
  if (label) {
    drawn.setAttribute("role", "img");
    drawn.setAttribute("aria-label", label);
  } else drawn.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${sheet}#${name}`);
  drawn.append(use);
  return drawn;
};

export const button = (words, onclick, { kind = "outline-primary", sign = "", ...rest } = {}) =>
  h("button", { type: "button", class: `btn btn-${kind}`, onclick, ...rest }, sign && icon(sign), h("span", null, words));

export const link = (words, href, { kind = "outline-primary", sign = "", ...rest } = {}) =>
  h("a", { class: `btn btn-${kind}`, href, ...rest }, sign && icon(sign), h("span", null, words));

export const badge = (words, tone = "", sign = "") => h("span", { class: `badge-status ${tone && `tone-${tone}`}` }, sign && icon(sign), words);

export const panel = (title, ...children) => {
  const id = `panel-${(count += 1)}`;
  return h("section", { class: "panel", "aria-labelledby": id }, h("h2", { id }, title), children);
};

let count = 0;

export const alert = (tone, ...children) => {
  const sign = { danger: "x-octagon", warning: "exclamation-triangle", success: "check-circle" }[tone] ?? "info-circle";
  return h("div", { class: `alert alert-${tone}` }, icon(sign), h("div", null, children));
};

export const empty = (sign, title, ...children) =>
  h("section", { class: "empty-state" }, icon(sign), h("h2", null, title), children.map((child) => (typeof child === "string" ? h("p", null, child) : child)));

export const facts = (pairs) =>
  h("dl", { class: "facts" }, pairs.filter(([, value]) => value !== null && value !== undefined && value !== "").map(([name, value]) => [h("dt", null, name), h("dd", null, value)]));

// A field with its label, help and refusal; the function `control` gets the id and makes the control.
export const field = (label, control, { help = "", required = false } = {}) => {
  const id = `field-${(count += 1)}`;
  const input = control(id);
  if (help) input.setAttribute("aria-describedby", `${id}-help`);
  if (required) input.setAttribute("aria-required", "true");
  return h(
    "div",
    { class: "field" },
    h("label", { class: "form-label", for: id }, label, required && h("span", { class: "required-mark", "aria-hidden": "true" }, " *")),
    help && h("p", { class: "form-text", id: `${id}-help` }, help),
    input,
    h("p", { class: "field-error", id: `${id}-error`, hidden: true, role: "alert" }),
  );
};

// Shows what is wrong at a field made by `field`, until something is typed there; an empty message removes it.
export const refuse = (element, message) => {
  const error = element.querySelector(".field-error");
  const control = element.querySelector("input, select, textarea");
  error.textContent = message;
  error.hidden = !message;
  if (message) {
    control.setAttribute("aria-invalid", "true");
    control.setAttribute("aria-errormessage", error.id);
    control.addEventListener("input", () => refuse(element, ""), { once: true });
  } else control.removeAttribute("aria-invalid");
};
