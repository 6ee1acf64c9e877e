import assert from "node:assert/strict";
import { test } from "node:test";
import { bundle, makeWorld, PLACE, picture, ready, settle, VISIT } from "./core_world.mjs";

const DAY = 86_400_000;
const PAPERS = ["p1", "p2", "p3"];
const withPapers = (world, ids = PAPERS) => {
  ids.forEach((id, place) => world.server.papers.set(id, Buffer.alloc(1000 * (place + 1), id)));
  const papers = ids.map((id) => ({ id, title: id, size: world.server.papers.get(id).length, url: `/api/v1/files/${id}`, kind: "pdf" }));
  world.server.visits.set(VISIT, bundle(VISIT, { papers }));
};
const tablet = async (world) => {
  const made = world.tablet("t", { account: world.server.addAccount("mot"), online: () => world.online });
  await made.open();
  await made.core.session.register({ label: "Máy 1" });
  return made;
};

test("bundle and papers, with progress; the desk is told", async () => {
  const world = makeWorld();
  withPapers(world);
  const { core, kill } = await tablet(world);
  const steps = [];
  const taken = await core.take.visit(VISIT, { onProgress: (step) => steps.push(step) });
  assert.equal(taken.ok, true);
  const last = steps[steps.length - 2];
  assert.deepEqual([last.step, last.bytes, last.total, last.files, last.filesTotal], ["papers", 6000, 6000, 3, 3]);
  assert.ok(steps.some(({ step, bytes }) => step === "bundle" && bytes > 0));
  const row = await core.visits.get(VISIT);
  assert.deepEqual([row.ready, row.size, world.server.takings[0].bundle, world.server.takings[0].size], [true, taken.size, row.bundle.etag, taken.size]);
  assert.equal((await core.visits.paper(VISIT, "p2")).size, 2000);
  assert.equal(core.visits.definition(row, "song", 1).title, "Điểm sông");
  assert.equal(core.visits.definition(row, "song", 9), undefined);
  await kill();
});

test("pictures of earlier visits come along as far as they come, and go with the bundle that named them", async () => {
  const world = makeWorld();
  withPapers(world, ["p1"]);
  const { papers } = world.server.visits.get(VISIT);
  for (const id of ["q1", "q2"]) world.server.papers.set(id, Buffer.alloc(500, id));
  const pictures = ["q1", "q2"].map((id) => ({ id, checklist: "song", item: "b", site_id: null, date: "2023-06-02", url: `/api/v1/files/${id}/small` }));
  world.server.visits.set(VISIT, bundle(VISIT, { papers, pictures }));
  const made = await tablet(world);
  const { core } = made;
  const there = () => Promise.all(["p1", "q1", "q2"].map(async (id) => (await core.visits.paper(VISIT, id))?.size));
  made.fault = (url) => (url.includes("q2") ? "lost" : "ok");
  assert.equal((await core.take.visit(VISIT)).ok, true);
  assert.deepEqual(await there(), [1000, 500, undefined]);
  const asked = [];
  made.fault = (url) => {
    asked.push(url);
    return "ok";
  };
  const { size } = await core.take.visit(VISIT);
  assert.deepEqual(asked.filter((url) => url.includes("files")), ["/api/v1/files/q2/small"]);
  assert.deepEqual(await there(), [1000, 500, 500]);
  assert.ok(size > 2000);
  world.server.visits.set(VISIT, bundle(VISIT, { papers }));
  assert.equal((await core.take.visit(VISIT)).ok, true);
  assert.deepEqual(await there(), [1000, undefined, undefined]);
  await made.kill();
});

test("cut short among the papers: the old bundle stands whole; what arrived is not fetched again", async () => {
  const world = makeWorld();
  withPapers(world, ["p1"]);
  const made = await tablet(world);
  const { core } = made;
  assert.equal((await core.take.visit(VISIT)).ok, true);
  const old = await core.visits.get(VISIT);
  withPapers(world, ["p2", "p3"]);
  made.fault = (url) => (url.endsWith("p3") ? "lost" : "ok");
  const broken = await core.take.visit(VISIT);
  assert.deepEqual([broken.ok, broken.problem.key], [false, "network.unreachable"]);
  assert.deepEqual(await core.visits.get(VISIT), old);
  assert.equal((await core.visits.paper(VISIT, "p1")).size, 1000);
  const asked = [];
  made.fault = (url) => {
    asked.push(url);
    return "ok";
  };
  assert.equal((await core.take.visit(VISIT)).ok, true);
  assert.deepEqual(asked.filter((url) => url.includes("files")), ["/api/v1/files/p3"]);
  assert.equal(await core.visits.paper(VISIT, "p1"), undefined);
  assert.equal((await core.visits.paper(VISIT, "p3")).size, 2000);
  await made.kill();
});

test("unchanged: 304, nothing is fetched; a portal's page is no bundle", async () => {
  const world = makeWorld();
  withPapers(world);
  const made = await tablet(world);
  made.fault = () => "portal";
  assert.equal((await made.core.take.visit(VISIT)).problem.key, "network.captive");
  assert.deepEqual(await made.core.visits.list(), []);
  made.fault = () => "ok";
  const first = await made.core.take.visit(VISIT);
  world.server.log.length = 0;
  const again = await made.core.take.visit(VISIT);
  assert.deepEqual([again.ok, Math.abs(again.size - first.size) < 50], [true, true]);
  assert.deepEqual(world.server.log, ["GET visits", "PUT visits"]);
  assert.equal((await made.core.take.visit("0190a000-0000-7000-8000-00000000ffff")).problem.key, "not_found");
  await made.kill();
});

