// From the first drawing to the last: what the draft tells comes in, nothing is overwritten under somebody's hands.
import { drawing } from "./drawing.js";

const flat = (parts) => parts.flat(Infinity).filter(Boolean);

// Which items a change's keys speak of: null for all, since a reserved key may concern any.
const concerned = (frames, keys) => (keys.some((key) => !frames.has(key)) ? [...frames.values()] : keys.map((key) => frames.get(key)));

export const life = ({ root, draft, frames, later, refresh, whereabouts, foot, touched, edited, content, first, start }) => {
  const owed = new Set();
  const write = (one) => {
    if (one.element.contains(document.activeElement)) owed.add(one);
    else one.write(draft.answers);
  };
  const told = ({ keys, from }) => {
    if (from === "here") {
      for (const key of keys) touched.add(key);
      // A signature says whether anything else was changed after it.
      if (keys.some((key) => frames.get(key)?.question.type !== "signature")) edited();
    } else {
      if (from === "server") touched.clear();
      for (const one of concerned(frames, keys)) write(one);
    }
    later.ask();
  };
  // Leaving a field: what waited for it is written, and what is wrong in it is told.
  const left = () => {
    setTimeout(() => {
      for (const one of [...owed]) {
        if (one.element.contains(document.activeElement)) continue;
        owed.delete(one);
        one.write(draft.answers);
      }
      later.ask();
    });
  };
  root.classList.add("checklist-form");
  root.replaceChildren(...flat(content));
  refresh();
  const { drawn, stop } = drawing(frames, first);
  start();
  root.addEventListener("focusout", left);
  const unsubscribe = draft.subscribe(told);
  const settle = async () => {
    await Promise.all([...frames.values()].map((one) => one.settle?.()));
  };
  const close = async () => {
    await settle();
    unsubscribe();
    stop();
    foot.close();
    later.cancel();
    whereabouts.stop();
    root.removeEventListener("focusout", left);
    for (const one of frames.values()) one.close?.();
    root.classList.remove("checklist-form", "is-one");
    root.replaceChildren();
  };
  return { drawn, settle, close };
};
