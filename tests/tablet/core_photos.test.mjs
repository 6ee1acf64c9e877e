import assert from "node:assert/strict";
import { test } from "node:test";
import { PIECE_BYTES } from "../../inspect/browser/tablet/photos-send.js";
import { makeWorld, PLACE, picture, ready, settle, VISIT } from "./core_world.mjs";

const photographed = async (options = {}) => {
  const world = makeWorld();
  const tablet = await ready(world, "t", options);
  const draft = await tablet.core.drafts.open(PLACE);
  const { id } = await draft.addPicture("b", picture("x", 3 * PIECE_BYTES));
  await draft.leave();
  const row = () => tablet.core.store.get("photos", id);
  return { world, tablet, draft, id, row, photo: () => world.server.photos.get(id) };
};
const pieces = (world) => world.server.log.filter((line) => line.endsWith("photos"));

test("in pieces; what was cut off goes on from where the server has it", async () => {
  const { world, tablet, row, photo } = await photographed();
  let patches = 0;
  tablet.fault = (url, { method }) => (method === "PATCH" && (patches += 1) === 3 ? "lost" : "ok");
  await tablet.core.queue.poke();
  assert.equal(photo().bytes.length, 2 * PIECE_BYTES);
  assert.deepEqual([(await row()).state, (await row()).offset], ["waiting", 2 * PIECE_BYTES]);
  world.server.log.length = 0;
  tablet.fault = () => "ok";
  await tablet.core.queue.poke();
  assert.deepEqual(pieces(world), ["GET photos", "PATCH photos", "PATCH photos"]);
  assert.deepEqual([photo().state, photo().storedTimes, (await row()).state], ["stored", 1, "sent"]);
  await tablet.kill();
});

test("an answer lost after a piece arrived: asked first, no byte twice", async () => {
  const { tablet, photo } = await photographed();
  let patches = 0;
  tablet.fault = (url, { method }) => (method === "PATCH" && (patches += 1) === 4 ? "lostAnswer" : "ok");
  await tablet.core.queue.poke();
  assert.equal(photo().state, "stored");
  tablet.fault = (url, { method }) => (method === "PATCH" ? assert.fail("it is there") : "ok");
  await tablet.core.queue.poke();
  assert.equal(tablet.core.queue.state.value.waitingPhotos, 0);
  await tablet.kill();
});

test("a tab that died while sending: the server is asked, the rest is sent", async () => {
  const { world, tablet, row, photo, id } = await photographed();
  await tablet.core.queue.poke();
  photo().state = "expected";
  photo().storedTimes = 0;
  photo().bytes = photo().bytes.subarray(0, PIECE_BYTES);
  await tablet.core.store.write("photos", async (at) => at("photos").put({ ...(await at("photos").get(id)), state: "sending", offset: 0 }));
  await tablet.kill();
  await tablet.open();
  world.server.log.length = 0;
  await tablet.core.queue.poke();
  assert.equal(pieces(world)[0], "GET photos");
  assert.deepEqual([photo().storedTimes, (await row()).state], [1, "sent"]);
  await tablet.kill();
});

test("the server has another offset than we thought: its word counts", async () => {
  const { world, tablet, photo } = await photographed();
  let patches = 0;
  tablet.fault = (url, { method }) => {
    if (method === "PATCH" && (patches += 1) === 2) photo().bytes = photo().bytes.subarray(0, 1000);
    return "ok";
  };
  await tablet.core.queue.poke();
  assert.equal(photo().storedTimes, 1);
  assert.ok(pieces(world).includes("GET photos"));
  await tablet.kill();
});

