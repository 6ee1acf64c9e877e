// Lists that filter while a person types: a GET form with `data-auto-filter="#results"`. Only that element of the page
// is replaced, so the cursor stays in the search box.
import htmx from "htmx.org";

const PAUSE_MS = 350;
const waiting = new WeakMap();
const running = new WeakMap();

const address = (form) => {
  const url = new URL(form.action, location.href);
  // A list that begins filtered says so (`data-usual`): there, an empty choice asks for something.
  const filled = [...new FormData(form)].filter(([name, value]) => value !== "" || form.elements[name].dataset.usual);
  url.search = new URLSearchParams(filled).toString();
  return url.href;
};

const show = (selector, html) => {
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector(selector);
  if (!fresh) return false;
  document.querySelector(selector).replaceWith(fresh);
  htmx.process(fresh);
  return true;
};

const refresh = async (form) => {
  running.get(form)?.abort();
  const controller = new AbortController();
  running.set(form, controller);
  const url = address(form);
  const failed = form.querySelector("[data-filter-failed]");
  form.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(url, { signal: controller.signal });
    // The browser shows an error or a sign-in page as a whole page.
    const shown = response.ok && !response.redirected && show(form.dataset.autoFilter, await response.text());
    if (shown) history.replaceState(history.state, "", url);
    else location.assign(url);
    failed?.setAttribute("hidden", "");
  } catch (error) {
    if (error.name === "AbortError") return;
    failed?.removeAttribute("hidden");
  }
  form.removeAttribute("aria-busy");
};

const filterForm = (event) => {
  const form = event.target.closest?.("form[data-auto-filter]");
  return form && document.querySelector(form.dataset.autoFilter) ? form : null;
};

document.addEventListener("submit", (event) => {
  const form = filterForm(event);
  if (!form) return;
  event.preventDefault();
  clearTimeout(waiting.get(form));
  refresh(form);
});

document.addEventListener("input", (event) => {
  const form = filterForm(event);
  // Vietnamese input methods compose a letter from several keys; an unfinished letter must not be searched for.
  if (!form || event.isComposing) return;
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => refresh(form), PAUSE_MS));
});

document.addEventListener("compositionend", (event) => {
  filterForm(event)?.dispatchEvent(new Event("input", { bubbles: true }));
});
