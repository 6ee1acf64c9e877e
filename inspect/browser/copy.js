// Copies a number, a code or an address: `data-copy="text"` or `data-copy-from="#id"` on a button.

const SHOWN_MS = 2000;

const say = (button, message) => {
  const label = button.querySelector("[data-copy-label]") ?? button;
  const before = label.textContent;
  label.textContent = message;
  button.setAttribute("aria-live", "polite");
  setTimeout(() => {
    label.textContent = before;
  }, SHOWN_MS);
};

const select = (source) => {
  if (source) getSelection().selectAllChildren(source);
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy], [data-copy-from]");
  if (!button) return;
  const source = button.dataset.copyFrom ? document.querySelector(button.dataset.copyFrom) : null;
  const text = button.dataset.copy ?? source?.textContent.trim() ?? "";
  try {
    await navigator.clipboard.writeText(text);
    say(button, "Đã chép");
  } catch {
    // Without HTTPS there is no clipboard: the text is selected so that the person can copy it by hand.
    select(source);
    say(button, source ? "Nhấn Ctrl+C để chép" : "Trình duyệt không cho chép");
  }
});
