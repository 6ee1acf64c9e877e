// A click anywhere on a list's row opens what its `a.row-link` opens, because a row is a large target for fingers. The
// link itself stays in the row for keyboards and screen readers.

const INTERACTIVE = "a, button, input, select, textarea, label, summary";

document.addEventListener("click", (event) => {
  if (event.target.closest?.(INTERACTIVE) || String(getSelection())) return;
  const link = event.target.closest?.("tr, .row-card")?.querySelector("a.row-link");
  if (!link) return;
  if (event.ctrlKey || event.metaKey) open(link.href, "_blank", "noopener");
  else link.click();
});
