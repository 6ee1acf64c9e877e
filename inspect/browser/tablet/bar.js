// The bar that is always shown: the network, what is saved, what waits to be sent, and links to the screens.
import { button, fill, h, icon } from "./dom.js";
import { isIn } from "./parts.js";

const SAY_AGAIN_MS = 10_000;

const waiting = ({ waitingRecords = 0, waitingPhotos = 0, drafts = 0, refused = 0 }) => waitingRecords + waitingPhotos + drafts + refused;

const network = () => (navigator.onLine ? h("span", null, icon("wifi"), "Có mạng") : h("span", { class: "offline" }, icon("wifi-off"), "Không mạng"));

const saved = ({ state, text }) => h("span", { class: state === "failed" && "offline" }, icon(state === "saved" ? "check-lg" : state === "failed" ? "exclamation-triangle" : "hourglass-split"), text);

const unsent = (state, count) => {
  if (!count) return h("span", null, icon("cloud-check"), "Đã gửi hết");
  return h("span", null, icon(state.paused ? "pause-fill" : "hourglass-split"), `Còn ${count} chưa gửi${state.paused ? ", đang tạm dừng" : ""}`);
};

// This is read to people who use a screen reader: a failure at once, everything else now and then.
const speaker = (polite, urgent) => {
  let last = 0;
  return (words, now = false) => {
    if (now) urgent.textContent = words;
    else if (Date.now() - last > SAY_AGAIN_MS) {
      last = Date.now();
      polite.textContent = words;
    }
  };
};

export const mountBar = (app) => {
  const { core } = app;
  const states = h("div", { class: "bar-states" });
  const links = [
    ["/queue", "Hàng gửi", "send"],
    ["/device", "Máy này", "tablet"],
  ].map(([path, words, sign]) => h("a", { class: "bar-link", href: `#${path}` }, icon(sign), h("span", null, words)));
  const offers = h("div", { role: "status" });
  const polite = h("p", { class: "visually-hidden", role: "status" });
  const urgent = h("p", { class: "visually-hidden", role: "alert" });
  document.getElementById("topbar").append(states, h("nav", { class: "bar-nav", "aria-label": "Các trang" }, links));
  document.getElementById("topbar").after(offers, polite, urgent);
  app.say = speaker(polite, urgent);

  // Nothing is shown of sealed work: it is neither sent nor readable.
  const somebody = () => isIn(core.session.state.value.status);
  // What was typed after the queue last counted has not been sent either.
  let typed = false;
  const count = (state) => Math.max(waiting(state), Number(typed));
  const draw = () => fill(states, network(), somebody() && [saved(core.drafts.saved.value), core.queue.state.value.counted && unsent(core.queue.state.value, count(core.queue.state.value))]);
  core.session.state.subscribe(draw);
  core.drafts.saved.subscribe((now) => {
    typed = true;
    draw();
    app.say(now.text, now.state === "failed");
  });
  let before = waiting(core.queue.state.value);
  core.queue.state.subscribe((state) => {
    typed = false;
    draw();
    const now = waiting(state);
    if (before && !now && somebody()) app.say("Đã gửi hết.", true);
    before = now;
  });
  for (const change of ["online", "offline"]) {
    addEventListener(change, () => {
      draw();
      app.say(navigator.onLine ? "Có mạng." : "Không có mạng. Vẫn ghi được như thường.", true);
    });
  }
  draw();
  const shown = new Map();
  const redraw = () => fill(offers, [...shown.values()]);
  const trouble = (problem) => {
    if (problem) shown.set("trouble", h("div", { class: "offer" }, icon("exclamation-triangle"), h("p", null, `${problem.what} ${problem.todo}`)));
    else shown.delete("trouble");
    redraw();
  };
  core.store.trouble.subscribe(trouble);
  trouble(core.store.trouble.value);
  app.place = (path) => {
    for (const link of links) {
      if (link.getAttribute("href") === `#${path}`) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  };
  return {
    offer: (use) => {
      app.useNewBuild = use;
      shown.set("build", h("div", { class: "offer" }, h("p", null, "Có bản mới của trang này."), button("Có bản mới, bấm để dùng", use, { kind: "primary" })));
      redraw();
    },
  };
};
