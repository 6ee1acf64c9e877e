// One click sends one request: a second submit of a form that is being sent is dropped, and the button shows progress.
// `data-no-guard` exempts forms whose answer is a download, after which the page stays.

const sent = new Set();

const release = () => {
  for (const { form, button, note } of sent) {
    delete form.dataset.sent;
    note.remove();
    button?.removeAttribute("disabled");
    button?.removeAttribute("aria-busy");
  }
  sent.clear();
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || "noGuard" in form.dataset) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "true";
  const button = event.submitter;
  const note = document.createElement("span");
  note.className = "visually-hidden";
  note.setAttribute("role", "status");
  form.append(note);
  sent.add({ form, button, note });
  // This is done later, because the name and value of a disabled button would be missing from what is sent.
  setTimeout(() => {
    note.textContent = "Đang gửi…";
    button?.setAttribute("disabled", "");
    button?.setAttribute("aria-busy", "true");
  });
});

// A page brought back by the browser's back button must be usable again.
addEventListener("pageshow", (event) => {
  if (event.persisted) release();
});
