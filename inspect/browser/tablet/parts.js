// Pieces that several screens show.
import { alert, badge, fill, h } from "./dom.js";
import { STATES } from "./words.js";

export const problemBox = (problem, tone = "danger") =>
  alert(tone, h("p", null, h("strong", null, problem.what)), problem.todo && h("p", null, problem.todo), problem.reasons?.length > 0 && h("ul", null, problem.reasons.map(({ message }) => h("li", null, message))));

// Whether somebody may work here; an expired token does not prevent it.
export const isIn = (status) => status === "ready" || status === "expired";

export const stateBadge = (state) => badge(...STATES[state]);

// Draws an element's children anew when the observables change, at most four times a second. What has the focus
// (data-key) and which parts are open is kept. Returns [element, stop].
export const live = async (element, draw, watched) => {
  let [stopped, drawing, again] = [false, false, false];
  let wait = null;
  // A change that comes while the element is being drawn may have come too late for it, so it is drawn once more.
  const drawn = async () => {
    [drawing, again] = [true, false];
    try {
      return await draw();
    } finally {
      drawing = false;
      if (again) soon();
    }
  };
  const redraw = async () => {
    wait = null;
    const children = await drawn();
    if (stopped) return;
    const key = element.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const open = new Set([...element.querySelectorAll("details[open][data-key]")].map((part) => part.dataset.key));
    fill(element, children);
    for (const part of element.querySelectorAll("details[data-key]")) if (open.has(part.dataset.key)) part.open = true;
    if (key) element.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
  };
  const soon = () => {
    if (drawing) again = true;
    else if (!stopped) wait ??= setTimeout(redraw, 250);
  };
  const offs = watched.map((one) => one.subscribe(soon));
  const stop = () => {
    stopped = true;
    clearTimeout(wait);
    for (const off of offs) off();
  };
  try {
    fill(element, await drawn());
  } catch (error) {
    stop();
    throw error;
  }
  return [element, stop];
};

// A question before something that cannot be taken back. Resolves to true or false.
export const ask = (question, yes, { tone = "danger", no = "Không" } = {}) =>
  new Promise((resolve) => {
    const answer = (value) => h("button", { class: `btn ${value ? `btn-${tone}` : "btn-secondary"}`, type: "submit", value: value ? "yes" : "", autofocus: !value }, value ? yes : no);
    const dialog = h("dialog", { class: "ask", "aria-labelledby": "ask-words" }, h("form", { method: "dialog" }, h("div", { id: "ask-words" }, question), h("div", { class: "actions" }, answer(false), answer(true))));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });

export const progress = (label, value, max, words = "") =>
  h("div", { class: "progress-line" }, h("span", null, h("span", null, label), words && h("span", null, words)), h("progress", { max: max || 1, value: max ? value : null, "aria-label": label }));
