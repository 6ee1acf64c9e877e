// Chooses the screen by the address after #. Back and reload return to the same place: each entry of the history
// remembers its own.
import { comeBackTo, placeNow } from "./place.js";

const key = () => history.state?.at;
const placeKey = (entry) => `rasoat-place-${entry}`;

// The place at which the person left this entry of the history, as placeNow returns it; null for a new one.
export const remembered = () => JSON.parse(sessionStorage.getItem(placeKey(key())) ?? "null");

export class Router {
  // `routes`: [[pattern, screen], …], pattern as "/visit/:id/fill/:place"; `show(screen, params)` draws one and
  // returns what to do on leaving it, a function or nothing.
  constructor(routes, show) {
    this.routes = routes.map(([pattern, screen]) => [new RegExp(`^${pattern.replace(/:(\w+)/g, "(?<$1>[^/]+)")}$`), screen]);
    this.show = show;
    this.left = null;
    this.turn = Promise.resolve();
    this.at = null;
    this.entries = Number(sessionStorage.getItem("rasoat-entries") ?? 0);
  }

  start() {
    history.scrollRestoration = "manual";
    addEventListener("hashchange", () => {
      this.remember();
      this.go();
    });
    addEventListener("pagehide", () => this.remember());
    return this.go({ first: true });
  }

  // The entry that is shown, which is not the one just requested.
  remember() {
    if (this.at) sessionStorage.setItem(placeKey(this.at), JSON.stringify(placeNow()));
  }

  // Screens are opened one after the other, also when a person is faster than the storage.
  go({ first = false } = {}) {
    const change = () => this.change(first);
    // An error while leaving a screen must not prevent the next one.
    this.turn = this.turn.then(change, change);
    return this.turn;
  }

  async change(first) {
    const leave = this.left;
    this.left = null;
    await leave?.();
    const came = this.arrive();
    const before = remembered();
    const { screen, params } = this.find();
    this.left = await this.show(screen, params, { first });
    this.at = came;
    if (before || !params.query?.has("item")) comeBackTo(before);
  }

  // The entry's own number; an entry that was never here gets a new one.
  arrive() {
    if (key()) return key();
    this.entries += 1;
    sessionStorage.setItem("rasoat-entries", String(this.entries));
    sessionStorage.removeItem(placeKey(this.entries));
    history.replaceState({ ...history.state, at: this.entries }, "");
    return this.entries;
  }

  find() {
    const [path, query] = (location.hash.slice(1) || "/").split("?");
    for (const [pattern, screen] of this.routes) {
      const match = pattern.exec(path);
      if (match) {
        const parts = Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]);
        return { screen, params: { ...Object.fromEntries(parts), query: new URLSearchParams(query ?? "") } };
      }
    }
    return { screen: null, params: {} };
  }
}

// What a screen needs again after a reload or when the person comes back to it.
export const note = (changes) => history.replaceState({ ...history.state, ...changes }, "");
export const noted = (name) => history.state?.[name];

export const go = (path) => {
  location.hash = `#${path}`;
};
