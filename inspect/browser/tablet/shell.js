// This page and its service worker: the browser stores them for work without a network; a new build replaces them when
// the person agrees.
export const BUILD = document.querySelector('meta[name="rasoat-build"]')?.content ?? "";
const HOUR = 3_600_000;

// Tells the service worker that this build is in use until the page is closed (sw.js, removeOld).
const holdBuild = () => navigator.locks?.request(`rasoat-shell-${BUILD}`, { mode: "shared" }, () => new Promise(() => {}));

// Calls `offer(use)` when a new build is ready; `use()` changes to it and opens the page anew.
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

// Whether the page can be opened without a network. Resolves when it can; rejects where the browser stores no pages.
export const shellReady = async () => {
  if (!("serviceWorker" in navigator)) throw new Error("no service worker");
  await navigator.serviceWorker.ready;
};

// For installing: the browser's own question is kept until the person presses the page's button.
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
