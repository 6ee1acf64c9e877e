import assert from "node:assert/strict";
import { test } from "node:test";
import { isDue, pauseAfter } from "../../inspect/browser/tablet/backoff.js";
import { openStore } from "../../inspect/browser/tablet/db.js";
import { openTurn } from "../../inspect/browser/tablet/turn.js";
import { breathe, makeWorld, PLACE, picture, ready, SERVER_PLACE, settle, VISIT } from "./core_world.mjs";

const typed = async (tablet, item, value) => {
  const draft = await tablet.core.drafts.open(PLACE);
  draft.set(item, value);
  await draft.leave();
  return draft;
};
const records = (tablet) => tablet.core.records.list();

test("pauses: 5 s doubling to 5 minutes, a quarter more or less; a clock set back does not hold it up", () => {
  assert.deepEqual([1, 2, 3, 6, 7, 50].map((failures) => pauseAfter(failures, () => 0.5) / 1000), [5, 10, 20, 160, 300, 300]);
  assert.deepEqual([pauseAfter(1, () => 0), pauseAfter(1, () => 1)], [3750, 6250]);
  assert.deepEqual([isDue(10, 20), isDue(30, 20), isDue(10_000_000, 20)], [true, false, true]);
});

test("dangers first, then sites, then the rest; records before photographs; one at a time", async () => {
  const world = makeWorld();
  let busy = 0;
  let most = 0;
  const tablet = await ready(world, "t", { online: () => world.online });
  world.online = false;
  await typed(tablet, "a", "x");
  const draft = await tablet.core.drafts.open(PLACE);
  await draft.addPicture("b", picture("b", 600_000));
  await draft.leave();
  const { siteId } = await tablet.core.records.addSite(VISIT, { kind: "river", name: "Bến mẫu" });
  await tablet.core.records.addObservation(VISIT, { obligation_id: "o1", seen: "done" }, [picture("o")]);
  await tablet.core.records.addDanger(VISIT, { what: "Giếng" }, [picture("d")]);
  const kinds = (await tablet.core.queue.entries()).map(({ type, kind, waitsFor }) => `${type} ${kind}${waitsFor ? " waits" : ""}`);
  assert.deepEqual(kinds, [
    "record danger", "record site", "record response", "record observation",
    "photo danger waits", "photo response waits", "photo observation waits",
  ]);
  assert.deepEqual((await tablet.core.visits.sites(VISIT)).map(({ id, sent }) => [id, sent]), [[siteId, false]]);
  world.online = true;
  world.server.log.length = 0;
  tablet.fault = () => {
    busy += 1;
    most = Math.max(most, busy);
    setImmediate(() => (busy -= 1));
    return "ok";
  };
  await tablet.core.queue.poke();
  const sent = world.server.log.filter((line) => !line.includes("tablets"));
  assert.deepEqual(sent, [...Array(4).fill("PUT submissions"), ...Array(5).fill("PATCH photos")]);
  assert.equal([...world.server.submissions.values()].map(({ body }) => body.kind).join(" "), "danger site response observation");
  assert.equal(most, 1);
  assert.equal((await tablet.core.visits.sites(VISIT))[0].sent, true);
  await tablet.kill();
});

test("a response on a new site waits for the site, also while that is refused", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  world.server.refuseRecord = ({ kind }) => (kind === "site" ? { key: "site.bad", reasons: [{ field: "name", message: "Trùng." }] } : null);
  const { siteId, recordId } = await tablet.core.records.addSite(VISIT, { kind: "river", name: "Bến mẫu" });
  const draft = await tablet.core.drafts.open({ ...PLACE, scope: "site", siteId });
  draft.set("a", "x");
  await draft.leave();
  await tablet.core.queue.poke();
  const entries = await tablet.core.queue.entries();
  assert.deepEqual(entries.map(({ kind, state, waitsFor }) => [kind, state, waitsFor]), [["response", "waiting", recordId], ["site", "refused", null]]);
  assert.deepEqual(entries[1].problem.reasons, [{ field: "name", message: "Trùng." }]);
  world.server.refuseRecord = () => null;
  await tablet.core.queue.retry(recordId);
  assert.deepEqual((await tablet.core.queue.entries()).map(({ state }) => state), ["sent", "sent"]);
  await tablet.kill();
});

