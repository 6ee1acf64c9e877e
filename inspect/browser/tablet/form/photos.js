// Photographs of one item: taken or chosen, shown at once, and removed with a button to restore them.
import { h } from "../dom.js";
import { valueAt } from "../merge.js";
import { chooser } from "./chooser.js";
import { gallery, keyOf } from "./gallery.js";
import { intake } from "./intake.js";
import { markPhoto } from "./marking.js";
import { undoLine } from "./undo.js";
import { MARKED } from "../rules/index.js";
import { viewPhoto } from "./viewer.js";

const MOST = 20;

// The photographs of the answer. A photograph that is removed leaves the answer at once; its bytes are deleted when it
// can no longer be restored.
const collection = ({ question, draft, changed }, redraw) => {
  let references = [];
  const write = (value) => {
    references = Array.isArray(value) ? value : [];
    redraw();
  };
  const reread = () => {
    write(valueAt(draft.answers, question.id));
    changed();
  };
  // The answer changes at once; it is stored a moment later.
  const after = (work) => {
    reread();
    return work;
  };
  const hide = (reference) => after(draft.hidePicture(question.id, keyOf(reference)));
  const bringBack = (reference, place) => after(draft.showPicture(question.id, reference, { place }));
  const remove = (reference) => draft.removePicture(question.id, keyOf(reference));
  return { shown: () => references, write, reread, hide, bringBack, remove };
};

const adders = ({ id, question, whereabouts }, add) => {
  const count = h("span", { class: "photo-count", id: `${id}-count` });
  const common = { "aria-describedby": count.id };
  const named = (words) => ({ words, "aria-label": `${words}: ${question.label}` });
  const camera = chooser({ ...common, ...named("Chụp ảnh"), id: `${id}-camera`, sign: "camera", capture: "environment",
    onFiles: (files) => add(files, true), onclick: () => whereabouts.start() });
  const files = chooser({ ...common, ...named("Chọn ảnh có sẵn"), id: `${id}-files`, sign: "image", multiple: true,
    onFiles: (chosen) => add(chosen, false) });
  const element = h("div", { class: "line" }, camera, files, count);
  const show = (number, most) => {
    for (const input of element.querySelectorAll("input")) input.disabled = number >= most;
    element.classList.toggle("is-full", number >= most);
    count.textContent = number >= most ? `Đủ ${most} ảnh` : `${number}/${most} ảnh`;
  };
  return { element, show };
};

export const photos = (env) => {
  const { question, draft, now, whereabouts } = env;
  const most = question.max || MOST;
  const status = h("p", { class: "photo-status", role: "status" });
  const undo = undoLine();
  const redraw = () => {
    list.show(all.shown());
    buttons.show(all.shown().length, most);
  };
  const all = collection(env, redraw);
  const queue = intake({
    mostMb: env.photos.mostMb,
    keep: (picture) => draft.addPicture(question.id, picture),
    tell: (sentence) => { status.textContent = sentence; },
    done: all.reread,
  });
  const add = (files, captured) => {
    const room = most - all.shown().length;
    const left = files.length - room;
    const about = (file) => (captured ? { takenAt: now(), here: whereabouts.latest() } : { takenAt: file.lastModified || now() });
    queue.add(files.slice(0, room), about, left > 0 ? `Đã bỏ lại ${left} ảnh: mục này nhiều nhất ${most} ảnh.` : "");
  };
  const remove = (reference) => {
    const place = all.shown().indexOf(reference);
    undo.offer("Đã bỏ một ảnh.", () => all.bringBack(reference, place), () => all.remove(reference));
    all.hide(reference);
    undo.element.querySelector("button").focus();
  };
  const open = (reference) => {
    const title = `${question.label}, ảnh ${all.shown().indexOf(reference) + 1}`;
    const key = keyOf(reference);
    const mark = draft.markPicture && ((found) => markPhoto(element, found.blob, { title, keep: keepMarked(key, found.row) }));
    const unmark = draft.answers[MARKED]?.[key] && (() => draft.unmarkPicture(question.id, key).then(all.reread));
    viewPhoto(element, env.photos, reference, { title, remove: () => remove(reference), mark, unmark });
  };
  const keepMarked = (key, row) => async (made) => {
    const { name, takenAt, position } = row ?? {};
    const answer = await draft.markPicture(question.id, key, { ...made, name, takenAt, position });
    all.reread();
    return answer.stored ? "" : (answer.problem?.what ?? "Máy sắp hết chỗ; ảnh đánh dấu đang chờ được lưu, ảnh gốc vẫn còn.");
  };
  const list = gallery({ photos: env.photos, label: question.label, open });
  const buttons = adders(env, add);
  const element = h("div", null, list.element, undo.element, buttons.element, status);
  redraw();
  const settle = () => Promise.all([undo.settle(), queue.settle()]);
  return { element, write: all.write, settle, close: list.close };
};
