import assert from "node:assert/strict";
import { test } from "node:test";
import { OWNED } from "../../inspect/browser/tablet/db.js";
import { importKey, seal, unseal } from "../../inspect/browser/tablet/lock.js";
import { breathe, makeWorld, PLACE, picture, ready, SERVER_PLACE, settle, VISIT } from "./core_world.mjs";

const KEY = Buffer.alloc(32, 7).toString("base64");
const signOut = async (world, tablet) => {
  const leaving = tablet.core.session.signOut();
  await breathe(20);
  await world.advance(1000);
  return leaving;
};
const inTheOpen = async ({ core }) => {
  const counts = await core.store.read(OWNED, (at) => Promise.all(OWNED.map((name) => at(name).count())));
  return counts.reduce((sum, count) => sum + count);
};
const worked = async (world, tablet, text = "bí mật") => {
  const draft = await tablet.core.drafts.open(PLACE);
  draft.set("a", text);
  const { id } = await draft.addPicture("b", picture(text, 5000));
  await draft.flush();
  return id;
};

test("a sealed row opens with its key and under its own id only", async () => {
  const key = await importKey(KEY);
  const row = { id: "1", text: "bí mật", none: null, blob: new Blob(["ảnh"], { type: "image/jpeg" }), thumb: new Blob(["nhỏ"]) };
  const sealed = await seal(key, "blobs/1", row);
  assert.ok(!Buffer.from(sealed.data).includes("bí mật"));
  const back = await unseal(key, "blobs/1", sealed);
  assert.deepEqual([back.text, back.none, back.blob.type, await back.blob.text(), await back.thumb.text()], ["bí mật", null, "image/jpeg", "ảnh", "nhỏ"]);
  await assert.rejects(unseal(key, "blobs/2", sealed));
  await assert.rejects(unseal(await importKey(Buffer.alloc(32, 8).toString("base64")), "blobs/1", sealed));
});

test("registering: a token, who it is, and the same tablet next time", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  const { status, account } = tablet.core.session.state.value;
  assert.deepEqual([status, account.username, account.label, account.keepDays], ["ready", "mot", "t", 7]);
  assert.ok(!JSON.stringify(tablet.core.session.state.value).includes("rst_"));
  assert.ok((await tablet.core.session.register({})).ok);
  assert.deepEqual([...world.server.tablets.keys()], [account.tabletId]);
  assert.equal((await tablet.core.session.members()).length, 1);
  tablet.cookie = null;
  assert.equal((await tablet.core.session.register({})).problem.key, "login.required");
  await tablet.kill();
});

test("an id that is another account's: the tablet takes a new one", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  const { tabletId } = tablet.core.session.state.value.account;
  world.server.tablets.get(tabletId).account = world.server.addAccount("hai");
  assert.ok((await tablet.core.session.register({})).ok);
  assert.notEqual(tablet.core.session.state.value.account.tabletId, tabletId);
  await tablet.kill();
});

test("signing out, even without a network, leaves nothing open; signing in gives it all back", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t", { online: () => world.online });
  const id = await worked(world, tablet);
  await tablet.core.drafts.flush();
  world.online = false;
  assert.deepEqual(await signOut(world, tablet), { ok: true });
  const { status, sealed } = tablet.core.session.state.value;
  assert.deepEqual([status, await inTheOpen(tablet)], ["signed_out", 0]);
  assert.equal(sealed, 4);
  const row = await tablet.core.store.get("tablet", tablet.core.session.state.value.account.accountId);
  assert.deepEqual([row.token, row.lockKey], ["", ""]);
  await assert.rejects(tablet.core.drafts.open(PLACE), ({ problem }) => problem.key === "session.none");
  await tablet.kill();
  await tablet.open();
  assert.equal(tablet.core.session.state.value.status, "signed_out");
  world.online = true;
  assert.deepEqual(await tablet.core.session.register({}), { ok: true });
  const draft = await tablet.core.drafts.open(PLACE);
  assert.deepEqual(draft.answers, { a: "bí mật", b: [{ attachment: id }] });
  assert.equal(tablet.core.session.state.value.sealed, 0);
  await draft.leave();
  await settle(world, [tablet]);
  assert.equal(world.server.photos.get(id).storedTimes, 1);
  await tablet.kill();
});

test("signing out with a network voids the token at the server", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  await signOut(world, tablet);
  assert.equal([...world.server.tablets.values()][0].token, "");
  await tablet.kill();
});

