// The surface for the signature. `onRest(canvas)` is called when the pen has not moved for a moment after drawing.
import { h } from "../dom.js";
import { drawStrokes, strokes } from "./strokes.js";

const REST = 800;
const [WIDTH, HEIGHT] = [1200, 480];

export const pad = ({ label, onRest }) => {
  const drawn = strokes();
  const canvas = h("canvas", { class: "pad", width: WIDTH, height: HEIGHT, role: "img", "aria-label": label });
  let [pointer, timer] = [null, 0];
  const redraw = () => drawStrokes(canvas, drawn.lines());
  const point = (event) => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.width];
  };
  const down = (event) => {
    if (pointer !== null || !event.isPrimary) return;
    event.preventDefault();
    pointer = event.pointerId;
    canvas.setPointerCapture(pointer);
    clearTimeout(timer);
    timer = 0;
    drawn.begin(point(event));
    redraw();
  };
  const move = (event) => {
    if (event.pointerId !== pointer) return;
    for (const one of event.getCoalescedEvents?.() ?? [event]) drawn.add(point(one));
    redraw();
  };
  const rest = () => {
    clearTimeout(timer);
    const due = timer !== 0;
    timer = 0;
    return due && !drawn.empty() ? onRest(canvas) : undefined;
  };
  const up = (event) => {
    if (event.pointerId !== pointer) return;
    pointer = null;
    timer = setTimeout(rest, REST);
  };
  for (const [kind, act] of [["pointerdown", down], ["pointermove", move], ["pointerup", up], ["pointercancel", up]]) {
    canvas.addEventListener(kind, act);
  }
  const clear = () => {
    clearTimeout(timer);
    timer = 0;
    drawn.clear();
    redraw();
  };
  redraw();
  return { canvas, clear, rest };
};
