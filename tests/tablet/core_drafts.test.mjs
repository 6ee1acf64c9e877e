import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { breathe, bundle, makeWorld, PLACE, picture, ready, SERVER_PLACE, settle, VISIT } from "./core_world.mjs";

const withQuota = (store) => {
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function full(value, ...rest) {
    if (store === "*" || this.name === store) throw new DOMException("full", "QuotaExceededError");
    return put.call(this, value, ...rest);
  };
  return () => {
    IDBObjectStore.prototype.put = put;
  };
};

const stored = (tablet, draft) => tablet.core.store.get("drafts", draft.id);

test("typing is in memory at once, in storage within 200 ms, many keys in one write", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  const draft = await tablet.core.drafts.open(PLACE);
  const told = [];
  draft.subscribe(({ keys, from }) => told.push([...keys, from].join(" ")));
  for (const text of ["m", "mộ", "một"]) draft.set("a", text);
  assert.equal(draft.answers.a, "một");
  assert.equal(draft.saved.value.text, "Đang lưu…");
  assert.deepEqual((await stored(tablet, draft)).answers, {});
  await world.advance(200);
  const row = await stored(tablet, draft);
  assert.deepEqual([row.answers, row.rev, row.dirty], [{ a: "một" }, 2, true]);
  assert.equal(draft.saved.value.text, "Đã lưu");
  assert.deepEqual(told, ["a here", "a here", "a here"]);
  await tablet.kill();
});

test("changed and changed back within one write: what was not sent yet still goes out", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  const draft = await tablet.core.drafts.open(PLACE);
  draft.set("a", "x");
  await draft.flush();
  draft.set("a", "y");
  draft.set("a", "x");
  await draft.leave();
  await settle(world, [tablet]);
  assert.deepEqual(world.server.answers(SERVER_PLACE), { a: "x" });
  await tablet.kill();
});

test("typed while a write is on its way: stored by whoever waits for it, and by itself", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  const draft = await tablet.core.drafts.open(PLACE);
  for (let turns = 0; turns < 8; turns += 1) {
    draft.set("a", `một ${turns}`);
    let over = false;
    const saving = draft.flush().then(() => (over = true));
    await breathe(turns);
    draft.set("a", `hai ${turns}`);
    if (turns % 2 && !over) await saving;
    else await world.advance(400);
    assert.deepEqual([(await stored(tablet, draft)).answers.a, draft.saved.value.state], [`hai ${turns}`, "saved"]);
  }
  await tablet.kill();
});

test("blank answers are no answers; remarks stand one by one", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  const draft = await tablet.core.drafts.open(PLACE);
  draft.set("a", "x");
  draft.set("a", "");
  draft.set("b", []);
  draft.setInner("_notes", "a", "ghi chú");
  draft.setInner("_notes", "b", "bỏ");
  draft.setInner("_notes", "b", null);
  await draft.flush();
  assert.deepEqual((await stored(tablet, draft)).answers, { _notes: { a: "ghi chú" } });
  await tablet.kill();
});

test("a draft that was killed after \"Đã lưu\" comes back, one place is one draft", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  const [draft, again] = await Promise.all([tablet.core.drafts.open(PLACE), tablet.core.drafts.open(PLACE)]);
  assert.equal(draft, again);
  draft.set("a", "x");
  await draft.flush();
  await tablet.kill();
  await tablet.open();
  const back = await tablet.core.drafts.open(PLACE);
  assert.deepEqual([back.id, back.answers], [draft.id, { a: "x" }]);
  await tablet.kill();
});

test("a full disk is told, the text waits in memory and is stored when there is room", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  const draft = await tablet.core.drafts.open(PLACE);
  const restore = withQuota("drafts");
  draft.set("a", "x");
  await draft.flush();
  assert.deepEqual([draft.saved.value.text, draft.saved.value.problem.key], ["Không lưu được", "storage.full"]);
  assert.equal(tablet.core.drafts.saved.value.state, "failed");
  assert.equal(await draft.close(), false);
  restore();
  await world.advance(4000);
  assert.equal(tablet.core.drafts.saved.value.state, "saved");
  assert.deepEqual((await stored(tablet, draft)).answers, { a: "x" });
  await tablet.kill();
});

