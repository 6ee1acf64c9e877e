// What is entered outside a checklist (a danger, something observed, a site) outlives the browser; what is taken out stays out.
import assert from "node:assert/strict";
import { test } from "node:test";
import { makeWorld, PLACE, picture, ready, settle, VISIT } from "./core_world.mjs";

const DANGER = { visitId: VISIT, sheet: "danger" };
const all = (core, name) => core.store.read(name, (at) => at(name).getAll());

const begun = async (options) => {
  const world = makeWorld(options);
  const tablet = await ready(world, "t");
  const sheet = await tablet.core.drafts.open(DANGER);
  sheet.set("what", "Giếng không nắp");
  const { id, stored } = await sheet.addPicture("photos", picture("giếng"));
  assert.equal(stored, true);
  return { world, tablet, sheet, id };
};

test("a danger half entered is there again after the browser was killed, with its photograph", async () => {
  const { tablet, id } = await begun();
  await tablet.kill();
  const core = await tablet.open();
  const sheet = await core.drafts.open(DANGER);
  assert.deepEqual(sheet.answers, { what: "Giếng không nắp", photos: [{ attachment: id }] });
  assert.equal((await core.pictures.get(id)).row.name, "giếng.jpg");
  await tablet.kill();
});

test("it is neither sent nor counted among what waits nor taken for a checklist, and holds its visit here", async () => {
  const { world, tablet } = await begun();
  await world.advance(60_000);
  const { core } = tablet;
  await core.queue.poke();
  const { waitingRecords, waitingPhotos, drafts, sheets } = core.queue.state.value;
  assert.deepEqual([waitingRecords, waitingPhotos, drafts, sheets], [0, 0, 0, 1]);
  assert.deepEqual(await core.drafts.list(VISIT), []);
  assert.equal(world.server.log.some((line) => line.includes("submissions")), false);
  assert.equal((await core.visits.forget(VISIT)).problem.key, "visit.unsent");
  await tablet.kill();
});

test("saving makes a record of it with its photographs, in one step, and nothing of it is left", async () => {
  const { world, tablet, sheet, id } = await begun();
  const { core } = tablet;
  const { recordId } = await core.records.addDanger(VISIT, { what: sheet.answers.what, item: "a" }, sheet);
  const [record] = await core.records.list(VISIT);
  assert.deepEqual([record.id, core.records.body(record).photos.map((one) => [one.id, one.item])], [recordId, [[id, "a"]]]);
  assert.deepEqual(await all(core, "drafts"), []);
  // A hand that is still typing writes into nothing.
  sheet.set("what", "thừa");
  await sheet.flush();
  await world.advance(5000);
  assert.deepEqual(await all(core, "drafts"), []);
  await settle(world, [tablet]);
  assert.equal(world.server.photos.get(id).state, "stored");
  assert.deepEqual((await core.drafts.open(DANGER)).answers, {});
  await tablet.kill();
});

test("what cannot be saved stays as it was", async () => {
  const { tablet, sheet, id } = await begun();
  const { core } = tablet;
  const write = core.store.write;
  core.store.write = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
  await assert.rejects(core.records.addDanger(VISIT, { what: "x" }, sheet), ({ problem }) => problem.key === "storage.full");
  core.store.write = write;
  sheet.set("what", "Giếng sâu");
  await sheet.flush();
  const [row] = await all(core, "drafts");
  assert.deepEqual(row.answers, { what: "Giếng sâu", photos: [{ attachment: id }] });
  assert.deepEqual(await core.records.list(VISIT), []);
  await core.records.addDanger(VISIT, { what: "x" }, sheet);
  assert.equal((await core.records.list(VISIT)).length, 1);
  await tablet.kill();
});

test("thrown away, it is gone with its photographs", async () => {
  const { world, tablet, sheet } = await begun();
  const { core } = tablet;
  await sheet.discard();
  await sheet.removePicture("photos", "late");
  await world.advance(5000);
  for (const name of ["drafts", "photos", "blobs"]) assert.deepEqual(await all(core, name), [], name);
  assert.equal((await core.visits.forget(VISIT)).ok, true);
  await tablet.kill();
});

test("signing out locks it, and only its member opens it again", async () => {
  const { world, tablet } = await begun();
  const leaving = tablet.core.session.signOut();
  await world.advance(1000);
  assert.equal((await leaving).ok, true);
  for (const name of ["drafts", "photos", "blobs"]) assert.deepEqual(await all(tablet.core, name), [], name);
  await tablet.core.session.register({ label: "t" });
  await tablet.core.take.visit(VISIT);
  const sheet = await tablet.core.drafts.open(DANGER);
  assert.equal(sheet.answers.what, "Giếng không nắp");
  await tablet.kill();
});

const photographed = async () => {
  const world = makeWorld();
  const tablet = await ready(world, "t");
  const draft = await tablet.core.drafts.open(PLACE);
  const kept = await draft.addPicture("b", picture("giữ"));
  const gone = await draft.addPicture("b", picture("bỏ"));
  return { world, tablet, draft, kept: kept.id, gone: gone.id, core: tablet.core };
};

test("a photograph that is taken out is out at once, and not sent while it may be brought back", async () => {
  const { world, draft, core, kept, gone, tablet } = await photographed();
  await draft.hidePicture("b", gone);
  assert.deepEqual(draft.answers.b, [{ attachment: kept }]);
  await world.advance(9000);
  await core.queue.poke();
  assert.deepEqual(await core.records.list(), []);
  await draft.showPicture("b", { attachment: gone }, { place: 0 });
  assert.deepEqual(draft.answers.b, [{ attachment: gone }, { attachment: kept }]);
  await settle(world, [tablet]);
  assert.equal(world.server.photos.get(gone).state, "stored");
  await tablet.kill();
});

test("brought back after the rest was sent, it goes with the next record", async () => {
  const { world, draft, core, kept, gone, tablet } = await photographed();
  await draft.hidePicture("b", gone);
  await world.advance(20_000);
  await settle(world, [tablet]);
  assert.deepEqual([...world.server.photos.keys()], [kept]);
  await draft.showPicture("b", { attachment: gone }, { place: 1 });
  await settle(world, [tablet]);
  assert.equal(world.server.photos.get(gone)?.state, "stored");
  assert.deepEqual((await core.drafts.list(VISIT))[0].answers.b, [{ attachment: kept }, { attachment: gone }]);
  await tablet.kill();
});

test("killed before the time to bring it back is over: it stays out, and its bytes go within hours", async () => {
  const { world, draft, kept, gone, tablet } = await photographed();
  await draft.hidePicture("b", gone);
  await tablet.kill();
  const core = await tablet.open();
  assert.deepEqual((await core.drafts.list(VISIT))[0].answers.b, [{ attachment: kept }]);
  await world.advance(20_000);
  await settle(world, [tablet]);
  assert.deepEqual([...world.server.photos.keys()], [kept]);
  await core.clean();
  assert.notEqual(await core.store.get("blobs", gone), undefined);
  await world.advance(3_700_000);
  await core.clean();
  assert.equal(await core.store.get("photos", gone), undefined);
  assert.equal(await core.store.get("blobs", gone), undefined);
  assert.notEqual(await core.store.get("blobs", kept), undefined);
  await tablet.kill();
});
