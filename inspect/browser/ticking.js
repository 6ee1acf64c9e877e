// Rows that are ticked in a list (`data-bulk`, see templates/pages/macros/ticking.html): how many there are is said, and one
// box ticks the page. What is ticked is sent by the form alone, with or without this script.

const boxes = (form) => [...form.elements].filter((box) => box.matches("[data-tick]"));

const tell = (form) => {
  const all = boxes(form);
  const count = all.filter((box) => box.checked).length;
  const page = form.querySelector("[data-tick-page]");
  if (!page) return;
  page.checked = count > 0 && count === all.length;
  page.indeterminate = count > 0 && count < all.length;
  const words = count ? `Đã chọn ${count} ${form.dataset.noun}.` : "";
  const said = form.querySelector("[data-bulk-count]");
  if (said.textContent !== words) said.textContent = words;
};

document.addEventListener("change", ({ target }) => {
  const form = target.form;
  if (!form?.matches("[data-bulk]")) return;
  if (target.matches("[data-tick-page]")) for (const box of boxes(form)) box.checked = target.checked;
  // Whoever ticks rows means these rows, whatever was chosen before.
  if (form.elements.scope && target.matches("[data-tick], [data-tick-page]")) form.elements.scope.value = "ticked";
  tell(form);
});

// The browser's back button brings ticks back.
addEventListener("pageshow", () => document.querySelectorAll("[data-bulk]").forEach(tell));