test("the desk that could not be told is told of next time; the visit is whole nevertheless", async () => {
  const world = makeWorld();
  const made = await tablet(world);
  made.fault = (url) => (url.endsWith("taking") ? "error" : "ok");
  const taken = await made.core.take.visit(VISIT);
  assert.deepEqual([taken.ok, taken.problem.key, (await made.core.visits.get(VISIT)).ready], [true, "server.error", true]);
  await made.kill();
});

test("trips: of last time when there is no network", async () => {
  const world = makeWorld();
  const { core, kill } = await tablet(world);
  await core.take.visit(VISIT);
  const now = await core.take.trips();
  assert.deepEqual([now.ok, now.trips.map(({ visit_id, here }) => [visit_id, here])], [true, [[VISIT, true]]]);
  world.online = false;
  const later = await core.take.trips();
  assert.deepEqual([later.ok, later.problem.key, later.at, later.trips.length], [false, "network.none", now.at, 1]);
  await kill();
});

test("taking along again keeps the version that an unsent draft or record stands on", async () => {
  const world = makeWorld();
  const made = await ready(world, "t", { online: () => world.online });
  const { core } = made;
  const draft = await core.drafts.open(PLACE);
  draft.set("a", "chưa gửi");
  await draft.leave();
  const visit = world.server.visits.get(VISIT);
  const [first] = visit.definitions;
  visit.definitions = [{ ...first, version: 2 }];
  visit.checklists = [{ checklist: "song", version: 2, required: true }];
  for (const round of [1, 2]) {
    assert.equal((await core.take.visit(VISIT)).ok, true);
    const row = await core.visits.get(VISIT);
    assert.deepEqual(row.bundle.definitions.map(({ version }) => version), [2, 1], `taken ${round} times`);
    assert.deepEqual(core.visits.definition(row, "song", draft.version), first);
  }
  // The record alone, and what nobody stands on any more.
  await core.store.write("drafts", (at) => at("drafts").clear());
  visit.checklists = [{ checklist: "song", version: 2, required: false }];
  await core.take.visit(VISIT);
  assert.equal((await core.visits.get(VISIT)).bundle.definitions.length, 2);
  await core.store.write("records", (at) => at("records").clear());
  visit.checklists = [{ checklist: "song", version: 2, required: true }];
  await core.take.visit(VISIT);
  assert.deepEqual((await core.visits.get(VISIT)).bundle.definitions.map(({ version }) => version), [2]);
  await made.kill();
});

test("forgetting a visit: refused while something of it is only here", async () => {
  const world = makeWorld();
  const made = await ready(world, "t");
  const draft = await made.core.drafts.open(PLACE);
  await draft.addPicture("b", picture());
  assert.equal((await made.core.visits.forget(VISIT)).problem.key, "visit.unsent");
  await draft.leave();
  assert.equal((await made.core.visits.forget(VISIT)).problem.key, "visit.unsent");
  await settle(world, [made]);
  await draft.close();
  assert.deepEqual(await made.core.visits.forget(VISIT), { ok: true });
  assert.deepEqual([await made.core.visits.list(), await made.core.drafts.list(VISIT), await made.core.records.list()], [[], [], []]);
  await made.kill();
});

test("cleaning: what was acknowledged goes after the department's days, never what is unsent", async () => {
  const world = makeWorld();
  const made = await ready(world, "t", { online: () => world.online });
  const draft = await made.core.drafts.open(PLACE);
  const { id } = await draft.addPicture("b", picture());
  await draft.leave();
  await settle(world, [made]);
  await world.advance(6 * DAY);
  assert.deepEqual(await made.core.clean(), { records: 0, photos: 0, visits: 0, strays: 0 });
  world.online = false;
  draft.set("a", "chưa gửi");
  const waiting = await draft.addPicture("b", picture("mới"));
  await draft.leave();
  await world.advance(2 * DAY);
  assert.deepEqual(await made.core.clean(), { records: 1, photos: 1, visits: 0, strays: 0 });
  assert.equal(await made.core.pictures.get(id), undefined);
  assert.ok(await made.core.pictures.get(waiting.id));
  assert.deepEqual(draft.answers.b, [{ attachment: id }, { attachment: waiting.id }]);
  world.online = true;
  await settle(world, [made]);
  assert.equal(world.server.photos.get(waiting.id).storedTimes, 1);
  assert.equal(world.server.conflicts.length, 0);
  await made.kill();
});

test("cleaning: a visit that is over goes with its drafts and papers, once all of it arrived", async () => {
  const world = makeWorld();
  withPapers(world);
  const made = await ready(world, "t", { online: () => world.online });
  const draft = await made.core.drafts.open(PLACE);
  draft.set("a", "x");
  await draft.leave();
  world.server.visits.get(VISIT).visit.means = ["held"];
  await made.core.take.trips();
  world.online = false;
  await world.advance(8 * DAY);
  assert.equal((await made.core.clean()).visits, 0);
  world.online = true;
  await settle(world, [made]);
  await draft.close();
  assert.equal((await made.core.clean()).visits, 1);
  const left = await made.core.store.read(["papers", "drafts", "visits"], (at) => Promise.all(["papers", "drafts", "visits"].map((name) => at(name).count())));
  assert.deepEqual(left, [0, 0, 0]);
  await made.kill();
});