test("signed out without a network: only the digest stays, and it ends the token when there is a network again", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t", { online: () => world.online });
  const [known] = world.server.tablets.values();
  const { token } = known;
  world.online = false;
  await signOut(world, tablet);
  const stored = JSON.stringify(await tablet.core.store.read("tablet", (at) => at("tablet").getAll()));
  assert.ok(!stored.includes(token.split("_")[2]), "the token itself is not kept");
  await tablet.kill();
  await tablet.open();
  tablet.core.queue.start();
  await world.advance(20_000);
  assert.equal(known.token, token);
  world.online = true;
  await world.advance(20_000);
  assert.equal(known.token, "");
  const asked = world.server.requests;
  await world.advance(60_000);
  assert.equal(world.server.requests, asked, "nothing more is owed");
  await tablet.kill();
});

test("the token that another member's signing in replaced is ended too; the new one goes on", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  const [first] = world.server.tablets.values();
  tablet.cookie = world.server.addAccount("hai");
  const registering = tablet.core.session.register({});
  await breathe(20);
  await world.advance(1000);
  assert.ok((await registering).ok);
  await tablet.core.queue.poke();
  await breathe(30);
  const [, second] = world.server.tablets.values();
  assert.deepEqual([first.token, second.token.startsWith("rst_")], ["", true]);
  assert.ok((await tablet.core.session.refresh()).ok);
  await tablet.kill();
});

test("killed at any moment of sealing or opening: nothing lost, finished at the next start", async () => {
  for (let turns = 1; turns < 120; turns += 9) {
    const world = makeWorld();
    const tablet = await ready(world, "t");
    const id = await worked(world, tablet);
    tablet.core.session.signOut();
    await breathe(15);
    world.advance(400);
    await breathe(turns);
    await tablet.kill();
    await tablet.open();
    const { status } = tablet.core.session.state.value;
    if (status === "signed_out") {
      assert.equal(await inTheOpen(tablet), 0, `${turns}`);
      tablet.core.session.register({});
      await breathe(turns);
      await tablet.kill();
      await tablet.open();
      if (tablet.core.session.state.value.status !== "ready") await tablet.core.session.register({});
    }
    const draft = await tablet.core.drafts.open(PLACE);
    assert.deepEqual(draft.answers, { a: "bí mật", b: [{ attachment: id }] }, `${turns}`);
    assert.equal(await (await tablet.core.pictures.get(id)).blob.slice(0, 9).text(), "bí mật");
    await tablet.kill();
  }
});

test("what cannot be sealed is not left half locked: the member stays signed in", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  const id = await worked(world, tablet);
  const { put } = IDBObjectStore.prototype;
  let sealed = 0;
  IDBObjectStore.prototype.put = function full(...args) {
    if (this.name === "sealed" && (sealed += 1) > 2) throw new DOMException("full", "QuotaExceededError");
    return put.apply(this, args);
  };
  const left = await signOut(world, tablet);
  IDBObjectStore.prototype.put = put;
  assert.deepEqual([left.ok, left.problem.key, tablet.core.session.state.value.status], [false, "lock.failed", "ready"]);
  assert.deepEqual((await tablet.core.drafts.open(PLACE)).answers, { a: "bí mật", b: [{ attachment: id }] });
  await tablet.kill();
});

test("another member on the tablet locks the first one's work and sees only his own", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  await worked(world, tablet);
  const first = tablet.cookie;
  tablet.cookie = world.server.addAccount("hai");
  const registering = tablet.core.session.register({});
  await breathe(20);
  await world.advance(1000);
  assert.ok((await registering).ok);
  assert.equal(tablet.core.session.state.value.account.username, "hai");
  assert.deepEqual([await tablet.core.visits.list(), await tablet.core.records.list(), await inTheOpen(tablet)], [[], [], 0]);
  await tablet.core.take.visit(VISIT);
  assert.deepEqual((await tablet.core.drafts.open(PLACE)).answers, {});
  assert.deepEqual((await tablet.core.session.members()).map(({ username, status }) => `${username} ${status}`).sort(), ["hai ready", "mot signed_out"]);
  tablet.cookie = first;
  const back = tablet.core.session.register({});
  await breathe(20);
  await world.advance(1000);
  assert.ok((await back).ok);
  assert.equal((await tablet.core.drafts.open(PLACE)).answers.a, "bí mật");
  await tablet.kill();
});

