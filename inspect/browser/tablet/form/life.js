// Keeps the form in step with the draft from the first drawing to the last, and never overwrites what somebody is
// typing.
import { drawing } from "./drawing.js";

const flat = (parts) => parts.flat(Infinity).filter(Boolean);

// The items to which a change's keys belong: null for all, since a reserved key may concern any.
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
      // The control of a signature says whether anything else was changed after it.
      if (keys.some((key) => frames.get(key)?.question.type !== "signature")) edited();
    } else {
      if (from === "server") touched.clear();
      for (const one of concerned(frames, keys)) write(one);
    }
    later.ask();
  };
  // When a field is left, what waited for it is written, and what is wrong in it is shown.
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
