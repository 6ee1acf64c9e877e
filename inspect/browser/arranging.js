// The calendar of an arrangement: a visit that is dragged to another day writes that day into its row. Whoever has no mouse
// changes the row's field; the link of a visit leads there.
let moved = "";

document.addEventListener("dragstart", (event) => {
  // A link can be dragged without saying so.
  const chip = event.target.closest?.("a.visit-chip");
  moved = chip?.hash.slice(1) ?? "";
  if (chip) event.dataTransfer.effectAllowed = "move";
});

document.addEventListener("dragover", (event) => {
  if (moved && event.target.closest?.("[data-day]")) event.preventDefault();
});

document.addEventListener("drop", (event) => {
  const day = event.target.closest?.("[data-day]");
  const field = moved && document.getElementById(moved);
  moved = "";
  if (!day || !field) return;
  event.preventDefault();
  field.value = day.dataset.day;
  for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
});