test("no room for a photograph: the text is stored without it, the photograph is shown and tried again", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  const draft = await tablet.core.drafts.open(PLACE);
  const restore = withQuota("blobs");
  draft.set("a", "x");
  const { id, stored: there, problem } = await draft.addPicture("b", picture());
  assert.deepEqual([there, problem.key], [false, "storage.full"]);
  assert.deepEqual((await stored(tablet, draft)).answers, { a: "x" });
  assert.deepEqual(draft.answers.b, [{ attachment: id }]);
  assert.ok((await tablet.core.pictures.get(id)).blob);
  assert.equal(await tablet.core.store.get("photos", id), undefined);
  restore();
  await world.advance(4000);
  assert.deepEqual((await stored(tablet, draft)).answers, { a: "x", b: [{ attachment: id }] });
  assert.equal((await tablet.core.store.get("blobs", id)).blob.size, picture().blob.size);
  assert.equal(draft.saved.value.state, "saved");
  await tablet.kill();
});

test("answer and photograph are stored together or not at all", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  const draft = await tablet.core.drafts.open(PLACE);
  const restore = withQuota("drafts");
  const { id } = await draft.addPicture("b", picture());
  restore();
  assert.equal(await tablet.core.store.get("photos", id), undefined);
  assert.equal(await tablet.core.store.get("blobs", id), undefined);
  await tablet.kill();
});

test("a database the browser closed is opened again, unseen", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  const draft = await tablet.core.drafts.open(PLACE);
  await tablet.core.store.closeConnection();
  draft.set("a", "x");
  await draft.flush();
  assert.equal(draft.saved.value.state, "saved");
  assert.equal(tablet.core.store.trouble.value, null);
  await tablet.kill();
});

test("a newer version in another tab: what is in memory is written first, then told", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  const draft = await tablet.core.drafts.open(PLACE);
  draft.set("a", "x");
  const { name } = await tablet.core.store.read("tablet", (at) => ({ name: at("tablet").transaction.db.name }));
  const newer = await new Promise((done, fail) => {
    const request = indexedDB.open(name, 2);
    request.onsuccess = () => done(request.result);
    request.onerror = fail;
  });
  assert.equal(tablet.core.store.trouble.value.key, "storage.newer");
  const rows = await new Promise((done) => {
    newer.transaction("drafts").objectStore("drafts").getAll().onsuccess = ({ target }) => done(target.result);
  });
  assert.deepEqual(rows[0].answers, { a: "x" });
  draft.set("a", "y");
  await draft.flush();
  assert.equal(draft.saved.value.problem.key, "storage.newer");
  newer.close();
  await tablet.kill();
});

test("signature: a new one replaces the old; a photograph taken out before it was sent is deleted", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  const draft = await tablet.core.drafts.open(PLACE);
  const first = await draft.addPicture("sign", picture("1"), { single: true });
  const second = await draft.addPicture("sign", picture("2"), { single: true });
  assert.deepEqual(draft.answers.sign, { attachment: second.id });
  assert.equal(await tablet.core.store.get("blobs", first.id), undefined);
  draft.set("a", "sửa");
  await draft.leave();
  assert.deepEqual(draft.answers.sign, { attachment: second.id });
  await settle(world, [tablet]);
  draft.set("a", "sửa nữa");
  await draft.leave();
  await settle(world, [tablet]);
  assert.deepEqual(world.server.answers(SERVER_PLACE), { a: "sửa nữa", sign: { attachment: second.id } });
  assert.deepEqual([...world.server.photos.keys()], [second.id]);
  await tablet.kill();
});

