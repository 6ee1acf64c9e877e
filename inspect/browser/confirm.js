// Asks before a step that matters: `data-confirm="question"` on a form or on one of its buttons. The browser's own
// dialog keeps the focus, closes on Escape and returns the focus by itself.

const confirmed = new WeakSet();

const element = (tag, className, text = "") => {
  const node = document.createElement(tag);
  node.className = className;
  node.textContent = text;
  return node;
};

const ask = (question, action) =>
  new Promise((answer) => {
    const dialog = element("dialog", "confirm-dialog");
    const text = element("p", "confirm-question", question);
    text.id = "confirm-question";
    dialog.setAttribute("aria-labelledby", text.id);
    const buttons = element("form", "confirm-buttons");
    buttons.method = "dialog";
    const back = element("button", "btn btn-outline-secondary", "Quay lại");
    const go = element("button", "btn btn-primary", action);
    go.value = "yes";
    back.autofocus = true;
    buttons.append(back, go);
    dialog.append(text, buttons);
    dialog.addEventListener("close", () => {
      dialog.remove();
      answer(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });

document.addEventListener(
  "submit",
  async (event) => {
    const form = event.target;
    const button = event.submitter;
    const question = button?.dataset.confirm || form.dataset.confirm;
    if (!question || confirmed.delete(form)) return;
    // This listener runs before all others, because neither htmx nor the browser may send the form yet.
    event.preventDefault();
    event.stopImmediatePropagation();
    if (await ask(question, button?.textContent.trim() || "Thực hiện")) {
      confirmed.add(form);
      form.requestSubmit(button);
    }
  },
  { capture: true },
);