test("a hash that differs on the way: from the start again; bytes broken on the tablet are told", async () => {
  const { world, tablet, row, photo, id } = await photographed();
  let spoilt = false;
  tablet.fault = () => {
    if (photo()?.bytes.length === PIECE_BYTES && !spoilt) {
      spoilt = true;
      photo().bytes[0] ^= 1;
    }
    return "ok";
  };
  await tablet.core.queue.poke();
  assert.deepEqual([spoilt, photo().state, (await row()).offset, (await row()).problem.key], [true, "expected", 0, "photo.hash_differs"]);
  const bytes = await tablet.core.store.get("blobs", id);
  await settle(world, [tablet]);
  assert.equal(photo().storedTimes, 1);

  const other = await photographed();
  const spoiled = { ...bytes, id: other.id, blob: new Blob([new Uint8Array(bytes.blob.size)]) };
  await other.tablet.core.store.write("blobs", (at) => at("blobs").put(spoiled));
  await other.tablet.core.queue.poke();
  assert.deepEqual([(await other.row()).state, (await other.row()).problem.key], ["refused", "photo.broken"]);
  assert.equal(other.tablet.core.queue.state.value.refused, 1);
  for (const { kill } of [tablet, other.tablet]) await kill();
});

test("the same wrong hash five times is given up and told", async () => {
  const { world, tablet, row, photo } = await photographed();
  tablet.fault = () => {
    if (photo()?.bytes.length === PIECE_BYTES) photo().bytes[0] ^= 1;
    return "ok";
  };
  await settle(world, [tablet]);
  assert.deepEqual([(await row()).state, (await row()).problem.key, (await row()).attempts], ["refused", "photo.hash_differs", 5]);
  await tablet.kill();
});

test("no picture: told, the rest goes on; taken out of the answers it leaves the tablet", async () => {
  const { world, tablet, draft, id, row, photo } = await photographed();
  tablet.fault = (url, { method }) => {
    if (method === "PATCH") photo().notAPicture = true;
    return "ok";
  };
  await tablet.core.queue.poke();
  assert.deepEqual([(await row()).state, (await row()).problem.key], ["refused", "photo.not_a_picture"]);
  await draft.removePicture("b", id);
  await draft.leave();
  await settle(world, [tablet]);
  assert.equal(await row(), undefined);
  assert.equal(tablet.core.queue.state.value.refused, 0);
  await tablet.kill();
});

test("a server put back from a backup has lost the record: both go again", async () => {
  const { world, tablet, photo } = await photographed();
  tablet.fault = (url, { method }) => (method === "PATCH" ? "lost" : "ok");
  await tablet.core.queue.poke();
  world.server.photos.clear();
  world.server.submissions.clear();
  world.server.responses.clear();
  tablet.fault = () => "ok";
  await settle(world, [tablet]);
  assert.equal(photo().storedTimes, 1);
  assert.equal(world.server.submissions.size, 1);
  await tablet.kill();
});

test("pictures are found by their id, in storage and while there was no room", async () => {
  const { tablet, id } = await photographed();
  const { row, blob } = await tablet.core.pictures.get(id);
  assert.deepEqual([row.item, blob.type, blob.size === row.size], ["b", "image/jpeg", true]);
  assert.equal((await tablet.core.pictures.thumb(id)).size, row.size);
  assert.equal((await tablet.core.pictures.ofVisit(row.visitId)).length, 1);
  assert.equal(await tablet.core.pictures.get("nothing"), undefined);
  await tablet.kill();
});

test("nonsense of the receiver, and long names, do not make the server refuse the record", async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  const odd = [{ lat: 21.5, lon: 106.7, accuracy: 2e6, speed: 3 }, { lat: 91, lon: 0, accuracy: 1 }, { lat: NaN, lon: 0 }, null];
  const { recordId } = await tablet.core.records.addDanger(VISIT, { what: "Giếng" }, odd.map((position) => ({ ...picture(), name: "đ".repeat(300), position })));
  await tablet.core.queue.poke();
  const { photos } = world.server.submissions.get(recordId).body;
  assert.deepEqual(photos.map(({ position }) => position), [{ lat: 21.5, lon: 106.7, accuracy: null }, null, null, null]);
  assert.ok(photos.every(({ name }) => name.length === 200));
  await tablet.kill();
});

const waits = async ({ tablet, world }, more = {}) => {
  await settle(world, [tablet]);
  const { waitingRecords, waitingPhotos, drafts, refused } = await tablet.core.queue.count();
  assert.deepEqual({ waitingRecords, waitingPhotos, drafts, refused }, { waitingRecords: 0, waitingPhotos: 0, drafts: 0, refused: 0, ...more });
};
const before = async () => {
  const made = await photographed();
  const only = await made.tablet.core.records.list(VISIT);
  return { ...made, record: only[0].id };
};
const dropRecord = ({ tablet, record }) => tablet.core.store.write("records", (at) => at("records").delete(record));