test("a response stays on the version it began with, and a draft on its own", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  const draft = await tablet.core.drafts.open(PLACE);
  draft.set("a", "x");
  await draft.flush();
  world.server.visits.set(VISIT, bundle(VISIT, { checklists: [{ checklist: "song", version: 2, required: true }] }));
  assert.equal((await tablet.core.take.visit(VISIT)).ok, true);
  assert.equal((await tablet.core.drafts.open(PLACE)).version, 1);
  await assert.rejects(tablet.core.drafts.open({ ...PLACE, checklist: "khác" }), ({ problem }) => problem.key === "checklist.not_here");
  assert.equal((await tablet.core.drafts.open({ ...PLACE, scope: "site", siteId: "s1" })).version, 2);
  await tablet.kill();
});

test("taking along again brings newer answers into a draft without changes, and into none with", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  const draft = await tablet.core.drafts.open(PLACE);
  world.server.responses.set(SERVER_PLACE, { revisions: [{}, { a: "bàn giấy" }] });
  const heard = [];
  draft.subscribe(({ keys, from }) => heard.push([keys, from]));
  await tablet.core.take.visit(VISIT);
  await breathe(20);
  assert.deepEqual([draft.answers, heard], [{ a: "bàn giấy" }, [[["a"], "server"]]]);
  draft.set("b", "của tôi");
  world.server.responses.get(SERVER_PLACE).revisions.push({ a: "bàn giấy 2" });
  await tablet.core.take.visit(VISIT);
  await breathe(20);
  assert.deepEqual(draft.answers, { a: "bàn giấy", b: "của tôi" });
  await draft.leave();
  await settle(world, [tablet]);
  assert.deepEqual(world.server.answers(SERVER_PLACE), { a: "bàn giấy 2", b: "của tôi" });
  assert.deepEqual([draft.outcome, draft.answers], ["merged", { a: "bàn giấy 2", b: "của tôi" }]);
  await tablet.kill();
});

test("taking along again while a record waits: the draft keeps what it said, and all of it arrives", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  await tablet.core.queue.pause();
  const draft = await tablet.core.drafts.open(PLACE);
  draft.set("a", "của tôi");
  await draft.leave();
  world.server.responses.set(SERVER_PLACE, { revisions: [{}, { b: "bàn giấy" }] });
  await tablet.core.take.visit(VISIT);
  await breathe(20);
  assert.deepEqual(draft.answers, { a: "của tôi" });
  await tablet.core.queue.resume();
  draft.set("c", "sau");
  await draft.leave();
  await settle(world, [tablet]);
  assert.deepEqual(world.server.answers(SERVER_PLACE), { a: "của tôi", b: "bàn giấy", c: "sau" });
  await tablet.kill();
});

test("two tabs: each hears of the other, nothing is overwritten by an older copy", async () => {
  const step = fc.record({ tab: fc.nat({ max: 1 }), item: fc.nat({ max: 1 }), turns: fc.nat({ max: 30 }), photo: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 15 }), async (steps) => {
      const world = makeWorld();
      const tablet = await ready(world, "t");
      const tabs = [tablet.core, await tablet.open()];
      const drafts = await Promise.all(tabs.map((core) => core.drafts.open(PLACE)));
      const own = [["a", "shared"], ["c", "shared"]];
      const last = {};
      const photos = [];
      for (const [count, { tab, item, turns, photo }] of steps.entries()) {
        const value = `${tab}/${count}`;
        drafts[tab].set(own[tab][item], value);
        last[own[tab][item]] = value;
        if (photo) photos.push((await drafts[tab].addPicture("pictures", picture(value))).id);
        if (turns > 20) await world.advance(200);
        else await breathe(turns);
      }
      for (let round = 0; round < 4; round += 1) await world.advance(1000);
      assert.deepEqual(drafts[0].answers, drafts[1].answers);
      assert.deepEqual((await tablet.core.store.get("drafts", drafts[0].id)).answers, drafts[0].answers);
      for (const item of ["a", "c"]) assert.equal(drafts[0].answers[item], last[item]);
      assert.deepEqual((drafts[0].answers.pictures ?? []).map(({ attachment }) => attachment).sort(), photos.sort());
      for (const core of tabs) await tablet.kill(core);
    }),
    { numRuns: 40 },
  );
});
