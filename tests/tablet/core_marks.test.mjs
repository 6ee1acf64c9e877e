// A marked picture takes the place of the one it was made from, and that one is never lost: sent too, kept, brought back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { makeWorld, PLACE, picture, ready, SERVER_PLACE } from "./core_world.mjs";

const EXTRA = "_extra_photos.0190a000-0000-7000-8000-0000000000aa";

const photographed = async (item = "b") => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  const draft = await tablet.core.drafts.open(PLACE);
  const { id } = await draft.addPicture(item, picture("as taken"));
  return { world, tablet, draft, id };
};
const send = async ({ tablet, draft }) => {
  await draft.leave();
  await tablet.core.queue.poke();
};
const whole = (world, id) => world.server.photos.get(id)?.state === "stored";
const held = (world) => world.server.responses.get(SERVER_PLACE).revisions.at(-1);
const withoutRoom = async (work) => {
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function full(value, ...rest) {
    if (this.name === "blobs") throw new DOMException("full", "QuotaExceededError");
    return put.call(this, value, ...rest);
  };
  try {
    return await work();
  } finally {
    IDBObjectStore.prototype.put = put;
  }
};

for (const item of ["b", EXTRA])
  test(`marked before it was sent: the answer names the marked one, both arrive (${item})`, async () => {
    const all = await photographed(item);
    const { world, tablet, draft, id } = all;
    const { id: marked, stored } = await draft.markPicture(item, id, picture("marked"));
    assert.equal(stored, true);
    await send(all);
    const answers = held(world);
    assert.deepEqual(item === "b" ? answers.b : answers._extra_photos[item.split(".")[1]], [{ attachment: marked }]);
    assert.deepEqual(answers._marked, { [marked]: { attachment: id } });
    assert.deepEqual([whole(world, id), whole(world, marked)], [true, true]);
    await tablet.kill();
  });

test("marked after it was sent, then marked again: the original is still the first; the marks go again", async () => {
  const all = await photographed();
  const { world, tablet, draft, id } = all;
  await send(all);
  const { id: first } = await draft.markPicture("b", id, picture("once"));
  const { id: second } = await draft.markPicture("b", first, picture("twice"));
  await send(all);
  const kept = () => held(world);
  assert.deepEqual([kept().b, kept()._marked], [[{ attachment: second }], { [second]: { attachment: id } }]);
  assert.equal(await tablet.core.pictures.get(first), undefined);
  await draft.unmarkPicture("b", second);
  await send(all);
  assert.deepEqual([kept().b, kept()._marked], [[{ attachment: id }], undefined]);
  await tablet.kill();
});

test("no room for the marked one: the stored draft keeps the picture as it was, and the marked one comes when there is room", async () => {
  const { tablet, draft, id } = await photographed();
  const { id: marked, stored, problem } = await withoutRoom(() => draft.markPicture("b", id, picture("marked")));
  assert.deepEqual([stored, problem.key], [false, "storage.full"]);
  const row = () => tablet.core.store.get("drafts", draft.id);
  assert.deepEqual([(await row()).answers.b, (await row()).answers._marked], [[{ attachment: id }], undefined]);
  assert.deepEqual(draft.answers.b, [{ attachment: marked }]);
  await draft.flush();
  assert.deepEqual((await row()).answers, { b: [{ attachment: marked }], _marked: { [marked]: { attachment: id } } });
  await tablet.kill();
});

test("taken away, both leave the tablet; brought back, both are there", async () => {
  const all = await photographed();
  const { world, tablet, draft, id } = all;
  const { id: marked } = await draft.markPicture("b", id, picture("marked"));
  await draft.hidePicture("b", marked);
  assert.deepEqual(draft.answers, {});
  await draft.showPicture("b", { attachment: marked });
  assert.deepEqual(draft.answers, { b: [{ attachment: marked }], _marked: { [marked]: { attachment: id } } });
  await draft.hidePicture("b", marked);
  await draft.removePicture("b", marked);
  await send(all);
  assert.deepEqual([await tablet.core.pictures.get(id), await tablet.core.pictures.get(marked)], [undefined, undefined]);
  assert.equal(world.server.photos.size, 0);
  await tablet.kill();
});

test("a marked picture that the server refuses leaves the original there", async () => {
  const all = await photographed();
  const { world, tablet, draft, id } = all;
  const { id: marked } = await draft.markPicture("b", id, picture("marked"));
  await draft.leave();
  await tablet.core.store.write("blobs", async (at) => at("blobs").put({ ...(await at("blobs").get(marked)), blob: new Blob(["spoiled"]) }));
  await tablet.core.queue.poke();
  assert.deepEqual([whole(world, id), whole(world, marked)], [true, false]);
  await tablet.kill();
});
