// One question on a page: which one is shown, and the buttons to the one before and after. In list mode none of this is
// visible.
import { button, h, icon } from "../dom.js";
import { bring } from "../place.js";

// `pages` are frames in order, the summary last; hidden ones are skipped.
export const pager = ({ root, pages, onMode }) => {
  let [mode, current] = ["list", pages[0]];
  const place = h("span", { class: "pager-place", "aria-live": "polite" });
  const shown = () => pages.filter((page) => !page.element.hidden);
  const show = () => {
    const all = shown();
    if (!all.includes(current)) current = all.find((page) => pages.indexOf(page) > pages.indexOf(current)) ?? all[all.length - 1];
    current.draw?.();
    for (const page of pages) page.element.classList.toggle("is-current", page === current);
    const at = all.indexOf(current);
    place.textContent = mode === "one" ? `${at + 1}/${all.length}` : "";
    back.disabled = at <= 0;
    next.disabled = at >= all.length - 1;
  };
  const open = (page) => {
    current = page;
    show();
    // The screen may not have put the form on the page yet.
    if (!root.isConnected) {
      requestAnimationFrame(() => root.isConnected && open(page));
      return;
    }
    page.element.focus({ preventScroll: true });
    bring(page.element);
  };
  const move = (by) => () => {
    const all = shown();
    const page = all[all.indexOf(current) + by];
    if (page) open(page);
  };
  const back = button("Trước", move(-1), { kind: "outline-primary", sign: "arrow-left" });
  const next = button("Sau", move(1), { kind: "primary" });
  next.append(icon("arrow-right"));
  const element = h("div", { class: "pager" }, back, place, next);
  const set = (wanted) => {
    mode = wanted;
    root.classList.toggle("is-one", mode === "one");
    for (const one of modes.querySelectorAll("button")) one.setAttribute("aria-pressed", String(one.dataset.mode === mode));
    show();
  };
  const choose = (name, words) => button(words, () => {
    set(name);
    onMode?.(name);
    if (name === "one") bring(current.element);
  }, { kind: "outline-secondary", "data-mode": name });
  const modes = h("div", { class: "modes", role: "group", "aria-label": "Cách xem câu hỏi" }, choose("list", "Cả danh sách"), choose("one", "Từng câu một"));
  return { element, modes, show, open, set };
};
