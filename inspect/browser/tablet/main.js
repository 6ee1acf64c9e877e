// The tablet's page: it opens the core, shows the bar and the screen of the address, and sends when there is a network.
import { mountBar } from "./bar.js";
import { openCore } from "./core.js";
import { isIn } from "./parts.js";
import { present } from "./present.js";
import { Router } from "./router.js";
import { sendable } from "./rules/index.js";
import { danger } from "./screens/danger.js";
import { device } from "./screens/device.js";
import { fillIn } from "./screens/fill.js";
import { findPlace, place } from "./screens/place.js";
import { queue } from "./screens/queue.js";
import { seen } from "./screens/seen.js";
import { site } from "./screens/site.js";
import { trips } from "./screens/trips.js";
import { verdict } from "./screens/verdict.js";
import { visit } from "./screens/visit.js";
import { BUILD, keepShell } from "./shell.js";
import { comeBack, endSession } from "./sign-in.js";

const ROUTES = [
  ["/", trips],
  ["/visit/:id", visit],
  ["/visit/:id/site", site],
  ["/visit/:id/site/:record", site],
  ["/visit/:id/fill/:checklist/:scope/:site", fillIn],
  ["/visit/:id/danger", danger],
  ["/visit/:id/seen/:obligation", seen],
  ["/visit/:id/verdict/:obligation", verdict],
  ["/place", findPlace],
  ["/place/:code", place],
  ["/queue", queue],
  ["/device", device],
];

// What the page does for the core: when it is left, everything in memory is stored; when it is shown again, sending
// continues.
const tend = (core) => {
  const hidden = () => document.visibilityState === "hidden";
  addEventListener("pagehide", () => core.drafts.flush());
  document.addEventListener("visibilitychange", () => (hidden() ? core.drafts.flush() : core.queue.poke()));
  addEventListener("online", () => {
    core.queue.poke();
    endSession(core);
  });
};

// The link's own address would be read as that of a screen.
document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault();
  document.getElementById("content").focus();
});

const boot = async () => {
  const core = await openCore({ build: BUILD, prepare: sendable });
  const app = { core };
  const bar = mountBar(app);
  app.notice = await comeBack(core);
  const router = new Router(ROUTES, (screen, params, how) => present(app, screen, params, how));
  app.open = () => router.go();
  // Somebody signed in or out, or was cut off, here or in another tab: another screen must be shown. So it must when
  // work was sealed.
  const place = ({ status, sealed }) => (isIn(status) ? "in" : `${status} ${sealed}`);
  let before = place(core.session.state.value);
  core.session.state.subscribe((state) => {
    if (place(state) !== before) app.open();
    before = place(state);
  });
  tend(core);
  await router.start();
  performance.mark("rasoat-ready");
  // Nothing else runs on the tablet while the first screen is drawn.
  core.queue.start();
  endSession(core);
  keepShell((use) => bar.offer(() => core.drafts.flush().then(use))).catch(() => {});
  if (navigator.onLine && core.session.state.value.status === "ready") core.session.refresh();
};

boot();
