// This page and its service worker: kept for work without a network, replaced by a new build when the person says so.
export const BUILD = document.querySelector('meta[name="rasoat-build"]')?.content ?? "";
const HOUR = 3_600_000;

// Tells the service worker that this build is in use until the page is closed (sw.js, removeOld).
const holdBuild = () => navigator.locks?.request(`rasoat-shell-${BUILD}`, { mode: "shared" }, () => new Promise(() => {}));

// Calls `offer(use)` when a new build lies ready; `use()` changes to it and opens the page anew.
export const keepShell = async (offer) => {
  if (!("serviceWorker" in navigator)) return null;
  holdBuild();
  const registration = await navigator.serviceWorker.register("/tablet/sw.js", { updateViaCache: "none" });
  const tell = () => registration.waiting && offer(() => change(registration.waiting));
  const watch = (worker) => worker?.addEventListener("statechange", () => worker.state === "installed" && navigator.serviceWorker.controller && tell());
  registration.addEventListener("updatefound", () => watch(registration.installing));
  watch(registration.installing);
  if (navigator.serviceWorker.controller) tell();
  registration.active?.postMessage("remove-old");
  setInterval(() => registration.update().catch(() => {}), HOUR);
  return registration;
};

const change = (worker) => {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  worker.postMessage("use-new");
};

// Whether the page opens without a network. Resolves when it does; rejects where the browser keeps no pages.
export const shellReady = async () => {
  if (!("serviceWorker" in navigator)) throw new Error("no service worker");
  await navigator.serviceWorker.ready;
};

// Installing: the browser's own question, kept until the person presses our button.
let prompt = null;
const waiting = new Set();

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  prompt = event;
  for (const tell of waiting) tell();
});

export const installable = () => prompt !== null;
export const onInstallable = (tell) => {
  waiting.add(tell);
  return () => waiting.delete(tell);
};
export const install = async () => {
  const asked = prompt;
  prompt = null;
  await asked?.prompt();
};
