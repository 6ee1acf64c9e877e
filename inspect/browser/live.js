// Parts of a page that are fetched again every few seconds (`data-live`, see templates/pages/_live.html). A sign-in
// page or an error must not replace what is shown: the old content stays, marked as old.

const region = (event) => (event.target?.matches?.("[data-live]") ? event.target : null);

const tell = (part, old) => {
  const note = part.querySelector("[data-live-failed]");
  if (note) note.hidden = !old;
};

document.addEventListener("htmx:beforeSwap", (event) => {
  const part = region(event);
  if (!part) return;
  const asked = new URL(part.getAttribute("hx-get"), location.href).pathname;
  const { xhr } = event.detail;
  const fresh = xhr.status < 300 && new URL(xhr.responseURL).pathname === asked;
  if (!fresh) event.detail.shouldSwap = false;
  tell(part, !fresh);
});

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, (event) => {
    const part = region(event);
    if (part) tell(part, true);
  });
}