test("an expired token rests the queue; work goes on; signing in sends it", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  [...world.server.tablets.values()][0].token = "other";
  const draft = await tablet.core.drafts.open(PLACE);
  draft.set("a", "x");
  await draft.leave();
  const state = await tablet.core.queue.poke();
  assert.deepEqual([state.login, state.waitingRecords, tablet.core.session.state.value.status], [true, 1, "expired"]);
  const asked = world.server.requests;
  draft.set("b", "y");
  await draft.flush();
  await tablet.core.queue.poke();
  assert.deepEqual([draft.saved.value.state, world.server.requests], ["saved", asked]);
  assert.ok((await tablet.core.session.register({})).ok);
  await draft.leave();
  await settle(world, [tablet]);
  assert.deepEqual(world.server.answers(SERVER_PLACE), { a: "x", b: "y" });
  await tablet.kill();
});

test("cut off: sealed and locked at the next word with the server; reconnected, it all comes back and goes out", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  const id = await worked(world, tablet);
  const [known] = world.server.tablets.values();
  known.cutOff = true;
  const sending = tablet.core.queue.poke();
  await breathe(50);
  await (await tablet.core.drafts.open(PLACE)).leave();
  await world.advance(7000);
  await sending;
  const asking = tablet.core.session.refresh();
  await breathe(30);
  await world.advance(1000);
  assert.equal((await asking).ok, false);
  assert.deepEqual([tablet.core.session.state.value.status, await inTheOpen(tablet)], ["cut_off", 0]);
  await assert.rejects(tablet.core.records.addDanger(VISIT, { what: "x" }));
  assert.equal((await tablet.core.session.register({})).problem.key, "tablet.cut_off");
  await tablet.kill();
  await tablet.open();
  assert.equal(tablet.core.session.state.value.status, "cut_off");
  known.cutOff = false;
  assert.ok((await tablet.core.session.register({})).ok);
  await (await tablet.core.drafts.open(PLACE)).leave();
  await settle(world, [tablet]);
  assert.equal(world.server.photos.get(id).storedTimes, 1);
  await tablet.kill();
});

test("the other tab writes what it holds before the work is locked", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  const other = tablet.core;
  const draft = await other.drafts.open(PLACE);
  await tablet.open();
  draft.set("a", "vừa gõ");
  await signOut(world, tablet);
  await breathe(30);
  assert.equal(other.session.state.value.status, "signed_out");
  await tablet.core.session.register({});
  assert.equal((await tablet.core.drafts.open(PLACE)).answers.a, "vừa gõ");
  for (const core of [other, tablet.core]) await tablet.kill(core);
});

test("the key of another tablet opens nothing; it is told and nothing is thrown away", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  await worked(world, tablet);
  await signOut(world, tablet);
  world.server.tablets.forEach((known) => (known.lockKey = KEY));
  const registered = await tablet.core.session.register({});
  assert.deepEqual([registered.ok, registered.problem.key, tablet.core.session.state.value.sealed], [true, "lock.wrong_key", 4]);
  await tablet.kill();
});

test("while work is being opened nobody is in: no second draft of a place comes to be", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  await worked(world, tablet);
  await signOut(world, tablet);
  const seen = [];
  tablet.core.session.state.subscribe(({ status, sealed }) => seen.push([status, sealed]));
  const registering = tablet.core.session.register({});
  for (let turns = 0; turns < 200; turns += 1) {
    await breathe();
    await tablet.core.drafts.open(PLACE).catch(({ problem }) => assert.ok(["session.none", "session.locked"].includes(problem.key)));
  }
  assert.ok((await registering).ok);
  assert.equal((await tablet.core.drafts.list(VISIT)).length, 1);
  assert.ok(seen.every(([status, sealed]) => status !== "ready" || sealed === 0));
  await tablet.kill();
});

test("a browser without storage: the page comes up and says so", async () => {
  const { open } = IDBFactory.prototype;
  IDBFactory.prototype.open = () => {
    throw new DOMException("denied", "SecurityError");
  };
  const tablet = makeWorld().tablet("t");
  const core = await tablet.open();
  IDBFactory.prototype.open = open;
  assert.deepEqual([core.session.state.value.status, core.store.trouble.value.key], ["none", "storage.unavailable"]);
  await tablet.kill();
});
