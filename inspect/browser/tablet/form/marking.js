// Marking on a photograph, in a dialog: an arrow, a ring, a hidden face; by finger, pen or mouse. Every mark can be taken back.
import { button, h } from "../dom.js";
import { isMeant, paint } from "./marks.js";
import { decode, jpegOf } from "./picture.js";

const TOOLS = { hide: "Che mặt", arrow: "Mũi tên", ring: "Khoanh tròn" };
const TOLD = "Chọn cách đánh dấu, rồi kéo ngón tay, bút hoặc chuột trên ảnh. Chỗ đã che không khôi phục được từ ảnh người khác xem; ảnh gốc giữ riêng, chỉ bên kiểm tra mở được.";

const tools = (name) => {
  const inputs = Object.entries(TOOLS).map(([value, words], n) => [h("input", { type: "radio", name, id: `${name}-${value}`, value, checked: n === 0 }), words]);
  const element = h("fieldset", { class: "field" }, h("legend", { class: "form-label" }, "Cách đánh dấu"),
    h("div", { class: "segs" }, inputs.map(([input, words]) => h("label", { class: "seg" }, input, h("span", null, words)))));
  return { element, chosen: () => inputs.find(([input]) => input.checked)[0].value };
};

// Follows one finger, pen or mouse over the canvas. `drawing(mark)` shows it under way, `drawn(mark)` when it is let go.
const follow = (canvas, kind, { drawing, drawn }) => {
  let [pointer, mark] = [null, null];
  const point = (event) => {
    const box = canvas.getBoundingClientRect();
    const within = (value) => Math.min(1, Math.max(0, value));
    return [within((event.clientX - box.left) / box.width), within((event.clientY - box.top) / box.height)];
  };
  const down = (event) => {
    if (pointer !== null || !event.isPrimary) return;
    event.preventDefault();
    pointer = event.pointerId;
    canvas.setPointerCapture(pointer);
    mark = { kind: kind(), from: point(event), to: point(event) };
  };
  const move = (event) => {
    if (event.pointerId !== pointer) return;
    mark.to = point(event);
    drawing(mark);
  };
  const end = (event) => {
    if (event.pointerId !== pointer) return;
    pointer = null;
    if (event.type === "pointerup" && isMeant(mark)) drawn(mark);
    else drawing(null);
  };
  for (const [name, act] of [["pointerdown", down], ["pointermove", move], ["pointerup", end], ["pointercancel", end]]) canvas.addEventListener(name, act);
};

// `keep(made)` gets {blob, thumb, width, height} of the marked picture; it may answer with a sentence that is to be shown.
export const markPhoto = async (host, blob, { title, keep }) => {
  const source = await decode(blob);
  const [width, height] = [source.naturalWidth ?? source.width, source.naturalHeight ?? source.height];
  const canvas = h("canvas", { class: "marking", width, height, role: "img", "aria-label": `${title}: kéo trên ảnh để đánh dấu` });
  const marks = [];
  const tool = tools("mark");
  const told = h("p", { class: "field-error", role: "alert", hidden: true });
  const show = (underWay = null) => {
    paint(canvas, source, underWay ? [...marks, underWay] : marks);
    undo.disabled = done.disabled = !marks.length;
  };
  const undo = button("Hoàn tác", () => {
    marks.pop();
    show();
  }, { kind: "outline-secondary", sign: "arrow-counterclockwise" });
  const finish = async () => {
    done.disabled = true;
    try {
      const sentence = await keep({ ...(await jpegOf(canvas)), width, height });
      if (!sentence) return dialog.close();
      told.textContent = sentence;
    } catch (error) {
      told.textContent = error.problem ? `${error.problem.what} ${error.problem.todo}` : "Chưa lưu được ảnh đã đánh dấu; ảnh gốc vẫn còn. Thử lại.";
    }
    told.hidden = false;
    done.disabled = false;
    return undefined;
  };
  const done = button("Xong", finish, { kind: "primary", sign: "check-lg" });
  const dialog = h("dialog", { class: "viewer", "aria-label": `Đánh dấu: ${title}` }, tool.element, canvas, h("p", { class: "form-text" }, TOLD), told,
    h("div", { class: "actions" }, done, undo, button("Thôi", () => dialog.close(), { kind: "outline-secondary" })));
  follow(canvas, tool.chosen, { drawing: show, drawn: (mark) => {
    marks.push(mark);
    show();
  } });
  dialog.addEventListener("close", () => {
    source.close?.();
    dialog.remove();
  });
  show();
  host.append(dialog);
  dialog.showModal();
};
