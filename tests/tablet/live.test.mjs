import assert from "node:assert/strict";
import { test } from "node:test";
import { observable } from "../../inspect/browser/tablet/observable.js";
import { live } from "../../inspect/browser/tablet/parts.js";

const element = () => ({
  shown: [],
  contains: () => false,
  querySelectorAll: () => [],
  replaceChildren(...children) {
    this.shown = children;
  },
});

test("news that comes while a screen is being drawn for the first time is drawn too", async () => {
  const waiting = [];
  globalThis.setTimeout = (what) => waiting.push(what);
  globalThis.clearTimeout = () => waiting.splice(0);
  const later = async () => {
    waiting.splice(0).forEach((what) => what());
    await new Promise((done) => setImmediate(done));
  };
  globalThis.document = { activeElement: null };
  const count = observable(1);
  let letGo;
  const read = new Promise((done) => { letGo = done; });
  const draw = async () => {
    const value = count.value;
    if (value === 1) await read;
    return [`còn ${value}`];
  };
  const place = element();
  const begun = live(place, draw, [count]);
  count.set(0);
  letGo();
  const [, leave] = await begun;
  assert.deepEqual(place.shown, ["còn 1"]);
  await later();
  assert.deepEqual(place.shown, ["còn 0"]);
  leave();
  count.set(2);
  await later();
  assert.deepEqual(place.shown, ["còn 0"], "a screen that was left is not drawn any more");
});
