// A position: by GPS, which improves while the person waits, or typed by hand.
import { button, h } from "../dom.js";
import { decimal, orTyped } from "../rules/numbers.js";
import { watchPosition } from "./position.js";

const GOOD = 8;
const PATIENCE = 30000;

const shown = (degrees) => (degrees === undefined || degrees === null ? "" : String(degrees).replace(".", ","));

const read = (text) => orTyped(decimal, text);

const inputs = (id, onInput) =>
  ["Vĩ độ", "Kinh độ"].map((label, n) => {
    const input = h("input", { id: `${id}-${n}`, class: "form-control", inputmode: "decimal", autocomplete: "off", oninput: onInput });
    return { input, element: h("div", null, h("label", { for: input.id }, label), input) };
  });

const summary = (value) => {
  if (!value) return "Chưa có tọa độ.";
  const accuracy = value.accuracy === undefined ? "nhập bằng tay" : `sai số ${shown(value.accuracy)} m`;
  return `${shown(value.lat)}; ${shown(value.lon)} (${accuracy})`;
};

// Only one search runs at a time. It keeps the best position and ends when that is good or the time is up. Returns
// {start, stop}.
const search = (tell, ended) => {
  let [stop, timer, best] = [null, 0, null];
  const end = () => {
    stop?.();
    clearTimeout(timer);
    stop = null;
    ended();
  };
  const start = () => {
    best = null;
    timer = setTimeout(end, PATIENCE);
    stop = watchPosition((fix, sentence) => {
      if (fix && (!best || fix.accuracy <= best.accuracy)) best = fix;
      tell(fix && best, sentence);
      if (!fix || best.accuracy <= GOOD) setTimeout(end);
    });
  };
  return { start, stop: () => stop && end(), running: () => Boolean(stop) };
};

// The two fields for people without GPS; they are hidden until the person asks for them.
const byHand = (id, question, change) => {
  const [lat, lon] = inputs(id, () => {
    const [one, other] = [read(lat.input.value), read(lon.input.value)];
    change(one === null && other === null ? null : { lat: one, lon: other });
  });
  const fields = h("div", { class: "pair", hidden: true }, lat.element, lon.element);
  const open = () => {
    fields.hidden = false;
    opener.hidden = true;
  };
  const opener = button("Nhập bằng tay", () => {
    open();
    lat.input.focus();
  }, { kind: "outline-secondary", "aria-label": `Nhập bằng tay: ${question.label}` });
  const write = (value) => {
    lat.input.value = shown(value?.lat);
    lon.input.value = shown(value?.lon);
  };
  return { fields, opener, open, write };
};

export const location = ({ question, id, change }) => {
  let value = null;
  const words = h("p", { class: "position", role: "status" });
  const say = (sentence) => { words.textContent = sentence ?? summary(value); };
  const hand = byHand(id, question, (typed) => {
    value = typed;
    change(value);
    say();
  });
  const label = () => {
    const asked = value ? "Lấy lại vị trí" : "Lấy vị trí tại đây";
    locate.lastChild.textContent = gps.running() ? "Dừng, dùng vị trí này" : asked;
  };
  const write = (next) => {
    value = next ?? null;
    hand.write(value);
    say();
    label();
  };
  const found = (fix, sentence) => {
    if (!fix) {
      hand.open();
      say(sentence);
      return;
    }
    write(fix);
    change(fix);
    say(`${summary(fix)}. Đang lấy chính xác hơn…`);
  };
  const gps = search(found, () => {
    if (value) say();
    label();
  });
  const locate = button("", () => {
    if (gps.running()) {
      gps.stop();
      return;
    }
    say("Đang lấy vị trí…");
    gps.start();
    label();
  }, { sign: "geo-alt" });
  write(null);
  return { element: h("div", { class: "location" }, words, h("div", { class: "line" }, locate, hand.opener), hand.fields), write, close: gps.stop };
};
