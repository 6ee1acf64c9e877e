// “Đã bỏ… Hoàn tác”: a line that waits a while. The removal takes effect when the time is up, or at once on `settle`.
import { button, h } from "../dom.js";

const PATIENCE = 10000;

export const undoLine = () => {
  const element = h("div", { class: "undo", role: "status" });
  let current = null;
  const end = (settle) => {
    if (!current) return undefined;
    const { timer, commit, undo } = current;
    clearTimeout(timer);
    current = null;
    element.replaceChildren();
    return settle ? commit?.() : undo();
  };
  // The time does not run out while the button has the focus.
  const late = () => {
    if (!current) return;
    if (element.contains(document.activeElement)) current.timer = setTimeout(late, PATIENCE);
    else end(true);
  };
  const offer = (sentence, undo, commit) => {
    end(true);
    current = { undo, commit, timer: setTimeout(late, PATIENCE) };
    element.append(h("span", null, sentence), button("Hoàn tác", () => end(false), { kind: "outline-secondary", sign: "arrow-counterclockwise" }));
  };
  return { element, offer, settle: () => end(true) };
};
