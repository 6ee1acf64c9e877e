// The line at the foot that is always visible: how much is filled, what is missing, whether everything is saved, and
// the pages' buttons.
import { button, h, icon } from "../dom.js";

const jumps = (frames, missing, wrong, goTo) => {
  const ids = [...new Set([...missing, ...wrong])];
  return ids.map((id) => {
    const words = missing.includes(id) ? "Chưa trả lời" : "Cần sửa";
    const label = frames.get(id)?.question.label ?? id;
    return h("li", null, h("button", { type: "button", class: "btn btn-link", onclick: () => goTo(id) }, `${words}: ${label}`));
  });
};

const savedMark = (saved) => {
  const words = h("span", null, "");
  const mark = h("span", { class: "saved", "data-state": "" }, icon("check-lg"), words);
  const failed = h("p", { class: "saved-failed", role: "alert", hidden: true });
  const show = () => {
    const { state, text, problem } = saved.value;
    mark.dataset.state = state;
    words.textContent = text;
    failed.hidden = state !== "failed";
    failed.textContent = state === "failed" && problem ? `${problem.what} ${problem.todo}` : "";
  };
  show();
  return { mark, failed, stop: saved.subscribe(show) };
};

const words = (progress, wrong) => {
  const { answered, total, missing } = progress;
  const open = missing.length + wrong.length;
  return [`Đã trả lời ${answered}/${total}`, open ? `còn thiếu ${open}` : "đủ các mục bắt buộc"];
};

export const bar = ({ frames, saved, goTo, pager }) => {
  const list = h("ul", { class: "jumps", id: "form-missing", hidden: true });
  const count = h("span", { class: "bar-count" });
  const open = h("span", { class: "bar-open" });
  const meter = h("progress", { max: 1, value: 0, "aria-label": "Đã trả lời" });
  const state = savedMark(saved);
  const toggle = (shown) => {
    list.hidden = !shown;
    opener.setAttribute("aria-expanded", String(shown));
  };
  const opener = h("button", { type: "button", class: "bar-progress", "aria-expanded": "false", "aria-controls": "form-missing", onclick: () => toggle(list.hidden) }, count, open);
  const jump = (id) => {
    toggle(false);
    goTo(id);
  };
  const element = h("div", { class: "form-bar" }, list, state.failed, meter,
    h("div", { class: "bar-line" }, opener, state.mark), pager.element);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || list.hidden) return;
    toggle(false);
    opener.focus();
  });
  const show = (progress) => {
    const wrong = [...new Set(progress.errors.map(({ field }) => field.split(".")).map(([one, two]) => (one.startsWith("_") && !frames.has(one) ? two : one)))]
      .filter((id) => frames.has(id) && !progress.missing.includes(id));
    const [done, left] = words(progress, wrong);
    count.textContent = done;
    open.textContent = left;
    open.classList.toggle("is-done", !progress.missing.length && !wrong.length);
    meter.max = progress.total || 1;
    meter.value = progress.answered;
    list.replaceChildren(...jumps(frames, progress.missing, wrong, jump));
    opener.disabled = !list.children.length;
    if (opener.disabled) toggle(false);
  };
  return { element, show, close: state.stop };
};