test("no network rests the queue; nothing is skipped, the reason is told, coming online goes on at once", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  await typed(tablet, "a", "x");
  for (const [fault, key] of [["lost", "network.unreachable"], ["portal", "network.captive"], ["redirect", "network.captive"], ["proxy", "network.captive"], ["forbiddenByPortal", "network.captive"]]) {
    tablet.fault = () => fault;
    const state = await tablet.core.queue.poke();
    assert.equal(state.rest.problem.key, key, fault);
    assert.equal(state.waitingRecords, 1);
    const [entry] = await tablet.core.queue.entries();
    assert.deepEqual([entry.state, entry.problem.key, entry.nextTryAt], ["waiting", key, state.rest.until]);
    assert.equal(state.rest.until - world.now(), 5000);
  }
  const asked = world.server.requests;
  await tablet.core.queue.tick();
  assert.equal(world.server.requests, asked, "resting");
  tablet.fault = () => "ok";
  const state = await tablet.core.queue.poke();
  assert.deepEqual([state.waitingRecords, state.rest], [0, null]);
  await tablet.kill();
});

test("an answer that never comes is given up after 20 s", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  await typed(tablet, "a", "x");
  const real = tablet.core;
  await tablet.kill(real);
  const began = world.now();
  await tablet.open({ fetch: (url, { signal }) => new Promise((done, fail) => signal.addEventListener("abort", () => fail(new DOMException("", "AbortError")))) });
  const poked = tablet.core.queue.poke();
  await breathe(60);
  await world.advance(19_900);
  assert.equal(tablet.core.queue.state.value.rest, null);
  await world.advance(200);
  const state = await poked;
  assert.equal(state.rest.problem.key, "network.slow");
  assert.ok(world.now() - began < 21_000);
  await tablet.kill();
});

test("500 holds up its own record only, and longer each time", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  await typed(tablet, "a", "x");
  const { recordId } = await tablet.core.records.addDanger(VISIT, { what: "Giếng" });
  tablet.fault = (url) => (url.includes(recordId) ? "error" : "ok");
  await tablet.core.queue.poke();
  const byKind = async () => Object.fromEntries((await tablet.core.queue.entries()).map((entry) => [entry.kind, entry]));
  assert.deepEqual([(await byKind()).response.state, (await byKind()).danger.problem.key], ["sent", "server.error"]);
  const pauses = [];
  for (let round = 0; round < 3; round += 1) {
    pauses.push((await byKind()).danger.nextTryAt - world.now());
    await world.advance(pauses[round] + 1);
    await tablet.core.queue.tick();
  }
  assert.deepEqual(pauses, [5000, 10_000, 20_000]);
  tablet.fault = () => "ok";
  await tablet.core.queue.retry(recordId);
  assert.equal((await byKind()).danger.state, "sent");
  await tablet.kill();
});

test("the answer lost after the server committed: the same bytes again, `repeated`, once there", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  const draft = await typed(tablet, "a", "x");
  const faults = ["lostAnswer"];
  tablet.fault = () => faults.shift() ?? "ok";
  await tablet.core.queue.poke();
  const [before] = await records(tablet);
  draft.set("a", "y");
  await draft.leave();
  assert.equal((await records(tablet)).length, 1, "what was tried may have arrived: it is not replaced");
  await world.advance(10_000);
  await tablet.core.queue.poke();
  const [first, second] = await records(tablet);
  assert.deepEqual([first.id, first.body, first.answer.repeated, first.attempts], [before.id, before.body, true, 2]);
  assert.deepEqual(world.server.conflicts, []);
  assert.deepEqual(world.server.answers(SERVER_PLACE), { a: "y" });
  assert.equal(second.state, "sent");
  await tablet.kill();
});

test("what never left the tablet is replaced as a whole; what did is not", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t", { online: () => world.online });
  world.online = false;
  const draft = await typed(tablet, "a", "1");
  assert.equal((await tablet.core.queue.poke()).rest.problem.key, "network.none");
  const { id } = await draft.addPicture("b", picture());
  await draft.leave();
  await draft.removePicture("b", id);
  await draft.leave();
  const rows = await records(tablet);
  assert.deepEqual(rows.map(({ body }) => JSON.parse(body).content.answers), [{ a: "1" }]);
  assert.deepEqual(JSON.parse(rows[0].body).photos, []);
  assert.equal(await tablet.core.store.get("blobs", id), undefined);
  await tablet.kill();
});

