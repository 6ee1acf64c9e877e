// The small parts: ids, canonical text, clock, transport, problems, bus.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openBus } from "../../inspect/browser/tablet/bus.js";
import { canonical, same, sha256 } from "../../inspect/browser/tablet/canonical.js";
import { newId } from "../../inspect/browser/tablet/ids.js";
import { observable } from "../../inspect/browser/tablet/observable.js";
import { problem } from "../../inspect/browser/tablet/problems.js";
import { meaning, openTransport } from "../../inspect/browser/tablet/transport.js";
import { makeWorld, ready } from "./core_world.mjs";

test("ids are UUIDv7: of their time, in its order, never the same", () => {
  const now = Date.parse("2024-07-17T01:00:00Z");
  const id = newId(() => now);
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(parseInt(id.replaceAll("-", "").slice(0, 12), 16), now);
  assert.ok(newId(() => now) < newId(() => now + 1));
  assert.equal(new Set(Array.from({ length: 1000 }, () => newId())).size, 1000);
});

test("canonical text: order of keys does not matter, of lists it does; no value is null", async () => {
  assert.equal(canonical({ b: [1, { d: "đ", c: undefined }], a: null }), '{"a":null,"b":[1,{"d":"đ"}]}');
  assert.ok(same({ a: 1, b: 2 }, { b: 2, a: 1 }));
  assert.ok(same(undefined, null));
  assert.ok(!same([1, 2], [2, 1]));
  assert.equal(await sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  assert.equal(await sha256(new Blob(["abc"])), await sha256("abc"));
});

test("an observable tells its listeners until they leave", () => {
  const value = observable(1);
  const heard = [];
  const leave = value.subscribe((next) => heard.push(next));
  value.set(2);
  leave();
  value.set(3);
  assert.deepEqual([heard, value.value], [[2], 3]);
});

test("the bus works without BroadcastChannel", () => {
  const bus = openBus({ BroadcastChannel: null });
  const heard = [];
  const off = bus.on("x", (data, here) => heard.push([data, here]));
  bus.post("x", 1);
  off();
  bus.post("x", 2);
  assert.deepEqual(heard, [[1, true]]);
});

const answer = (status) => ({ status, headers: new Headers() });

test("what an answer means", () => {
  const kinds = [200, 201, 204, 304, 400, 401, 403, 404, 408, 409, 413, 415, 422, 425, 429, 500, 501, 502, 503, 504, 302].map((status) => {
    const { kind, wide } = meaning(answer(status), null);
    return `${status} ${kind}${wide ? " wide" : ""}`;
  });
  assert.deepEqual(kinds, [
    "200 ok", "201 ok", "204 ok", "304 ok", "400 problem", "401 login", "403 problem", "404 problem", "408 retry wide", "409 problem",
    "413 problem", "415 problem", "422 problem", "425 retry wide", "429 retry wide", "500 retry", "501 retry", "502 retry wide",
    "503 retry wide", "504 retry wide", "302 retry",
  ]);
  assert.equal(meaning(answer(403), { key: "tablet.cut_off" }).kind, "cut_off");
  assert.equal(meaning(answer(200), undefined).kind, "retry");
  const told = meaning(answer(422), { key: "answers.invalid", what: "Sai.", todo: "Sửa.", reasons: [{ field: "a", message: "x" }] });
  assert.deepEqual([told.problem.key, told.problem.reasons.length], ["answers.invalid", 1]);
  assert.deepEqual(meaning(answer(400), "không phải").problem, problem("server.refused"));
});

const transport = (fetch) => {
  const clock = { now: () => 0, iso: () => "2024-07-17T01:00:00.000Z", note: async () => {} };
  return openTransport({ clock, fetch });
};
const api = (body, init = {}) => new Response(body, { ...init, headers: { "Rasoat-Api": "1", ...init.headers } });

test("requests carry the clock and one kind of identity, never both", async () => {
  const seen = [];
  const { request } = transport(async (url, init) => {
    seen.push([url, init]);
    return api("{}");
  });
  await request("GET", "/me");
  await request("PUT", "/submissions/1", { token: "rst_x", json: '{"a":1}' });
  const [[, bare], [url, bearer]] = seen;
  assert.deepEqual([bare.headers["X-Rasoat"], bare.headers.Authorization, bare.credentials], ["1", undefined, "same-origin"]);
  assert.deepEqual([bearer.headers["X-Rasoat"], bearer.headers.Authorization, bearer.credentials], [undefined, "Bearer rst_x", "omit"]);
  assert.deepEqual([url, bearer.body, bearer.redirect, bearer.cache], ["/api/v1/submissions/1", '{"a":1}', "manual", "no-store"]);
  assert.equal(bearer.headers["Rasoat-Clock"], "2024-07-17T01:00:00.000Z");
});

test("half a download is none; a page with 200 is the network's, text that is no JSON unclear", async () => {
  const half = transport(async () => api("abc", { headers: { "Content-Length": "10" } }));
  assert.equal((await half.download("/files/1")).problem.key, "network.unreachable");
  const zipped = transport(async () => api("abc", { headers: { "Content-Length": "2", "Content-Encoding": "gzip" } }));
  const steps = [];
  assert.equal((await zipped.download("/files/1", { onBytes: (...step) => steps.push(step) })).data.size, 3);
  assert.deepEqual(steps, [[3, null]]);
  assert.equal((await transport(async () => new Response("<html>")).request("GET", "/me")).problem.key, "network.captive");
  assert.equal((await transport(async () => api("<html>")).request("GET", "/me")).problem.key, "server.unclear");
});

test("the clock: far off is told, the people's day and hour are the example's or Vietnam's, remembered", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  const { clock } = tablet.core;
  assert.deepEqual([clock.state.value.off, clock.today()], [false, "2024-07-17"]);
  const hour = clock.timeOfDay();
  tablet.clockOff = -366 * 86_400_000 - 3 * 3_600_000;
  await tablet.core.session.refresh();
  assert.equal(clock.timeOfDay(), hour, "three hours behind, and put right");
  assert.equal(hour, new Date(world.now() + 7 * 3_600_000).toISOString().slice(11, 16));
  assert.deepEqual([clock.state.value.off, clock.today(), new Date(clock.now()).getUTCFullYear()], [true, "2024-07-17", 2023]);
  await world.advance(17 * 3_600_000);
  assert.equal(clock.today(), "2024-07-18", "past midnight in Vietnam");
  world.server.exampleDate = "2024-01-02";
  await tablet.core.session.refresh();
  assert.equal(clock.today(), "2024-01-02");
  await tablet.kill();
  await tablet.open();
  assert.deepEqual([tablet.core.clock.today(), tablet.core.clock.state.value.off], ["2024-01-02", true]);
  world.server.exampleDate = null;
  tablet.clockOff = 4 * 60_000;
  await tablet.core.session.refresh();
  assert.deepEqual([tablet.core.clock.today(), tablet.core.clock.state.value.off], ["2024-07-18", false]);
  await tablet.kill();
});

test("space and persistence are asked of the browser, and their lack is borne", async () => {
  const world = makeWorld();
  const asked = [];
  const storage = {
    persist: async () => asked.push("persist") > 0,
    persisted: async () => true,
    estimate: async () => ({ usage: 1, quota: 2 }),
  };
  const tablet = await ready(world, "t", { storage });
  assert.deepEqual([await tablet.core.askPersist(), await tablet.core.space(), asked], [true, { usage: 1, quota: 2, persisted: true }, ["persist"]]);
  await tablet.kill();
  await tablet.open({ storage: undefined });
  assert.deepEqual([await tablet.core.askPersist(), await tablet.core.space()], [false, { usage: null, quota: null, persisted: null }]);
  await tablet.kill();
});
