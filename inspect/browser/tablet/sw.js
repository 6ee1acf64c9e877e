// Keeps the shell, so that it opens with no network. The build puts in FILES ({url, integrity} of each file of the
// shell) and BUILD. Nothing of anybody's data passes through here: requests to the API are left alone.
const PREFIX = "rasoat-shell-";
const KEPT = PREFIX + BUILD;
const PAGE = "/tablet/";
const PAGES = [PAGE, "/tablet/manifest.webmanifest"];

const load = async (url, integrity) => {
  const answer = await fetch(new Request(url, { cache: "no-cache", credentials: "omit", redirect: "error", integrity }));
  if (!answer.ok) throw new Error(`${answer.status} for ${url}`);
  return [url, answer];
};

// These have no digest here: the server names the build they belong to. A captive portal names none.
const loadPage = async (page) => {
  const [url, answer] = await load(page, "");
  if (answer.headers.get("Rasoat-Shell") !== BUILD) throw new Error("the page is of another build");
  return [url, answer];
};

const keepAll = async () => {
  const loaded = await Promise.all([...PAGES.map(loadPage), ...FILES.map((file) => load(file.url, file.integrity))]);
  const cache = await caches.open(KEPT);
  try {
    await Promise.all(loaded.map(([url, answer]) => cache.put(url, answer)));
  } catch (error) {
    await caches.delete(KEPT);
    throw error;
  }
};

// An open page takes a browser lock with the name of its build (shell.js): the files that it may still ask for stay
// until it is closed. The files that a newer worker has loaded and waits to use stay too.
const removeOld = async () => {
  if (self.registration.installing || self.registration.waiting) return;
  const { held } = await self.navigator.locks.query();
  const used = new Set([KEPT, ...held.map((lock) => lock.name)]);
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && !used.has(name));
  await Promise.all(names.map((name) => caches.delete(name)));
};

const fromCache = async (request) => {
  const kept = (await (await caches.open(KEPT)).match(request)) ?? (await caches.match(request));
  return kept ?? fetch(request);
};

const wanted = (request) => {
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return null;
  if (request.mode === "navigate") return pathname === PAGE ? PAGE : null;
  return pathname.startsWith("/static/") || PAGES.includes(pathname) ? request : null;
};

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(Promise.all([removeOld(), self.clients.claim()])));
self.addEventListener("message", (event) => {
  if (event.data === "use-new") self.skipWaiting();
  if (event.data === "remove-old") event.waitUntil(removeOld());
});
self.addEventListener("fetch", (event) => {
  const asked = wanted(event.request);
  if (asked) event.respondWith(fromCache(asked));
});