test("refused: the draft says why and is edited; the next record takes the refused one's place", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  world.server.refuseRecord = ({ content }) => (content.answers.a === "sai" ? { key: "answers.invalid", reasons: [{ field: "a", message: "Cần số." }] } : null);
  const draft = await typed(tablet, "a", "sai");
  await tablet.core.queue.poke();
  assert.deepEqual([draft.problem.key, draft.problem.reasons[0].field], ["answers.invalid", "a"]);
  assert.equal(tablet.core.queue.state.value.refused, 1);
  draft.set("a", "đúng");
  await draft.leave();
  await tablet.core.queue.poke();
  assert.deepEqual((await records(tablet)).map(({ state }) => state), ["sent"]);
  assert.deepEqual([draft.problem, world.server.answers(SERVER_PLACE)], [null, { a: "đúng" }]);
  await tablet.kill();
});

test("what is not well formed stays on the tablet; the server keeps what it had", async () => {
  const world = makeWorld();
  const prepare = (definition, scope, answers) => {
    assert.deepEqual([definition.id, scope], ["song", "unit"]);
    return Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== "sai"));
  };
  const tablet = await ready(world, "t", { prepare });
  const draft = await typed(tablet, "a", "đúng");
  await tablet.core.queue.poke();
  draft.set("a", "sai");
  draft.set("c", "sai");
  draft.set("b", "mới");
  await draft.leave();
  await settle(world, [tablet]);
  assert.deepEqual(world.server.answers(SERVER_PLACE), { a: "đúng", b: "mới" });
  assert.deepEqual(draft.answers, { a: "sai", b: "mới", c: "sai" });
  assert.equal(world.server.submissions.size, 2);
  assert.equal(tablet.core.queue.state.value.drafts, 0);
  await tablet.kill();
});

test("two tablets differ: theirs stands, the offered word is with the lead, the draft says so", async () => {
  const world = makeWorld();
  const one = await ready(world, "one");
  const two = await ready(world, "two", { account: world.server.addAccount("hai") });
  await typed(one, "a", "một");
  await one.core.queue.poke();
  const draft = await typed(two, "a", "hai");
  await two.core.queue.poke();
  assert.deepEqual([draft.outcome, draft.conflicts, draft.answers], ["conflict", ["a"], { a: "một" }]);
  assert.deepEqual(world.server.conflicts.map(({ theirs, yours }) => [theirs, yours]), [["một", "hai"]]);
  for (const { kill } of [one, two]) await kill();
});

test("changed while its record was on the way, and changed by another as well: the lead is asked, nobody is overwritten", async () => {
  const world = makeWorld();
  const one = await ready(world, "one");
  const two = await ready(world, "two", { account: world.server.addAccount("hai") });
  await typed(one, "a", "một");
  await one.core.queue.poke();
  const faults = ["lostAnswer"];
  two.fault = () => faults.shift() ?? "ok";
  const draft = await typed(two, "b", "của hai");
  await two.core.queue.poke();
  draft.set("a", "hai");
  draft.set("c", "thêm");
  await draft.leave();
  await settle(world, [two]);
  assert.deepEqual(world.server.conflicts.map(({ item, theirs, yours }) => [item, theirs, yours]), [["a", "một", "hai"]]);
  assert.deepEqual(world.server.answers(SERVER_PLACE), { a: "một", b: "của hai", c: "thêm" });
  assert.deepEqual(draft.answers, { a: "một", b: "của hai", c: "thêm" });
  for (const { kill } of [one, two]) await kill();
});

test("a visit closed meanwhile: quarantined, kept, its photographs go as well", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  world.server.open.clear();
  const draft = await tablet.core.drafts.open(PLACE);
  const { id } = await draft.addPicture("b", picture());
  await draft.leave();
  await settle(world, [tablet]);
  assert.deepEqual([draft.outcome, draft.problem.key], ["quarantined", "visit.not_open"]);
  assert.equal((await records(tablet))[0].state, "quarantined");
  assert.equal(world.server.photos.get(id).storedTimes, 1);
  world.server.open.add(VISIT);
  draft.set("a", "x");
  await draft.leave();
  await settle(world, [tablet]);
  assert.deepEqual(world.server.answers(SERVER_PLACE), { a: "x", b: [{ attachment: id }] });
  await tablet.kill();
});