test("frozen, then removed before it was sent: nothing waits for a record that is gone", async () => {
  const made = await before();
  const { tablet, draft, id, row, world } = made;
  await draft.removePicture("b", id);
  await draft.leave();
  assert.deepEqual([await row(), await tablet.core.store.get("blobs", id), (await tablet.core.queue.entries()).length], [undefined, undefined, 0]);
  draft.set("a", "gõ rồi mất");
  tablet.core.queue.poke();
  await tablet.kill();
  await tablet.open();
  await waits(made);
  assert.deepEqual([world.server.submissions.size, world.server.photos.size], [0, 0]);
  await tablet.kill();
});

test("removed and restored within the moment: it goes with the record that names it then", async () => {
  const made = await before();
  const { tablet, draft, id, row, photo } = made;
  await draft.hidePicture("b", id);
  await draft.leave();
  assert.deepEqual([(await row()).state, (await row()).recordId, (await tablet.core.queue.count()).waitingPhotos], ["draft", null, 0]);
  await draft.showPicture("b", { attachment: id });
  await draft.leave();
  await waits(made);
  assert.deepEqual([photo().storedTimes, (await row()).state], [1, "sent"]);
  await tablet.kill();
});

test("what an earlier version left behind is not counted, listed, exported or kept for; the sweep takes it back to its draft", async () => {
  const [named, unnamed] = [await before(), await before()];
  for (const made of [named, unnamed]) {
    const { tablet, draft, id } = made;
    if (made === unnamed) await draft.removePicture("b", id);
    await tablet.core.store.write("drafts", async (at) => at("drafts").put({ ...(await at("drafts").get(draft.id)), dirty: false }));
    await dropRecord(made);
    assert.deepEqual([(await tablet.core.queue.count()).waitingPhotos, (await tablet.core.queue.entries()).length], [0, 0]);
    assert.equal((await tablet.core.exportFile()).photos, 0);
    assert.equal((await tablet.core.clean()).strays, 1);
    await waits(made);
  }
  assert.equal(named.photo().storedTimes, 1);
  assert.deepEqual([await unnamed.row(), unnamed.photo()], [undefined, undefined]);
  assert.equal((await unnamed.tablet.core.visits.forget(VISIT)).ok, true);
  for (const { tablet } of [named, unnamed]) await tablet.kill();
});

test("a server put back from a backup, and the record has left the tablet: a new one announces the photograph", async () => {
  const made = await before();
  const { tablet, world, photo } = made;
  tablet.fault = (url, { method }) => (method === "PATCH" ? "lost" : "ok");
  await tablet.core.queue.poke();
  await dropRecord(made);
  for (const known of [world.server.photos, world.server.submissions]) known.clear();
  tablet.fault = () => "ok";
  await waits(made);
  assert.equal(photo().storedTimes, 1);
  await tablet.kill();
});

test("a server put back from a backup asks again for a photograph that had arrived before", async () => {
  const made = await before();
  const { tablet, world, draft, id, photo } = made;
  await settle(world, [tablet]);
  const second = await draft.addPicture("b", picture("y", 2 * PIECE_BYTES));
  await draft.leave();
  tablet.fault = (url, { method }) => (method === "PATCH" ? "lost" : "ok");
  await tablet.core.queue.poke();
  world.server.photos.get(id).state = "expected";
  world.server.photos.get(id).storedTimes = 0;
  world.server.photos.get(id).bytes = Buffer.alloc(0);
  await tablet.core.store.write("records", async (at) => at("records").put({ ...(await at("records").get(made.record)), state: "waiting", ackAt: null }));
  tablet.fault = () => "ok";
  await waits(made);
  assert.deepEqual([photo().storedTimes, world.server.photos.get(second.id).storedTimes], [1, 1]);
  await tablet.kill();
});
