// Work that takes long: a form with `data-waiting="address"` shows, once it is sent, how far it is: what the address answers,
// in its `[data-waiting-words]`. Without this script the browser waits as for any page.

const ASK_EVERY_MS = 1500;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.dataset?.waiting) return;
  const box = form.querySelector("[data-waiting-box]");
  const words = form.querySelector("[data-waiting-words]");
  box.hidden = false;
  const timer = setInterval(async () => {
    try {
      const answer = await fetch(form.dataset.waiting);
      if (answer.ok) words.textContent = await answer.text();
    } catch {
      // The page is being left, or the server does not answer: the words of before stay.
    }
  }, ASK_EVERY_MS);
  addEventListener("pageshow", () => {
    clearInterval(timer);
    box.hidden = true;
  }, { once: true });
});