test("paused stays paused over a restart; resume sends; the desk hears what waits", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  await tablet.core.queue.pause();
  await typed(tablet, "a", "x");
  await tablet.core.queue.poke();
  await tablet.kill();
  await tablet.open();
  const state = await tablet.core.queue.tick();
  assert.deepEqual([state.paused, state.waitingRecords, world.server.submissions.size], [true, 1, 0]);
  await tablet.core.queue.resume();
  assert.equal(world.server.submissions.size, 1);
  assert.equal(world.server.pulses.length > 0 && world.server.pulses[world.server.pulses.length - 1].waiting_records, 0);
  await tablet.kill();
});

test("it sends by itself: quiet drafts are frozen after 5 s, every 5 s it looks", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  const draft = await tablet.core.drafts.open(PLACE);
  tablet.core.queue.start();
  draft.set("a", "x");
  await world.advance(4000);
  assert.equal(world.server.submissions.size, 0);
  await world.advance(12_000);
  assert.equal(world.server.submissions.size, 1);
  tablet.core.queue.stop();
  await tablet.kill();
});

for (const locks of [true, false])
  test(`only one tab sends (${locks ? "navigator.locks" : "a lease"})`, async () => {
    const world = makeWorld();
    const tablet = await ready(world, "t", { locks });
    const first = tablet.core;
    const second = await tablet.open();
    await first.records.addDanger(VISIT, { what: "Giếng" });
    let release;
    const gate = new Promise((done) => (release = done));
    const slow = await tablet.open({ fetch: async (...args) => (await gate, world.server.fetchFor({})(...args)) });
    const sending = slow.queue.poke();
    await breathe(30);
    const state = await second.queue.poke();
    assert.deepEqual([state.elsewhere, state.waitingRecords], [true, 1]);
    release();
    await sending;
    assert.equal((await second.queue.tick()).elsewhere, false);
    assert.equal(world.server.submissions.size, 1);
    for (const core of [first, second, slow]) await tablet.kill(core);
  });

test("a lease runs out, and one of a clock that was set back does not count", async () => {
  let now = 1_000_000_000;
  const store = openStore({ name: "lease" });
  const clock = { now: () => now };
  const [one, two] = [openTurn({ store, clock }), openTurn({ store, clock })];
  const tries = [];
  await one(async () => {
    tries.push(await two(async () => {}));
    now += 91_000;
    tries.push(await two(async () => {}));
    now -= 10_000_000;
    tries.push(await two(async () => {}));
  });
  assert.deepEqual(tries, [false, true, true]);
  await store.close();
});

test("storage failing in the middle of a pass stops the pass, not the queue", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  await typed(tablet, "a", "x");
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function full(...args) {
    if (this.name === "records") throw new DOMException("full", "QuotaExceededError");
    return put.apply(this, args);
  };
  assert.equal((await tablet.core.queue.poke()).rest.problem.key, "storage.full");
  IDBObjectStore.prototype.put = put;
  await tablet.core.queue.poke();
  assert.equal(world.server.submissions.size, 1);
  await tablet.kill();
});

test("a pulse tells anew what the member was given; the screens are drawn for a change only", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  await tablet.core.queue.tick();
  const { inspection_id } = (await tablet.core.visits.get(VISIT)).bundle.visit;
  const pulse = async (assigned) => {
    world.server.assigned = assigned;
    await world.advance(600_000);
    let drawn = 0;
    const off = tablet.core.queue.state.subscribe(() => (drawn += 1));
    await tablet.core.queue.tick();
    off();
    return [(await tablet.core.visits.get(VISIT)).bundle.assigned, drawn];
  };
  const one = { inspection_id, checklist: "c", site_id: null };
  assert.deepEqual(await pulse([one, { ...one, inspection_id: "another" }]), [[{ checklist: "c", site_id: null }], 1]);
  assert.deepEqual(await pulse([one]), [[{ checklist: "c", site_id: null }], 0]);
  // A server of before says nothing of it.
  assert.deepEqual(await pulse(undefined), [[{ checklist: "c", site_id: null }], 0]);
  assert.deepEqual(await pulse([]), [[], 1]);
  await tablet.kill();
});
