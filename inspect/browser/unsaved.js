// Warns before leaving a page whose form (`data-guard-unsaved`) holds entries that were not sent.

const GUARDED = "form[data-guard-unsaved]";

// A form that a script took out of the page took its entries with it.
const ask = (event) => document.querySelector(`${GUARDED}[data-dirty]`) && event.preventDefault();

const setDirty = (form, dirty) => {
  if (dirty) form.dataset.dirty = "true";
  else delete form.dataset.dirty;
  // A page that only might ask cannot be kept by the browser for its back button.
  if (document.querySelector(`${GUARDED}[data-dirty]`)) addEventListener("beforeunload", ask);
  else removeEventListener("beforeunload", ask);
};

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, (event) => {
    const form = event.target.form ?? event.target.closest?.(GUARDED);
    if (form?.matches(GUARDED)) setDirty(form, true);
  });
}

document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented && event.target.matches(GUARDED)) setDirty(event.target, false);
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt;
  if (event.detail.successful && form.matches(GUARDED)) setDirty(form, false);
});
